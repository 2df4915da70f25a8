//! Plausible values: what a request might hold and what a server might answer.

use ghost_spec::model::{
    Api, Content, Endpoint, Envelope, EnvelopeKind, Field, QueryOption, Sends, ShapeBody, ShapeId, Shown, Type, Variant, Writable,
};
use serde_json::{Map, Value, json};

use crate::emit::shape::{fields, is_plain, readable};

/// How deep shapes within shapes are shown.
const DEPTH: usize = 3;
/// How many fields a change shows beyond those it must hold.
const CHANGED: usize = 1;

/// Stands for what nobody else knows.
const SECRET: &str = "correct-horse-battery-staple";

pub(super) const ID: &str = "6489f1c2a5b3e40001d2f7a1";

/// The JSON body of a request.
pub(super) fn request(api: &Api, endpoint: &Endpoint) -> Option<Value> {
    let Some(Sends::Body { content, envelope }) = &endpoint.sends else { return None };
    let value = match content {
        Content::New(id) => written(api, *id, |field| field.add),
        Content::Patch(id) => written(api, *id, |field| field.edit),
        Content::Type(ty) => self::value(api, ty, "", DEPTH),
    };
    Some(wrapped(envelope, value))
}

/// The JSON body of an answer.
pub(super) fn answer(api: &Api, endpoint: &Endpoint) -> Option<Value> {
    let returns = &endpoint.returns;
    let value = value(api, returns.ty.as_ref()?, &endpoint.name, DEPTH);
    let mut body = wrapped(&returns.envelope, value);
    let Some(map) = body.as_object_mut() else { return Some(body) };
    if returns.envelope.kind == EnvelopeKind::Page {
        map.insert(
            "meta".to_owned(),
            json!({ "pagination": { "page": 1, "limit": 15, "pages": 1, "total": 1, "next": null, "prev": null } }),
        );
    }
    if let Some(meta) = returns.meta {
        map.insert("meta".to_owned(), shape(api, meta, DEPTH));
    }
    Some(body)
}

fn wrapped(envelope: &Envelope, value: Value) -> Value {
    let Some(key) = envelope.key.clone() else { return value };
    let content = match envelope.kind {
        EnvelopeKind::Page | EnvelopeKind::List | EnvelopeKind::One => json!([value]),
        EnvelopeKind::Pairs => {
            let pairs = value.as_object().into_iter().flatten().take(4);
            pairs.map(|(key, value)| json!({ "key": key, "value": value })).collect()
        }
        _ => value,
    };
    Value::Object([(key, content)].into_iter().collect())
}

fn written(api: &Api, id: ShapeId, takes: impl Fn(&Field) -> Writable) -> Value {
    let mut out = Map::new();
    for field in chosen(fields(&api.shapes[id.0]), takes) {
        let ty = field.input.as_ref().unwrap_or(&field.ty);
        put(api, &mut out, field, ty, DEPTH);
    }
    Value::Object(out)
}

/// Fields that an example writes: those that must be there, and one that may.
pub(super) fn chosen(fields: &[Field], takes: impl Fn(&Field) -> Writable) -> Vec<&Field> {
    let is_simple =
        |field: &&Field| matches!(field.ty, Type::String | Type::Boolean | Type::Integer) && !field.secret && field.input.is_none();
    let mut more: Vec<&str> =
        fields.iter().filter(|field| takes(field) == Writable::Optional).filter(is_simple).map(|field| field.name.as_str()).collect();
    more.truncate(CHANGED);
    fields
        .iter()
        .filter(|field| match takes(field) {
            Writable::Required => true,
            Writable::Optional => more.contains(&field.name.as_str()) || field.spread,
            Writable::No => false,
        })
        .collect()
}

fn put(api: &Api, out: &mut Map<String, Value>, field: &Field, ty: &Type, depth: usize) {
    if let (true, Type::Shape(id)) = (field.spread, ty)
        && let ShapeBody::Variants(variants) = &api.shapes[id.0].body
    {
        let entries = best(variants).map(|variant| form(api, variant, depth));
        out.extend(entries.and_then(|value| value.as_object().cloned()).into_iter().flatten());
        return;
    }
    if field.rest {
        return;
    }
    let value = of_field(api, field, ty, depth);
    out.insert(field.name.clone(), if field.encoded { Value::String(value.to_string()) } else { value });
}

/// The form that an example shows: a plain word where that is the first, else one of text.
pub(super) fn best(variants: &[Variant]) -> Option<&Variant> {
    let word = variants.first().filter(|variant| variant.ty.is_none());
    word.or_else(|| variants.iter().find(|variant| variant.ty == Some(Type::String) && variant.prefix.is_none())).or(variants.first())
}

/// A filter that names a field there is.
pub(super) fn filter(api: &Api, option: &QueryOption) -> String {
    let known = option.filters.map_or(&[][..], |shape| &api.shapes[shape.0].filters);
    let field = ["slug", "email", "title", "name", "status"].into_iter().find(|name| known.iter().any(|found| found.name == *name));
    let field = field.or(known.first().map(|found| found.name.as_str())).unwrap_or("slug");
    let value = if field == "status" { "published".to_owned() } else { text(field, None) };
    format!("{field}:'{}'", value.replace(['\'', '\\'], ""))
}

/// A file as an upload of this resource takes it.
pub(super) fn file(resource: &str, part: &str) -> &'static str {
    match (resource, part) {
        ("images", _) | (_, "image" | "thumbnail" | "icon") => "photo.jpg",
        ("media", _) => "video.mp4",
        ("themes", _) | (_, "theme") => "theme.zip",
        ("redirects", _) => "redirects.yaml",
        ("db", _) => "export.json",
        ("files", _) => "notes.pdf",
        _ => "table.csv",
    }
}

fn form(api: &Api, variant: &Variant, depth: usize) -> Value {
    let value = variant.ty.as_ref().map(|ty| value(api, ty, variant.key.rsplit('.').next().unwrap_or_default(), depth.saturating_sub(1)));
    if let (true, Some(value)) = (variant.bare, &value) {
        return value.clone();
    }
    let mut out: Map<String, Value> = variant.with.iter().map(|(key, text)| (key.clone(), json!(text))).collect();
    if let Some(value) = value {
        let value = match value {
            Value::String(text) => {
                json!(format!("{}{text}{}", variant.prefix.as_deref().unwrap_or_default(), variant.suffix.as_deref().unwrap_or_default()))
            }
            other => other,
        };
        let mut parts: Vec<&str> = variant.key.rsplit('.').collect();
        let outer = parts.pop().unwrap_or_default();
        let value = parts.iter().fold(value, |value, part| json!({ *part: value }));
        out.insert(outer.to_owned(), value);
    }
    Value::Object(out)
}

fn shape(api: &Api, id: ShapeId, depth: usize) -> Value {
    let shape = &api.shapes[id.0];
    match &shape.body {
        ShapeBody::Variants(variants) => best(variants).map_or(Value::Null, |variant| form(api, variant, depth)),
        ShapeBody::Tagged(tagged) => {
            let Some(variant) = tagged.variants.first() else { return Value::Null };
            let mut out = Map::new();
            let content = variant.ty.as_ref().map(|ty| value(api, ty, &variant.key, depth.saturating_sub(1)));
            match (&tagged.content, content) {
                (Some(key), Some(content)) => drop(out.insert(key.clone(), content)),
                (None, Some(Value::Object(content))) => out.extend(content),
                _ => {}
            }
            out.insert(tagged.tag.clone(), json!(variant.key));
            Value::Object(out)
        }
        ShapeBody::Fields(_) => {
            let mut out = Map::new();
            let shown: Vec<&Field> = readable(shape).map(|(_, field)| field).filter(|field| field.shown == Shown::Always).collect();
            // Where nothing is certain, something is better than nothing.
            let shown = if shown.is_empty() { readable(shape).map(|(_, field)| field).take(3).collect() } else { shown };
            for field in shown {
                // What goes on within itself ends here.
                let ends = depth == 0 && !is_plain(field) && matches!(field.ty, Type::Shape(_) | Type::List(_) | Type::Map(_));
                if !ends {
                    put(api, &mut out, field, &field.ty, depth.saturating_sub(1));
                }
            }
            Value::Object(out)
        }
    }
}

fn of_field(api: &Api, field: &Field, ty: &Type, depth: usize) -> Value {
    let known = field.default.as_deref();
    match ty {
        Type::String if field.secret => {
            let most = field.max.and_then(|max| usize::try_from(max).ok()).unwrap_or(usize::MAX);
            json!(SECRET.chars().take(most).collect::<String>())
        }
        Type::String => {
            let text = known.map_or_else(|| text(&field.name, field.format.as_deref()), str::to_owned);
            let most = field.max.and_then(|max| usize::try_from(max).ok()).unwrap_or(usize::MAX);
            json!(text.chars().take(most).collect::<String>())
        }
        Type::Integer => json!(
            known
                .and_then(|text| text.parse::<i64>().ok())
                .unwrap_or_else(|| 1.clamp(field.min.unwrap_or(0), field.max.unwrap_or(1).max(field.min.unwrap_or(0))))
        ),
        Type::Boolean => json!(known == Some("true")),
        Type::Enum(id) => {
            let values = &api.enums[id.0].values;
            let value = values.iter().find(|value| Some(value.value.as_str()) == known).or(values.first());
            json!(value.map_or("", |value| value.value.as_str()))
        }
        _ => value(api, ty, &field.name, depth),
    }
}

fn value(api: &Api, ty: &Type, name: &str, depth: usize) -> Value {
    match ty {
        Type::Boolean => json!(true),
        Type::Integer => json!(1),
        Type::Number => json!(1.5),
        Type::String => json!(text(name, None)),
        Type::JsonString => json!("{}"),
        Type::Timestamp => json!("2026-03-04T09:30:00.000Z"),
        Type::Date => json!("2026-03-04"),
        Type::Json | Type::Rust(_) => json!({}),
        Type::Id(_) => json!(ID),
        Type::Enum(id) => json!(api.enums[id.0].values.first().map_or("", |value| value.value.as_str())),
        Type::Shape(id) => shape(api, *id, depth),
        Type::List(of) if depth == 0 && matches!(**of, Type::Shape(_)) => json!([]),
        Type::List(of) => json!([value(api, of, name.strip_suffix('s').unwrap_or(name), depth)]),
        Type::Map(of) if depth == 0 && matches!(**of, Type::Shape(_)) => json!({}),
        Type::Map(of) => json!({ "key": value(api, of, name, depth) }),
    }
}

/// A text as fields of this name or format hold it.
pub(super) fn text(name: &str, format: Option<&str>) -> String {
    let last = name.rsplit(['_', '.']).next().unwrap_or(name);
    let found = match (format.unwrap_or_default(), last) {
        ("url", _) | (_, "url" | "image" | "href") => "https://example.com/a-first-post/",
        ("email", _) | (_, "email") => "ada@example.com",
        ("uuid", _) | (_, "uuid") => "9f2c6a1e-5b7d-4c3a-8e1f-0d2b4a6c8e10",
        ("html", _) | (_, "html") => "<p>Hello, world.</p>",
        ("color", _) | (_, "color" | "colour") => "#15171a",
        ("locale", _) | (_, "locale" | "lang") => "en",
        ("slug", _) | (_, "slug") => "a-first-post",
        (_, "title" | "headline" | "subject") => "A first post",
        (_, "name") => "Ada Lovelace",
        (_, "currency") => "usd",
        (_, "country") => "GB",
        (_, "version") => "6.65",
        (_, "filename" | "file") => "photo.jpg",
        (_, "description" | "excerpt" | "note" | "bio" | "message" | "text") => "A few words about it.",
        (_, "password") => SECRET,
        (_, "id") => ID,
        _ => return crate::names::words(last).chars().filter(|c| !c.is_control()).collect::<String>(),
    };
    found.to_owned()
}
