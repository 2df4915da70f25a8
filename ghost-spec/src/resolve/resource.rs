//! Resource files: names are declared for the whole API, then everything is filled in.

use std::collections::BTreeMap;

use super::shape::Home;
use super::{Context, File, endpoint, names, shape, types};
use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::Mapping;
use crate::model::{EnumId, Field, OptionKind, Resource, ShapeBody, ShapeId, Shown, Writable};
use crate::node::Node;
use crate::suggest;

const KEYS: &[&str] = &["resource", "entity", "doc", "docs", "traps", "rust", "fields", "shapes", "options", "endpoints"];
const SHAPE_KEYS: &[&str] = &["doc", "rust", "fields", "variants"];

/// A resource whose names are declared.
pub(crate) struct Draft<'n> {
    mapping: Option<Mapping<'n>>,
    home: Home,
    shapes: Vec<(ShapeId, Mapping<'n>)>,
}

/// Declares every resource, entity and shape.
pub(crate) fn declare<'n>(context: &mut Context<'n>, api: &'n Node, files: &[&'n File<'n>]) -> Vec<Draft<'n>> {
    let mut found: Vec<(String, At, Mapping<'n>, &File<'_>)> = Vec::new();
    for file in files {
        let Some(mapping) = Mapping::of(&file.node, "a resource", KEYS, context.sink) else { continue };
        let name = mapping.need_text("resource", context.sink);
        let Some(at) = mapping.get("resource").map(|node| node.at.clone()) else { continue };
        if !names::check_snake(&name, &at, "a resource", context.sink) {
            continue;
        }
        if let Some((_, first, ..)) = found.iter().find(|(other, ..)| *other == name) {
            let fault = Diagnostic::error(Code::DuplicateName, at, format!("there are two resources `{name}`"));
            context.sink.push(fault.label("again here").also(first.clone(), "first here"));
            continue;
        }
        found.push((name, at, mapping, file));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    let mut drafts = Vec::new();
    for (index, (name, _, mapping, file)) in found.into_iter().enumerate() {
        let doc = mapping.need_text("doc", context.sink);
        let traps = mapping.words("traps", context.sink);
        let docs = mapping.text("docs", context.sink);
        let mut draft =
            Draft { mapping: Some(mapping), home: Home { resource: Some(index), entity: None, parent: None }, shapes: Vec::new() };
        declare_entity(context, &mut draft, &mapping, &doc);
        declare_shapes(context, &mut draft, mapping.get("shapes"));
        context.api.resources.push(Resource {
            name,
            entity: draft.home.entity,
            doc,
            docs,
            traps,
            file: file.name.to_owned(),
            shapes: Vec::new(),
            enums: Vec::new(),
            endpoints: Vec::new(),
        });
        drafts.push(draft);
    }
    let mut shared = Draft { mapping: None, home: Home { resource: None, entity: None, parent: None }, shapes: Vec::new() };
    if let Some(mapping) = Mapping::open(api, "an API", context.sink) {
        declare_shapes(context, &mut shared, mapping.get("shapes"));
    }
    drafts.push(shared);
    drafts
}

fn declare_entity<'n>(context: &mut Context<'n>, draft: &mut Draft<'n>, mapping: &Mapping<'n>, doc: &str) {
    let Some(node) = mapping.get("entity") else {
        if let Some(fields) = mapping.get("fields") {
            let fault = Diagnostic::error(Code::NoEntity, fields.at.clone(), "fields of what? The resource has no `entity`");
            context.sink.push(fault.label("no entity"));
        }
        return;
    };
    let name = node.text().unwrap_or_default().to_owned();
    let rust = types::rust_name(context, mapping);
    // The resource's text speaks of many; one of them is what the entity is.
    let label = name.replace('_', " ");
    let article = if label.starts_with(['a', 'e', 'i', 'o']) { "An" } else { "A" };
    let text = format!("{article} {label}: {}", lower_first(doc));
    if let Some(id) = declare_name(context, draft, &name, &node.at, (text, rust), true) {
        draft.home.entity = Some(id);
        draft.shapes.push((id, *mapping));
        if let Some(fields) = mapping.get("fields") {
            context.fields_of.insert(name, (Home { entity: Some(id), ..draft.home }, fields));
        }
    }
}

/// First letter small, as in the middle of a sentence; an abbreviation stays.
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && !second.is_uppercase() => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

fn declare_shapes<'n>(context: &mut Context<'n>, draft: &mut Draft<'n>, node: Option<&'n Node>) {
    let Some(shapes) = node.and_then(|node| Mapping::open(node, "`shapes`", context.sink)) else { return };
    for entry in shapes.entries() {
        let Some(mapping) = Mapping::of(&entry.value, "a shape", SHAPE_KEYS, context.sink) else { continue };
        let doc = mapping.text("doc", context.sink).unwrap_or_else(|| format!("{}.", entry.key.replace('_', " ")));
        let rust = types::rust_name(context, &mapping);
        if let Some(id) = declare_name(context, draft, &entry.key, &entry.key_at, (doc, rust), false) {
            draft.shapes.push((id, mapping));
            if let Some(fields) = mapping.get("fields") {
                context.fields_of.insert(entry.key.clone(), (draft.home, fields));
            }
        }
    }
}

fn declare_name(
    context: &mut Context<'_>,
    draft: &Draft<'_>,
    name: &str,
    at: &At,
    (doc, rust): (String, Option<String>),
    entity: bool,
) -> Option<ShapeId> {
    if !names::check_snake(name, at, "an entity or shape", context.sink) {
        return None;
    }
    if let Some((_, first)) = context.names.get(name) {
        let fault = Diagnostic::error(Code::DuplicateName, at.clone(), format!("there are two shapes `{name}`"));
        context.sink.push(fault.label("again here").also(first.clone(), "first here"));
        return None;
    }
    context.api.shapes.push(shape::empty(name, doc, rust, draft.home.resource, entity));
    let id = ShapeId(context.api.shapes.len() - 1);
    context.children.entry(None).or_default().push(id);
    context.names.insert(name.to_owned(), (id, at.clone()));
    Some(id)
}

/// Fills in shapes, then endpoints.
pub(crate) fn fill(context: &mut Context<'_>, drafts: Vec<Draft<'_>>) {
    for draft in &drafts {
        for (id, mapping) in &draft.shapes {
            if Some(*id) == draft.home.entity && mapping.get("fields").is_none() {
                continue;
            }
            shape::fill(context, draft.home, *id, mapping);
        }
    }
    for draft in &drafts {
        let (Some(mapping), Some(index)) = (draft.mapping, draft.home.resource) else { continue };
        let endpoints = endpoint::all(context, &mapping, draft.home);
        context.api.resources[index].endpoints = endpoints;
        check_asked(context, &mapping, index);
    }
    assign(context);
}

/// Lists the shapes and enums of each resource: inline ones after their parent.
fn assign(context: &mut Context<'_>) {
    let mut order = Vec::new();
    let roots = context.children.remove(&None).unwrap_or_default();
    for root in roots {
        visit(root, &context.children, &mut order);
    }
    for id in order {
        if let Some(index) = context.api.shapes[id.0].resource {
            context.api.resources[index].shapes.push(id);
        }
    }
    for (index, described) in context.api.enums.iter().enumerate() {
        if let Some(resource) = described.resource {
            context.api.resources[resource].enums.push(EnumId(index));
        }
    }
}

fn visit(id: ShapeId, children: &BTreeMap<Option<ShapeId>, Vec<ShapeId>>, order: &mut Vec<ShapeId>) {
    order.push(id);
    for child in children.get(&Some(id)).into_iter().flatten() {
        visit(*child, children, order);
    }
}

/// Fields of the entity that are shown on request name an option and a value that exist, and what
/// a written field sets is taken.
fn check_asked(context: &mut Context<'_>, mapping: &Mapping<'_>, index: usize) {
    let resource = &context.api.resources[index];
    let Some(ShapeBody::Fields(fields)) = resource.entity.map(|id| &context.api.shapes[id.0].body) else { return };
    if resource.endpoints.is_empty() {
        return;
    }
    let place = |field: &Field, key: &str| {
        let fields = mapping.get("fields")?;
        let crate::node::Data::Map(entries) = &fields.data else { return None };
        let crate::node::Data::Map(keys) = &entries.iter().find(|entry| entry.key == field.name)?.value.data else { return None };
        keys.iter().find(|entry| entry.key == key).map(|entry| entry.value.clone())
    };
    let mut faults = Vec::new();
    for field in fields {
        if let (Shown::Asked { option, value }, Some(node)) = (&field.shown, place(field, "shown")) {
            faults.extend(unknown_asked(context, index, (option, value), &node));
        }
        if let (Some((option, _)), Some(node)) = (&field.sets, place(field, "sets"))
            && (field.add != Writable::No || field.edit != Writable::No)
            && !resource.endpoints.iter().any(|endpoint| endpoint.query.iter().any(|known| known.name == *option))
        {
            faults.push(
                Diagnostic::error(Code::UnusedSets, node.at, format!("no endpoint of the resource takes the option `{option}`"))
                    .label("not taken"),
            );
        }
    }
    context.sink.extend(faults);
}

fn unknown_asked(context: &Context<'_>, index: usize, (option, value): (&str, &str), node: &Node) -> Option<Diagnostic> {
    let at = node.at.clone();
    let options: Vec<_> = context.api.resources[index].endpoints.iter().flat_map(|endpoint| &endpoint.query).collect();
    let named: Vec<_> = options.iter().filter(|known| known.name == option).collect();
    if named.is_empty() {
        let known = options.iter().map(|known| known.name.as_str());
        let fault = Diagnostic::error(Code::UnknownAsked, at, format!("no endpoint of the resource takes the option `{option}`"));
        return Some(fault.label("not taken").help(suggest::nearest(option, known).map(|near| format!("did you mean `{near}`?"))));
    }
    let values: Vec<&str> = named
        .iter()
        .filter_map(|known| match known.kind {
            OptionKind::Choice(id) | OptionKind::Choices(id) => Some(&context.api.enums[id.0].values),
            _ => None,
        })
        .flatten()
        .map(|known| known.value.as_str())
        .collect();
    let fits = |known: &&str| value.strip_suffix('*').map_or(**known == *value, |start| known.starts_with(start));
    if values.is_empty() || values.iter().any(fits) {
        return None;
    }
    let fault = Diagnostic::error(Code::UnknownAsked, at, format!("`{option}` has no value `{value}`"));
    Some(fault.label("unknown value").help(suggest::help(value, values.iter().copied())))
}
