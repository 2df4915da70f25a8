//! Parameters: those of the path, and query options.

use ghost_spec::model::{Endpoint, OptionKind, QueryOption, Segment, Shape, ShapeBody, ShapeId, Type};
use serde_json::{Map, Value, json};

use super::bounds;
use super::schema::Schemas;
use crate::emit::docs;
use crate::names::words;

/// All of them; those of the path are called as in `template`.
pub(super) fn all(schemas: &mut Schemas<'_>, endpoint: &Endpoint, template: &str) -> Value {
    let called = template.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let given = endpoint.path.iter().filter_map(|segment| match segment {
        Segment::Parameter { ty, doc, .. } => Some((ty, doc)),
        Segment::Fixed(_) => None,
    });
    let mut out: Vec<Value> = Vec::new();
    for (name, (ty, doc)) in called.zip(given) {
        let about = doc.as_deref().map_or_else(|| docs::sentence(&words(name)), docs::sentence);
        out.push(json!({ "name": name, "in": "path", "required": true, "description": about, "schema": schemas.ty(ty) }));
    }
    out.extend(endpoint.query.iter().map(|option| query(schemas, option)));
    Value::Array(out)
}

fn query(schemas: &mut Schemas<'_>, option: &QueryOption) -> Value {
    let mut out = Map::new();
    out.insert("name".to_owned(), json!(option.name));
    out.insert("in".to_owned(), json!("query"));
    out.insert("required".to_owned(), json!(option.required));
    let mut about = docs::option(option).join("\n\n");
    if matches!(option.kind, OptionKind::Fields(_)) {
        about.push_str("\n\nThe answer then holds just these, also where its schema requires others.");
    }
    out.insert("description".to_owned(), json!(about));
    let mut schema = kind(schemas, option);
    if let OptionKind::Choices(_) | OptionKind::Strings | OptionKind::Fields(_) = option.kind {
        out.insert("style".to_owned(), json!("form"));
        out.insert("explode".to_owned(), json!(false));
    } else if let (Some(value), Some(schema)) = (&option.default, schema.as_object_mut()) {
        schema.extend(super::schema::default(schema, value));
    }
    out.insert("schema".to_owned(), schema);
    if let Some(shape) = option.filters {
        let names: Vec<&str> = schemas.api.shapes[shape.0].filters.iter().map(|found| found.name.as_str()).collect();
        out.insert("x-filterable".to_owned(), json!(names));
    }
    bounds(&mut out, &option.versions);
    Value::Object(out)
}

fn kind(schemas: &mut Schemas<'_>, option: &QueryOption) -> Value {
    match &option.kind {
        OptionKind::Boolean => schemas.ty(&Type::Boolean),
        OptionKind::Integer => {
            let mut schema = Map::new();
            schema.insert("type".to_owned(), json!("integer"));
            schema.extend(option.min.map(|min| ("minimum".to_owned(), json!(min))));
            schema.extend(option.max.map(|max| ("maximum".to_owned(), json!(max))));
            Value::Object(schema)
        }
        OptionKind::String | OptionKind::Filter | OptionKind::Order => json!({ "type": "string" }),
        OptionKind::Timestamp => schemas.ty(&Type::Timestamp),
        OptionKind::Date => schemas.ty(&Type::Date),
        OptionKind::Id(id) => schemas.ty(&Type::Id(*id)),
        OptionKind::Choice(id) => schemas.ty(&Type::Enum(*id)),
        OptionKind::Choices(id) => json!({ "type": "array", "items": schemas.ty(&Type::Enum(*id)) }),
        OptionKind::Strings => json!({ "type": "array", "items": { "type": "string" } }),
        OptionKind::Fields(shape) => json!({ "type": "array", "items": { "type": "string", "enum": field_names(schemas, *shape) } }),
    }
}

fn field_names(schemas: &Schemas<'_>, id: ShapeId) -> Vec<String> {
    let Shape { body: ShapeBody::Fields(_), .. } = &schemas.api.shapes[id.0] else { return Vec::new() };
    crate::emit::shape::readable(&schemas.api.shapes[id.0]).map(|(_, field)| field.name.clone()).collect()
}
