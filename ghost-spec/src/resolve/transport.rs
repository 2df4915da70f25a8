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
    let key = mapping.text("key", sink);
    let listed = listed(&mapping, key.is_some(), sink);
    let fields = mapping.need("fields", sink).and_then(|node| Mapping::open(node, "`fields`", sink));
    let fields: Vec<(String, String)> =
        fields.map_or(&[][..], |found| found.entries()).iter().filter_map(|entry| meaning(entry, "fields", sink)).collect();
    let parts = parts(&mapping, &fields, sink);
    let statuses = mapping.get("statuses").and_then(|node| Mapping::open(node, "`statuses`", sink));
    let statuses = statuses.map_or(&[][..], |found| found.entries()).iter().filter_map(|entry| status(entry, sink)).collect();
    Some(Errors { key, listed, fields, parts, statuses })
}

/// Whether the key holds a list.
fn listed(errors: &Mapping<'_>, has_key: bool, sink: &mut Sink) -> bool {
    let Some(node) = errors.get("as") else { return has_key };
    let wrappers = vocabulary::ERROR_WRAPPERS.iter().copied();
    let found = names::look_up(node, wrappers, (Code::UnknownValue, "form of errors"), sink);
    if !has_key {
        let fault = Diagnostic::error(Code::MissingKey, node.at.clone(), "`as` says what the `key` of errors holds, and there is none");
        sink.push(fault.label("of what key?").help("without `key` the body is the error itself".to_owned()));
    }
    found.is_none_or(|index| vocabulary::ERROR_WRAPPERS[index] == "list")
}

/// `parts`: each names a field of an error.
fn parts(errors: &Mapping<'_>, fields: &[(String, String)], sink: &mut Sink) -> Vec<(String, String)> {
    let Some(mapping) = errors.get("parts").and_then(|node| Mapping::of(node, &vocabulary::ERROR_PARTS, sink)) else { return Vec::new() };
    let known = fields.iter().map(|(name, _)| name.as_str());
    let of = |entry: &Entry, sink: &mut Sink| {
        let index = names::look_up(&entry.value, known.clone(), (Code::UnknownField, "field of an error"), sink)?;
        Some((entry.key.clone(), fields[index].0.clone()))
    };
    mapping.entries().iter().filter(|entry| vocabulary::ERROR_PARTS.has(&entry.key)).filter_map(|entry| of(entry, sink)).collect()
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
