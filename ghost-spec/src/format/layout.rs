//! A file as its author laid it out: tokens as they are written, with the comments and blank lines around them.

use crate::node::{Data, Entry, Node};

/// What stands before an entry or item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line<'t> {
    /// At least one empty line.
    Blank,
    /// A comment on a line of its own, with its `#`.
    Comment(&'t str),
}

/// An entry of a mapping or an item of a list.
#[derive(Debug)]
pub(super) struct Item<'t> {
    pub(super) before: Vec<Line<'t>>,
    /// As written; `None` in a list.
    pub(super) key: Option<&'t str>,
    /// What the key says without its quotes.
    pub(super) name: &'t str,
    /// Comment behind the key, before a value on lines of its own.
    pub(super) head: Option<&'t str>,
    pub(super) value: Value<'t>,
    /// Comment behind the value.
    pub(super) after: Option<&'t str>,
}

#[derive(Debug)]
pub(super) enum Value<'t> {
    /// As written.
    Scalar(&'t str),
    Map(Group<'t>),
    List(Group<'t>),
}

/// Entries or items.
#[derive(Debug)]
pub(super) struct Group<'t> {
    pub(super) items: Vec<Item<'t>>,
    /// In braces or brackets.
    pub(super) flow: bool,
    /// Comments behind the last one.
    pub(super) tail: Vec<Line<'t>>,
}

/// Reads a whole file, which is a mapping; `None` if something stands where it is not expected.
pub(super) fn read<'t>(text: &'t str, root: &'t Node) -> Option<Group<'t>> {
    let top = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reader = Reader { text, top, pos: top };
    // What begins the document is no part of it.
    let lead = reader.text.get(reader.pos..)?;
    if lead.starts_with('%') || lead.starts_with("---") {
        return None;
    }
    let Value::Map(mut group) = reader.value(root, None)? else { return None };
    let (_, lines) = gap(text.get(reader.pos..)?);
    group.tail.extend(lines);
    while group.tail.last() == Some(&Line::Blank) {
        group.tail.pop();
    }
    Some(group)
}

struct Reader<'t> {
    text: &'t str,
    /// Where the file begins.
    top: usize,
    /// Everything before has been read.
    pos: usize,
}

impl<'t> Reader<'t> {
    /// What stands between the last token and `to`: a comment that ends the line, and lines.
    fn gap(&mut self, to: usize) -> Option<(Option<&'t str>, Vec<Line<'t>>)> {
        let (after, mut lines) = gap(self.text.get(self.pos..to)?);
        let is_top = self.pos <= self.top;
        self.pos = to;
        if is_top {
            // Nothing stands before the first line.
            lines.splice(0..0, after.map(Line::Comment));
            return Some((None, lines));
        }
        Some((after, lines))
    }

    /// A comment on the rest of the line.
    fn after(&mut self) -> Option<&'t str> {
        let rest = self.text.get(self.pos..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        let comment = line.trim_start_matches([' ', '\t', ',', '\r']);
        if !comment.starts_with('#') {
            return None;
        }
        self.pos += line.len();
        Some(comment.trim_end())
    }

    fn value(&mut self, node: &'t Node, above: Option<usize>) -> Option<Value<'t>> {
        match &node.data {
            Data::Scalar { .. } => {
                let raw = self.text.get(node.at.start..node.at.end)?;
                self.pos = node.at.end.max(self.pos);
                Some(Value::Scalar(raw))
            }
            Data::List(items) => {
                let flow = is_flow(self.text, node);
                let mut found = Vec::new();
                let column = items.first().and_then(|_| self.column(node.at.start)).filter(|_| !flow);
                for item in items {
                    found.push(self.item(item, flow)?);
                }
                self.group(found, flow, (']', column, above)).map(Value::List)
            }
            Data::Map(entries) => {
                let flow = is_flow(self.text, node);
                let mut found = Vec::new();
                let column = entries.first().and_then(|entry| self.column(entry.key_at.start)).filter(|_| !flow);
                for entry in entries {
                    found.push(self.entry(entry, flow)?);
                }
                self.group(found, flow, ('}', column, above)).map(Value::Map)
            }
        }
    }

    /// The end of a mapping or list.
    fn group(
        &mut self,
        items: Vec<Item<'t>>,
        flow: bool,
        (close, column, above): (char, Option<usize>, Option<usize>),
    ) -> Option<Group<'t>> {
        let mut tail = Vec::new();
        if flow {
            let end = self.pos + closing(self.text.get(self.pos..)?, close)?;
            let (_, lines) = self.gap(end)?;
            tail = lines.into_iter().filter(|line| *line != Line::Blank).collect();
        } else if let (Some(column), Some(above)) = (column, above) {
            tail = self.tail(column, above);
        }
        Some(Group { items, flow, tail })
    }

    fn entry(&mut self, entry: &'t Entry, flow: bool) -> Option<Item<'t>> {
        let (_, before) = self.gap(entry.key_at.start)?;
        let key = self.text.get(entry.key_at.start..entry.key_at.end)?;
        self.pos = entry.key_at.end;
        if key.is_empty() || key.contains('\n') || key.starts_with('?') {
            return None;
        }
        let start = entry.value.at.start;
        let mut head = None;
        let mut lead = Vec::new();
        // The first entry or item reads the lines above it by itself; only what ends the key's line is taken here.
        if start > self.pos {
            let line_end = self.text.get(self.pos..start)?.find('\n').map_or(start, |at| self.pos + at);
            (head, _) = self.gap(line_end)?;
            if !matches!(entry.value.data, Data::Map(_) | Data::List(_)) || is_flow(self.text, &entry.value) {
                (_, lead) = self.gap(start)?;
            }
        }
        let above = self.column(entry.key_at.start);
        let value = self.value(&entry.value, above)?;
        let mut before = before;
        before.extend(lead.into_iter().filter(|line| *line != Line::Blank));
        let after = if flow || !is_block(&value) { self.after() } else { None };
        Some(Item { before, key: Some(key), name: &entry.key, head, value, after })
    }

    fn item(&mut self, node: &'t Node, flow: bool) -> Option<Item<'t>> {
        let start = node.at.start;
        let before = match &node.data {
            // Its first entry reads the lines above it.
            Data::Map(_) | Data::List(_) if !is_flow(self.text, node) => Vec::new(),
            _ => self.gap(start.max(self.pos))?.1,
        };
        let value = self.value(node, Some(0))?;
        let after = if flow || !is_block(&value) { self.after() } else { None };
        Some(Item { before, key: None, name: "", head: None, value, after })
    }

    /// Characters before a place in its line.
    fn column(&self, at: usize) -> Option<usize> {
        let before = self.text.get(..at)?;
        Some(before.len() - before.rfind('\n').map_or(0, |line| line + 1))
    }

    /// Comments behind the last entry that are indented as the entries are, and further than what is above.
    fn tail(&mut self, column: usize, above: usize) -> Vec<Line<'t>> {
        let mut tail = Vec::new();
        if column <= above {
            return tail;
        }
        let mut pos = self.pos;
        let mut blank = false;
        for (index, line) in self.text.get(self.pos..).unwrap_or_default().split_inclusive('\n').enumerate() {
            pos += line.len();
            let comment = line.trim_start();
            if comment.trim_end().is_empty() {
                blank |= index > 0;
                continue;
            }
            if !comment.starts_with('#') || line.len() - comment.len() < column || index == 0 {
                break;
            }
            if std::mem::take(&mut blank) {
                tail.push(Line::Blank);
            }
            tail.push(Line::Comment(comment.trim_end()));
            // The line's end stays, so that what comes next stands on a line of its own.
            self.pos = pos - usize::from(line.ends_with('\n'));
        }
        tail
    }
}

/// Whether it stands in braces or brackets.
fn is_flow(text: &str, node: &Node) -> bool {
    let opens = match node.data {
        Data::Map(_) => '{',
        Data::List(_) => '[',
        Data::Scalar { .. } => return false,
    };
    text.get(node.at.start..).is_some_and(|rest| rest.starts_with(opens))
}

/// How far it is to behind the brace or bracket that closes, over spaces, commas and comments.
fn closing(text: &str, close: char) -> Option<usize> {
    let mut in_comment = false;
    for (at, c) in text.char_indices() {
        match c {
            '\n' => in_comment = false,
            _ if in_comment => {}
            '#' => in_comment = true,
            _ if c == close => return Some(at + c.len_utf8()),
            // An empty one has not been opened yet.
            '{' | '[' | ',' => {}
            _ if c.is_whitespace() => {}
            _ => return None,
        }
    }
    None
}

/// Whether a value ends with what it holds, and not with a token of its own.
fn is_block(value: &Value<'_>) -> bool {
    matches!(value, Value::Map(group) | Value::List(group) if !group.flow)
}

/// A gap between tokens: the comment that ends its first line, and its further lines.
fn gap(text: &str) -> (Option<&str>, Vec<Line<'_>>) {
    let comment = |line: &'_ str| line.find('#').map(|at| at..line.trim_end().len());
    let mut lines = text.split('\n');
    let first = lines.next().unwrap_or_default();
    let after = comment(first).and_then(|range| first.get(range));
    let rest: Vec<&str> = lines.collect();
    let mut found = Vec::new();
    for (index, line) in rest.iter().enumerate() {
        if let Some(comment) = comment(line).and_then(|range| line.get(range)) {
            found.push(Line::Comment(comment));
        } else if line.trim().is_empty() && index + 1 < rest.len() && found.last() != Some(&Line::Blank) {
            found.push(Line::Blank);
        }
    }
    (after, found)
}
