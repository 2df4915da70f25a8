//! Schemas: of types, and of what shapes become when they are read, added and changed.

use std::collections::BTreeMap;

use ghost_spec::model::{Api, EnumId, Errors, Field, Shape, ShapeBody, ShapeId, Tagged, Type, Variant, Writable};
use serde_json::{Map, Value, json};

use super::{OpenApi, bounds, schema_name};
use crate::emit::docs::{self, sentence};
use crate::emit::shape::{fields, is_plain, readable};
use crate::names::{one_of, words};

/// What a shape is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Use {
    /// As it is read, or written as a part of something.
    Whole,
    /// To be added.
    New,
    /// To be changed.
    Patch,
}

/// The schemas of an API that something leads to.
pub(super) struct Schemas<'a> {
    pub(super) api: &'a Api,
    pub(super) version: OpenApi,
    done: BTreeMap<String, Value>,
    names: BTreeMap<(ShapeId, Use), String>,
    wanted: Vec<(ShapeId, Use)>,
}

impl<'a> Schemas<'a> {
    pub(super) fn new(api: &'a Api, version: OpenApi) -> Self {
        Schemas { api, version, done: BTreeMap::new(), names: names(api), wanted: Vec::new() }
    }

    /// All that were referred to, and what those refer to.
    pub(super) fn finish(mut self) -> BTreeMap<String, Value> {
        while let Some((id, how)) = self.wanted.pop() {
            let name = self.names[&(id, how)].clone();
            if !self.done.contains_key(&name) {
                // In case it leads to itself.
                self.done.insert(name.clone(), Value::Null);
                let schema = self.shape(&name, id, how);
                self.done.insert(name, schema);
            }
        }
        self.done
    }

    /// A reference to a shape.
    pub(super) fn reference(&mut self, id: ShapeId, how: Use) -> Value {
        self.wanted.push((id, how));
        refer(&self.names[&(id, how)])
    }

    /// A schema that is no shape's, under a name.
    pub(super) fn named(&mut self, name: &str, schema: Value) -> Value {
        let taken: Vec<&String> = self.names.values().collect();
        let mut name = schema_name(self.api, name);
        while taken.contains(&&name) {
            name.push('_');
        }
        self.done.entry(name.clone()).or_insert(schema);
        refer(&name)
    }

    /// What is answered with an error.
    pub(super) fn errors(&mut self, errors: &Errors) -> Value {
        let mut properties = Map::new();
        for (name, doc) in &errors.fields {
            let mut schema = self.nullable(json!({ "type": "string" }));
            describe(&mut schema, &sentence(doc));
            properties.insert(name.clone(), schema);
        }
        let one = json!({ "type": "object", "properties": properties });
        let mut schema = match &errors.key {
            Some(key) => {
                let held = if errors.listed { json!({ "type": "array", "items": one }) } else { one };
                json!({ "type": "object", "required": [key], "properties": { key.as_str(): held } })
            }
            None => one,
        };
        describe(&mut schema, "Why the server refuses, or that it failed.");
        self.named("errors", schema)
    }

    pub(super) fn ty(&mut self, ty: &Type) -> Value {
        match ty {
            Type::Boolean => json!({ "type": "boolean" }),
            Type::Integer => json!({ "type": "integer", "format": "int64" }),
            Type::Number => json!({ "type": "number" }),
            Type::String => json!({ "type": "string" }),
            Type::JsonString => json!({ "type": "string", "description": "JSON in a string." }),
            Type::Timestamp => json!({ "type": "string", "format": "date-time" }),
            Type::Date => json!({ "type": "string", "format": "date" }),
            Type::Json | Type::Rust(_) => json!({ "description": "Anything." }),
            Type::Id(id) => json!({ "type": "string", "minLength": 1, "x-id-of": self.api.shapes[id.0].name }),
            Type::Enum(id) => self.enumeration(*id),
            Type::Shape(id) => self.reference(*id, Use::Whole),
            Type::List(of) => json!({ "type": "array", "items": self.ty(of) }),
            Type::Map(of) => json!({ "type": "object", "additionalProperties": self.ty(of) }),
        }
    }

    /// The known values; that there may be others is said, since closed enums are what tools read.
    fn enumeration(&self, id: EnumId) -> Value {
        let described = &self.api.enums[id.0];
        let values: Vec<&str> = described.values.iter().map(|value| value.value.as_str()).collect();
        let mut about = vec![described.doc.as_deref().map_or_else(|| sentence(&words(&described.name)), sentence)];
        about[0].push_str(" The server may know other values.");
        let noted = described.values.iter().filter(|value| value.doc.is_some() || !value.versions.is_always());
        let notes: Vec<String> = noted.map(|value| format!("- `{}`: {}", value.value, docs::value(value).join(" "))).collect();
        if !notes.is_empty() {
            about.push(notes.join("\n"));
        }
        json!({ "type": "string", "enum": values, "description": about.join("\n\n"), "x-open": true })
    }

    /// `schema`, or `null`.
    pub(super) fn nullable(&self, mut schema: Value) -> Value {
        let is_any = schema.as_object().is_some_and(|map| !map.contains_key("type") && !map.contains_key("$ref"));
        match (self.version, schema.as_object_mut()) {
            (OpenApi::V3_1, Some(map)) if map.contains_key("type") => {
                let ty = map.remove("type");
                map.insert("type".to_owned(), json!([ty, "null"]));
                if let Some(Value::Array(values)) = map.get_mut("enum") {
                    values.push(Value::Null);
                }
                schema
            }
            (OpenApi::V3_1, _) if is_any => schema,
            (OpenApi::V3_1, _) => json!({ "anyOf": [schema, { "type": "null" }] }),
            (OpenApi::V3_0, Some(map)) if !map.contains_key("$ref") => {
                map.insert("nullable".to_owned(), json!(true));
                if let Some(Value::Array(values)) = map.get_mut("enum") {
                    values.push(Value::Null);
                }
                schema
            }
            (OpenApi::V3_0, _) => json!({ "allOf": [schema], "nullable": true }),
        }
    }

    /// A field, whose value is of type `ty`.
    pub(super) fn field(&mut self, field: &Field, ty: &Type, nullable: bool, writing: bool) -> Value {
        let mut schema = if field.encoded { self.encoded(ty) } else { self.ty(ty) };
        limit(&mut schema, field, ty);
        if nullable {
            schema = self.nullable(schema);
        }
        let known = schema.get("description").and_then(Value::as_str).map(str::to_owned);
        let mut about = docs::field(field, writing);
        // Of `Debug` only Rust knows.
        about.iter_mut().filter(|text| text.starts_with("Secret: ")).for_each(|text| "Secret.".clone_into(text));
        about.extend(field.sets.as_ref().map(|(option, value)| format!("Written with the query option `{option}={value}`.")));
        about.extend(known.filter(|_| matches!(ty, Type::Enum(_) | Type::JsonString)));
        describe(&mut schema, &about.join("\n\n"));
        if let Some(map) = schema.as_object_mut() {
            if writing && let Some(value) = &field.default {
                map.extend(default(map, value));
            }
            if field.secret {
                map.insert("format".to_owned(), json!("password"));
            }
            bounds(map, &field.versions);
            if let Some(trap) = &field.trap {
                map.insert("x-trap".to_owned(), json!(trap));
            }
            map.extend(field.sets.as_ref().map(|(option, value)| ("x-sets".to_owned(), json!({ option.as_str(): value }))));
        }
        schema
    }

    /// JSON in a string.
    fn encoded(&mut self, ty: &Type) -> Value {
        let content = self.ty(ty);
        match self.version {
            OpenApi::V3_1 => json!({ "type": "string", "contentMediaType": "application/json", "contentSchema": content }),
            OpenApi::V3_0 => json!({ "type": "string", "format": "json", "x-content-schema": content }),
        }
    }

    fn shape(&mut self, name: &str, id: ShapeId, how: Use) -> Value {
        let shape = &self.api.shapes[id.0];
        let about = match how {
            Use::Whole => sentence(&shape.doc),
            Use::New => sentence(&format!("{} to add", one_of(&shape.name))),
            Use::Patch => format!("Changes to {}: what is not given stays as it is.", one_of(&shape.name)),
        };
        let mut schema = match &shape.body {
            ShapeBody::Fields(_) => self.object(shape, how),
            ShapeBody::Variants(variants) => self.forms(variants),
            ShapeBody::Tagged(tagged) => self.tagged(name, tagged),
        };
        describe(&mut schema, &about);
        schema
    }

    fn object(&mut self, shape: &Shape, how: Use) -> Value {
        let chosen: Vec<(&Field, &Type, bool, bool)> = match how {
            Use::Whole => readable(shape).map(|(_, field)| (field, &field.ty, field.nullable, is_plain(field))).collect(),
            Use::New => written(shape, |field| field.add),
            Use::Patch => written(shape, |field| field.edit),
        };
        let mut out = Map::new();
        let mut properties = Map::new();
        let mut required: Vec<&str> = Vec::new();
        for (field, ty, nullable, needed) in chosen {
            if field.rest {
                let Type::Map(of) = ty else { continue };
                out.insert("additionalProperties".to_owned(), self.ty(of));
                continue;
            }
            if let (true, Type::Shape(id)) = (field.spread, ty)
                && let ShapeBody::Variants(variants) = &self.api.shapes[id.0].body
            {
                // One of the forms at most: its entries stand beside the other fields.
                for (key, schema) in self.entries(variants) {
                    properties.insert(key, schema);
                }
                continue;
            }
            properties.insert(field.name.clone(), self.field(field, ty, nullable, how != Use::Whole));
            required.extend(needed.then_some(field.name.as_str()));
        }
        out.insert("type".to_owned(), json!("object"));
        out.insert("properties".to_owned(), Value::Object(properties));
        if !required.is_empty() {
            out.insert("required".to_owned(), json!(required));
        }
        Value::Object(out)
    }

    /// A union that is only written: forms may share keys, so more than one may fit.
    fn forms(&mut self, variants: &[Variant]) -> Value {
        let forms: Vec<Value> = variants
            .iter()
            .map(|variant| {
                let mut schema = match (&variant.ty, variant.bare) {
                    (Some(ty), true) => self.ty(ty),
                    _ => {
                        let entries = self.entries(std::slice::from_ref(variant));
                        let keys: Vec<String> = entries.iter().map(|(key, _)| key.clone()).collect();
                        let properties: Map<String, Value> = entries.into_iter().collect();
                        json!({ "type": "object", "required": keys, "properties": properties })
                    }
                };
                let mut about = variant.doc.as_deref().map_or_else(|| sentence(&format!("by {}", words(&variant.name))), sentence);
                if let Some((option, value)) = &variant.sets {
                    about.push_str(&format!(" Written with the query option `{option}={value}`."));
                }
                describe(&mut schema, &about);
                if let Some(map) = schema.as_object_mut() {
                    map.insert("title".to_owned(), json!(variant.name));
                    map.extend(variant.sets.as_ref().map(|(option, value)| ("x-sets".to_owned(), json!({ option.as_str(): value }))));
                }
                schema
            })
            .collect();
        json!({ "anyOf": forms })
    }

    /// The entries that forms write, each with all that may stand there.
    fn entries(&mut self, variants: &[Variant]) -> Vec<(String, Value)> {
        let mut found: Vec<(String, Vec<Value>)> = Vec::new();
        let mut add = |key: &str, schema: Value| match found.iter_mut().find(|(known, _)| known == key) {
            Some((_, schemas)) if schemas.contains(&schema) => {}
            Some((_, schemas)) => schemas.push(schema),
            None => found.push((key.to_owned(), vec![schema])),
        };
        for variant in variants {
            for (key, text) in &variant.with {
                add(key, json!({ "type": "string", "enum": [text] }));
            }
            let Some(ty) = &variant.ty else { continue };
            let mut schema = self.ty(ty);
            if let Some(doc) = &variant.doc {
                describe(&mut schema, &sentence(doc));
            }
            if let (true, Some(map)) = (variant.prefix.is_some() || variant.suffix.is_some(), schema.as_object_mut()) {
                map.extend(variant.prefix.as_ref().map(|text| ("x-prefix".to_owned(), json!(text))));
                map.extend(variant.suffix.as_ref().map(|text| ("x-suffix".to_owned(), json!(text))));
            }
            let mut parts = variant.key.rsplit('.');
            let outer: Vec<&str> = parts.by_ref().collect();
            let (Some(first), inner) = (outer.last(), &outer[..outer.len().saturating_sub(1)]) else { continue };
            let whole =
                inner.iter().fold(schema, |value, part| json!({ "type": "object", "required": [part], "properties": { *part: value } }));
            add(first, whole);
        }
        found.into_iter().map(|(key, schemas)| (key, merged(schemas))).collect()
    }

    fn tagged(&mut self, name: &str, tagged: &Tagged) -> Value {
        let mut mapping = Map::new();
        let mut forms = Vec::new();
        for variant in &tagged.variants {
            let content = variant.ty.as_ref().map(|ty| self.ty(ty));
            let tag = json!({ "type": "string", "enum": [variant.key] });
            let mut schema = match (&tagged.content, content) {
                (Some(key), Some(content)) => json!({
                    "type": "object",
                    "required": [tagged.tag, key],
                    "properties": { tagged.tag.as_str(): tag, key.as_str(): content },
                }),
                (None, Some(content)) => json!({
                    "allOf": [content, { "type": "object", "required": [tagged.tag], "properties": { tagged.tag.as_str(): tag } }],
                }),
                (_, None) => json!({ "type": "object", "required": [tagged.tag], "properties": { tagged.tag.as_str(): tag } }),
            };
            describe(&mut schema, &variant.doc.as_deref().map_or_else(|| format!("`{}`.", variant.key), sentence));
            let mut form = format!("{name}{}", crate::names::type_name(&variant.name));
            while self.names.values().any(|taken| *taken == form) || self.done.contains_key(&form) {
                form.push('_');
            }
            self.done.insert(form.clone(), schema);
            mapping.insert(variant.key.clone(), json!(format!("#/components/schemas/{form}")));
            forms.push(refer(&form));
        }
        json!({ "oneOf": forms, "discriminator": { "propertyName": tagged.tag, "mapping": mapping }, "x-open": true })
    }
}

/// Fields that a request takes.
fn written(shape: &Shape, takes: impl Fn(&Field) -> Writable) -> Vec<(&Field, &Type, bool, bool)> {
    let given = fields(shape).iter().filter(|field| takes(field) != Writable::No);
    given
        .map(|field| {
            let needed = takes(field) == Writable::Required;
            (field, field.input.as_ref().unwrap_or(&field.ty), field.nullable && (field.clearable || needed), needed)
        })
        .collect()
}

/// Names of schemas, each given once.
fn names(api: &Api) -> BTreeMap<(ShapeId, Use), String> {
    let mut scope = crate::names::Scope::default();
    let mut out = BTreeMap::new();
    for (how, before, after) in [(Use::Whole, "", ""), (Use::New, "new_", ""), (Use::Patch, "", "_patch")] {
        for (index, shape) in api.shapes.iter().enumerate() {
            let wanted = match how {
                Use::Whole => true,
                Use::New => shape.is_added,
                Use::Patch => shape.is_edited,
            };
            if wanted {
                let name = scope.pick(&[schema_name(api, &format!("{before}{}{after}", shape.name))]);
                out.insert((ShapeId(index), how), name.to_string());
            }
        }
    }
    out
}

fn refer(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Puts a description on a schema. Beside a reference older tools see nothing, so it is put into `allOf`.
fn describe(schema: &mut Value, text: &str) {
    if schema.get("$ref").is_some() {
        let inner = schema.take();
        *schema = json!({ "allOf": [inner] });
    }
    if let Some(map) = schema.as_object_mut() {
        map.insert("description".to_owned(), json!(text));
    }
}

fn limit(schema: &mut Value, field: &Field, ty: &Type) {
    let Some(map) = schema.as_object_mut() else { return };
    let (least, most) = match ty {
        Type::Integer | Type::Number => ("minimum", "maximum"),
        Type::String | Type::JsonString => ("minLength", "maxLength"),
        _ => return,
    };
    let sensible = |bound: &i64| least == "minimum" || *bound >= 0;
    map.extend(field.min.filter(sensible).map(|min| (least.to_owned(), json!(min))));
    map.extend(field.max.filter(sensible).map(|max| (most.to_owned(), json!(max))));
    if let Some(format) = &field.format {
        let known = match format.as_str() {
            "url" => "uri",
            other => other,
        };
        // Of others nobody knows what they check.
        if matches!(known, "uri" | "email" | "uuid") {
            map.insert("x-format".to_owned(), json!(known));
        }
    }
}

/// Several schemas for one place as one.
fn merged(mut schemas: Vec<Value>) -> Value {
    if schemas.len() == 1 {
        return schemas.remove(0);
    }
    let fixed: Option<Vec<Value>> = schemas
        .iter()
        .map(|schema| schema.get("enum").and_then(Value::as_array).filter(|values| values.len() == 1).map(|values| values[0].clone()))
        .collect();
    match fixed {
        Some(values) => json!({ "type": "string", "enum": values }),
        None => json!({ "anyOf": schemas }),
    }
}

/// A default that is a value of the schema.
pub(super) fn default(schema: &Map<String, Value>, text: &str) -> Option<(String, Value)> {
    let ty = match schema.get("type")? {
        Value::Array(types) => types.first()?.as_str()?,
        ty => ty.as_str()?,
    };
    let value = match ty {
        "boolean" => json!(text.parse::<bool>().ok()?),
        "integer" => json!(text.parse::<i64>().ok()?),
        "number" => json!(text.parse::<f64>().ok()?),
        "string" if schema.contains_key("format") => return None,
        "string" => json!(text),
        _ => return None,
    };
    let known = schema.get("enum").and_then(Value::as_array);
    known.is_none_or(|values| values.contains(&value)).then(|| ("default".to_owned(), value))
}
