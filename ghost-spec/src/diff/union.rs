//! Unions: forms that are written, and forms that a tag tells apart.

use super::{Class, Comparison, Subject, rename};
use crate::model::{ShapeBody, ShapeId, Tagged, Type, Variant};

impl<'a> Comparison<'a> {
    pub(super) fn variants(&mut self, (before, old): (ShapeId, &'a [Variant]), (after, new): (ShapeId, &'a [Variant])) {
        self.forms(Class::Callers, (before, old), (after, new));
        let (had, has) = (conversions(old), conversions(new));
        let ty = &self.new.names.shapes[after.0].read;
        let kinds =
            had.iter().filter_map(|(kind, was)| has.iter().find(|(other, is)| other == kind && is != was).map(|(_, is)| (*kind, *is)));
        let changed: Vec<(&str, &str)> = kinds.collect();
        let shape = self.new.api.shapes[after.0].name.clone();
        for (kind, is) in changed {
            let why = format!("`.into()` of {kind} compiles as before and makes another form of `{ty}`");
            self.note(Class::Callers, Subject::Shape, &shape, format!("{kind} stands for `{is}` now"), why);
        }
    }

    pub(super) fn tagged(&mut self, (before, old): (ShapeId, &'a Tagged), (after, new): (ShapeId, &'a Tagged)) {
        let Tagged { tag, content, variants } = old;
        let shape = &self.new.api.shapes[after.0];
        let class = if shape.is_read { Class::Readers } else { Class::Callers };
        if (tag, content) != (&new.tag, &new.content) {
            let said = |tag: &str, content: &Option<String>| match content {
                Some(content) => format!("`{tag}` tells the form of `{content}`"),
                None => format!("`{tag}` tells the form of what stands beside it"),
            };
            let what = format!("{}; before, {}", said(&new.tag, &new.content), said(tag, content));
            let why = "programs that are built already do not understand the server, nor it them";
            self.note(class, Subject::Shape, &shape.name, what, why);
        }
        self.forms(class, (before, variants), (after, &new.variants));
    }

    fn forms(&mut self, class: Class, (before, old): (ShapeId, &'a [Variant]), (after, new): (ShapeId, &'a [Variant])) {
        let (shape, ty) = (&self.new.api.shapes[after.0].name, &self.new.names.shapes[after.0].read);
        let unknown = matches!(self.new.api.shapes[after.0].body, ShapeBody::Tagged(_));
        let place = |forms: &[Variant], name: &str| forms.iter().position(|form| form.name == name);
        let went: Vec<usize> = (0..old.len()).filter(|index| place(new, &old[*index].name).is_none()).collect();
        let came: Vec<usize> = (0..new.len()).filter(|index| place(old, &new[*index].name).is_none()).collect();
        let renamed =
            rename::pairs(&went, &came, |was, is| old[was].key == new[is].key && self.old_form(&old[was]) == self.new_form(&new[is]));
        for index in went {
            let name = &self.old.names.shapes[before.0].variants[index];
            let hint = renamed
                .iter()
                .find(|(was, _)| *was == index)
                .map(|(_, is)| format!("`{}` has the same key and type: another name of the same form?", new[*is].name));
            let why = format!("`{ty}::{name}` is gone: code that names it no longer compiles");
            self.note(class, Subject::Field, format!("{shape}.{}", old[index].name), "removed", why).hint = hint;
        }
        for index in came {
            let name = &self.new.names.shapes[after.0].variants[index];
            let before = if unknown { "; it arrived as `Unknown`" } else { "" };
            let why = format!("`{ty}::{name}` is new; the enum is `#[non_exhaustive]`{before}");
            self.note(Class::Additive, Subject::Field, format!("{shape}.{}", new[index].name), "added", why);
        }
        for (index, form) in old.iter().enumerate() {
            if let Some(found) = place(new, &form.name) {
                let names = (&self.old.names.shapes[before.0].variants[index], &self.new.names.shapes[after.0].variants[found]);
                self.form(class, &format!("{shape}.{}", form.name), (form, &new[found]), (ty, names));
            }
        }
    }

    fn form(&mut self, class: Class, at: &str, (old, new): (&Variant, &Variant), (ty, (had, has)): (&str, (&String, &String))) {
        let Variant { name: _, doc, bare, key, with, prefix, suffix, sets, ty: _ } = old;
        if had != has {
            let why = format!("`{ty}::{had}` is gone: code that names it no longer compiles");
            self.note(class, Subject::Field, at, format!("called `{has}` in Rust"), why);
        }
        let (was, is) = (self.old_form(old), self.new_form(new));
        if was != is {
            let said = |form: &Option<String>| form.as_ref().map_or_else(|| "nothing".to_owned(), |ty| format!("`{ty}`"));
            let why = format!("`{ty}::{has}` holds another type: code that makes or matches it no longer compiles");
            self.note(class, Subject::Field, at, format!("holds {} instead of {}", said(&is), said(&was)), why);
        }
        if was == is && (bare, key, with, prefix, suffix) != (&new.bare, &new.key, &new.with, &new.prefix, &new.suffix) {
            let why = "the Rust type is the same, but what travels is not: programs that are built already do not understand the server, nor it them";
            self.note(class, Subject::Field, at, "travels in another way", why);
        }
        if *sets != new.sets {
            let said =
                |sets: &Option<(String, String)>| sets.as_ref().map_or_else(|| "no option".to_owned(), |(o, v)| format!("`{o}={v}`"));
            let kind = if sets.is_none() { Class::Additive } else { class };
            let what = format!("writing it sets {} instead of {}", said(&new.sets), said(sets));
            self.note(kind, Subject::Field, at, what, "code stays as it is, and the request says something else");
        }
        self.text(Subject::Field, at, "description", doc, &new.doc);
    }

    fn old_form(&self, form: &Variant) -> Option<String> {
        form.ty.as_ref().map(|ty| self.old.ty(ty))
    }

    fn new_form(&self, form: &Variant) -> Option<String> {
        form.ty.as_ref().map(|ty| self.new_ty(ty))
    }
}

/// What plain values become by `into()`: the first form of their type.
fn conversions(forms: &[Variant]) -> Vec<(&'static str, &str)> {
    let text =
        forms.iter().find(|form| form.ty == Some(Type::String)).filter(|form| form.bare).map(|form| ("a string", form.name.as_str()));
    let id = forms.iter().find(|form| matches!(form.ty, Some(Type::Id(_)))).map(|form| ("an id", form.name.as_str()));
    text.into_iter().chain(id).collect()
}
