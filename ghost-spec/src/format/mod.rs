//! The canonical form of a spec's files: one order of keys, one layout.
//!
//! [`layout`] reads a file with its comments, [`print`] writes it. What an author decides stays as it is: comments, blank lines between
//! entries (one at most), quotes, and whether a mapping or list stands in braces or on lines of its own. What is canonical: the order of
//! the language's keys, spaces, indentation by two, braces that fit on a line on one line and others not, and values of neighbours below
//! each other. The result is read again before it is given out: it must say the same, with the same comments, and be canonical itself. So no slip
//! can cost a word; a layout that is too unusual for that is left alone.

mod layout;
mod print;

use std::fmt;

use crate::code::Code;
use crate::diagnostic::{At, Diagnostic, Faults};
use crate::node::{self, Data, Node};
use crate::source::Sources;
use crate::vocabulary;

/// Longest line that is made, in characters.
const WIDTH: usize = 150;

/// Why a file cannot be formatted.
#[derive(Debug)]
#[non_exhaustive]
pub enum FormatError {
    /// It is not well-formed; everything that keeps it from being read.
    Faults(Faults),
    /// Its layout is too unusual: something would be lost.
    Unusual(String),
}

impl fmt::Display for FormatError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FormatError::Faults(faults) => faults.fmt(formatter),
            FormatError::Unusual(name) => {
                write!(formatter, "{name}: left as it is, since its layout is too unusual to be formatted without a loss")
            }
        }
    }
}

impl std::error::Error for FormatError {}

/// The canonical form of a file of a spec; `name` is for messages.
///
/// ```
/// let file = "entity: note\nresource:   notes\ndoc: Short texts. # more to come\nfields: {id: {type: id}}\n";
/// let formatted = "resource: notes\nentity: note\ndoc: Short texts. # more to come\nfields: { id: { type: id } }\n";
/// assert_eq!(ghost_spec::format("notes.yaml", file).unwrap(), formatted);
/// ```
///
/// # Errors
///
/// The file is malformed, or cannot be formatted without a loss.
pub fn format(name: &str, text: &str) -> Result<String, FormatError> {
    let (tree, comments) = read(name, text)?;
    let kind = if tree.get("api").is_some() { &vocabulary::API } else { &vocabulary::RESOURCE };
    let unusual = || FormatError::Unusual(name.to_owned());
    let file = layout::read(text, &tree).ok_or_else(unusual)?;
    let printed = print::file(kind, &file);
    let (again, comments_again) = read(name, &printed).map_err(|_| unusual())?;
    let settles = layout::read(&printed, &again).is_some_and(|file| print::file(kind, &file) == printed);
    if !settles || !same(&tree, &again) || comments != comments_again {
        return Err(unusual());
    }
    Ok(printed)
}

/// The tree of a well-formed file, and its comments in alphabetical order.
fn read(name: &str, text: &str) -> Result<(Node, Vec<String>), FormatError> {
    let mut faults = Vec::new();
    let sources = Sources::from_memory([(name.to_owned(), text.to_owned())], &mut faults);
    let tree = if faults.is_empty() { node::parse(0, text, &mut faults) } else { None };
    let Some(tree) = tree.filter(|_| faults.is_empty()) else { return Err(FormatError::Faults(Faults::new(faults, &sources))) };
    if !matches!(tree.data, Data::Map(_)) {
        let at = At { file: 0, start: 0, end: text.chars().next().map_or(0, char::len_utf8) };
        let fault = Diagnostic::error(Code::WrongKind, at, "a file of a spec is a mapping").label(format!("found {}", tree.kind()));
        return Err(FormatError::Faults(Faults::new(vec![fault], &sources)));
    }
    let comments = comments(text, &tree);
    Ok((tree, comments))
}

/// Everything outside of scalars that begins with `#`.
fn comments(text: &str, tree: &Node) -> Vec<String> {
    let mut spans = Vec::new();
    scalars(tree, &mut spans);
    spans.sort_unstable();
    let mut found = Vec::new();
    let (mut from, ends) = (0, (text.len(), text.len()));
    for (start, end) in spans.into_iter().chain([ends]) {
        for line in text.get(from..start).unwrap_or_default().split('\n') {
            found.extend(line.find('#').map(|at| line[at..].trim_end().to_owned()));
        }
        from = end.max(from);
    }
    found.sort_unstable();
    found
}

fn scalars(node: &Node, spans: &mut Vec<(usize, usize)>) {
    match &node.data {
        Data::Scalar { .. } => spans.push((node.at.start, node.at.end)),
        Data::List(items) => items.iter().for_each(|item| scalars(item, spans)),
        Data::Map(entries) => {
            for entry in entries {
                spans.push((entry.key_at.start, entry.key_at.end));
                scalars(&entry.value, spans);
            }
        }
    }
}

/// Whether two trees say the same, in whatever order their keys are.
fn same(a: &Node, b: &Node) -> bool {
    match (&a.data, &b.data) {
        (Data::Scalar { text: a }, Data::Scalar { text: b }) => a == b,
        (Data::List(a), Data::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Data::Map(a), Data::Map(b)) => {
            let sorted = |entries: &[node::Entry]| {
                let mut order: Vec<usize> = (0..entries.len()).collect();
                order.sort_by(|a, b| entries[*a].key.cmp(&entries[*b].key));
                order
            };
            a.len() == b.len() && sorted(a).into_iter().zip(sorted(b)).all(|(x, y)| a[x].key == b[y].key && same(&a[x].value, &b[y].value))
        }
        _ => false,
    }
}
