//! Fields, by direction: as they are read, added, changed, or written as part of a whole.

use super::shape::{has_struct, is_readable};
use super::spelling::is_plain;
use super::{Class, Comparison, Described, Subject, bounds, differing, rename};
use crate::model::{Field, Shape, ShapeId, Shown, Type, Writable};

/// How one struct holds a field.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Face {
    /// Its type in the struct.
    ty: String,
    /// For what is written: an argument of `new`.
    required: bool,
}

/// The structs a field can be in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Struct {
    Read,
    Written,
    New,
    Patch,
}

const STRUCTS: [Struct; 4] = [Struct::Read, Struct::Written, Struct::New, Struct::Patch];

impl Struct {
    /// Whether a shape has this struct at all.
    fn stands(self, shape: &Shape) -> bool {
        match self {
            Struct::Read => has_struct(shape),
            Struct::Written => shape.is_written,
            Struct::New => shape.is_added,
            Struct::Patch => shape.is_edited,
        }
    }

    fn class(self) -> Class {
        if self == Struct::Read { Class::Readers } else { Class::Callers }
    }
}

/// A field with its shape.
#[derive(Clone, Copy)]
struct Held<'h> {
    id: ShapeId,
    index: usize,
    field: &'h Field,
}

impl<'a> Comparison<'a> {
    pub(super) fn fields(&mut self, (before, old): (ShapeId, &'a [Field]), (after, new): (ShapeId, &'a [Field])) {
        let held = |id: ShapeId, index: usize, fields: &'a [Field]| Held { id, index, field: &fields[index] };
        let place = |fields: &[Field], name: &str| fields.iter().position(|field| field.name == name);
        let went: Vec<usize> = (0..old.len()).filter(|index| place(new, &old[*index].name).is_none()).collect();
        let came: Vec<usize> = (0..new.len()).filter(|index| place(old, &new[*index].name).is_none()).collect();
        let alike = |was: usize, is: usize| {
            let (was, is) = (held(before, was, old), held(after, is, new));
            STRUCTS.iter().all(|of| self.old_face(was, *of) == self.new_face(is, *of)) && was.field.format == is.field.format
        };
        let renamed = rename::pairs(&went, &came, alike);
        let shape = &self.new.api.shapes[after.0].name;
        for index in went {
            let hint = renamed
                .iter()
                .find(|(was, _)| *was == index)
                .map(|(_, is)| format!("`{}` is of the same type: another name of the same field?", new[*is].name));
            self.faces(&format!("{shape}.{}", old[index].name), (before, after), Some(held(before, index, old)), None, hint);
        }
        for index in came {
            self.faces(&format!("{shape}.{}", new[index].name), (before, after), None, Some(held(after, index, new)), None);
        }
        for (index, field) in old.iter().enumerate() {
            if let Some(found) = place(new, &field.name) {
                self.field(&format!("{shape}.{}", field.name), held(before, index, old), held(after, found, new));
            }
        }
        self.arguments(before, after);
        self.start_of_patch(before, after);
    }

    fn field(&mut self, at: &str, before: Held<'a>, after: Held<'a>) {
        let (old, new) = (before.field, after.field);
        // Types, presence, direction and clearing show in the structs.
        let Field {
            name: _,
            rust: _,
            ty: _,
            input: _,
            nullable,
            clearable: _,
            shown,
            add: _,
            edit: _,
            sets,
            spread,
            rest,
            encoded,
            min: _,
            max: _,
            default: _,
            format: _,
            doc: _,
            trap: _,
            versions,
            secret,
            needs,
            whole,
        } = old;
        self.faces(at, (before.id, after.id), Some(before), Some(after), None);
        self.field_name(at, before, after);
        let same_ty = self.old_face(before, Struct::Read) == self.new_face(after, Struct::Read);
        let is_read = self.old.api.shapes[before.id.0].is_read && self.new.api.shapes[after.id.0].is_read;
        if same_ty && is_read {
            self.presence(at, (*nullable, shown), (new.nullable, &new.shown));
        }
        if same_ty {
            let worst = if is_read { Class::Readers } else { Class::Callers };
            self.versions(worst, Subject::Field, at, versions, &new.versions);
        }
        if (spread, rest, encoded) != (&new.spread, &new.rest, &new.encoded) {
            let class = if is_read { Class::Readers } else { Class::Callers };
            let what = format!("travels {} instead of {}", travels(new), travels(old));
            self.note(class, Subject::Field, at, what, "programs that are built already do not understand the server, nor it them");
        }
        if *sets != new.sets {
            let said =
                |sets: &Option<(String, String)>| sets.as_ref().map_or_else(|| "no option".to_owned(), |(o, v)| format!("`{o}={v}`"));
            let what = format!("writing it sets {} instead of {}", said(&new.sets), said(sets));
            let class = if sets.is_none() { Class::Additive } else { Class::Callers };
            self.note(class, Subject::Field, at, what, "code stays as it is, and the request says something else");
        }
        if (needs, *whole) != (&new.needs, new.whole) {
            let why = "projections that have it ask the server for other fields; the code stays as it is";
            self.note(Class::Additive, Subject::Field, at, "other fields are chosen with it", why);
        }
        match (*secret, new.secret) {
            (false, true) => {
                self.note(Class::Docs, Subject::Field, at, "secret now", "`Debug` does not show it; the code stays as it is");
            }
            (true, false) => {
                self.note(Class::Readers, Subject::Field, at, "no longer secret", "code that prints the struct for debugging shows it");
            }
            _ => {}
        }
        let written = is_written(self.old, before) || is_written(self.new, after);
        self.said(at, if written { Class::Callers } else { Class::Docs }, old, new);
    }

    /// What is said of a field and checked by the server alone; `worst` is whom it concerns if that takes less.
    pub(super) fn said(&mut self, at: &str, worst: Class, old: &Field, new: &Field) {
        let what = format!("{} instead of {}", bounds::span(new.min, new.max), bounds::span(old.min, old.max));
        match bounds::numbers((old.min, old.max), (new.min, new.max)) {
            bounds::Moved::Nowhere => {}
            bounds::Moved::Narrower => {
                let why = "no type holds the limit: the server refuses what is beyond it";
                self.note(worst, Subject::Field, at, what, why);
            }
            bounds::Moved::Wider => {
                let class = worst.max(Class::Additive);
                self.note(class, Subject::Field, at, what, "the server takes more");
            }
        }
        match (&old.default, &new.default) {
            (Some(was), Some(is)) if was != is => {
                let why = "what is added without it turns out differently";
                self.note(worst, Subject::Field, at, format!("default `{is}` instead of `{was}`"), why);
            }
            (was, is) => self.text(Subject::Field, at, "what is said of the default", was, is),
        }
        self.text(Subject::Field, at, "format", &old.format, &new.format);
        self.text(Subject::Field, at, "description", &old.doc, &new.doc);
        self.text(Subject::Field, at, "trap", &old.trap, &new.trap);
    }

    fn field_name(&mut self, at: &str, before: Held<'_>, after: Held<'_>) {
        let (had, has) = (&self.old.names.shapes[before.id.0].fields[before.index], &self.new.names.shapes[after.id.0].fields[after.index]);
        if had == has {
            return;
        }
        let why = format!("`{had}` is gone: code that names it no longer compiles");
        let held = |of: Struct| self.old_face(before, of).is_some() && self.new_face(after, of).is_some();
        let (read, written) = (held(Struct::Read), held(Struct::Written) || held(Struct::New) || held(Struct::Patch));
        for class in [(Class::Callers, written), (Class::Readers, read)].into_iter().filter(|(_, is)| *is).map(|(class, _)| class) {
            self.note(class, Subject::Field, at, format!("called `{has}` in Rust"), why.clone());
        }
    }

    /// When it is there, where that leaves its type as it was.
    fn presence(&mut self, at: &str, old: (bool, &Shown), new: (bool, &Shown)) {
        if old == new {
            return;
        }
        let what = format!("{} instead of {}", presence(new.0, new.1), presence(old.0, old.1));
        let loses = match (old.1, new.1) {
            (was, is) if was == is => !old.0 && new.0,
            (Shown::Always, _) => true,
            (Shown::Asked { .. }, Shown::Asked { .. }) => true,
            _ => false,
        };
        if loses {
            let why = "it stays an `Option`: code that reads it compiles and may find `None` where there was a value";
            self.note(Class::Readers, Subject::Field, at, what, why);
        } else {
            self.note(Class::Additive, Subject::Field, at, what, "it stays an `Option`, and holds a value at least as often");
        }
    }

    /// The structs that hold it, before and after.
    fn faces(&mut self, at: &str, ids: (ShapeId, ShapeId), before: Option<Held<'a>>, after: Option<Held<'a>>, hint: Option<String>) {
        let mut found: Vec<(Class, String, String)> = Vec::new();
        for of in STRUCTS {
            if !(of.stands(&self.old.api.shapes[ids.0.0]) && of.stands(&self.new.api.shapes[ids.1.0])) {
                // That the whole struct came or went was told.
                continue;
            }
            let was = before.and_then(|held| self.old_face(held, of));
            let is = after.and_then(|held| self.new_face(held, of));
            let held = match (before, after) {
                (_, Some(held)) => (self.new, held),
                (Some(held), None) => (self.old, held),
                (None, None) => return,
            };
            let whole = before.is_none() || after.is_none();
            let cause = before.zip(after).map(|(old, new)| cause(old.field, new.field)).unwrap_or_default();
            found.extend(judged(of, (was.as_ref(), is.as_ref()), (&path(held.0, held.1, of), name(held.0, held.1)), whole, &cause));
        }
        let mut told: Vec<(Class, String, String)> = Vec::new();
        for (class, what, why) in found {
            match told.iter_mut().find(|(other, same, _)| *other == class && *same == what) {
                Some((.., whys)) => *whys = format!("{whys}; {why}"),
                None => told.push((class, what, why)),
            }
        }
        for (class, what, why) in told {
            self.note(class, Subject::Field, at, what, why).hint = hint.clone();
        }
    }

    fn old_face(&self, held: Held<'_>, of: Struct) -> Option<Face> {
        face(self.old, held, of, &|ty| self.old.ty(ty))
    }

    fn new_face(&self, held: Held<'_>, of: Struct) -> Option<Face> {
        face(self.new, held, of, &|ty| self.new_ty(ty))
    }

    /// Arguments of `new` that both have, in another order: what is of one type would be swapped in silence.
    fn arguments(&mut self, before: ShapeId, after: ShapeId) {
        for of in [Struct::Written, Struct::New, Struct::Patch] {
            let (had, has) = (arguments(self.old, before, of), arguments(self.new, after, of));
            let common = |list: &[String], other: &[String]| list.iter().filter(|name| other.contains(name)).cloned().collect::<Vec<_>>();
            if common(&had, &has) != common(&has, &had) {
                let ty = struct_name(self.new, after, of);
                let shape = &self.new.api.shapes[after.0].name;
                let why = "calls of `new` no longer compile, or swap values of the same type";
                self.note(Class::Callers, Subject::Shape, shape, format!("`{ty}::new` takes {}", has.join(", ")), why);
            }
        }
    }

    /// `post.patch()`, which carries over what the server wants to see again.
    fn start_of_patch(&mut self, before: ShapeId, after: ShapeId) {
        let (had, has) = (carried(self.old, before), carried(self.new, after));
        let (shape, ty) = (&self.new.api.shapes[after.0], struct_name(self.new, after, Struct::Read));
        match (had, has) {
            (Some(_), None) if shape.is_read && shape.is_edited => {
                let why = format!("`{ty}::patch()` is gone: code that starts a change with it no longer compiles");
                self.note(Class::Callers, Subject::Shape, &shape.name, "does not hold all that a change must carry", why);
            }
            (None, Some(_)) if self.old.api.shapes[before.0].is_edited => {
                self.note(
                    Class::Additive,
                    Subject::Shape,
                    &shape.name,
                    "holds all that a change must carry",
                    format!("`{ty}::patch()` is new"),
                );
            }
            (Some(was), Some(is)) => {
                let (went, came) = differing(was.iter().map(String::as_str), is.iter().map(String::as_str));
                if !went.is_empty() || !came.is_empty() {
                    let why = format!("`{ty}::patch()` carries them over");
                    self.note(Class::Docs, Subject::Shape, &shape.name, format!("a change carries {}", is.join(", ")), why);
                }
            }
            _ => {}
        }
    }
}

/// What becomes of code that uses one struct: class, what changed, why it matters.
fn judged(
    of: Struct,
    faces: (Option<&Face>, Option<&Face>),
    (path, name): (&str, &str),
    whole: bool,
    cause: &str,
) -> Vec<(Class, String, String)> {
    let member = format!("{path}::{name}");
    let say = |class: Class, part: &str, all: &str, why: String| vec![(class, if whole { all } else { part }.to_owned(), why)];
    match (of, faces) {
        (_, (None, None)) => Vec::new(),
        (Struct::Read, (Some(_), None)) => {
            say(Class::Readers, "no longer read", "removed", format!("`{member}` is gone: code that reads it no longer compiles"))
        }
        (Struct::Read, (None, Some(_))) => {
            say(Class::Additive, "can be read", "added", format!("`{member}` is new; the struct is `#[non_exhaustive]`"))
        }
        (_, (Some(was), None)) => {
            let place = if was.required { format!("`{path}::new` no longer takes it") } else { format!("`{member}` is gone") };
            say(of.class(), "no longer written", "removed", format!("{place}: code that sets it no longer compiles"))
        }
        (_, (None, Some(is))) if is.required => {
            say(of.class(), "must be written", "added, and required", format!("`{path}::new` takes it, too: calls of it no longer compile"))
        }
        (_, (None, Some(_))) => say(Class::Additive, "can be written", "added", format!("`{member}(…)` is new")),
        (_, (Some(was), Some(is))) => {
            let mut found = Vec::new();
            if was.required != is.required {
                let (what, why) = if is.required {
                    (
                        "required now",
                        format!("`{path}::new` takes it, too, and `{path}` has no setter for it: calls of `new` no longer compile"),
                    )
                } else {
                    ("no longer required", format!("`{path}::new` no longer takes it: calls of it no longer compile"))
                };
                found.push((of.class(), what.to_owned(), why));
            } else if was.ty != is.ty {
                let doing = if of == Struct::Read { "reads" } else { "sets" };
                let because = if cause.is_empty() { String::new() } else { format!(", {cause}") };
                let clears = |face: &Face| face.ty.starts_with("Patch<");
                let cleared = match (of, clears(was), clears(is)) {
                    (Struct::Patch, true, false) => format!(", and `clear_{name}()` is gone"),
                    (Struct::Patch, false, true) => format!(", with `clear_{name}()`"),
                    _ => String::new(),
                };
                let why = format!("`{member}` becomes `{}`{because}{cleared}: code that {doing} it no longer compiles", is.ty);
                found.push((of.class(), format!("`{}` instead of `{}`", is.ty, was.ty), why));
            }
            found
        }
    }
}

/// Why a field's type is another one, where that is not the type itself.
fn cause(old: &Field, new: &Field) -> String {
    if (old.nullable, &old.shown) != (new.nullable, &new.shown) {
        format!("because it is {}", presence(new.nullable, &new.shown))
    } else if old.versions != new.versions {
        format!("because it is there {}", bounds::words(&new.versions))
    } else {
        String::new()
    }
}

fn presence(nullable: bool, shown: &Shown) -> String {
    let there = match shown {
        Shown::Always => "always there",
        Shown::Sometimes => "not in every answer",
        Shown::Never => "never in an answer",
        Shown::Asked { option, value } => {
            return format!("there if `{option}` asks for `{value}`{}", if nullable { " and may be null" } else { "" });
        }
    };
    match (shown, nullable) {
        (Shown::Always, true) => "always there but may be null".to_owned(),
        (Shown::Sometimes, true) => "not in every answer and may be null".to_owned(),
        _ => there.to_owned(),
    }
}

fn travels(field: &Field) -> &'static str {
    match (field.spread, field.rest, field.encoded) {
        (true, ..) => "spread into its parent",
        (_, true, _) => "as the keys without a name",
        (.., true) => "as JSON in a string",
        _ => "as it is",
    }
}

/// How a struct holds a field, if it does.
fn face(described: &Described<'_>, held: Held<'_>, of: Struct, spelt: &dyn Fn(&Type) -> String) -> Option<Face> {
    let (shape, field) = (&described.api.shapes[held.id.0], held.field);
    let input = || spelt(field.input.as_ref().unwrap_or(&field.ty));
    let optional = |ty: String| format!("Option<{ty}>");
    match of {
        Struct::Read | Struct::Written => {
            let is_held = if of == Struct::Read { has_struct(shape) && !is_only_written(described, held) } else { shape.is_written };
            if !is_held || !is_readable(shape, field) {
                return None;
            }
            let plain = is_plain(field);
            let ty = spelt(&field.ty);
            let boxed = described.names.shapes[held.id.0].boxed.get(held.index).copied().unwrap_or_default();
            let ty = if boxed { format!("Box<{ty}>") } else { ty };
            Some(Face { ty: if plain || field.rest { ty } else { optional(ty) }, required: of == Struct::Written && plain && !field.rest })
        }
        Struct::New | Struct::Patch => {
            let (is_sent, takes) = if of == Struct::New { (shape.is_added, field.add) } else { (shape.is_edited, field.edit) };
            if !is_sent || takes == Writable::No {
                return None;
            }
            let required = takes == Writable::Required;
            let ty = match required {
                true if !field.nullable => input(),
                _ if field.rest => input(),
                false if of == Struct::Patch && field.clearable => format!("Patch<{}>", input()),
                _ => optional(input()),
            };
            Some(Face { ty, required })
        }
    }
}

/// Whether the struct of a shape is for writing alone: then nobody reads it.
fn is_only_written(described: &Described<'_>, held: Held<'_>) -> bool {
    let shape = &described.api.shapes[held.id.0];
    shape.is_written && !shape.is_read
}

fn is_written(described: &Described<'_>, held: Held<'_>) -> bool {
    [Struct::Written, Struct::New, Struct::Patch].iter().any(|of| face(described, held, *of, &|_| String::new()).is_some())
}

fn struct_name<'n>(described: &'n Described<'_>, id: ShapeId, of: Struct) -> &'n str {
    let names = &described.names.shapes[id.0];
    match of {
        Struct::Read | Struct::Written => &names.read,
        Struct::New => &names.new,
        Struct::Patch => &names.patch,
    }
}

fn path(described: &Described<'_>, held: Held<'_>, of: Struct) -> String {
    struct_name(described, held.id, of).to_owned()
}

fn name<'n>(described: &'n Described<'_>, held: Held<'_>) -> &'n str {
    &described.names.shapes[held.id.0].fields[held.index]
}

/// What `new` of a struct takes, in its order.
fn arguments(described: &Described<'_>, id: ShapeId, of: Struct) -> Vec<String> {
    let fields = super::shape::fields(&described.api.shapes[id.0]);
    let required = |(index, field): (usize, &Field)| {
        face(described, Held { id, index, field }, of, &|_| String::new()).filter(|face| face.required).map(|_| format!("`{}`", field.name))
    };
    fields.iter().enumerate().filter_map(required).collect()
}

/// What `patch()` carries over, if there is such a method.
fn carried(described: &Described<'_>, id: ShapeId) -> Option<Vec<String>> {
    let shape = &described.api.shapes[id.0];
    let required: Vec<&Field> = super::shape::fields(shape).iter().filter(|field| field.edit == Writable::Required).collect();
    let carries =
        |field: &&Field| field.input.is_none() && field.shown != Shown::Never && !field.spread && (is_plain(field) || field.nullable);
    let has = shape.is_read && shape.is_edited && !required.is_empty() && required.iter().all(carries);
    has.then(|| required.iter().map(|field| format!("`{}`", field.name)).collect())
}
