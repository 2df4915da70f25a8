//! Unions that are an enum by another name, and have no room for what the server learns later.

use super::{place, warning};
use crate::code::Code;
use crate::mapping::Sink;
use crate::node::{Entry, Node};
use crate::vocabulary;
use crate::walk::Found;

pub(super) fn check(found: &Found<'_>, sink: &mut Sink) {
    if !found.is(&vocabulary::SHAPE) || found.get("tag").is_some() {
        return;
    }
    let forms = found.get("variants").map_or(&[][..], Node::entries);
    // The key whose fixed word tells the forms apart.
    let Some(key) = told_by(forms) else { return };
    let is_open = |form: &Entry| {
        let key_of = form.value.get("key").and_then(Node::text).unwrap_or(&form.key);
        let is_whole = form.value.get("bare").is_some() && form.value.get("type").and_then(Node::text) == Some("json");
        is_whole || key_of == key && form.value.get("type").is_some()
    };
    if forms.iter().any(is_open) {
        return;
    }
    let name = found.entry.map_or("the union", |entry| entry.key.as_str());
    let text = format!("`{name}` has no form for values of `{key}` that the spec does not know");
    let help = format!("add a form that takes any word: `other: {{ type: string, key: {key} }}`");
    sink.push(warning(Code::ClosedChoice, place(found), text, "a closed choice").help(help));
}

/// A key under which at least two forms write different fixed words.
fn told_by(forms: &[Entry]) -> Option<&str> {
    let mut met: Vec<(&str, &str)> = Vec::new();
    for fixed in forms.iter().filter_map(|form| form.value.get("with")).flat_map(Node::entries) {
        let word = fixed.value.text().unwrap_or_default();
        if met.iter().any(|(key, other)| *key == fixed.key && *other != word) {
            return Some(&fixed.key);
        }
        if !met.iter().any(|(key, _)| *key == fixed.key) {
            met.push((&fixed.key, word));
        }
    }
    None
}
