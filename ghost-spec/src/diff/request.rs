//! What an endpoint takes as its body.

use super::endpoint::{Pair, names};
use super::spelling::is_plain;
use super::{Class, Comparison, Subject, differing};
use crate::model::{Content, Endpoint, EnvelopeKind, Field, FilePart, Sends, ShapeId, Type, Upload};

impl<'a> Comparison<'a> {
    pub(super) fn request(&mut self, at: &str, pair: Pair<'a>) {
        let (old, new) = (pair.old, pair.new);
        match (&old.sends, &new.sends) {
            (None, None) => {}
            (None, Some(_)) => {
                let why = format!("the method takes `{}`, too: calls of it no longer compile", self.new_body(pair));
                self.note(Class::Callers, Subject::Endpoint, at, "takes a body", why);
            }
            (Some(_), None) => {
                let why = format!("the method no longer takes `{}`: calls of it no longer compile", self.old_body(pair));
                self.note(Class::Callers, Subject::Endpoint, at, "no longer takes a body", why);
            }
            (Some(was), Some(is)) => {
                let (had, has) = (self.old_body(pair), self.new_body(pair));
                if had != has {
                    let why = "the method takes another type: calls of it no longer compile";
                    self.note(Class::Callers, Subject::Endpoint, at, format!("takes `{has}` instead of `{had}`"), why);
                }
                match (was, is) {
                    (Sends::Body { content: _, envelope: was }, Sends::Body { content: _, envelope: is }) => {
                        self.envelope(Class::Callers, at, "body", was, is, had == has);
                    }
                    (Sends::Upload(was), Sends::Upload(is)) => self.upload(at, &names(self.new, pair.new_at).form, was, is),
                    _ => {}
                }
            }
        }
    }

    fn old_body(&self, pair: Pair<'_>) -> String {
        let shape = |id: ShapeId| &self.old.names.shapes[id.0];
        let form = || format!("{}::{}", self.old.names.modules[pair.old_at.0], names(self.old, pair.old_at).form);
        argument(
            pair.old,
            &|id| format!("{}::{}", shape(id).module, shape(id).new),
            &|id| format!("{}::{}", shape(id).module, shape(id).patch),
            &|ty| self.old.ty(ty),
            &form,
        )
    }

    fn new_body(&self, pair: Pair<'_>) -> String {
        let shape = |id: ShapeId| self.old_shape(id).map_or(&self.new.names.shapes[id.0], |old| &self.old.names.shapes[old.0]);
        let form = || format!("{}::{}", self.new.names.modules[pair.new_at.0], names(self.new, pair.new_at).form);
        argument(
            pair.new,
            &|id| format!("{}::{}", shape(id).module, shape(id).new),
            &|id| format!("{}::{}", shape(id).module, shape(id).patch),
            &|ty| self.new_ty(ty),
            &form,
        )
    }

    fn upload(&mut self, at: &str, form: &str, old: &Upload, new: &Upload) {
        let Upload { files, fields } = old;
        self.files(at, form, files, &new.files);
        let (went, came) = differing(fields.iter().map(|field| field.name.as_str()), new.fields.iter().map(|field| field.name.as_str()));
        for name in went {
            self.gone(at, form, name);
        }
        for name in came {
            let required = new.fields.iter().any(|field| field.name == name && is_argument(field));
            self.came(at, form, name, required);
        }
        for field in fields {
            let Some(after) = new.fields.iter().find(|other| other.name == field.name) else { continue };
            let place = format!("{at}, part {}", field.name);
            self.part_required(&place, form, is_argument(field), is_argument(after));
            let (was, is) = (self.old.ty(&field.ty), self.new_ty(&after.ty));
            if was != is {
                let why = format!("`{form}::{}` is of another type: code that sets it no longer compiles", field.name);
                self.note(Class::Callers, Subject::Field, &place, format!("`{is}` instead of `{was}`"), why);
            }
            self.said(&place, Class::Callers, field, after);
            self.versions(Class::Callers, Subject::Field, &place, &field.versions, &after.versions);
        }
    }

    fn files(&mut self, at: &str, form: &str, old: &[FilePart], new: &[FilePart]) {
        for FilePart { name, part, required, doc } in old {
            let Some(after) = new.iter().find(|other| other.name == *name) else {
                self.gone(at, form, name);
                continue;
            };
            let place = format!("{at}, part {name}");
            self.part_required(&place, form, *required, after.required);
            if *part != after.part {
                let what = format!("sent as `{}` instead of `{part}`", after.part);
                self.note(
                    Class::Callers,
                    Subject::Field,
                    &place,
                    what,
                    "programs that are built already send what the server no longer takes",
                );
            }
            self.text(Subject::Field, &place, "description", doc, &after.doc);
        }
        for part in new.iter().filter(|part| old.iter().all(|other| other.name != part.name)) {
            self.came(at, form, &part.name, part.required);
        }
    }

    fn gone(&mut self, at: &str, form: &str, name: &str) {
        let why = format!("`{form}` no longer takes it: code that gives it does not compile");
        self.note(Class::Callers, Subject::Field, format!("{at}, part {name}"), "removed", why);
    }

    fn came(&mut self, at: &str, form: &str, name: &str, required: bool) {
        let place = format!("{at}, part {name}");
        if required {
            let why = format!("`{form}::new` takes it, too: calls of it no longer compile");
            self.note(Class::Callers, Subject::Field, place, "added, and required", why);
        } else {
            self.note(Class::Additive, Subject::Field, place, "added", format!("`{form}` has a setter more"));
        }
    }

    fn part_required(&mut self, place: &str, form: &str, old: bool, new: bool) {
        if old != new {
            let (what, takes) = if new { ("required now", "takes it, too") } else { ("no longer required", "no longer takes it") };
            self.note(Class::Callers, Subject::Field, place, what, format!("`{form}::new` {takes}: calls of it no longer compile"));
        }
    }
}

/// Whether a text part is an argument of the form's `new`.
fn is_argument(field: &Field) -> bool {
    is_plain(field) && !matches!(field.ty, Type::List(_) | Type::Map(_))
}

/// The type of the argument that becomes the body.
fn argument(
    endpoint: &Endpoint,
    added: &dyn Fn(ShapeId) -> String,
    patched: &dyn Fn(ShapeId) -> String,
    spelt: &dyn Fn(&Type) -> String,
    form: &dyn Fn() -> String,
) -> String {
    match &endpoint.sends {
        None => String::new(),
        Some(Sends::Upload(_)) => form(),
        Some(Sends::Body { content, envelope }) => {
            let item = match content {
                Content::New(id) => added(*id),
                Content::Patch(id) => patched(*id),
                Content::Type(ty) => spelt(ty),
            };
            match envelope.kind {
                EnvelopeKind::List | EnvelopeKind::Page => format!("impl IntoIterator<Item = {item}>"),
                _ => item,
            }
        }
    }
}
