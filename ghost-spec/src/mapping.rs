//! Typed access to a mapping: every key that has no meaning, is missing or holds the wrong kind of
//! value becomes a fault, and reading goes on.

use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::node::{Data, Entry, Node};
use crate::suggest;
use crate::vocabulary::Kind;

/// Longest value that a label repeats, in bytes.
const MAX_SHOWN: usize = 40;

/// Where faults go.
pub(crate) type Sink = Vec<Diagnostic>;

/// A mapping whose allowed keys are known.
#[derive(Clone, Copy)]
pub(crate) struct Mapping<'n> {
    entries: &'n [Entry],
    node: &'n Node,
    /// What has a meaning in it; `None` where the keys are the spec's own.
    kind: Option<&'static Kind>,
    /// What it describes, for messages: `an endpoint`.
    what: &'static str,
}

impl<'n> Mapping<'n> {
    /// `node` as a mapping with no keys but those of `kind`.
    pub(crate) fn of(node: &'n Node, kind: &'static Kind, sink: &mut Sink) -> Option<Self> {
        let what = kind.what;
        let mapping = Mapping { kind: Some(kind), ..Self::open(node, what, sink)? };
        for entry in mapping.entries.iter().filter(|entry| !kind.has(&entry.key)) {
            let fault = Diagnostic::error(Code::UnknownKey, entry.key_at.clone(), format!("`{}` has no meaning in {what}", entry.key));
            let help = if entry.key.contains(' ') {
                // A comma in plain text of a `{ … }` starts a new key: the commonest slip in this language.
                Some("is it the rest of a text with a comma? Then put the text into quotes".to_owned())
            } else {
                suggest::help(&entry.key, kind.names(), sink.len())
            };
            sink.push(fault.label("unknown key").help(help));
        }
        Some(mapping)
    }

    /// `node` as a mapping whose keys are names of the spec's own.
    pub(crate) fn open(node: &'n Node, what: &'static str, sink: &mut Sink) -> Option<Self> {
        let Data::Map(entries) = &node.data else {
            sink.push(wrong(node, &format!("{what} is a mapping")));
            return None;
        };
        Some(Mapping { entries, node, kind: None, what })
    }

    /// All keys with their values.
    pub(crate) fn entries(&self) -> &'n [Entry] {
        self.entries
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&'n Node> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The value of a key that must be there.
    pub(crate) fn need(&self, key: &str, sink: &mut Sink) -> Option<&'n Node> {
        let found = self.get(key);
        if found.is_none() && !self.is_misspelt(key) {
            sink.push(self.missing(key));
        }
        found
    }

    /// Whether an unknown key was probably meant to be this one; that was told.
    fn is_misspelt(&self, key: &str) -> bool {
        let Some(kind) = self.kind else { return false };
        let unknown = self.entries.iter().filter(|entry| !kind.has(&entry.key));
        let near = |entry: &Entry| suggest::nearest(&entry.key, [key], 0).and_then(|_| suggest::nearest(&entry.key, kind.names(), 0));
        unknown.into_iter().any(|entry| near(entry) == Some(key))
    }

    fn missing(&self, key: &str) -> Diagnostic {
        // The whole mapping would underline pages: its first key says where it is.
        let at = self.entries.first().map_or(&self.node.at, |entry| &entry.key_at);
        Diagnostic::error(Code::MissingKey, at.clone(), format!("{} needs `{key}`", self.what)).label(format!("no `{key}` in this mapping"))
    }

    /// Text of an optional key.
    pub(crate) fn text(&self, key: &str, sink: &mut Sink) -> Option<String> {
        self.get(key).and_then(|node| text(node, key, sink)).map(str::to_owned)
    }

    /// Text of a key that must be there and say something; empty if it is not.
    pub(crate) fn need_text(&self, key: &str, sink: &mut Sink) -> String {
        let found = self.need(key, sink);
        let Some(text) = found.and_then(|node| text(node, key, sink)) else { return String::new() };
        if let Some(node) = found.filter(|_| text.trim().is_empty()) {
            sink.push(Diagnostic::error(Code::MissingKey, node.at.clone(), format!("{} needs a `{key}`", self.what)).label("says nothing"));
        }
        text.to_owned()
    }

    /// Faults for each of `keys` that is there although a value of this type has no use for it.
    pub(crate) fn refuse(&self, keys: &[&str], of: &str, sink: &mut Sink) {
        for entry in self.entries.iter().filter(|entry| keys.contains(&entry.key.as_str())) {
            let text = format!("`{}` has no meaning in {} of type `{of}`", entry.key, self.what);
            sink.push(Diagnostic::error(Code::UnknownKey, entry.key_at.clone(), text).label("not for this type"));
        }
    }

    /// `true` or `false`; `false` if not there.
    pub(crate) fn flag(&self, key: &str, sink: &mut Sink) -> bool {
        match self.get(key) {
            None => false,
            Some(node) => match node.text() {
                Some("true") => true,
                Some("false") => false,
                _ => {
                    sink.push(wrong(node, &format!("`{key}` is `true` or `false`")));
                    false
                }
            },
        }
    }

    /// A whole number.
    pub(crate) fn number(&self, key: &str, sink: &mut Sink) -> Option<i64> {
        let node = self.get(key)?;
        let number = node.text().and_then(|text| text.parse().ok());
        if number.is_none() {
            sink.push(wrong(node, &format!("`{key}` is a whole number")));
        }
        number
    }

    /// A list of texts; empty if not there.
    pub(crate) fn texts(&self, key: &str, sink: &mut Sink) -> Vec<(String, At)> {
        self.get(key).map_or_else(Vec::new, |node| texts(node, key, sink))
    }

    /// Just the words of a list of texts.
    pub(crate) fn words(&self, key: &str, sink: &mut Sink) -> Vec<String> {
        self.texts(key, sink).into_iter().map(|(text, _)| text).collect()
    }
}

/// The items of a list.
pub(crate) fn items<'n>(node: &'n Node, what: &str, sink: &mut Sink) -> &'n [Node] {
    match &node.data {
        Data::List(items) => items,
        _ => {
            let help = node.text().map(|text| format!("put it into brackets: `[{text}]`"));
            sink.push(wrong(node, &format!("`{what}` is a list")).help(help));
            &[]
        }
    }
}

/// A list of texts with their places.
pub(crate) fn texts(node: &Node, what: &str, sink: &mut Sink) -> Vec<(String, At)> {
    items(node, what, sink).iter().filter_map(|item| text(item, what, sink).map(|text| (text.to_owned(), item.at.clone()))).collect()
}

/// The text of a scalar.
pub(crate) fn text<'n>(node: &'n Node, what: &str, sink: &mut Sink) -> Option<&'n str> {
    let text = node.text();
    if text.is_none() {
        sink.push(wrong(node, &format!("`{what}` is a single value")));
    }
    text
}

/// A fault about the kind of a value.
pub(crate) fn wrong(node: &Node, expected: &str) -> Diagnostic {
    let at = match &node.data {
        // As for a missing key: the start is enough.
        Data::Map(entries) => entries.first().map_or(&node.at, |entry| &entry.key_at),
        _ => &node.at,
    };
    let found = match node.text() {
        Some("") => "nothing".to_owned(),
        Some(text) if text.len() <= MAX_SHOWN => format!("`{text}`"),
        _ => node.kind().to_owned(),
    };
    Diagnostic::error(Code::WrongKind, at.clone(), expected).label(format!("found {found}"))
}
