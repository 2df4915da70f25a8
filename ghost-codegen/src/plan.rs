//! What to emit, decided before anything is emitted: modules, names, boxes.
//!
//! Emitters only ask the plan; they make no choices of their own, so that two files never
//! disagree about what a thing is called or where it lives.

use std::collections::BTreeSet;

use ghost_spec::model::{
    Api, Content, Endpoint, EnumId, EnvelopeKind, Field, Method, OptionKind, Resource, Segment, Sends, Shape, ShapeBody, ShapeId, Shown,
    Tagged, Type, Writable,
};
use proc_macro2::Ident;

use crate::names::{Scope, ident, type_name, value_name};

/// Decisions for one API.
pub(crate) struct Plan<'a> {
    /// What is described.
    pub(crate) api: &'a Api,
    /// One module a resource, then the one of shared shapes if there are any.
    pub(crate) modules: Vec<Module<'a>>,
    shapes: Vec<ShapeNames>,
    enums: Vec<EnumNames>,
    boxed: BTreeSet<(ShapeId, usize)>,
}

/// A generated module.
pub(crate) struct Module<'a> {
    /// The resource, unless it holds the shapes of `api.yaml`.
    pub(crate) resource: Option<&'a Resource>,
    /// Name of the file and of the accessor.
    pub(crate) name: Ident,
    /// Type that offers the endpoints.
    pub(crate) handle: Ident,
    /// Names of the endpoints, in their order.
    pub(crate) endpoints: Vec<EndpointNames>,
    /// Reading and changing in one, where collisions are told.
    pub(crate) update: Option<UpdateNames>,
    /// Shapes it holds.
    pub(crate) shapes: Vec<ShapeId>,
    /// Enums it holds.
    pub(crate) enums: Vec<EnumId>,
}

/// Names of one endpoint.
pub(crate) struct EndpointNames {
    /// Method of the handle.
    pub(crate) method: Ident,
    /// Call with options, where there are any.
    pub(crate) call: Ident,
    /// Static that describes it.
    pub(crate) fact: Ident,
    /// Type of an upload's parts.
    pub(crate) form: Ident,
    /// The choice between options of which one must be given.
    pub(crate) selection: Option<Selection>,
}

/// Names of an update, and what it is made of.
pub(crate) struct UpdateNames {
    /// Method of the handle.
    pub(crate) method: Ident,
    /// What is sent.
    pub(crate) ty: Ident,
    /// Index of the endpoint that reads.
    pub(crate) read: usize,
    /// Index of the endpoint that changes.
    pub(crate) edit: usize,
    /// Index of the field by which the server tells a collision.
    pub(crate) token: usize,
}

/// Names of a choice between options.
#[derive(Clone)]
pub(crate) struct Selection {
    /// Type.
    pub(crate) ty: Ident,
    /// One an option.
    pub(crate) variants: Vec<Ident>,
    /// Whether this endpoint is the first of the resource to have it.
    pub(crate) is_first: bool,
}

/// Names of what a shape becomes.
pub(crate) struct ShapeNames {
    /// Index of its module.
    pub(crate) module: usize,
    /// What is read.
    pub(crate) read: Ident,
    /// What is read when only some fields were asked for.
    pub(crate) partial: Ident,
    /// What is added.
    pub(crate) new: Ident,
    /// What is changed.
    pub(crate) patch: Ident,
    /// Its identity.
    pub(crate) id: Ident,
    /// Names of fields that can be asked for.
    pub(crate) field: Ident,
    /// Variants of `field`, or of the union.
    pub(crate) variants: Vec<Ident>,
    /// Fields.
    pub(crate) fields: Vec<Ident>,
    /// Module of what a filter may ask about.
    pub(crate) filter: Ident,
    /// Its functions.
    pub(crate) filters: Vec<Ident>,
}

/// Names of an enum.
pub(crate) struct EnumNames {
    /// Index of its module.
    pub(crate) module: usize,
    /// Type.
    pub(crate) ty: Ident,
    /// Variants, without the open one.
    pub(crate) variants: Vec<Ident>,
}

/// A wire name with its override from the spec.
fn candidates(rust: Option<&String>, derived: String, suffix: &str) -> Vec<String> {
    let first = rust.cloned().unwrap_or(derived);
    let second = format!("{first}{suffix}");
    vec![first, second]
}

impl<'a> Plan<'a> {
    /// Decides everything for `api`.
    pub(crate) fn new(api: &'a Api) -> Self {
        let mut modules = modules(api);
        let mut shapes: Vec<Option<ShapeNames>> = api.shapes.iter().map(|_| None).collect();
        let mut enums: Vec<Option<EnumNames>> = api.enums.iter().map(|_| None).collect();
        let mut ids = Scope::types();
        for (index, module) in modules.iter_mut().enumerate() {
            let mut scope = Scope::types();
            let mut filters = Scope::without(&["wire"]);
            let entity = module.resource.and_then(|resource| resource.entity);
            for id in &module.shapes {
                let filter = filter_module(api, *id, entity, &mut filters);
                shapes[id.0] = Some(shape_names(index, &api.shapes[id.0], filter, &mut scope, &mut ids));
            }
            for id in &module.enums {
                enums[id.0] = Some(enum_names(index, api, *id, &mut scope));
            }
            module.handle = scope.pick(&candidates(None, type_name(&module.name.to_string()), "Endpoints"));
            let mut methods = Scope::without(&["new"]);
            module.endpoints = endpoint_names(module.resource, &mut scope, &mut methods);
            module.update = update_names(api, module, &mut scope, &mut methods);
        }
        Plan {
            api,
            modules,
            shapes: shapes.into_iter().flatten().collect(),
            enums: enums.into_iter().flatten().collect(),
            boxed: boxed(api),
        }
    }

    /// Names of a shape.
    pub(crate) fn shape(&self, id: ShapeId) -> &ShapeNames {
        &self.shapes[id.0]
    }

    /// Names of an enum.
    pub(crate) fn enumeration(&self, id: EnumId) -> &EnumNames {
        &self.enums[id.0]
    }

    /// Whether the field must be boxed for its struct to have a size.
    pub(crate) fn is_boxed(&self, shape: ShapeId, field: usize) -> bool {
        self.boxed.contains(&(shape, field))
    }
}

/// How many modules an API has.
pub(crate) fn module_count(api: &Api) -> usize {
    modules(api).len()
}

/// The modules, still without the names of their content.
fn modules(api: &Api) -> Vec<Module<'_>> {
    let mut scope = Scope::without(&["access", "envelope", "ids", "permissions", "routes", "wire"]);
    let mut modules: Vec<Module<'_>> = api
        .resources
        .iter()
        .map(|resource| Module {
            resource: Some(resource),
            name: scope.pick(&[value_name(&resource.name), format!("{}_", value_name(&resource.name))]),
            handle: ident("Handle"),
            endpoints: Vec::new(),
            update: None,
            shapes: resource.shapes.clone(),
            enums: resource.enums.clone(),
        })
        .collect();
    let shared: Vec<ShapeId> = (0..api.shapes.len()).map(ShapeId).filter(|id| api.shapes[id.0].resource.is_none()).collect();
    let enums: Vec<EnumId> = (0..api.enums.len()).map(EnumId).filter(|id| api.enums[id.0].resource.is_none()).collect();
    if !shared.is_empty() || !enums.is_empty() {
        let name = scope.pick(&["shapes".to_owned(), "shared_shapes".to_owned()]);
        modules.push(Module { resource: None, name, handle: ident("Handle"), endpoints: Vec::new(), update: None, shapes: shared, enums });
    }
    modules
}

fn shape_names(module: usize, shape: &Shape, filter: Ident, scope: &mut Scope, ids: &mut Scope) -> ShapeNames {
    let read = scope.pick(&candidates(shape.rust.as_ref(), type_name(&shape.name), "Shape"));
    let mut derived = |name: String| scope.pick(&[name.clone(), format!("{name}Shape")]);
    let partial = if shape.is_partial { derived(format!("Partial{read}")) } else { read.clone() };
    let new = if shape.is_added { derived(format!("New{read}")) } else { read.clone() };
    let patch = if shape.is_edited { derived(format!("{read}Patch")) } else { read.clone() };
    let id = if shape.has_id {
        let name = format!("{read}Id");
        scope.pick_with(ids, &[name.clone(), format!("{name}Shape")])
    } else {
        read.clone()
    };
    let field = if shape.is_partial { scope.pick(&["Field".to_owned(), format!("{read}Field")]) } else { read.clone() };
    let (fields, variants) = match &shape.body {
        ShapeBody::Fields(fields) => {
            (field_names(fields), variant_names(fields.iter().map(|f| (f.rust.as_deref().map(type_name), f.name.as_str()))))
        }
        ShapeBody::Variants(variants) | ShapeBody::Tagged(Tagged { variants, .. }) => {
            (Vec::new(), variant_names(variants.iter().map(|v| (None, v.name.as_str()))))
        }
    };
    let filters = filter_names(shape);
    ShapeNames { module, read, partial, new, patch, id, field, variants, fields, filter, filters }
}

/// Field names, unique within their struct.
pub(crate) fn field_names(fields: &[Field]) -> Vec<Ident> {
    let mut scope = Scope::default();
    fields.iter().map(|field| scope.pick(&candidates(field.rust.as_ref(), value_name(&field.name), "_"))).collect()
}

/// The module of a shape's filters: `filter` for the entity, `event_filter` for another shape of the resource.
fn filter_module(api: &Api, id: ShapeId, entity: Option<ShapeId>, scope: &mut Scope) -> Ident {
    if api.shapes[id.0].filters.is_empty() {
        return ident("filter");
    }
    let of = value_name(short_name(api, id, entity));
    scope.pick(&[if entity == Some(id) { "filter".to_owned() } else { format!("{of}_filter") }])
}

/// A shape's name without that of its resource's entity: in `ghost.posts().bulk_edit(…)` it is said already.
pub(crate) fn short_name(api: &Api, id: ShapeId, entity: Option<ShapeId>) -> &str {
    let shape = &api.shapes[id.0];
    let prefix = entity.filter(|entity| *entity != id).map(|entity| api.shapes[entity.0].name.as_str()).unwrap_or_default();
    shape.name.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_')).unwrap_or(&shape.name)
}

/// Functions of a module of filters: `tags.slug` becomes `tags_slug`.
fn filter_names(shape: &Shape) -> Vec<Ident> {
    let mut scope = Scope::default();
    shape.filters.iter().map(|found| scope.pick(&candidates(found.rust.as_ref(), value_name(&found.name), "_"))).collect()
}

fn variant_names<'n>(names: impl Iterator<Item = (Option<String>, &'n str)>) -> Vec<Ident> {
    let mut scope = Scope::without(&["Unknown"]);
    names.map(|(rust, name)| scope.pick(&candidates(rust.as_ref(), type_name(name), "Value"))).collect()
}

fn enum_names(module: usize, api: &Api, id: EnumId, scope: &mut Scope) -> EnumNames {
    let described = &api.enums[id.0];
    let ty = scope.pick(&candidates(described.rust.as_ref(), type_name(&described.name), "Value"));
    let variants = variant_names(described.values.iter().map(|value| (value.rust.clone(), value.value.as_str())));
    EnumNames { module, ty, variants }
}

fn endpoint_names(resource: Option<&Resource>, scope: &mut Scope, methods: &mut Scope) -> Vec<EndpointNames> {
    let endpoints = resource.map_or(&[][..], |resource| &resource.endpoints);
    let mut selections: Vec<(Vec<&str>, Selection)> = Vec::new();
    endpoints
        .iter()
        .map(|endpoint| EndpointNames {
            selection: selection(endpoint, &mut selections, scope),
            method: methods.pick(&candidates(endpoint.rust.as_ref(), value_name(&endpoint.name), "_")),
            call: scope.pick(&candidates(None, type_name(&endpoint.name), "Call")),
            fact: ident(&value_name(&endpoint.name).to_uppercase()),
            form: scope.pick(&candidates(None, format!("{}Form", type_name(&endpoint.name)), "Parts")),
        })
        .collect()
}

/// The update of a resource whose entity carries the moment of its last change.
fn update_names(api: &Api, module: &Module<'_>, scope: &mut Scope, methods: &mut Scope) -> Option<UpdateNames> {
    let resource = module.resource?;
    let entity = resource.entity?;
    let token = collision_token(&api.shapes[entity.0])?;
    let by_id = |endpoint: &Endpoint| {
        let mut parameters = endpoint.path.iter().filter_map(|segment| match segment {
            Segment::Parameter { ty, .. } => Some(ty),
            Segment::Fixed(_) => None,
        });
        let is_free = endpoint.one_of.is_empty() && endpoint.query.iter().all(|option| !option.required) && endpoint.deferred.is_none();
        parameters.next() == Some(&Type::Id(entity)) && parameters.next().is_none() && is_free
    };
    let answers = |endpoint: &Endpoint| {
        let returns = &endpoint.returns;
        matches!(returns.envelope.kind, EnvelopeKind::One | EnvelopeKind::Object | EnvelopeKind::Flat)
            && !returns.envelope.nullable
            && returns.meta.is_none()
            && returns.ty == Some(Type::Shape(entity))
    };
    let edits = |endpoint: &&Endpoint| matches!(&endpoint.sends, Some(Sends::Body { content: Content::Patch(id), .. }) if *id == entity);
    let reads = |endpoint: &&Endpoint| endpoint.method == Method::Get && endpoint.sends.is_none() && endpoint.name == "read";
    let find = |suits: &dyn Fn(&&Endpoint) -> bool| {
        resource.endpoints.iter().position(|endpoint| suits(&endpoint) && by_id(endpoint) && answers(endpoint))
    };
    Some(UpdateNames {
        read: find(&reads)?,
        edit: find(&edits)?,
        method: methods.pick(&["update".to_owned(), "update_".to_owned()]),
        ty: scope.pick(&["Update".to_owned(), "UpdateCall".to_owned()]),
        token,
    })
}

/// The moment that a change must carry, by which the server tells a collision.
pub(crate) fn collision_token(shape: &Shape) -> Option<usize> {
    let ShapeBody::Fields(fields) = &shape.body else { return None };
    let is_token = |field: &Field| {
        field.edit == Writable::Required && field.ty == Type::Timestamp && field.input.is_none() && field.shown == Shown::Always
    };
    fields.iter().position(is_token)
}

/// The choice of an endpoint: the one that an earlier endpoint has between the same options, or a new one.
fn selection<'e>(endpoint: &'e Endpoint, met: &mut Vec<(Vec<&'e str>, Selection)>, scope: &mut Scope) -> Option<Selection> {
    let options: Vec<&str> = endpoint.one_of.iter().map(|index| endpoint.query[*index].name.as_str()).collect();
    if options.is_empty() {
        return None;
    }
    if let Some((_, found)) = met.iter().find(|(others, _)| *others == options) {
        return Some(Selection { is_first: false, ..found.clone() });
    }
    let ty = scope.pick(&["Selection".to_owned(), format!("{}Selection", type_name(&endpoint.name))]);
    let variants = variant_names(options.iter().map(|name| (None, *name)));
    let new = Selection { ty, variants, is_first: true };
    met.push((options, new.clone()));
    Some(new)
}

/// Back edges of the graph of shapes held by value, found depth first from every shape in order.
fn boxed(api: &Api) -> BTreeSet<(ShapeId, usize)> {
    let mut search = BackEdges { api, state: vec![Visit::New; api.shapes.len()], found: BTreeSet::new() };
    for index in 0..api.shapes.len() {
        search.visit(ShapeId(index));
    }
    search.found
}

#[derive(Clone, Copy, PartialEq)]
enum Visit {
    New,
    Open,
    Done,
}

struct BackEdges<'a> {
    api: &'a Api,
    state: Vec<Visit>,
    found: BTreeSet<(ShapeId, usize)>,
}

impl BackEdges<'_> {
    fn visit(&mut self, id: ShapeId) {
        if self.state[id.0] != Visit::New {
            return;
        }
        self.state[id.0] = Visit::Open;
        if let ShapeBody::Fields(fields) = &self.api.shapes[id.0].body {
            for (index, field) in fields.iter().enumerate() {
                if let Type::Shape(target) = field.ty {
                    if self.state[target.0] == Visit::Open {
                        self.found.insert((id, index));
                    } else {
                        self.visit(target);
                    }
                }
            }
        }
        self.state[id.0] = Visit::Done;
    }
}

/// Whether the entity's fields can be chosen, and which shape they belong to.
pub(crate) fn chosen_fields(endpoint: &ghost_spec::model::Endpoint) -> Option<ShapeId> {
    endpoint.query.iter().find_map(|option| match option.kind {
        OptionKind::Fields(shape) => Some(shape),
        _ => None,
    })
}

impl Plan<'_> {
    /// Whether a shape is one of several forms.
    pub(crate) fn is_union(&self, id: ShapeId) -> bool {
        matches!(self.api.shapes[id.0].body, ShapeBody::Variants(_))
    }
}
