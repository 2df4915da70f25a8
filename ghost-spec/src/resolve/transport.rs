//! How a credential travels, and what a refusal looks like: for documentation and exports.

use super::names;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::mapping::{Mapping, Sink, text};
use crate::model::{Errors, Sent, SentPlace};
use crate::node::Entry;
use crate::vocabulary;

const PLACES: [SentPlace; 3] = [SentPlace::Header, SentPlace::Query, SentPlace::Cookie];

/// `sent` of a credential.
pub(super) fn sent(credential: &Mapping<'_>, sink: &mut Sink) -> Option<Sent> {
    let mapping = Mapping::of(credential.get("sent")?, &vocabulary::SENT, sink)?;
    let place = mapping.need("in", sink).and_then(|node| {
        let known = PLACES.iter().map(|place| place.as_str());
        names::look_up(node, known, (Code::UnknownValue, "part of a request"), sink)
    });
    let (name, prefix) = (mapping.need_text("name", sink), mapping.text("prefix", sink));
    if let Some(node) = mapping.get("name").filter(|_| !name.is_empty() && !is_token(&name)) {
        let fault = Diagnostic::error(Code::BadName, node.at.clone(), format!("`{name}` is no name of a header, query option or cookie"));
        sink.push(fault.label("letters, digits, `-`, `_` and `.`"));
    }
    Some(Sent { place: PLACES[place?], name, prefix })
}

fn is_token(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

/// `errors` of an API.
pub(super) fn errors(api: &Mapping<'_>, sink: &mut Sink) -> Option<Errors> {
    let mapping = Mapping::of(api.get("errors")?, &vocabulary::ERRORS, sink)?;
    let key = mapping.need_text("key", sink);
    let fields = mapping.need("fields", sink).and_then(|node| Mapping::open(node, "`fields`", sink));
    let fields = fields.map_or(&[][..], |found| found.entries()).iter().filter_map(|entry| meaning(entry, "fields", sink)).collect();
    let statuses = mapping.get("statuses").and_then(|node| Mapping::open(node, "`statuses`", sink));
    let statuses = statuses.map_or(&[][..], |found| found.entries()).iter().filter_map(|entry| status(entry, sink)).collect();
    Some(Errors { key, fields, statuses })
}

fn meaning(entry: &Entry, what: &str, sink: &mut Sink) -> Option<(String, String)> {
    text(&entry.value, what, sink).map(|doc| (entry.key.clone(), doc.to_owned()))
}

fn status(entry: &Entry, sink: &mut Sink) -> Option<(u16, String)> {
    let (status, doc) = meaning(entry, "statuses", sink)?;
    match status.parse() {
        Ok(number @ 400..600) => Some((number, doc)),
        _ => {
            let fault = Diagnostic::error(Code::BadStatus, entry.key_at.clone(), format!("`{status}` is not a status of a refusal"));
            sink.push(fault.label("400 to 599"));
            None
        }
    }
}
