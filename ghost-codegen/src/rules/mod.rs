//! What whoever generates wants otherwise than the description has it: types replaced, things renamed or left out, attributes added.
//!
//! A rule has a path in the names of the generated code, `posts.Post.title`. With a dot in front it is a prefix, as in
//! `prost`: `.posts` means all that is in the module, `.posts.Post` the type and its fields, `.` everything. Without one it is
//! the end of a path: `Post.title` or just `title`. An API's name may stand before the module. A rule that meets nothing is an error.
//!
//! [`target`] lists what can be met; what changes the model is done here, before anything is planned; attributes are set by
//! [`attributes`] when a file is made.

mod attributes;
mod target;

use std::borrow::Cow;
use std::collections::BTreeSet;

use ghost_spec::model::{Api, Field, ShapeBody, Type, Writable};
use syn::parse::Parser;

use self::target::{Target, Thing};

pub(crate) use self::attributes::{add_attributes, decorate};

/// Rules in the order given; a later one wins.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules(Vec<Rule>);

#[derive(Clone, Debug)]
struct Rule {
    path: String,
    wish: Wish,
}

/// What a rule wants.
#[derive(Clone, Debug)]
pub(crate) enum Wish {
    Replace(String),
    Rename(String),
    Skip,
    TypeAttribute(String),
    FieldAttribute(String),
}

impl Wish {
    fn is_about(&self, thing: &Thing) -> bool {
        match self {
            Wish::Replace(_) => matches!(thing, Thing::Field(..)),
            Wish::Rename(_) => !matches!(thing, Thing::Derived | Thing::DerivedMember),
            Wish::Skip => matches!(thing, Thing::Field(..) | Thing::Value(..) | Thing::Endpoint(..)),
            Wish::TypeAttribute(_) => matches!(thing, Thing::Shape(_) | Thing::Enum(_) | Thing::Derived),
            Wish::FieldAttribute(_) => matches!(thing, Thing::Field(..) | Thing::Value(..) | Thing::DerivedMember),
        }
    }

    /// Its method of the generator, and what it can be about.
    fn words(&self) -> (&'static str, &'static str) {
        match self {
            Wish::Replace(_) => ("replace_type", "field"),
            Wish::Rename(_) => ("rename", "type, field, value or endpoint"),
            Wish::Skip => ("skip", "field, value or endpoint"),
            Wish::TypeAttribute(_) => ("type_attribute", "type"),
            Wish::FieldAttribute(_) => ("field_attribute", "field or value"),
        }
    }

    /// Why its text is no Rust.
    fn fault(&self) -> Option<String> {
        let told = |kind: &str, text: &str, error: syn::Error| format!("`{text}` is no {kind}: {error}");
        match self {
            Wish::Replace(text) => syn::parse_str::<syn::Type>(text).err().map(|error| told("type", text, error)),
            Wish::Rename(text) => syn::parse_str::<syn::Ident>(text).err().map(|error| told("name", text, error)),
            Wish::TypeAttribute(text) | Wish::FieldAttribute(text) => {
                syn::Attribute::parse_outer.parse_str(text).err().map(|error| told("attribute", text, error))
            }
            Wish::Skip => None,
        }
    }
}

impl Rules {
    pub(crate) fn add(&mut self, path: String, wish: Wish) {
        self.0.push(Rule { path, wish });
    }

    /// The APIs as the rules want them.
    ///
    /// # Errors
    ///
    /// All rules that meet nothing or cannot be followed, a line each.
    pub(crate) fn apply<'a>(&self, apis: &'a [Api]) -> Result<Cow<'a, [Api]>, String> {
        if self.0.is_empty() {
            return Ok(Cow::Borrowed(apis));
        }
        let targets = target::all(apis);
        let mut changed = apis.to_vec();
        let mut skipped = BTreeSet::new();
        let mut faults = Vec::new();
        for rule in &self.0 {
            let met: Vec<&Target> = targets.iter().filter(|target| rule.wish.is_about(&target.thing) && rule.meets(target)).collect();
            if let Err(fault) = follow(rule, &met, &targets, &mut changed, &mut skipped) {
                faults.push(format!("{}(\"{}\"): {fault}", rule.wish.words().0, rule.path));
            }
        }
        for (api, thing) in skipped.into_iter().rev() {
            remove(&mut changed[api], &thing);
        }
        if faults.is_empty() { Ok(Cow::Owned(changed)) } else { Err(faults.join("\n")) }
    }
}

impl Rule {
    fn meets(&self, target: &Target) -> bool {
        let all: Vec<&str> = target.path.iter().map(String::as_str).collect();
        meets(&self.path, &all)
    }
}

/// Whether a rule's path meets an item's: of API, module, type and member.
fn meets<'r>(rule: &'r str, path: &[&'r str]) -> bool {
    let parts = |text: &'r str| text.split('.').filter(|part| !part.is_empty()).collect::<Vec<&'r str>>();
    if rule.starts_with('.') {
        let start = parts(rule);
        return path.starts_with(&start) || path[1..].starts_with(&start);
    }
    let end = parts(rule);
    !end.is_empty() && path.ends_with(&end)
}

/// Does what a rule wants, apart from attributes; what is to be skipped is only noted, so that places stay the same.
fn follow(rule: &Rule, met: &[&Target], all: &[Target], apis: &mut [Api], skipped: &mut BTreeSet<(usize, Thing)>) -> Result<(), String> {
    if let Some(fault) = rule.wish.fault() {
        return Err(fault);
    }
    if met.is_empty() {
        return Err(target::unmet(&rule.path, rule.wish.words().1, all.iter().filter(|target| rule.wish.is_about(&target.thing))));
    }
    match &rule.wish {
        Wish::Rename(name) => match &nearest_to_root(met)[..] {
            [only] => rename(&mut apis[only.api], &only.thing, name),
            several => return Err(format!("{} things are meant, and a name is for one: name its module and type too", several.len())),
        },
        Wish::Replace(ty) => met.iter().for_each(|target| replace(&mut apis[target.api], &target.thing, ty)),
        Wish::Skip => {
            for target in met {
                if let Some(field) = field(&mut apis[target.api], &target.thing)
                    && (field.add == Writable::Required || field.edit == Writable::Required)
                {
                    return Err(format!("`{}` cannot be left out: requests must have it", target.shown()));
                }
                skipped.insert((target.api, target.thing.clone()));
            }
        }
        Wish::TypeAttribute(_) | Wish::FieldAttribute(_) => {}
    }
    Ok(())
}

/// Those that a prefix names, without what is below them.
fn nearest_to_root<'t>(met: &[&'t Target]) -> Vec<&'t Target> {
    let depth = met.iter().map(|target| target.path.len()).min();
    met.iter().copied().filter(|target| Some(target.path.len()) == depth).collect()
}

fn field<'a>(api: &'a mut Api, thing: &Thing) -> Option<&'a mut Field> {
    let Thing::Field(shape, index) = thing else { return None };
    match &mut api.shapes[shape.0].body {
        ShapeBody::Fields(fields) => fields.get_mut(*index),
        ShapeBody::Variants(_) | ShapeBody::Tagged(_) => None,
    }
}

fn rename(api: &mut Api, thing: &Thing, name: &str) {
    let name = Some(name.to_owned());
    match thing {
        Thing::Shape(id) => api.shapes[id.0].rust = name,
        Thing::Enum(id) => api.enums[id.0].rust = name,
        Thing::Value(id, index) => api.enums[id.0].values[*index].rust = name,
        Thing::Endpoint(resource, index) => api.resources[*resource].endpoints[*index].rust = name,
        Thing::Field(..) => {
            if let Some(field) = field(api, thing) {
                field.rust = name;
            }
        }
        Thing::Derived | Thing::DerivedMember => {}
    }
}

fn replace(api: &mut Api, thing: &Thing, ty: &str) {
    if let Some(field) = field(api, thing) {
        field.ty = Type::Rust(ty.to_owned());
        field.input = None;
    }
}

fn remove(api: &mut Api, thing: &Thing) {
    match thing {
        Thing::Field(shape, index) => {
            if let ShapeBody::Fields(fields) = &mut api.shapes[shape.0].body {
                fields.remove(*index);
            }
        }
        Thing::Value(id, index) => {
            api.enums[id.0].values.remove(*index);
        }
        Thing::Endpoint(resource, index) => {
            api.resources[*resource].endpoints.remove(*index);
        }
        Thing::Shape(_) | Thing::Enum(_) | Thing::Derived | Thing::DerivedMember => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_in_front_means_all_below_and_none_means_the_end() {
        let title = ["admin", "posts", "Post", "title"];
        for path in
            [".", ".posts", ".posts.Post", ".posts.Post.title", ".admin", ".admin.posts.Post", "title", "Post.title", "posts.Post.title"]
        {
            assert!(meets(path, &title), "{path}");
        }
        for path in ["", "Post", "posts", ".Post", ".pos", ".posts.Post.title.x", "itle", "admin.posts"] {
            assert!(!meets(path, &title), "{path}");
        }
    }
}
