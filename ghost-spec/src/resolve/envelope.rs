//! Envelopes: declared in `api.yaml`, filled in at endpoints.

use std::collections::BTreeMap;

use super::{Context, names};
use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::{Mapping, Sink};
use crate::model::{Envelope, EnvelopeKind};
use crate::node::Node;
use crate::vocabulary;

/// An envelope as declared: its key may hold `{resource}` or `{entity}`.
pub(crate) struct Declared {
    kind: EnvelopeKind,
    key: Option<String>,
    nullable: bool,
    media: Option<String>,
}

const KINDS: &[(&str, EnvelopeKind)] = &[
    ("page", EnvelopeKind::Page),
    ("list", EnvelopeKind::List),
    ("one", EnvelopeKind::One),
    ("object", EnvelopeKind::Object),
    ("pairs", EnvelopeKind::Pairs),
    ("flat", EnvelopeKind::Flat),
    ("empty", EnvelopeKind::Empty),
    ("text", EnvelopeKind::Text),
    ("file", EnvelopeKind::File),
];

/// Whether content of this kind stands under a key.
pub(crate) fn has_key(kind: EnvelopeKind) -> bool {
    matches!(kind, EnvelopeKind::Page | EnvelopeKind::List | EnvelopeKind::One | EnvelopeKind::Object | EnvelopeKind::Pairs)
}

/// Whether this kind holds a typed value.
pub(crate) fn has_content(kind: EnvelopeKind) -> bool {
    has_key(kind) || kind == EnvelopeKind::Flat
}

/// Reads `envelopes`.
pub(crate) fn declare(mapping: &Mapping<'_>, sink: &mut Sink) -> BTreeMap<String, Option<Declared>> {
    let mut declared = BTreeMap::new();
    let Some(found) = mapping.need("envelopes", sink).and_then(|node| Mapping::open(node, "`envelopes`", sink)) else { return declared };
    for entry in found.entries() {
        declared.insert(entry.key.clone(), None);
        let Some(mapping) = Mapping::of(&entry.value, &vocabulary::ENVELOPE, sink) else { continue };
        let Some(kind) = mapping.need("kind", sink).and_then(|node| {
            let known = KINDS.iter().map(|(name, _)| *name);
            names::look_up(node, known, (Code::UnknownValue, "kind of envelope"), sink).map(|index| KINDS[index].1)
        }) else {
            continue;
        };
        let key = mapping.text("key", sink);
        match (&key, has_key(kind)) {
            (None, true) => {
                mapping.need("key", sink);
            }
            (Some(_), false) => {
                let at = mapping.get("key").map_or(entry.key_at.clone(), |node| node.at.clone());
                sink.push(Diagnostic::error(Code::EnvelopeContent, at, "this kind of envelope has no key").label("not for this kind"));
            }
            _ => {}
        }
        if let (Some(key), Some(node)) = (&key, mapping.get("key")) {
            check_key(key, &node.at, sink);
        }
        check_extras(&mapping, kind, sink);
        let (nullable, media) = (mapping.flag("nullable", sink), mapping.text("media", sink));
        declared.insert(entry.key.clone(), Some(Declared { kind, key, nullable, media }));
    }
    declared
}

/// What stands in braces in a key is filled in, so it must be known.
fn check_key(key: &str, at: &At, sink: &mut Sink) {
    let rest = key.replace("{resource}", "r").replace("{entity}", "e");
    if rest.is_empty() || rest.contains(['{', '}']) {
        let fault = Diagnostic::error(Code::EnvelopeContent, at.clone(), format!("`{key}` cannot be a key"));
        sink.push(fault.label("not a key").help("`{resource}` and `{entity}` are filled in; nothing else in braces is".to_owned()));
    }
}

/// `nullable` and `media` are for some kinds only.
pub(crate) fn check_extras(mapping: &Mapping<'_>, kind: EnvelopeKind, sink: &mut Sink) {
    let mut refuse = |key: &str, allowed: bool, only: &str| {
        if let Some(node) = mapping.get(key).filter(|_| !allowed) {
            let fault = Diagnostic::error(Code::EnvelopeContent, node.at.clone(), format!("`{key}` is for {only} only"));
            sink.push(fault.label("not for this kind of envelope"));
        }
    };
    refuse(
        "nullable",
        matches!(kind, EnvelopeKind::One | EnvelopeKind::Object | EnvelopeKind::Flat),
        "envelopes of kind `one`, `object` or `flat`",
    );
    refuse("media", matches!(kind, EnvelopeKind::Text | EnvelopeKind::File), "envelopes of kind `text` or `file`");
}

/// The envelope that a node names, for a resource, with a key given at the endpoint.
pub(crate) fn resolve(
    context: &mut Context<'_>,
    node: &Node,
    key: Option<(String, At)>,
    (resource, entity): (&str, &str),
) -> Option<Envelope> {
    let known: Vec<&str> = context.envelopes.keys().map(String::as_str).collect();
    if known.is_empty() {
        // That there are none was told; each use of one need not be.
        return None;
    }
    let index = names::look_up(node, known.iter().copied(), (Code::UnknownEnvelope, "envelope"), context.sink)?;
    let name = known[index];
    let declared = context.envelopes.get(name)?.as_ref()?;
    if let Some((key, at)) = &key {
        check_key(key, at, context.sink);
        if !has_key(declared.kind) {
            let fault = Diagnostic::error(Code::EnvelopeContent, at.clone(), format!("the envelope `{name}` has no key"));
            context.sink.push(fault.label("not for this envelope"));
        }
    }
    let fill = |text: &String| text.replace("{resource}", resource).replace("{entity}", entity);
    Some(Envelope {
        name: name.to_owned(),
        kind: declared.kind,
        key: key.map(|(key, _)| key).as_ref().or(declared.key.as_ref()).map(fill).filter(|_| has_key(declared.kind)),
        nullable: declared.nullable,
        media: declared.media.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabulary_has_every_kind() {
        assert_eq!(KINDS.iter().map(|(name, _)| *name).collect::<Vec<_>>(), vocabulary::ENVELOPE_KINDS);
    }
}
