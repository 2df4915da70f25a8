//! Texts whose name says that they are secret, and whose description does not.

use super::{place, warning};
use crate::code::Code;
use crate::mapping::Sink;
use crate::node::Node;
use crate::vocabulary;
use crate::walk::Found;

/// Words by which a secret is known.
const WORDS: [&str; 5] = ["password", "secret", "token", "api_key", "apikey"];

pub(super) fn check(found: &Found<'_>, sink: &mut Sink) {
    let Some(name) = found.entry.map(|entry| entry.key.as_str()).filter(|_| found.is(&vocabulary::FIELD)) else { return };
    let is_text = found.get("type").and_then(Node::text) == Some("string");
    let lower = name.to_ascii_lowercase();
    if !is_text || found.get("secret").is_some() || !WORDS.iter().any(|word| lower.contains(word)) {
        return;
    }
    let text = format!("`{name}` sounds like a secret, and `Debug` of its struct shows it");
    let help = "say `secret: true`; or `secret: false` if anybody may see it";
    sink.push(warning(Code::OpenSecret, place(found), text, "a text like any other").help(help.to_owned()));
}
