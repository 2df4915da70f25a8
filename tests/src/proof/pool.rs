//! What a site has: ids, slugs and other names by which its things are asked for.
//!
//! Filled from answers as the description reads them, so it knows a post's id from a tag's.

use std::collections::BTreeMap;

use ghost_spec::model::{Api, Field, Returns, Segment, ShapeBody, ShapeId, Tagged, Type};
use serde_json::{Map, Value};

/// How many things of a kind are remembered: enough for odd ones among them.
const KEPT: usize = 40;

/// Fields that address a thing.
const NAMES: [&str; 6] = ["id", "slug", "email", "name", "key", "uuid"];

/// Values by shape and field.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    known: BTreeMap<(ShapeId, String), Vec<String>>,
    ids: BTreeMap<(ShapeId, String), String>,
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

    /// The id of the thing with a name.
    #[must_use]
    pub fn id_of(&self, shape: ShapeId, name: &str) -> Option<&str> {
        self.ids.get(&(shape, name.to_owned())).map(String::as_str)
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
        if let (Some(Value::String(name)), Some(Value::String(found))) = (object.get("name"), object.get("id")) {
            self.ids.insert((id, name.clone()), found.clone());
        }
        let fields = match api.shapes.get(id.0).map(|shape| &shape.body) {
            Some(ShapeBody::Fields(fields)) => fields,
            Some(ShapeBody::Tagged(tagged)) => return self.tagged(api, tagged, object),
            Some(ShapeBody::Variants(_)) | None => return,
        };
        for field in fields {
            if let Some(value) = object.get(&field.name) {
                self.field(api, id, field, value);
            }
        }
    }

    fn tagged(&mut self, api: &Api, tagged: &Tagged, object: &Map<String, Value>) {
        let form = tagged.variants.iter().find(|form| object.get(&tagged.tag).is_some_and(|tag| tag == form.key.as_str()));
        let content = tagged.content.as_ref().and_then(|content| object.get(content));
        if let (Some(ty), Some(content)) = (form.and_then(|form| form.ty.as_ref()), content) {
            self.value(api, ty, content);
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

#[cfg(test)]
mod tests {
    use ghost_spec::Spec;
    use serde_json::json;

    use super::*;

    #[test]
    fn ids_of_one_thing_are_learned_from_another() {
        let files = [("api.yaml", API), ("notes.yaml", NOTES)].map(|(name, text)| (name.to_owned(), text.to_owned()));
        let spec = Spec::from_sources(files).check().unwrap_or_else(|faults| panic!("{faults}"));
        let api = &spec.apis()[0];
        let returns = &api.resources[0].endpoints[0].returns;
        let mut pool = Pool::default();
        let answer = json!({ "notes": [{ "id": "1", "name": "One", "parent": "0" }, { "id": "2", "name": "Two", "parent": null }] });
        pool.learn(api, returns, &answer);
        let note = api.resources[0].entity.unwrap();
        assert_eq!(pool.values(note, "id"), ["1", "0", "2"]);
        assert_eq!(pool.id_of(note, "Two"), Some("2"));
        assert_eq!(pool.values(note, "slug"), [""; 0]);
    }

    const API: &str = "
api: demo
title: Demo API
doc: A small one.
base: /api
client: Demo
versions: { oldest: '5.0', newest: '6.0' }
credentials: { key: { doc: A key. } }
access: { anyone: { doc: Any key., credentials: [key] } }
envelopes: { list: { kind: list, key: '{resource}' } }
";

    const NOTES: &str = "
resource: notes
entity: note
doc: Short texts.
fields: { id: { type: id }, name: { type: string }, parent: { type: id, nullable: true } }
endpoints:
  browse: { doc: Lists., call: GET /notes/, returns: list, access: anyone, permission: none }
";
}
