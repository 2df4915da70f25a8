//! What a filter may ask about: fields of a shape, and what only the server's database knows.

use std::collections::BTreeSet;

use super::option::Usage;
use super::shape::{Home, names_type, snake};
use super::{Context, names, types, version};
use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::{Mapping, items, wrong};
use crate::model::{Filterable, ShapeBody, ShapeId, Type};
use crate::node::{Data, Entry, Node};
use crate::suggest;
use crate::vocabulary;

/// Reads `filters` of a shape whose fields are known.
pub(crate) fn fill(context: &mut Context<'_>, home: Home, id: ShapeId, mapping: &Mapping<'_>) {
    let Some(node) = mapping.get("filters") else { return };
    let listed = items(node, "filters", context.sink);
    if listed.is_empty() && matches!(node.data, Data::List(_)) {
        context.sink.push(Diagnostic::error(Code::EmptyEnum, node.at.clone(), "nothing to filter by").label("empty"));
    }
    let mut met = BTreeSet::new();
    let mut found = Vec::new();
    for item in listed {
        let (name, at) = match &item.data {
            Data::Scalar { text } => (text.as_str(), &item.at),
            Data::Map(entries) if entries.len() == 1 => (entries[0].key.as_str(), &entries[0].key_at),
            _ => {
                context.sink.push(wrong(item, "what can be filtered by is a field's name or one `{ name: { … } }`"));
                continue;
            }
        };
        if !met.insert(name) {
            context.sink.push(Diagnostic::error(Code::DuplicateName, at.clone(), format!("`{name}` is listed twice")).label("again here"));
            continue;
        }
        found.extend(match &item.data {
            Data::Map(entries) => described(context, home, id, &entries[0]),
            _ => field(context, id, name, at),
        });
    }
    context.api.shapes[id.0].filters = found;
}

/// A field of the shape, as it is described there.
fn field(context: &mut Context<'_>, id: ShapeId, name: &str, at: &At) -> Option<Filterable> {
    let shape = &context.api.shapes[id.0];
    let fields = match &shape.body {
        ShapeBody::Fields(fields) => &fields[..],
        _ => &[],
    };
    let Some(field) = fields.iter().find(|field| field.name == name) else {
        let fault = Diagnostic::error(Code::NotFilterable, at.clone(), format!("`{name}` is no field of `{}`", shape.name));
        let near = suggest::nearest(name, fields.iter().map(|field| field.name.as_str()), context.sink.len());
        let help = near.map_or_else(
            || format!("if only the server knows it, say what it is: `{{ {name}: {{ type: string }} }}`"),
            |near| format!("did you mean `{near}`?"),
        );
        context.sink.push(fault.label("unknown field").help(help));
        return None;
    };
    let found = Filterable {
        name: name.to_owned(),
        rust: field.rust.clone(),
        ty: field.ty.clone(),
        relation: false,
        doc: field.doc.clone(),
        trap: None,
        versions: field.versions.clone(),
    };
    comparable(context, found, at)
}

/// What is described here, whether or not there is such a field.
fn described(context: &mut Context<'_>, home: Home, id: ShapeId, entry: &Entry) -> Option<Filterable> {
    let mapping = Mapping::of(&entry.value, &vocabulary::FILTERABLE, context.sink)?;
    names::check_wire(&entry.key, &entry.key_at, false, context.sink);
    let base = format!("{}_{}", context.api.shapes[id.0].name, snake(&entry.key));
    let ty = types::of_mapping(context, home, &mapping, &base)?;
    let found = Filterable {
        name: entry.key.clone(),
        rust: if names_type(&mapping) { None } else { types::rust_name(context, &mapping) },
        ty,
        relation: mapping.flag("relation", context.sink),
        doc: mapping.text("doc", context.sink),
        trap: mapping.text("trap", context.sink),
        versions: version::bounds(&mapping, &context.api.versions, context.sink),
    };
    if let Some(node) = mapping.get("relation").filter(|_| found.relation && found.ty != Type::String) {
        context.sink.push(wrong(node, "related things are told by a text: its type must be `string`"));
    }
    comparable(context, found, &entry.key_at)
}

fn comparable(context: &mut Context<'_>, found: Filterable, at: &At) -> Option<Filterable> {
    if matches!(found.ty, Type::Shape(_) | Type::List(_) | Type::Map(_) | Type::Json | Type::Number) {
        let fault = Diagnostic::error(Code::NotFilterable, at.clone(), format!("`{}` is of a type that cannot be compared", found.name));
        let help = "filters compare texts, whole numbers, `true` and `false`, times, ids and enums";
        context.sink.push(fault.label("not comparable").help(help.to_owned()));
        return None;
    }
    Some(found)
}

/// The shape that an option filters: the one it names, else what the endpoint lists; the entity, if it lists nothing.
pub(crate) fn subject(context: &mut Context<'_>, of: Option<&Node>, usage: &Usage<'_>) -> Option<ShapeId> {
    let is_filtered = |context: &Context<'_>, id: &ShapeId| !context.api.shapes[id.0].filters.is_empty();
    let Some(node) = of else {
        let entity = usage.home.entity.filter(|_| !usage.listed);
        return [usage.returned, entity].into_iter().flatten().find(|id| is_filtered(context, id));
    };
    let id = types::shape_name(context, node)?;
    if !is_filtered(context, &id) {
        let fault =
            Diagnostic::error(Code::NotFilterable, node.at.clone(), format!("`{}` has no `filters`", context.api.shapes[id.0].name));
        context.sink.push(fault.label("cannot be filtered"));
    }
    Some(id)
}

/// What is described and no endpoint filters.
pub(crate) fn check(context: &mut Context<'_>) {
    let options = context.api.resources.iter().flat_map(|resource| &resource.endpoints).flat_map(|endpoint| &endpoint.query);
    let used: BTreeSet<ShapeId> = options.filter_map(|option| option.filters).collect();
    for (name, (id, at)) in &context.names {
        if !context.api.shapes[id.0].filters.is_empty() && !used.contains(id) {
            let text = format!("no endpoint filters by what `{name}` says in `filters`");
            context.sink.push(Diagnostic::warning(Code::Unused, at.clone(), text).label("never filtered"));
        }
        if used.contains(id) && !context.api.shapes[id.0].is_read {
            let text = format!("`{name}` is filtered by, and no answer holds it");
            context.sink.push(Diagnostic::error(Code::NotFilterable, at.clone(), text).label("never read"));
        }
    }
}
