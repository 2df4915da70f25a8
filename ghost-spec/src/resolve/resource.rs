//! Resource files: names are declared for the whole API, then everything is filled in.

use std::collections::BTreeMap;

use super::shape::Home;
use super::{Context, File, asked, endpoint, names, option, shape, types};
use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::{Mapping, text};
use crate::model::{EnumId, Resource, ShapeId};
use crate::node::Node;
use crate::suggest;
use crate::vocabulary;

/// A resource whose names are declared.
pub(crate) struct Draft<'n> {
    mapping: Option<Mapping<'n>>,
    home: Home,
    shapes: Vec<(ShapeId, Mapping<'n>)>,
}

/// Declares every resource, entity and shape.
pub(crate) fn declare<'n>(context: &mut Context<'n>, shared: Option<&'n Node>, files: &[&'n File<'n>]) -> Vec<Draft<'n>> {
    let mut found: Vec<(String, At, Mapping<'n>, &File<'_>)> = Vec::new();
    for file in files {
        let Some(node) = &file.node else { continue };
        let Some(mapping) = Mapping::of(node, &vocabulary::RESOURCE, context.sink) else { continue };
        let name = mapping.need_text("resource", context.sink);
        let at = mapping.get("resource").map_or(&node.at, |node| &node.at).clone();
        if !name.is_empty() {
            names::check_module(&name, &at, context.sink);
        }
        if let Some((_, first, ..)) = found.iter().find(|(other, ..)| *other == name && !name.is_empty()) {
            let fault = Diagnostic::error(Code::DuplicateName, at.clone(), format!("there are two resources `{name}`"));
            context.sink.push(fault.label("again here").also(first.clone(), "first here"));
        }
        found.push((name, at, mapping, file));
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    let mut drafts = Vec::new();
    for (index, (name, _, mapping, file)) in found.into_iter().enumerate() {
        let doc = mapping.need_text("doc", context.sink);
        let traps = mapping.words("traps", context.sink);
        let docs = mapping.text("docs", context.sink);
        let mut draft = Draft {
            mapping: Some(mapping),
            home: Home { resource: Some(index), entity: None, parent: None, root: None },
            shapes: Vec::new(),
        };
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
    let mut draft = Draft { mapping: None, home: Home { resource: None, entity: None, parent: None, root: None }, shapes: Vec::new() };
    if let Some(mapping) = shared.and_then(|node| Mapping::open(node, "an API", context.sink)) {
        declare_shapes(context, &mut draft, mapping.get("shapes"));
    }
    drafts.push(draft);
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
    let Some(name) = text(node, "entity", context.sink).map(str::to_owned) else { return };
    mapping.need("fields", context.sink);
    let rust = types::rust_name(context, mapping);
    // The resource's text speaks of many; the entity is one of them, unless there is only one.
    let resource = mapping.get("resource").and_then(Node::text).unwrap_or(&name);
    let text = if resource == name { doc.to_owned() } else { format!("One of the {}: {}", resource.replace('_', " "), lower_first(doc)) };
    let id = declare_name(context, draft, &name, &node.at, (text, rust), true);
    draft.home.entity = Some(id);
    draft.shapes.push((id, *mapping));
    if let Some(fields) = mapping.get("fields") {
        context.fields_of.insert(name, (Home { entity: Some(id), ..draft.home }, fields));
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
        let Some(mapping) = Mapping::of(&entry.value, &vocabulary::SHAPE, context.sink) else { continue };
        let doc = mapping.text("doc", context.sink).unwrap_or_else(|| format!("{}.", entry.key.replace('_', " ")));
        let rust = types::rust_name(context, &mapping);
        let id = declare_name(context, draft, &entry.key, &entry.key_at, (doc, rust), false);
        draft.shapes.push((id, mapping));
        if let Some(fields) = mapping.get("fields") {
            context.fields_of.insert(entry.key.clone(), (draft.home, fields));
        }
    }
}

/// Declares a shape. Also one whose name is at fault: its content may have faults of its own.
fn declare_name(
    context: &mut Context<'_>,
    draft: &Draft<'_>,
    name: &str,
    at: &At,
    (doc, rust): (String, Option<String>),
    entity: bool,
) -> ShapeId {
    context.api.shapes.push(shape::empty(name, doc, rust, draft.home.resource, entity));
    let id = ShapeId(context.api.shapes.len() - 1);
    context.children.entry(None).or_default().push(id);
    names::check_snake(name, at, "an entity or shape", context.sink);
    if types::is_built_in(name) {
        let fault = Diagnostic::error(Code::BadName, at.clone(), format!("`{name}` is a type of the language"));
        context.sink.push(fault.label("taken"));
        return id;
    }
    if let Some((_, first)) = context.names.get(name) {
        let fault = Diagnostic::error(Code::DuplicateName, at.clone(), format!("there are two shapes `{name}`"));
        context.sink.push(fault.label("again here").also(first.clone(), "first here"));
        return id;
    }
    context.names.insert(name.to_owned(), (id, at.clone()));
    id
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
    }
    asked::check(context);
    for draft in &drafts {
        check_options(context, draft);
    }
    assign(context);
}

/// Options that a resource refines and no endpoint of it takes.
fn check_options(context: &mut Context<'_>, draft: &Draft<'_>) {
    let (Some(mapping), Some(index)) = (draft.mapping, draft.home.resource) else { return };
    let Some(options) = mapping.get("options").and_then(|node| Mapping::open(node, "`options`", context.sink)) else { return };
    for entry in options.entries() {
        option::check_declared(&entry.key, &entry.value, context.sink);
        let mut endpoints = context.api.resources[index].endpoints.iter();
        if !endpoints.any(|endpoint| endpoint.query.iter().any(|option| option.name == entry.key)) {
            let known = context.options.keys().map(String::as_str);
            let near = suggest::nearest(&entry.key, known, context.sink.len()).filter(|near| *near != entry.key);
            let near = near.map(|near| format!("did you mean `{near}`?"));
            let text = format!("no endpoint of the resource takes the option `{}`", entry.key);
            context.sink.push(Diagnostic::warning(Code::Unused, entry.key_at.clone(), text).label("never used").help(near));
        }
    }
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
