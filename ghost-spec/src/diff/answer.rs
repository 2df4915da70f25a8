//! What an endpoint answers.

use super::endpoint::Pair;
use super::{Class, Comparison, Subject};
use crate::model::{Endpoint, Envelope, EnvelopeKind, OptionKind, Returns, Type};

impl<'a> Comparison<'a> {
    pub(super) fn answer(&mut self, at: &str, pair: Pair<'a>) {
        let (old, new) = (pair.old, pair.new);
        let was = answer_ty(old, old.returns.ty.as_ref().map(|ty| self.old.ty(ty)), old.returns.meta.map(|id| self.old.shape(id)));
        let meta = new.returns.meta.map(|id| self.new_ty(&Type::Shape(id)));
        let is = answer_ty(new, new.returns.ty.as_ref().map(|ty| self.new_ty(ty)), meta);
        if was != is {
            let why = "the answer is of another type: code that reads it no longer compiles";
            self.note(Class::Readers, Subject::Endpoint, at, format!("answers `{is}` instead of `{was}`"), why);
        }
        if is_replaceable(old) && !is_replaceable(new) && new.query.iter().any(|option| matches!(option.kind, OptionKind::Fields(_))) {
            let why = "asking for some fields no longer makes the answer a partial one: code that reads it as such no longer compiles";
            self.note(Class::Readers, Subject::Endpoint, at, "`fields` is about another type than the answer's", why);
        }
        let Returns { envelope, ty: _, meta: _ } = &old.returns;
        self.envelope(Class::Readers, at, "answer", envelope, &new.returns.envelope, was == is);
        if let (Some(was), Some(is)) = (old.deferred, new.deferred)
            && was != is
        {
            let why = "an answer with the old status is no longer read as `Outcome::Deferred`";
            self.note(Class::Readers, Subject::Endpoint, at, format!("status {is} instead of {was} says that the work is done later"), why);
        }
    }

    /// How a body is wrapped, where its Rust type does not tell.
    pub(super) fn envelope(&mut self, worst: Class, at: &str, body: &str, old: &Envelope, new: &Envelope, same_ty: bool) {
        let Envelope { name, kind, key, nullable: _, media } = old;
        let wire = |envelope: &Envelope| match &envelope.key {
            Some(key) => format!("{} under `{key}`", kind_word(envelope.kind)),
            None => kind_word(envelope.kind).to_owned(),
        };
        if key != &new.key || same_ty && *kind != new.kind {
            let what = format!("{body} is {} instead of {}", wire(new), wire(old));
            let why = "the Rust type may be the same, but what travels is not: programs that are built already do not understand the server, nor it them";
            self.note(worst, Subject::Endpoint, at, what, why);
        } else if *name != new.name && *kind == new.kind {
            let what = format!("envelope of the {body} is called `{}` instead of `{name}`", new.name);
            self.note(Class::Docs, Subject::Endpoint, at, what, "what travels is the same");
        }
        if media != &new.media {
            let said = |media: &Option<String>| media.as_deref().map_or_else(|| "an unnamed type".to_owned(), |media| format!("`{media}`"));
            let what = format!("{body} is {} instead of {}", said(&new.media), said(media));
            if media.is_some() && new.media.is_some() {
                self.note(worst, Subject::Endpoint, at, what, "the bytes are of another kind: what parses them does not understand them");
            } else {
                self.note(Class::Docs, Subject::Endpoint, at, what, "only documentation changes");
            }
        }
    }
}

fn kind_word(kind: EnvelopeKind) -> &'static str {
    match kind {
        EnvelopeKind::Page => "a page",
        EnvelopeKind::List => "a list",
        EnvelopeKind::One => "a list of one",
        EnvelopeKind::Object => "an object",
        EnvelopeKind::Pairs => "pairs",
        EnvelopeKind::Flat => "bare",
        EnvelopeKind::Empty => "empty",
        EnvelopeKind::Text => "plain text",
        EnvelopeKind::File => "a file",
    }
}

/// Whether `fields` makes the answer a partial one.
fn is_replaceable(endpoint: &Endpoint) -> bool {
    endpoint.query.iter().any(|option| match option.kind {
        OptionKind::Fields(entity) => endpoint.returns.ty == Some(Type::Shape(entity)),
        _ => false,
    })
}

/// The type a call is answered with.
fn answer_ty(endpoint: &Endpoint, content: Option<String>, meta: Option<String>) -> String {
    let envelope = &endpoint.returns.envelope;
    let content = content.unwrap_or_else(|| "()".to_owned());
    let value = match envelope.kind {
        _ if envelope.nullable => format!("Option<{content}>"),
        EnvelopeKind::Page => format!("Page<{content}>"),
        EnvelopeKind::List => format!("Vec<{content}>"),
        EnvelopeKind::One | EnvelopeKind::Object | EnvelopeKind::Pairs | EnvelopeKind::Flat => content,
        EnvelopeKind::Empty => "()".to_owned(),
        EnvelopeKind::Text => "String".to_owned(),
        EnvelopeKind::File => "Download".to_owned(),
    };
    let value = meta.map_or_else(|| value.clone(), |meta| format!("WithMeta<{value}, {meta}>"));
    if endpoint.deferred.is_some() { format!("Outcome<{value}>") } else { value }
}
