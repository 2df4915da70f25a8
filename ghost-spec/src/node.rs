//! YAML text as a tree with places.
//!
//! Built from the events of `saphyr`'s parser in one pass, which is what gives every key and value
//! its place, finds duplicate keys, and bounds depth before anything recurses.

use std::collections::HashMap;

use saphyr_parser::{Event, Parser, Span};

use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};

/// Deepest nesting that is read.
const MAX_DEPTH: usize = 64;

/// Most entries of one mapping or list: names are looked up among those beside them.
const MAX_ENTRIES: usize = 10_000;

/// A value with its place.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) at: At,
    pub(crate) data: Data,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(crate) enum Data {
    Scalar { text: String },
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_at: At,
    pub(crate) value: Node,
}

impl Node {
    /// For messages: what stands here.
    pub(crate) fn kind(&self) -> &'static str {
        match self.data {
            Data::Scalar { .. } => "a single value",
            Data::List(_) => "a list",
            Data::Map(_) => "a mapping",
        }
    }

    /// The text of a plain or quoted scalar.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.data {
            Data::Scalar { text } => Some(text),
            _ => None,
        }
    }

    /// The entries of a mapping; none of anything else.
    pub(crate) fn entries(&self) -> &[Entry] {
        match &self.data {
            Data::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list; none of anything else.
    pub(crate) fn items(&self) -> &[Node] {
        match &self.data {
            Data::List(items) => items,
            _ => &[],
        }
    }

    /// The value of a key of a mapping.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }
}

/// Collections that were opened and not yet closed.
enum Open {
    List(At, Vec<Node>),
    Map(At, Keys, Option<(String, At)>),
}

/// Entries met so far and where each key stands among them: a hostile file may have a million.
#[derive(Default)]
struct Keys {
    entries: Vec<Entry>,
    places: HashMap<String, usize>,
}

struct Builder<'t> {
    file: usize,
    text: &'t str,
    /// Byte of each character, where the two differ.
    bytes: Option<Vec<usize>>,
    open: Vec<Open>,
    root: Option<Node>,
}

/// Parses one file; `None` if there is nothing to go on with.
pub(crate) fn parse(file: usize, text: &str, faults: &mut Vec<Diagnostic>) -> Option<Node> {
    let bytes = (!text.is_ascii()).then(|| text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect());
    let mut builder = Builder { file, text, bytes, open: Vec::new(), root: None };
    for event in Parser::new_from_str(text) {
        let step = match event {
            Ok((event, span)) => builder.take(event, &span, faults),
            Err(error) => {
                let at = builder.point(error.marker().index());
                Err(Box::new(Diagnostic::error(Code::Syntax, at, format!("malformed YAML: {}", error.info())).label("here")))
            }
        };
        if let Err(fault) = step {
            faults.push(*fault);
            return None;
        }
    }
    if builder.root.is_none() {
        faults.push(Diagnostic::error(Code::Syntax, builder.point(0), "the file is empty").label("nothing here"));
    }
    builder.root
}

impl Builder<'_> {
    fn byte(&self, index: usize) -> usize {
        let byte = self.bytes.as_ref().map_or(index, |bytes| bytes.get(index).copied().unwrap_or(self.text.len()));
        byte.min(self.text.len())
    }

    fn at(&self, span: &Span) -> At {
        let start = self.byte(span.start.index());
        let end = self.byte(span.end.index()).max(start);
        let trimmed = self.text[start..end].trim_end().len();
        At { file: self.file, start, end: start + trimmed }
    }

    fn point(&self, index: usize) -> At {
        // What is missing at the end of a file is missing behind its last word.
        let start = self.byte(index).min(self.text.trim_end().len());
        let end = self.text[start..].chars().next().filter(|c| *c != '\n' && *c != '\r').map_or(start, |c| start + c.len_utf8());
        At { file: self.file, start, end }
    }

    fn take(&mut self, event: Event<'_>, span: &Span, faults: &mut Vec<Diagnostic>) -> Result<(), Box<Diagnostic>> {
        let at = self.at(span);
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
            Event::DocumentStart(_) if self.root.is_some() => Err(Box::new(
                Diagnostic::error(Code::Syntax, at, "a second document in the file")
                    .label("starts here")
                    .help("one document a file".to_owned()),
            )),
            Event::DocumentStart(_) => Ok(()),
            Event::Alias(_) => Err(Box::new(alias(at))),
            Event::Scalar(_, _, anchor, _) | Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) if anchor != 0 => {
                Err(Box::new(alias(at)))
            }
            Event::Scalar(_, _, _, Some(_)) | Event::SequenceStart(_, Some(_)) | Event::MappingStart(_, Some(_)) => Err(Box::new(
                Diagnostic::error(Code::Alias, at, "tags are not part of the language")
                    .label("starts with `!`")
                    .help("a `!` that means required stands behind the name; a text that starts with one goes into quotes".to_owned()),
            )),
            Event::Scalar(text, ..) => self.value(Node { at, data: Data::Scalar { text: text.into_owned() } }, faults),
            Event::SequenceStart(..) => self.push(Open::List(at.clone(), Vec::new()), at),
            Event::MappingStart(..) => self.push(Open::Map(at.clone(), Keys::default(), None), at),
            Event::SequenceEnd | Event::MappingEnd => {
                let node = match self.open.pop() {
                    Some(Open::List(start, items)) => {
                        Node { at: joined(&start, &at, items.last().map(|item| &item.at)), data: Data::List(items) }
                    }
                    Some(Open::Map(start, Keys { entries, .. }, _)) => {
                        Node { at: joined(&start, &at, entries.last().map(|entry| &entry.value.at)), data: Data::Map(entries) }
                    }
                    None => return Ok(()),
                };
                self.value(node, faults)
            }
        }
    }

    fn push(&mut self, open: Open, at: At) -> Result<(), Box<Diagnostic>> {
        if self.open.len() == MAX_DEPTH {
            return Err(Box::new(Diagnostic::error(Code::TooBig, at, format!("nested deeper than {MAX_DEPTH}")).label("too deep")));
        }
        self.open.push(open);
        Ok(())
    }

    /// Puts a finished value where it belongs.
    fn value(&mut self, node: Node, faults: &mut Vec<Diagnostic>) -> Result<(), Box<Diagnostic>> {
        let entries = match self.open.last() {
            None => 0,
            Some(Open::List(_, items)) => items.len(),
            Some(Open::Map(_, Keys { entries, .. }, _)) => entries.len(),
        };
        if entries == MAX_ENTRIES {
            let fault = Diagnostic::error(Code::TooBig, node.at, format!("more than {MAX_ENTRIES} entries side by side"));
            return Err(Box::new(fault.label("one too many")));
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, Keys { entries, places }, pending)) => match pending.take() {
                Some((key, key_at)) => {
                    if let Some(first) = places.get(&key).map(|index| &entries[*index]) {
                        let fault = Diagnostic::error(Code::DuplicateKey, key_at.clone(), format!("`{key}` is given twice"));
                        faults.push(fault.label("again here").also(first.key_at.clone(), "first here"));
                    } else {
                        places.insert(key.clone(), entries.len());
                        entries.push(Entry { key, key_at, value: node });
                    }
                }
                None => match node.data {
                    Data::Scalar { text } => *pending = Some((text, node.at)),
                    _ => {
                        return Err(Box::new(
                            Diagnostic::error(Code::WrongKind, node.at, "a key must be a single value").label("not a key"),
                        ));
                    }
                },
            },
        }
        Ok(())
    }
}

fn alias(at: At) -> Diagnostic {
    Diagnostic::error(Code::Alias, at, "anchors and aliases are not part of the language")
        .label("anchor or alias")
        .help("write it out, or name a shape and refer to it".to_owned())
}

/// From the opening of a collection to its end: a block collection ends with its last item.
fn joined(start: &At, end: &At, last: Option<&At>) -> At {
    let end = if end.end > end.start { end.end } else { last.map_or(start.end, |last| last.end) };
    At { file: start.file, start: start.start, end: end.max(start.start) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<Code> {
        let mut faults = Vec::new();
        parse(0, text, &mut faults);
        faults.iter().map(Diagnostic::code).collect()
    }

    #[test]
    fn duplicate_keys_are_found_at_every_depth() {
        assert_eq!(faults("a: 1\nb: { c: 1, c: 2 }\na: 2\n"), [Code::DuplicateKey, Code::DuplicateKey]);
    }

    #[test]
    fn aliases_and_depth_are_refused() {
        assert_eq!(faults("a: &x 1\nb: *x\n"), [Code::Alias]);
        assert_eq!(faults(&"[".repeat(100)), [Code::TooBig]);
    }

    #[test]
    fn width_is_refused() {
        assert_eq!(faults(&"- a\n".repeat(MAX_ENTRIES)), []);
        assert_eq!(faults(&"- a\n".repeat(MAX_ENTRIES + 1)), [Code::TooBig]);
        let keys = |count: usize| (0..count).map(|number| format!("k{number}: a\n")).collect::<String>();
        assert_eq!(faults(&keys(MAX_ENTRIES)), []);
        assert_eq!(faults(&keys(MAX_ENTRIES + 1)), [Code::TooBig]);
    }

    #[test]
    fn places_are_bytes_also_behind_letters_of_several() {
        let text = "é: { ü: x }\n";
        let node = parse(0, text, &mut Vec::new()).unwrap();
        let Data::Map(entries) = node.data else { panic!("a mapping") };
        let Data::Map(inner) = &entries[0].value.data else { panic!("a mapping") };
        let at = &inner[0].value.at;
        assert_eq!(&text[at.start..at.end], "x");
    }

    #[test]
    fn nonsense_never_panics() {
        for text in ["", "\u{0}", ": :", "{", "- - -\n  ? [", "a:\n\tb", "%YAML 9", "--- a\n--- b", "\u{feff}a: 1", "? {a: b}\n: c"] {
            parse(0, text, &mut Vec::new());
        }
    }
}
