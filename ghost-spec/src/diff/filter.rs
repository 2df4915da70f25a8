//! What a filter may ask about.

use super::{Class, Comparison, Subject};
use crate::model::{Filterable, ShapeId, Type};

impl<'a> Comparison<'a> {
    /// The functions of a module `filter`.
    pub(super) fn filters(&mut self, before: ShapeId, after: ShapeId) {
        let (old, new) = (self.old.api, self.new.api);
        let (was, is) = (&old.shapes[before.0].filters[..], &new.shapes[after.0].filters[..]);
        let shape = &old.shapes[before.0].name;
        for (index, found) in was.iter().enumerate() {
            let at = format!("{shape}, filter {}", found.name);
            let path = self.old.filter(before, index);
            match is.iter().position(|other| other.name == found.name) {
                None => {
                    let why = format!("`{path}()` is gone: filters that use it no longer compile");
                    self.note(Class::Callers, Subject::Field, at, "can no longer be filtered by", why);
                }
                Some(other) => self.filter(&at, found, &is[other], (path, self.new.filter(after, other))),
            }
        }
        for (index, found) in is.iter().enumerate().filter(|(_, found)| was.iter().all(|other| other.name != found.name)) {
            let why = format!("`{}()` is new", self.new.filter(after, index));
            self.note(Class::Additive, Subject::Field, format!("{shape}, filter {}", found.name), "can be filtered by", why);
        }
    }

    fn filter(&mut self, at: &str, old: &'a Filterable, new: &'a Filterable, (had, has): (String, String)) {
        let Filterable { name: _, rust: _, ty, relation, doc, trap, versions } = old;
        if had != has {
            let why = format!("`{had}()` is gone: filters that use it no longer compile");
            self.note(Class::Callers, Subject::Field, at, format!("filtered by `{has}()`"), why);
        }
        let (was, is) = (spelt(*relation, ty, &self.old.ty(ty)), spelt(new.relation, &new.ty, &self.new_ty(&new.ty)));
        if was != is {
            let why = format!("`{has}()` compares other values: filters that use it no longer compile");
            self.note(Class::Callers, Subject::Field, at, format!("compared as `{is}` instead of `{was}`"), why);
        }
        self.versions(Class::Callers, Subject::Field, at, versions, &new.versions);
        self.text(Subject::Field, at, "description", doc, &new.doc);
        self.text(Subject::Field, at, "trap", trap, &new.trap);
    }
}

/// The type of a field that filters compare.
fn spelt(relation: bool, ty: &Type, rust: &str) -> String {
    match ty {
        _ if relation => "RelationField".to_owned(),
        Type::Boolean => "BoolField".to_owned(),
        Type::Integer | Type::Number => "NumberField".to_owned(),
        Type::Timestamp | Type::Date => "DateField".to_owned(),
        Type::Id(_) => format!("IdField<{rust}>"),
        Type::Enum(_) => format!("EnumField<{rust}>"),
        _ => "TextField".to_owned(),
    }
}
