//! What a rule can be about, by its path in the generated code.

use ghost_spec::model::{Api, EnumId, ShapeBody, ShapeId};
use proc_macro2::Ident;

use crate::emit::readable;
use crate::plan::Plan;

/// Something with a path.
#[derive(Debug)]
pub(super) struct Target {
    /// API, module, then the type or endpoint, and the member if it is one.
    pub(super) path: Vec<String>,
    /// Place of its API.
    pub(super) api: usize,
    pub(super) thing: Thing,
}

/// Where it is in the model. Ordered so that what has a higher place in a list comes later.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing {
    Shape(ShapeId),
    Field(ShapeId, usize),
    Enum(EnumId),
    Value(EnumId, usize),
    /// Places of the resource and of the endpoint in it.
    Endpoint(usize, usize),
    /// A type that comes with a shape: `NewPost`, `PostId`.
    Derived,
    /// A field or a variant of such a type.
    DerivedMember,
}

impl Target {
    /// As a rule would name it: without the API.
    pub(super) fn shown(&self) -> String {
        self.path[1..].join(".")
    }
}

/// Everything in the APIs that a rule can be about.
pub(super) fn all(apis: &[Api]) -> Vec<Target> {
    apis.iter().enumerate().flat_map(|(index, api)| Listing::of(index, &Plan::new(api))).collect()
}

/// Why a rule meets nothing, with the path that is most like it.
pub(super) fn unmet<'t>(path: &str, kind: &str, known: impl Iterator<Item = &'t Target>) -> String {
    let wanted = path.trim_start_matches('.');
    let depth = wanted.split('.').count();
    let most = wanted.chars().count().max(3) / 3;
    // What has as many parts as the rule, from either end.
    let like = |target: &Target| {
        let parts = &target.path[1..];
        let (start, end) = (parts.get(..depth)?.join("."), parts.get(parts.len().checked_sub(depth)?..)?.join("."));
        Some(if path.starts_with('.') { format!(".{start}") } else { end })
    };
    let near = known
        .filter_map(like)
        .map(|name| (strsim::damerau_levenshtein(wanted, name.trim_start_matches('.')), name))
        .filter(|(distance, _)| *distance <= most)
        .min();
    match near {
        Some((_, name)) => format!("there is no such {kind}: did you mean `{name}`?"),
        None => format!("there is no such {kind}; paths are like `posts.Post.title`, or `.posts` for all that is in a module"),
    }
}

struct Listing {
    api: usize,
    /// API and module.
    place: [String; 2],
    targets: Vec<Target>,
}

impl Listing {
    fn of(index: usize, plan: &Plan<'_>) -> Vec<Target> {
        let api = plan.api;
        let mut listing = Listing { api: index, place: [api.name.clone(), String::new()], targets: Vec::new() };
        for (module_index, module) in plan.modules.iter().enumerate() {
            listing.place[1] = plain(&module.name);
            module.shapes.iter().for_each(|id| listing.shape(plan, *id));
            for id in &module.enums {
                let names = plan.enumeration(*id);
                listing.push(&[&names.ty], Thing::Enum(*id));
                for (value, name) in names.variants.iter().enumerate() {
                    listing.push(&[&names.ty, name], Thing::Value(*id, value));
                }
            }
            for (endpoint, names) in module.endpoints.iter().enumerate() {
                listing.push(&[&names.method], Thing::Endpoint(module_index, endpoint));
            }
        }
        listing.place[1] = "ids".to_owned();
        for id in plan.modules.iter().flat_map(|module| &module.shapes).filter(|id| api.shapes[id.0].has_id) {
            listing.push(&[&plan.shape(*id).id], Thing::Derived);
        }
        listing.targets
    }

    fn shape(&mut self, plan: &Plan<'_>, id: ShapeId) {
        let (shape, names) = (&plan.api.shapes[id.0], plan.shape(id));
        self.push(&[&names.read], Thing::Shape(id));
        if !matches!(shape.body, ShapeBody::Fields(_)) {
            names.variants.iter().for_each(|variant| self.push(&[&names.read, variant], Thing::DerivedMember));
            return;
        }
        for (field, name) in names.fields.iter().enumerate() {
            self.push(&[&names.read, name], Thing::Field(id, field));
        }
        let derived = [(shape.is_partial, &names.partial), (shape.is_added, &names.new), (shape.is_edited, &names.patch)];
        for (_, ty) in derived.into_iter().filter(|(exists, _)| *exists) {
            self.push(&[ty], Thing::Derived);
            names.fields.iter().for_each(|name| self.push(&[ty, name], Thing::DerivedMember));
        }
        if shape.is_partial {
            self.push(&[&names.field], Thing::Derived);
            readable(shape).for_each(|(index, _)| self.push(&[&names.field, &names.variants[index]], Thing::DerivedMember));
        }
    }

    fn push(&mut self, names: &[&Ident], thing: Thing) {
        let path = self.place.iter().cloned().chain(names.iter().map(|name| plain(name))).collect();
        self.targets.push(Target { path, api: self.api, thing });
    }
}

/// A name as people write it.
fn plain(name: &Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
}
