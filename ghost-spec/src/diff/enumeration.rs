//! Enums: sets of known values, open to others.

use super::shape::{fields, is_readable};
use super::{Class, Comparison, Described, Subject, rename};
use crate::model::{Enum, EnumId, EnumValue, ShapeBody, Tagged, Type};

impl<'a> Comparison<'a> {
    pub(super) fn enums(&mut self) {
        let (old, new) = (self.old, self.new);
        let ids = |described: &Described<'_>| (0..described.api.enums.len()).map(EnumId).collect::<Vec<_>>();
        let in_both =
            |key: &str| key.is_empty() || [old, new].iter().all(|side| side.api.resources.iter().any(|resource| resource.name == key));
        let lacks =
            |described: &Described<'_>, key: (&str, &str)| ids(described).iter().all(|id| described.enum_key(*id) != key) && in_both(key.0);
        let went: Vec<EnumId> = ids(old).into_iter().filter(|id| lacks(new, old.enum_key(*id))).collect();
        let came: Vec<EnumId> = ids(new).into_iter().filter(|id| lacks(old, new.enum_key(*id))).collect();
        let values = |described: &Described<'a>, id: EnumId| {
            described.api.enums[id.0].values.iter().map(|value| value.value.clone()).collect::<Vec<_>>()
        };
        let renamed = rename::pairs(&went, &came, |was, is| values(old, was) == values(new, is));
        for id in went {
            let why = format!("`{}` is gone: code that names it no longer compiles", old.enumeration(id));
            let hint = renamed
                .iter()
                .find(|(was, _)| *was == id)
                .map(|(_, is)| format!("`{}` has the same values: another name of the same enum?", new.enumeration(*is)));
            self.note(concerned(old, id), Subject::Enum, place(old, id), "removed", why).hint = hint;
        }
        for id in came {
            self.note(Class::Additive, Subject::Enum, place(new, id), "added", format!("`{}` is new", new.enumeration(id)));
        }
        for id in ids(new) {
            if let Some(before) = self.old_enum(id) {
                self.enumerated(before, id);
            }
        }
    }

    fn enumerated(&mut self, before: EnumId, after: EnumId) {
        let (old, new) = (&self.old.api.enums[before.0], &self.new.api.enums[after.0]);
        let class = concerned(self.old, before);
        let at = place(self.new, after);
        let Enum { name: _, rust: _, doc, resource: _, values } = old;
        let (had, has) = (self.old.enumeration(before), self.new.enumeration(after));
        if had != has {
            let why = format!("`{had}` is gone: code that names it no longer compiles");
            self.note(class, Subject::Enum, &at, format!("called `{has}` in Rust"), why);
        }
        self.text(Subject::Enum, &at, "description", doc, &new.doc);
        let ty = &self.new.names.enums[after.0].ty;
        for (index, EnumValue { value, rust: _, doc, versions }) in values.iter().enumerate() {
            let was = &self.old.names.enums[before.0].variants[index];
            let Some(found) = new.values.iter().position(|other| other.value == *value) else {
                let arrives = if class == Class::Readers { ", and the value arrives as `Unknown`" } else { "" };
                let why = format!("`{ty}::{was}` is gone: code that names it no longer compiles{arrives}");
                self.note(class, Subject::Enum, &at, format!("value `{value}` removed"), why);
                continue;
            };
            let is = &self.new.names.enums[after.0].variants[found];
            if was != is {
                let why = format!("`{ty}::{was}` is gone: code that names it no longer compiles");
                self.note(class, Subject::Enum, &at, format!("value `{value}` is called `{is}` in Rust"), why);
            }
            let place = format!("{at}, value {value}");
            self.text(Subject::Enum, &place, "description", doc, &new.values[found].doc);
            self.versions(class, Subject::Enum, &place, versions, &new.values[found].versions);
        }
        for (index, value) in new.values.iter().enumerate() {
            if values.iter().all(|other| other.value != value.value) {
                let name = &self.new.names.enums[after.0].variants[index];
                let arrived = if class == Class::Readers { ", and the value arrived as `Unknown` before" } else { "" };
                let why = format!("`{ty}::{name}` is new; the enum is `#[non_exhaustive]`{arrived}");
                self.note(Class::Additive, Subject::Enum, &at, format!("value `{}` added", value.value), why);
            }
        }
    }
}

/// `posts PostStatus`: its module and type say where it is; the spec need not name it.
fn place(described: &Described<'_>, id: EnumId) -> String {
    described.enumeration(id)
}

/// Readers, if an answer can hold it; else only callers name it.
fn concerned(described: &Described<'_>, id: EnumId) -> Class {
    let read = described.api.shapes.iter().filter(|shape| shape.is_read).any(|shape| match &shape.body {
        ShapeBody::Fields(_) => fields(shape).iter().any(|field| is_readable(shape, field) && holds(&field.ty, id)),
        ShapeBody::Variants(variants) | ShapeBody::Tagged(Tagged { variants, .. }) => {
            variants.iter().any(|form| form.ty.as_ref().is_some_and(|ty| holds(ty, id)))
        }
    });
    if read { Class::Readers } else { Class::Callers }
}

fn holds(ty: &Type, id: EnumId) -> bool {
    match ty {
        Type::Enum(found) => *found == id,
        Type::List(of) | Type::Map(of) => holds(of, id),
        _ => false,
    }
}
