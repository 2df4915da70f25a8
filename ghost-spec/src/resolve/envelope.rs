//! Envelopes: declared in `api.yaml`, filled in at endpoints.

use std::collections::BTreeMap;

use super::{Context, names};
use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::{Mapping, Sink};
use crate::model::{Envelope, EnvelopeKind};

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
    ("flat", EnvelopeKind::Flat),
    ("empty", EnvelopeKind::Empty),
    ("text", EnvelopeKind::Text),
    ("file", EnvelopeKind::File),
];

/// Whether content of this kind stands under a key.
pub(crate) fn has_key(kind: EnvelopeKind) -> bool {
    matches!(kind, EnvelopeKind::Page | EnvelopeKind::List | EnvelopeKind::One | EnvelopeKind::Object)
}

/// Whether this kind holds a typed value.
pub(crate) fn has_content(kind: EnvelopeKind) -> bool {
    has_key(kind) || kind == EnvelopeKind::Flat
}

/// Reads `envelopes`.
pub(crate) fn declare(mapping: &Mapping<'_>, sink: &mut Sink) -> BTreeMap<String, Declared> {
    let mut declared = BTreeMap::new();
    let Some(found) = mapping.need("envelopes", sink).and_then(|node| Mapping::open(node, "`envelopes`", sink)) else { return declared };
    for entry in found.entries() {
        let Some(mapping) = Mapping::of(&entry.value, "an envelope", &["kind", "key", "doc", "nullable", "media"], sink) else { continue };
        let Some(kind) = mapping.need("kind", sink).and_then(|node| {
            let name = node.text().unwrap_or_default();
            let known = KINDS.iter().map(|(name, _)| *name);
            names::index(name, &node.at, known, (Code::UnknownValue, "kind of envelope"), sink).map(|index| KINDS[index].1)
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
        let (nullable, media) = (mapping.flag("nullable", sink), mapping.text("media", sink));
        declared.insert(entry.key.clone(), Declared { kind, key, nullable, media });
    }
    declared
}

/// The envelope `name` for a resource, with a key given at the endpoint.
pub(crate) fn resolve(
    context: &mut Context<'_>,
    name: &str,
    at: &At,
    key: Option<String>,
    (resource, entity): (&str, &str),
) -> Option<Envelope> {
    let known: Vec<&str> = context.envelopes.keys().map(String::as_str).collect();
    names::index(name, at, known.into_iter(), (Code::UnknownEnvelope, "envelope"), context.sink)?;
    let declared = context.envelopes.get(name)?;
    if key.is_some() && !has_key(declared.kind) {
        context
            .sink
            .push(Diagnostic::error(Code::EnvelopeContent, at.clone(), format!("`{name}` has no key")).label("not for this envelope"));
    }
    let fill = |text: &String| text.replace("{resource}", resource).replace("{entity}", entity);
    Some(Envelope {
        name: name.to_owned(),
        kind: declared.kind,
        key: key.or_else(|| declared.key.as_ref().map(fill)).filter(|_| has_key(declared.kind)),
        nullable: declared.nullable,
        media: declared.media.clone(),
    })
}
