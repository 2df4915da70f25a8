//! What a site has: ids, slugs and other names by which its things are asked for.
//!
//! Filled from answers as the description reads them, so it knows a post's id from a tag's.

use std::collections::BTreeMap;

use ghost_spec::model::{Api, Field, Returns, Segment, ShapeBody, ShapeId, Type};
use serde_json::{Map, Value};

/// How many things of a kind are remembered: enough for odd ones among them.
const KEPT: usize = 40;

/// Fields that address a thing.
const NAMES: [&str; 6] = ["id", "slug", "email", "name", "key", "uuid"];

/// Values by shape and field.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    known: BTreeMap<(ShapeId, String), Vec<String>>,
}

impl Pool {
    /// Remembers everything in an answer.
    pub fn learn(&mut self, api: &Api, returns: &Returns, answer: &Value) {
        let (Some(ty), Some(content)) = (&returns.ty, content(returns, answer)) else { return };
        match content {
            Value::Array(items) => items.iter().for_each(|item| self.value(api, ty, item)),
            item => self.value(api, ty, item),
        }
    }

    /// Values of a field of a shape, in the order they were seen.
    #[must_use]
    pub fn values(&self, shape: ShapeId, field: &str) -> &[String] {
        self.known.get(&(shape, field.to_owned())).map(Vec::as_slice).unwrap_or_default()
    }

    /// Remembers one value.
    pub fn add(&mut self, shape: ShapeId, field: &str, value: &str) {
        let values = self.known.entry((shape, field.to_owned())).or_default();
        if !value.is_empty() && values.len() < KEPT && !values.iter().any(|known| known == value) {
            values.push(value.to_owned());
        }
    }

    /// The values a path parameter may take.
    #[must_use]
    pub fn fitting(&self, segment: &Segment, entity: Option<ShapeId>) -> Vec<String> {
        match segment {
            Segment::Fixed(text) => vec![text.clone()],
            Segment::Parameter { ty: Type::Id(shape), .. } => self.values(*shape, "id").to_vec(),
            Segment::Parameter { name, .. } => entity.map(|entity| self.values(entity, name).to_vec()).unwrap_or_default(),
        }
    }

    fn value(&mut self, api: &Api, ty: &Type, value: &Value) {
        match (ty, value) {
            (Type::Id(shape), Value::String(id)) => self.add(*shape, "id", id),
            (Type::Shape(shape), Value::Object(object)) => self.shape(api, *shape, object),
            (Type::List(item), Value::Array(values)) => values.iter().for_each(|value| self.value(api, item, value)),
            (Type::Map(item), Value::Object(object)) => object.values().for_each(|value| self.value(api, item, value)),
            _ => {}
        }
    }

    fn shape(&mut self, api: &Api, id: ShapeId, object: &Map<String, Value>) {
        let Some(ShapeBody::Fields(fields)) = api.shapes.get(id.0).map(|shape| &shape.body) else { return };
        for field in fields {
            if let Some(value) = object.get(&field.name) {
                self.field(api, id, field, value);
            }
        }
    }

    fn field(&mut self, api: &Api, shape: ShapeId, field: &Field, value: &Value) {
        match value {
            Value::String(text) if NAMES.contains(&field.name.as_str()) => self.add(shape, &field.name, text),
            _ => {}
        }
        self.value(api, &field.ty, value);
    }
}

/// What an answer wraps.
fn content<'a>(returns: &Returns, answer: &'a Value) -> Option<&'a Value> {
    match &returns.envelope.key {
        Some(key) => answer.get(key),
        None => Some(answer),
    }
}
