//! Compares a JSON answer with the shape that the description gives it.
//!
//! Written from the model alone, so that a mistake in the generated decoders cannot hide here. Unlike
//! them it is strict: what the description does not mention is a mismatch.

use std::collections::BTreeSet;

use ghost_spec::model::{Api, EnumId, EnvelopeKind, Field, Method, Returns, ShapeBody, ShapeId, Shown, Tagged, Type, Variant};
use serde_json::{Map, Value};

use super::question::Asked;
use super::version::Server;

/// Where an answer is not as described.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// JSON path, such as `$.posts[3].tags[0].slug`.
    pub path: String,
    /// What is wrong there.
    pub says: String,
}

/// What reading an answer by its description told.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Everything that is not as described.
    pub mismatches: Vec<Mismatch>,
    /// Fields that had a value other than null, by shape and name.
    pub seen: BTreeSet<(ShapeId, String)>,
}

/// Reads an answer by its description.
#[must_use]
pub fn read(api: &Api, server: Server, asked: &Asked<'_>, returns: &Returns, answer: &Value) -> Reading {
    let mut reader = Reader { api, server, asked, reading: Reading::default() };
    reader.answer(returns, answer);
    reader.reading
}

/// Shapes that reading endpoints may answer with.
fn reachable(api: &Api, server: Server) -> BTreeSet<ShapeId> {
    let endpoints = api.resources.iter().flat_map(|resource| &resource.endpoints);
    let mut found = BTreeSet::new();
    for endpoint in endpoints.filter(|endpoint| endpoint.method == Method::Get && server.has(&endpoint.versions)) {
        endpoint.returns.ty.iter().for_each(|ty| reach(api, server, ty, &mut found));
        endpoint.returns.meta.iter().for_each(|meta| reach(api, server, &Type::Shape(*meta), &mut found));
    }
    found
}

fn reach(api: &Api, server: Server, ty: &Type, found: &mut BTreeSet<ShapeId>) {
    match ty {
        Type::List(item) | Type::Map(item) => reach(api, server, item, found),
        Type::Shape(id) if found.insert(*id) => match api.shapes.get(id.0).map(|shape| &shape.body) {
            Some(ShapeBody::Fields(fields)) => readable(fields, server).for_each(|field| reach(api, server, &field.ty, found)),
            Some(ShapeBody::Tagged(tagged)) => forms(tagged).for_each(|ty| reach(api, server, ty, found)),
            Some(ShapeBody::Variants(_)) | None => {}
        },
        _ => {}
    }
}

/// Fields that answers may have on this server and that were not seen, as `post: frontmatter, locale`.
#[must_use]
pub fn unseen(api: &Api, server: Server, seen: &BTreeSet<(ShapeId, String)>) -> Vec<(String, Vec<String>)> {
    let mut unseen = Vec::new();
    for id in reachable(api, server) {
        let Some(shape) = api.shapes.get(id.0) else { continue };
        let ShapeBody::Fields(fields) = &shape.body else { continue };
        let missing = readable(fields, server).filter(|field| !seen.contains(&(id, field.name.clone())));
        let missing: Vec<String> = missing.map(|field| field.name.clone()).collect();
        if !missing.is_empty() {
            unseen.push((shape.name.clone(), missing));
        }
    }
    unseen
}

fn readable(fields: &[Field], server: Server) -> impl Iterator<Item = &Field> {
    fields.iter().filter(move |field| field.shown != Shown::Never && !field.spread && server.has(&field.versions))
}

fn forms(tagged: &Tagged) -> impl Iterator<Item = &Type> {
    tagged.variants.iter().filter_map(|variant| variant.ty.as_ref())
}

/// An object that travels as a list of pairs, in one piece: flags beside key and value list the keys that have them.
#[must_use]
pub fn joined(pairs: &[Value]) -> Map<String, Value> {
    let mut object = Map::new();
    for pair in pairs.iter().filter_map(Value::as_object) {
        let Some(key) = pair.get("key").and_then(Value::as_str) else { continue };
        object.insert(key.to_owned(), pair.get("value").cloned().unwrap_or_default());
        for (flag, _) in pair.iter().filter(|(_, value)| **value == Value::Bool(true)).filter(|(flag, _)| *flag != "value") {
            let keys = object.entry(flag.clone()).or_insert_with(|| Value::Array(Vec::new()));
            keys.as_array_mut().into_iter().for_each(|keys| keys.push(key.into()));
        }
    }
    object
}

struct Reader<'a> {
    api: &'a Api,
    server: Server,
    asked: &'a Asked<'a>,
    reading: Reading,
}

/// A place in an answer.
#[derive(Clone, Debug)]
struct Place {
    path: String,
    /// Whether this is the content itself, to which the query's options apply.
    outermost: bool,
}

impl Place {
    fn root() -> Self {
        Place { path: "$".to_owned(), outermost: true }
    }

    fn key(&self, key: &str) -> Self {
        Place { path: format!("{}.{key}", self.path), outermost: false }
    }

    fn index(&self, index: usize) -> Self {
        Place { path: format!("{}[{index}]", self.path), outermost: self.outermost }
    }

    fn content(mut self) -> Self {
        self.outermost = true;
        self
    }
}

impl Reader<'_> {
    fn mismatch(&mut self, place: &Place, says: impl Into<String>) {
        self.reading.mismatches.push(Mismatch { path: place.path.clone(), says: says.into() });
    }

    fn answer(&mut self, returns: &Returns, answer: &Value) {
        let root = Place::root();
        match returns.envelope.kind {
            EnvelopeKind::Page | EnvelopeKind::List | EnvelopeKind::One | EnvelopeKind::Object | EnvelopeKind::Pairs => {
                self.wrapped(returns, answer, &root);
            }
            EnvelopeKind::Flat => self.content(returns, answer, &root),
            EnvelopeKind::Empty => self.empty(answer, &root),
            EnvelopeKind::Text | EnvelopeKind::File => {}
        }
    }

    /// `{key: content}`, and `meta` where there is one.
    fn wrapped(&mut self, returns: &Returns, answer: &Value, root: &Place) {
        let Some(object) = self.object(answer, root) else { return };
        let key = returns.envelope.key.as_deref().unwrap_or_default();
        // An empty `meta` stands beside many lists and says nothing.
        let says_nothing = object.get("meta").and_then(Value::as_object).is_some_and(Map::is_empty);
        self.only_known(object, &|name| name == key || (name == "meta" && (has_meta(returns) || says_nothing)), root);
        let place = root.key(key).content();
        match object.get(key) {
            None if returns.envelope.nullable && object.is_empty() => {}
            None => self.mismatch(&place, "missing"),
            Some(content) => self.enveloped(returns, content, &place),
        }
        match object.get("meta") {
            Some(meta) if returns.meta.is_some() || returns.envelope.kind == EnvelopeKind::Page => {
                self.meta(returns, meta, &root.key("meta"))
            }
            None if returns.envelope.kind == EnvelopeKind::Page => self.mismatch(&root.key("meta"), "missing"),
            _ => {}
        }
    }

    fn enveloped(&mut self, returns: &Returns, content: &Value, place: &Place) {
        if returns.envelope.kind == EnvelopeKind::Object {
            return self.content(returns, content, place);
        }
        let Some(items) = content.as_array() else { return self.mismatch(place, format!("{} instead of a list", kind(content))) };
        if returns.envelope.kind == EnvelopeKind::Pairs {
            return self.content(returns, &Value::Object(joined(items)), place);
        }
        let none = returns.envelope.nullable && items.is_empty();
        if returns.envelope.kind == EnvelopeKind::One && items.len() != 1 && !none {
            self.mismatch(place, format!("{} items instead of one", items.len()));
        }
        for (index, item) in items.iter().enumerate() {
            self.content(returns, item, &place.index(index));
        }
    }

    fn content(&mut self, returns: &Returns, value: &Value, place: &Place) {
        match &returns.ty {
            Some(_) if value.is_null() && returns.envelope.nullable => {}
            Some(ty) => self.value(ty, value, place),
            None => {}
        }
    }

    fn empty(&mut self, answer: &Value, root: &Place) {
        let blank = match answer {
            Value::Null => true,
            Value::Object(object) => object.is_empty(),
            _ => false,
        };
        if !blank {
            self.mismatch(root, format!("{} instead of nothing", short(answer)));
        }
    }

    fn meta(&mut self, returns: &Returns, meta: &Value, place: &Place) {
        match returns.meta {
            Some(id) => self.shape(id, meta, &place.clone().content()),
            None => self.pagination(meta, place),
        }
    }

    fn pagination(&mut self, meta: &Value, place: &Place) {
        let Some(object) = self.object(meta, place) else { return };
        self.only_known(object, &|name| name == "pagination", place);
        let place = place.key("pagination");
        let Some(pagination) = object.get("pagination") else { return self.mismatch(&place, "missing") };
        let Some(pagination) = self.object(pagination, &place) else { return };
        self.only_known(pagination, &|name| ["page", "limit", "pages", "total", "next", "prev"].contains(&name), &place);
        // The total is the one number that every list has.
        if !pagination.get("total").is_some_and(Value::is_u64) {
            self.mismatch(&place.key("total"), "no number");
        }
    }

    fn value(&mut self, ty: &Type, value: &Value, place: &Place) {
        match ty {
            Type::Boolean => self.expect(value.is_boolean(), value, place, "true or false"),
            Type::Integer => self.expect(value.is_i64() || value.is_u64(), value, place, "a whole number"),
            Type::Number => self.expect(value.is_number(), value, place, "a number"),
            Type::String => self.expect(value.is_string(), value, place, "text"),
            Type::JsonString => self.expect(value.as_str().is_some_and(is_json), value, place, "JSON inside a string"),
            Type::Timestamp => self.expect(is_moment(value), value, place, "a moment"),
            Type::Date => self.expect(value.as_str().is_some_and(is_day), value, place, "a day"),
            Type::Id(_) => self.expect(value.as_str().is_some_and(|id| !id.is_empty()), value, place, "an id"),
            Type::Enum(id) => self.enumerated(*id, value, place),
            Type::Shape(id) => self.shape(*id, value, place),
            Type::List(item) => self.list(item, value, place),
            Type::Map(item) => self.map(item, value, place),
            Type::Json | Type::Rust(_) => {}
        }
    }

    fn expect(&mut self, holds: bool, value: &Value, place: &Place, wanted: &str) {
        if !holds {
            self.mismatch(place, format!("{} instead of {wanted}", short(value)));
        }
    }

    fn enumerated(&mut self, id: EnumId, value: &Value, place: &Place) {
        let Some(text) = value.as_str() else { return self.expect(false, value, place, "a name") };
        let known = self.api.enums.get(id.0).and_then(|known| known.values.iter().find(|known| known.value == text));
        match known {
            None => self.mismatch(place, format!("the value `{text}` is not described")),
            Some(known) if !self.server.has(&known.versions) => {
                self.mismatch(place, format!("the value `{text}` is described for other versions"));
            }
            Some(_) => {}
        }
    }

    fn list(&mut self, item: &Type, value: &Value, place: &Place) {
        let Some(items) = value.as_array() else { return self.expect(false, value, place, "a list") };
        for (index, value) in items.iter().enumerate() {
            self.value(item, value, &place.index(index));
        }
    }

    fn map(&mut self, item: &Type, value: &Value, place: &Place) {
        let Some(object) = self.object(value, place) else { return };
        for (key, value) in object {
            self.value(item, value, &place.key(key));
        }
    }

    fn shape(&mut self, id: ShapeId, value: &Value, place: &Place) {
        let Some(shape) = self.api.shapes.get(id.0) else { return };
        match &shape.body {
            ShapeBody::Fields(fields) => self.fields(id, fields, value, place),
            ShapeBody::Tagged(tagged) => self.tagged(tagged, value, place),
            ShapeBody::Variants(_) => self.mismatch(place, format!("`{}` is only written", shape.name)),
        }
    }

    /// A union whose form a key tells.
    fn tagged(&mut self, tagged: &Tagged, value: &Value, place: &Place) {
        let Some(object) = self.object(value, place) else { return };
        let Some(tag) = object.get(&tagged.tag).and_then(Value::as_str) else { return self.mismatch(&place.key(&tagged.tag), "missing") };
        let Some(form) = tagged.variants.iter().find(|form| form.key == tag) else {
            return self.mismatch(&place.key(&tagged.tag), format!("the form `{tag}` is not described"));
        };
        match &tagged.content {
            Some(content) => self.beside(form, content, (object, &tagged.tag), place),
            None => {
                let rest = object.iter().filter(|(key, _)| **key != tagged.tag).map(|(key, value)| (key.clone(), value.clone()));
                let rest = Value::Object(rest.collect());
                form.ty.iter().for_each(|ty| self.value(ty, &rest, place));
            }
        }
    }

    fn beside(&mut self, form: &Variant, content: &str, (object, tag): (&Map<String, Value>, &str), place: &Place) {
        self.only_known(object, &|name| name == tag || name == content, place);
        match (&form.ty, object.get(content)) {
            (Some(ty), Some(value)) => self.value(ty, value, &place.key(content)),
            (Some(_), None) => self.mismatch(&place.key(content), "missing"),
            (None, _) => {}
        }
    }

    fn fields(&mut self, id: ShapeId, fields: &[Field], value: &Value, place: &Place) {
        let Some(object) = self.object(value, place) else { return };
        let named =
            |name: &str| fields.iter().any(|field| field.name == name && field.shown != Shown::Never && !field.spread && !field.rest);
        match fields.iter().find(|field| field.rest) {
            None => self.only_known(object, &named, place),
            Some(rest) => {
                object.iter().filter(|(key, _)| !named(key)).for_each(|(key, value)| self.left_over(rest, value, &place.key(key)))
            }
        }
        for field in fields.iter().filter(|field| !field.spread && !field.rest) {
            match object.get(&field.name) {
                Some(value) => {
                    self.field(field, value, &place.key(&field.name));
                    if !value.is_null() {
                        self.reading.seen.insert((id, field.name.clone()));
                    }
                }
                None => self.absent(field, place),
            }
        }
    }

    /// A key without a name, which the rest of the object holds.
    fn left_over(&mut self, rest: &Field, value: &Value, place: &Place) {
        if let Type::Map(of) = &rest.ty {
            self.value(of, value, place);
        }
    }

    fn field(&mut self, field: &Field, value: &Value, place: &Place) {
        if field.shown == Shown::Never {
            return;
        }
        if !self.server.has(&field.versions) {
            return self.mismatch(place, "is described for other versions");
        }
        match value {
            Value::Null if field.nullable => {}
            Value::Null if field.ty == Type::Json => {}
            Value::Null => self.mismatch(place, "null where the description has none"),
            Value::String(text) if field.encoded => self.encoded(field, text, place),
            value => self.value(&field.ty, value, place),
        }
    }

    /// JSON inside a string; an empty one holds nothing.
    fn encoded(&mut self, field: &Field, text: &str, place: &Place) {
        match serde_json::from_str::<Value>(if text.is_empty() { "null" } else { text }) {
            Ok(Value::Null) if field.nullable => {}
            Ok(value) => self.value(&field.ty, &value, place),
            Err(_) => self.mismatch(place, format!("{text:?} holds no JSON")),
        }
    }

    fn absent(&mut self, field: &Field, place: &Place) {
        if !self.server.has(&field.versions) {
            return;
        }
        match &field.shown {
            Shown::Always => self.mismatch(&place.key(&field.name), "missing"),
            Shown::Asked { option, value } if place.outermost && !field.nullable && self.asked.holds(option, value) => {
                self.mismatch(&place.key(&field.name), format!("missing although `{option}` asks for it"));
            }
            Shown::Asked { .. } | Shown::Sometimes | Shown::Never => {}
        }
    }

    fn only_known(&mut self, object: &Map<String, Value>, known: &dyn Fn(&str) -> bool, place: &Place) {
        for (key, value) in object.iter().filter(|(key, _)| !known(key)) {
            self.mismatch(&place.key(key), format!("is not described; {}", short(value)));
        }
    }

    fn object<'v>(&mut self, value: &'v Value, place: &Place) -> Option<&'v Map<String, Value>> {
        let object = value.as_object();
        self.expect(object.is_some(), value, place, "an object");
        object
    }
}

/// Whether a `meta` beside the content is described.
fn has_meta(returns: &Returns) -> bool {
    returns.meta.is_some() || returns.envelope.kind == EnvelopeKind::Page
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok()
}

/// Epoch milliseconds, ISO text or database text.
fn is_moment(value: &Value) -> bool {
    match value {
        Value::Number(number) => number.is_i64() || number.is_u64(),
        Value::String(text) => text.get(..10).is_some_and(is_day) && text.get(10..).is_some_and(is_time),
        _ => false,
    }
}

/// `2024-05-06`.
fn is_day(text: &str) -> bool {
    let shape: String = text.chars().map(|character| if character.is_ascii_digit() { '0' } else { character }).collect();
    shape == "0000-00-00"
}

/// `T07:08:09.123Z`, ` 07:08:09`, `T07:08:09.000+02:00`.
fn is_time(text: &str) -> bool {
    let mut characters = text.chars();
    let clock: String = characters.by_ref().take(9).map(|character| if character.is_ascii_digit() { '0' } else { character }).collect();
    let rest = characters.as_str();
    let zone = rest.strip_prefix('.').map_or(rest, |rest| rest.trim_start_matches(|digit: char| digit.is_ascii_digit()));
    matches!(clock.as_str(), "T00:00:00" | " 00:00:00") && (matches!(zone, "" | "Z") || zone.starts_with(['+', '-']))
}

/// A value in a few words.
fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests;
