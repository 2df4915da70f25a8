//! Bodies made from the description: what is required, with values that pass for valid.

use ghost_spec::model::{Api, Content, Endpoint, Envelope, EnvelopeKind, Field, Sends, ShapeBody, ShapeId, Type, Variant, Writable};
use serde_json::{Map, Value, json};

/// An id that no object has.
pub(super) const NOBODY: &str = "ffffffffffffffffffffffff";

const DEEPEST: usize = 6;

/// The JSON body an endpoint wants; `None` for none and for uploads.
pub(super) fn derived(api: &Api, endpoint: &Endpoint) -> Option<Value> {
    match endpoint.sends.as_ref()? {
        Sends::Body { content, envelope } => Some(wrap(envelope, content_of(api, content))),
        Sends::Upload(_) => None,
    }
}

fn wrap(envelope: &Envelope, content: Value) -> Value {
    let Some(key) = &envelope.key else { return content };
    match envelope.kind {
        EnvelopeKind::Page | EnvelopeKind::List | EnvelopeKind::One => json!({ (key.as_str()): [content] }),
        _ => json!({ (key.as_str()): content }),
    }
}

fn content_of(api: &Api, content: &Content) -> Value {
    match content {
        Content::New(shape) => entity(api, *shape, |field| field.add),
        Content::Patch(shape) => entity(api, *shape, |field| field.edit),
        Content::Type(Type::List(item)) => value(api, item, None, 0),
        Content::Type(ty) => value(api, ty, None, 0),
    }
}

/// Required fields, and one text more: what changes nothing is refused before rights are looked at.
fn entity(api: &Api, shape: ShapeId, writable: impl Fn(&Field) -> Writable) -> Value {
    let fields = fields(api, shape);
    let required = fields.iter().filter(|field| writable(field) == Writable::Required);
    let text = fields.iter().filter(|field| writable(field) != Writable::No && field.ty == Type::String && field.input.is_none());
    let text = text.filter(|field| field.name != "id").take(1);
    required.chain(text).map(|field| (field.name.clone(), written(api, field, 0))).collect::<Map<_, _>>().into()
}

fn fields(api: &Api, shape: ShapeId) -> &[Field] {
    match api.shapes.get(shape.0).map(|shape| &shape.body) {
        Some(ShapeBody::Fields(fields)) => fields,
        _ => &[],
    }
}

fn written(api: &Api, field: &Field, depth: usize) -> Value {
    value(api, field.input.as_ref().unwrap_or(&field.ty), Some(field), depth)
}

/// A value that passes for valid.
fn value(api: &Api, ty: &Type, field: Option<&Field>, depth: usize) -> Value {
    match ty {
        Type::Boolean => json!(false),
        Type::Integer | Type::Number => json!(field.and_then(|field| field.min).unwrap_or(1)),
        Type::String => text(field).into(),
        Type::JsonString => json!("{}"),
        Type::Timestamp => json!("2030-01-01T00:00:00.000Z"),
        Type::Date => json!("2030-01-01"),
        Type::Json => json!({}),
        Type::Id(_) => json!(NOBODY),
        Type::Enum(id) => first_value(api, id.0),
        Type::Shape(shape) if depth < DEEPEST => of_shape(api, *shape, depth + 1),
        Type::List(item) if depth < DEEPEST => json!([value(api, item, None, depth + 1)]),
        Type::Map(_) => json!({}),
        _ => Value::Null,
    }
}

pub(super) fn first_value(api: &Api, index: usize) -> Value {
    api.enums.get(index).and_then(|values| values.values.first()).map_or(Value::Null, |value| json!(value.value))
}

fn of_shape(api: &Api, shape: ShapeId, depth: usize) -> Value {
    if let Some(ShapeBody::Variants(variants)) = api.shapes.get(shape.0).map(|shape| &shape.body) {
        // An id, if there is a choice: what is named may be created.
        let chosen = variants.iter().find(|variant| variant.name == "id").or(variants.first());
        return chosen.map_or(Value::Null, |variant| form(api, variant, depth));
    }
    let needed = fields(api, shape).iter().filter(|field| !field.nullable && field.shown != ghost_spec::model::Shown::Sometimes);
    needed.map(|field| (field.name.clone(), written(api, field, depth))).collect::<Map<_, _>>().into()
}

fn form(api: &Api, variant: &Variant, depth: usize) -> Value {
    let content = variant.ty.as_ref().map(|ty| value(api, ty, None, depth));
    if variant.bare {
        return content.unwrap_or_default();
    }
    let fixed = variant.with.iter().map(|(key, text)| (key.clone(), json!(text)));
    fixed.chain(content.map(|content| (variant.key.clone(), content))).collect::<Map<_, _>>().into()
}

fn text(field: Option<&Field>) -> String {
    let format = field.and_then(|field| field.format.as_deref()).unwrap_or_default();
    match format {
        "url" => "https://gate.example.com/".to_owned(),
        "email" => "gate@example.com".to_owned(),
        "uuid" => "ffffffff-ffff-4fff-bfff-ffffffffffff".to_owned(),
        "color" => "#ff0000".to_owned(),
        "locale" => "en".to_owned(),
        "slug" => "gate-probe".to_owned(),
        _ => {
            let shortest = field.and_then(|field| field.min).and_then(|min| usize::try_from(min).ok()).unwrap_or(0).min(1000);
            format!("{:g<shortest$}", "Gate probe")
        }
    }
}
