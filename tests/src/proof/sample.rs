//! Values to write into a field, chosen by its type, format and bounds.

use ghost_spec::model::{Api, EnumId, Field, ShapeBody, ShapeId, Shown, Type, Variant};
use serde_json::{Map, Value, json};

use super::pool::Pool;
use super::version::Server;

/// Texts up to this length are tried in full.
const FULL_LENGTH: i64 = 2000;

/// How deep objects within objects go.
const DEPTH: usize = 4;

/// Makes values, each text a new one.
#[derive(Debug)]
pub struct Samples<'a> {
    api: &'a Api,
    server: Server,
    pool: &'a Pool,
    made: u32,
}

impl<'a> Samples<'a> {
    /// For an API; ids are those of the pool.
    #[must_use]
    pub fn new(api: &'a Api, server: Server, pool: &'a Pool) -> Self {
        Samples { api, server, pool, made: 0 }
    }

    /// Everything worth writing into a field: both booleans, each name, a short and the longest text.
    pub fn of_field(&mut self, field: &Field) -> Vec<Value> {
        let ty = field.input.as_ref().unwrap_or(&field.ty);
        match ty {
            Type::Boolean => vec![json!(true), json!(false)],
            Type::Enum(id) => self.names(*id),
            Type::String => self.texts(field),
            Type::Integer => self.numbers(field),
            ty => self.of_type(ty, DEPTH).into_iter().collect(),
        }
    }

    /// One value for a field that must be given.
    pub fn one(&mut self, field: &Field) -> Option<Value> {
        self.of_field(field).into_iter().next()
    }

    fn names(&self, id: EnumId) -> Vec<Value> {
        let values = self.api.enums.get(id.0).map(|known| known.values.as_slice()).unwrap_or_default();
        values.iter().filter(|value| self.server.has(&value.versions)).map(|value| json!(value.value)).collect()
    }

    fn numbers(&self, field: &Field) -> Vec<Value> {
        let low = field.min.unwrap_or(1);
        let high = field.max.filter(|max| *max > low).unwrap_or(low + 6);
        vec![json!(low), json!(high)]
    }

    fn texts(&mut self, field: &Field) -> Vec<Value> {
        let mut texts = vec![json!(self.text(field))];
        if let (Some(max @ 1..=FULL_LENGTH), None | Some("slug")) = (field.max, field.format.as_deref()) {
            let mut long = self.text(field);
            let missing = usize::try_from(max).unwrap_or_default().saturating_sub(long.chars().count());
            long.push_str(&"x".repeat(missing));
            texts.push(json!(long));
        }
        texts
    }

    fn text(&mut self, field: &Field) -> String {
        self.made += 1;
        let number = self.made;
        let text = match field.format.as_deref() {
            Some("url") => format!("https://example.com/sample-{number}.png"),
            Some("email") => format!("sample-{number}@example.com"),
            Some("uuid") => format!("00000000-0000-4000-8000-{number:0>12}"),
            Some("html") => format!("<p>Sample {number}</p>"),
            Some("color") => format!("#{:0>6x}", number * 0x0101),
            Some("slug") => format!("sample-{number}"),
            Some("locale") => "en".to_owned(),
            _ => format!("Sample {number}"),
        };
        let max = field.max.and_then(|max| usize::try_from(max).ok()).unwrap_or(usize::MAX);
        text.chars().take(max).collect()
    }

    fn of_type(&mut self, ty: &Type, depth: usize) -> Option<Value> {
        self.made += 1;
        match ty {
            Type::Boolean => Some(json!(true)),
            Type::Integer | Type::Number => Some(json!(1)),
            Type::String => Some(json!(format!("Sample {}", self.made))),
            Type::JsonString => Some(json!(r#"{"sample":true}"#)),
            Type::Timestamp => Some(json!("2024-05-06T07:08:09.000Z")),
            Type::Date => Some(json!("2024-05-06")),
            Type::Json | Type::Rust(_) => Some(json!("sample")),
            Type::Id(shape) => self.pool.values(*shape, "id").first().map(|id| json!(id)),
            Type::Enum(id) => self.names(*id).into_iter().next(),
            Type::Shape(_) if depth == 0 => None,
            Type::Shape(shape) => self.of_shape(*shape, depth - 1),
            Type::List(item) => self.of_type(item, depth).map(|item| json!([item])),
            Type::Map(item) => self.of_type(item, depth).map(|item| json!({ "sample": item })),
        }
    }

    fn of_shape(&mut self, id: ShapeId, depth: usize) -> Option<Value> {
        match &self.api.shapes.get(id.0)?.body {
            ShapeBody::Fields(fields) => self.object(fields, depth),
            ShapeBody::Variants(variants) => self.of_variant(variants.first()?, depth),
            ShapeBody::Tagged(tagged) => {
                let form = tagged.variants.first()?;
                let value = form.ty.as_ref().and_then(|ty| self.of_type(ty, depth));
                let mut object = Map::from_iter([(tagged.tag.clone(), json!(form.key))]);
                match (&tagged.content, value) {
                    (Some(content), Some(value)) => drop(object.insert(content.clone(), value)),
                    (None, Some(Value::Object(fields))) => object.extend(fields),
                    _ => {}
                }
                Some(Value::Object(object))
            }
        }
    }

    /// Each form of the union that a field spreads, with the option that it needs.
    pub fn of_spread(&mut self, field: &Field) -> Vec<(Value, Option<(String, String)>)> {
        let Type::Shape(id) = field.input.as_ref().unwrap_or(&field.ty) else { return Vec::new() };
        let Some(ShapeBody::Variants(variants)) = self.api.shapes.get(id.0).map(|shape| &shape.body) else { return Vec::new() };
        variants.iter().filter_map(|variant| Some((self.of_variant(variant, DEPTH)?, variant.sets.clone()))).collect()
    }

    fn of_variant(&mut self, variant: &Variant, depth: usize) -> Option<Value> {
        let value = match &variant.ty {
            Some(ty) => Some(self.of_type(ty, depth)?),
            None => None,
        };
        if variant.bare {
            return value;
        }
        let mut object: Map<String, Value> = variant.with.iter().map(|(key, text)| (key.clone(), json!(text))).collect();
        if let Some(value) = value {
            let value = match (&value, &variant.prefix, &variant.suffix) {
                (Value::String(text), Some(before), Some(after)) => json!(format!("{before}{text}{after}")),
                _ => value,
            };
            let mut parts: Vec<&str> = variant.key.rsplit('.').collect();
            let outer = parts.pop().unwrap_or_default();
            object.insert(outer.to_owned(), parts.iter().fold(value, |value, part| json!({ *part: value })));
        }
        Some(Value::Object(object))
    }

    /// An object with what it must have.
    fn object(&mut self, fields: &[Field], depth: usize) -> Option<Value> {
        let mut object = Map::new();
        let server = self.server;
        for field in
            fields.iter().filter(|field| !field.nullable && field.shown == Shown::Always && !field.rest && server.has(&field.versions))
        {
            let ty = field.input.as_ref().unwrap_or(&field.ty);
            object.insert(field.name.clone(), self.of_type(ty, depth)?);
        }
        Some(Value::Object(object))
    }
}

/// Whether what is read is what was sent: the same value, moment or document, or a thing that is named by it.
#[must_use]
pub fn same(sent: &Value, read: &Value) -> bool {
    match (sent, read) {
        (Value::String(sent), Value::String(read)) => sent == read || moment(sent) == moment(read) || same_document(sent, read),
        (Value::String(_), Value::Object(thing)) => thing.values().any(|value| value == sent),
        (Value::Object(sent), Value::Object(read)) => sent.iter().all(|(key, value)| read.get(key).is_some_and(|read| same(value, read))),
        (Value::Array(sent), Value::Array(read)) => sent.len() == read.len() && sent.iter().zip(read).all(|(sent, read)| same(sent, read)),
        (Value::Number(sent), Value::Number(read)) => sent.as_f64() == read.as_f64(),
        (sent, read) => sent == read,
    }
}

fn moment(text: &str) -> &str {
    text.trim_end_matches('Z').trim_end_matches(".000")
}

fn same_document(sent: &str, read: &str) -> bool {
    let document = |text: &str| serde_json::from_str::<Value>(text).ok().filter(Value::is_object);
    document(sent).is_some_and(|sent| document(read) == Some(sent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_back_is_compared_by_meaning() {
        assert!(same(&json!("2024-05-06T07:08:09Z"), &json!("2024-05-06T07:08:09.000Z")));
        assert!(same(&json!(["News"]), &json!([{ "name": "News", "slug": "news" }])));
        assert!(same(&json!({ "id": "1" }), &json!({ "id": "1", "name": "x" })));
        assert!(same(&json!(r#"{"a":1,"b":2}"#), &json!(r#"{"b":2,"a":1}"#)));
        assert!(same(&json!(1), &json!(1.0)));
    }

    #[test]
    fn what_differs_is_seen() {
        assert!(!same(&json!("a"), &json!("b")));
        assert!(!same(&json!("a"), &Value::Null));
        assert!(!same(&json!(["a", "b"]), &json!(["a"])));
        assert!(!same(&json!({ "id": "1" }), &json!({ "name": "x" })));
        assert!(!same(&json!(r#"{"a":1}"#), &json!(r#"{"a":2}"#)));
        assert!(!same(&json!(true), &json!(1)));
    }
}
