//! Shapes: which types one becomes, and what they are made of.

use super::{Class, Comparison, Described, Subject, quoted, rename};
use crate::model::{Field, Shape, ShapeBody, ShapeId, Shown};

/// A type that a shape becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Read,
    Partial,
    Chosen,
    Written,
    New,
    Patch,
    Id,
}

/// The fields of a struct; none for a union.
pub(super) fn fields(shape: &Shape) -> &[Field] {
    match &shape.body {
        ShapeBody::Fields(fields) => fields,
        ShapeBody::Variants(_) | ShapeBody::Tagged(_) => &[],
    }
}

/// Whether a struct of what is read, or of what is written as a whole, stands for a shape.
pub(super) fn has_struct(shape: &Shape) -> bool {
    shape.is_read || shape.is_written || !(shape.is_added || shape.is_edited)
}

/// Whether an answer can hold a field.
pub(super) fn is_readable(shape: &Shape, field: &Field) -> bool {
    !shape.is_read || field.shown != Shown::Never && !field.spread
}

/// Types that a shape becomes, with their paths.
fn types(described: &Described<'_>, id: ShapeId) -> Vec<(Role, String)> {
    let (shape, names) = (&described.api.shapes[id.0], &described.names.shapes[id.0]);
    let structs = matches!(shape.body, ShapeBody::Fields(_));
    let writer = format!("{}::new", names.read);
    let all = [
        (Role::Read, !structs || has_struct(shape), &names.read),
        (Role::Partial, structs && shape.is_partial, &names.partial),
        (Role::Chosen, structs && shape.is_partial, &names.field),
        (Role::Written, structs && shape.is_written, &writer),
        (Role::New, structs && shape.is_added, &names.new),
        (Role::Patch, structs && shape.is_edited, &names.patch),
        (Role::Id, shape.has_id, &names.id),
    ];
    all.into_iter().filter(|(_, is, _)| *is).map(|(role, _, name)| (role, format!("{}::{name}", names.module))).collect()
}

/// Whom it concerns if a type changes.
fn concerned(shape: &Shape, role: Role) -> Class {
    match role {
        Role::Read if shape.is_read => Class::Readers,
        Role::Partial => Class::Readers,
        _ => Class::Callers,
    }
}

impl<'a> Comparison<'a> {
    pub(super) fn shapes(&mut self) {
        let (old, new) = (self.old.api, self.new.api);
        let place = |shapes: &[Shape], name: &str| shapes.iter().position(|shape| shape.name == name);
        // What belongs to a resource that went or came was told of that.
        let told = |shape: &Shape, of: &crate::model::Api, other: &crate::model::Api| {
            shape.resource.is_some_and(|index| other.resources.iter().all(|resource| resource.name != of.resources[index].name))
        };
        let went: Vec<usize> = (0..old.shapes.len())
            .filter(|i| place(&new.shapes, &old.shapes[*i].name).is_none() && !told(&old.shapes[*i], old, new))
            .collect();
        let came: Vec<usize> = (0..new.shapes.len())
            .filter(|i| place(&old.shapes, &new.shapes[*i].name).is_none() && !told(&new.shapes[*i], new, old))
            .collect();
        let renamed = rename::pairs(&went, &came, |was, is| self.are_alike(&old.shapes[was], &new.shapes[is]));
        for index in went {
            let shape = &old.shapes[index];
            let gone = types(self.old, ShapeId(index));
            let class = if shape.is_read { Class::Readers } else { Class::Callers };
            let them = if gone.iter().filter(|(role, _)| *role != Role::Written).count() == 1 { "it" } else { "them" };
            let why = format!("{} gone: code that names {them} no longer compiles", are(&gone));
            let hint = renamed
                .iter()
                .find(|(was, _)| *was == index)
                .map(|(_, is)| format!("`{}` is made of the same: another name of the same shape?", new.shapes[*is].name));
            self.note(class, Subject::Shape, &shape.name, "removed", why).hint = hint;
        }
        for index in came {
            let why = format!("{} new", are(&types(self.new, ShapeId(index))));
            self.note(Class::Additive, Subject::Shape, &new.shapes[index].name, "added", why);
        }
        for (index, shape) in old.shapes.iter().enumerate() {
            if let Some(found) = place(&new.shapes, &shape.name) {
                self.shape(ShapeId(index), ShapeId(found));
            }
        }
    }

    fn shape(&mut self, before: ShapeId, after: ShapeId) {
        let (old, new) = (&self.old.api.shapes[before.0], &self.new.api.shapes[after.0]);
        // Where it belongs and how it is used show in the types it becomes.
        let Shape {
            name,
            rust: _,
            doc,
            resource: _,
            entity: _,
            body,
            is_read: _,
            is_written: _,
            is_added: _,
            is_edited: _,
            is_partial: _,
            has_id: _,
            filters: _,
        } = old;
        self.text(Subject::Shape, name, "description", doc, &new.doc);
        self.types(before, after);
        self.filters(before, after);
        match (body, &new.body) {
            (ShapeBody::Fields(was), ShapeBody::Fields(is)) => self.fields((before, was), (after, is)),
            (ShapeBody::Variants(was), ShapeBody::Variants(is)) => self.variants((before, was), (after, is)),
            (ShapeBody::Tagged(was), ShapeBody::Tagged(is)) => self.tagged((before, was), (after, is)),
            (was, is) => {
                let class = concerned(old, Role::Read);
                let what = format!("{} instead of {}", kind(is), kind(was));
                self.note(class, Subject::Shape, name, what, "it is made and read in another way: code that does no longer compiles");
            }
        }
    }

    /// Which types it becomes.
    fn types(&mut self, before: ShapeId, after: ShapeId) {
        let shape = &self.old.api.shapes[before.0];
        let (had, has) = (types(self.old, before), types(self.new, after));
        for (role, path) in &had {
            let class = concerned(shape, *role);
            match has.iter().find(|(other, _)| other == role) {
                None => {
                    let why = format!("`{path}` is gone: code that names it no longer compiles");
                    self.note(class, Subject::Shape, &shape.name, no_longer(*role), why);
                }
                Some((_, is)) if is != path => {
                    let why = format!("`{path}` is gone: code that names it no longer compiles");
                    self.note(class, Subject::Shape, &shape.name, format!("called `{is}` in Rust"), why);
                }
                Some(_) => {}
            }
        }
        for (role, path) in has.iter().filter(|(role, _)| had.iter().all(|(other, _)| other != role)) {
            self.note(Class::Additive, Subject::Shape, &shape.name, now(*role), format!("`{path}` is new"));
        }
    }

    /// Whether two shapes are made of the same; a field may be of the shape's own type.
    fn are_alike(&self, old: &Shape, new: &Shape) -> bool {
        let (ShapeBody::Fields(was), ShapeBody::Fields(is)) = (&old.body, &new.body) else { return false };
        let same = |was: &Field, is: &Field| {
            (&was.name, was.nullable, was.add, was.edit) == (&is.name, is.nullable, is.add, is.edit)
                && self.old.ty(&was.ty) == self.new_ty(&is.ty)
        };
        was.len() == is.len() && was.iter().zip(is).all(|(was, is)| same(was, is))
    }
}

fn are(types: &[(Role, String)]) -> String {
    let paths: Vec<&str> = types.iter().filter(|(role, _)| *role != Role::Written).map(|(_, path)| path.as_str()).collect();
    format!("{} {}", quoted(paths.iter().copied()), if paths.len() == 1 { "is" } else { "are" })
}

fn kind(body: &ShapeBody) -> &'static str {
    match body {
        ShapeBody::Fields(_) => "a struct",
        ShapeBody::Variants(_) => "a union that is written",
        ShapeBody::Tagged(_) => "a union with a tag",
    }
}

fn no_longer(role: Role) -> &'static str {
    match role {
        Role::Read => "no longer read as a whole",
        Role::Partial => "can no longer be read in part",
        Role::Chosen => "its fields can no longer be chosen",
        Role::Written => "no longer written as a whole",
        Role::New => "can no longer be added",
        Role::Patch => "can no longer be changed",
        Role::Id => "no longer has an identity of its own type",
    }
}

fn now(role: Role) -> &'static str {
    match role {
        Role::Read => "read as a whole now",
        Role::Partial => "can be read in part now",
        Role::Chosen => "its fields can be chosen now",
        Role::Written => "written as a whole now",
        Role::New => "can be added now",
        Role::Patch => "can be changed now",
        Role::Id => "has an identity of its own type now",
    }
}
