//! The mappings of a file, each with what it describes: what the vocabulary says of a tree.

use crate::node::{Data, Entry, Node};
use crate::vocabulary::{Kind, Value};

/// A mapping of a file.
#[derive(Clone, Copy)]
pub(crate) struct Found<'n> {
    /// What it describes.
    pub(crate) kind: &'static Kind,
    /// The mapping.
    pub(crate) node: &'n Node,
    /// The entry that it is the value of, where its key is a name of the spec's own.
    pub(crate) entry: Option<&'n Entry>,
}

impl<'n> Found<'n> {
    /// Whether it describes this.
    pub(crate) fn is(&self, kind: &Kind) -> bool {
        std::ptr::eq(self.kind, kind)
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&'n Node> {
        self.node.get(key)
    }
}

/// Calls `visit` with `node`, which is of `kind`, and with every mapping inside of it.
pub(crate) fn mappings<'n>(kind: &'static Kind, node: &'n Node, visit: &mut dyn FnMut(Found<'n>)) {
    mapping(kind, node, None, visit);
}

fn mapping<'n>(kind: &'static Kind, node: &'n Node, entry: Option<&'n Entry>, visit: &mut dyn FnMut(Found<'n>)) {
    visit(Found { kind, node, entry });
    for entry in node.entries() {
        if let Some(key) = kind.keys.iter().find(|key| key.name == entry.key) {
            value(&key.value, &entry.value, None, visit);
        } else if let Some(other) = &kind.others {
            value(other, &entry.value, Some(entry), visit);
        }
    }
}

fn value<'n>(held: &'static Value, node: &'n Node, entry: Option<&'n Entry>, visit: &mut dyn FnMut(Found<'n>)) {
    match (held, &node.data) {
        (Value::Mapping(kind), Data::Map(_)) => mapping(kind(), node, entry, visit),
        (Value::Names(of) | Value::One(of), Data::Map(entries)) => {
            entries.iter().for_each(|entry| value(of, &entry.value, Some(entry), visit));
        }
        (Value::List(of), Data::List(items)) => items.iter().for_each(|item| value(of, item, None, visit)),
        (Value::Any(several), _) => {
            // The first of the best: `max_by_key` would take the last.
            if let Some(best) = several.iter().rev().max_by_key(|held| fit(held, node)) {
                value(best, node, entry, visit);
            }
        }
        _ => {}
    }
}

/// How well a node fits to what may stand there: a mapping by the keys that have a meaning in it.
fn fit(held: &Value, node: &Node) -> usize {
    match (held, &node.data) {
        (Value::Mapping(kind), Data::Map(entries)) => 2 + entries.iter().filter(|entry| kind().has(&entry.key)).count(),
        (Value::Names(_), Data::Map(_)) | (Value::List(_), Data::List(_)) => 1,
        (Value::One(_), Data::Map(entries)) if entries.len() == 1 => 1,
        (Value::Any(several), _) => several.iter().map(|held| fit(held, node)).max().unwrap_or(0),
        _ => 0,
    }
}
