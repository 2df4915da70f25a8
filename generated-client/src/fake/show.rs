//! From a row to what is answered: the table of shapes says which fields are shown, and when.

use serde_json::{Map, Value, json};

use super::relations::{self, related};
use super::store::{Row, Store, text};
use crate::table::{Field, Kind, Route, Shape, Shown};

/// What a request wants to see.
#[derive(Debug)]
pub(super) struct Wanted<'a> {
    pub(super) store: &'a Store,
    pub(super) shapes: &'static [Shape],
    /// Options that name several things, as given or as Ghost takes them if they are not.
    pub(super) options: Vec<(&'static str, Vec<String>)>,
}

impl<'a> Wanted<'a> {
    /// What the options of a request want; `given` tells one.
    pub(super) fn new(store: &'a Store, shapes: &'static [Shape], route: &Route, given: impl Fn(&str) -> Option<String>) -> Self {
        let listed = |text: String| text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
        // Where fields are chosen, nothing comes along unasked.
        let chooses = given("fields").is_some();
        let options = route.query.iter().map(|option| {
            let default = option.default.filter(|_| !(chooses && option.name == "include"));
            let text = given(option.name).or_else(|| default.map(str::to_owned));
            (option.name, text.map(listed).unwrap_or_default())
        });
        Wanted { store, shapes, options: options.collect() }
    }

    pub(super) fn option(&self, name: &str) -> &[String] {
        self.options.iter().find(|(known, _)| *known == name).map_or(&[], |(_, values)| values)
    }

    /// An item as it is answered: all of it, or the fields and relations that are asked for.
    pub(super) fn item(&self, row: &Row, shape: &Shape) -> Value {
        let mut item = self.object(row, shape, "");
        let fields = self.option("fields");
        if !fields.is_empty() {
            item.retain(|key, _| fields.iter().chain(self.option("include")).any(|asked| asked == key));
        }
        Value::Object(item)
    }

    /// An object; `within` is the field it stands in, with a dot, where it stands in another one.
    fn object(&self, row: &Row, shape: &Shape, within: &str) -> Map<String, Value> {
        let fields = shape.fields.iter().filter(|field| field.versions.hold(Some(self.store.version)) && self.is_shown(row, field, within));
        fields.map(|field| (field.name.to_owned(), self.value(row, field, within))).collect()
    }

    fn is_shown(&self, row: &Row, field: &Field, within: &str) -> bool {
        match field.shown {
            Shown::Always => true,
            Shown::Sometimes => row.contains_key(field.name),
            Shown::Asked(option, value) => {
                let value = format!("{within}{value}");
                let wanted = self.option(option);
                match value.strip_suffix('*') {
                    Some(start) => wanted.iter().any(|wanted| wanted.starts_with(start)),
                    None => wanted.contains(&value),
                }
            }
            Shown::Never => false,
        }
    }

    fn value(&self, row: &Row, field: &Field, within: &str) -> Value {
        // The first of many comes with what the many come with.
        let many = relations::many_of(field.name).unwrap_or(field.name);
        let nested = format!("{within}{many}.");
        match &field.kind {
            Kind::Shape(place) if field.name == "count" => self.counted(row, *place, &nested),
            Kind::Shape(place) => {
                let one = self.related(row, field.name, *place, &nested).into_iter().next();
                one.or_else(|| row.get(field.name).cloned()).unwrap_or_else(|| self.nothing(field))
            }
            Kind::List(Kind::Shape(place)) => Value::Array(self.related(row, field.name, *place, &nested)),
            _ => row.get(field.name).cloned().unwrap_or_else(|| self.nothing(field)),
        }
    }

    fn related(&self, row: &Row, field: &str, place: usize, nested: &str) -> Vec<Value> {
        let Some(shape) = self.shapes.get(place) else { return Vec::new() };
        let found = related(self.store, row, field).into_iter().map(|(related, reference)| {
            let mut whole = related.clone();
            whole.extend(reference.as_object().into_iter().flatten().map(|(key, value)| (key.clone(), value.clone())));
            Value::Object(self.object(&whole, shape, nested))
        });
        found.collect()
    }

    /// `count`: how many rows relate to this one, for each that is asked for.
    fn counted(&self, row: &Row, place: usize, nested: &str) -> Value {
        let id = text(row, "id");
        let asked = self.option("include").iter().filter_map(|option| option.strip_prefix(nested));
        // Feedback is counted whatever else is.
        let known = self.shapes.get(place).map_or(&[][..], |shape| shape.fields).iter().map(|field| field.name);
        let names = asked.chain(known.filter(|name| name.ends_with("_feedback")));
        let count = |table: &str| {
            let relates = |other: &&Row| other.values().any(|value| value.as_array().into_iter().flatten().any(|item| item["id"] == *id));
            self.store.rows(table).iter().filter(relates).count()
        };
        Value::Object(names.map(|name| (name.to_owned(), json!(count(name)))).collect())
    }

    /// A value for a field that nobody wrote.
    fn nothing(&self, field: &Field) -> Value {
        if field.nullable { Value::Null } else { nothing(self.shapes, field) }
    }
}

/// What a field holds that nobody wrote: its default, `null`, or the least that its type allows.
pub(super) fn nothing(shapes: &[Shape], field: &Field) -> Value {
    match (&field.kind, field.default) {
        (_, None) if field.nullable => Value::Null,
        (Kind::Boolean, default) => json!(default == Some("true")),
        (Kind::Integer, default) => json!(default.and_then(|text| text.parse::<i64>().ok()).unwrap_or_default()),
        (_, Some(default)) => json!(default),
        (Kind::Number, None) => json!(0),
        (Kind::String | Kind::Id | Kind::Keys(_), None) => json!(""),
        (Kind::JsonString, None) => json!("{}"),
        (Kind::Timestamp, None) => json!("1970-01-01T00:00:00.000Z"),
        (Kind::Date, None) => json!("1970-01-01"),
        (Kind::Json, None) => Value::Null,
        (Kind::Enum(values), None) => json!(values.first()),
        (Kind::List(_), None) => json!([]),
        (Kind::Map, None) => json!({}),
        (Kind::Shape(place), None) => {
            let fields = shapes.get(*place).map_or(&[][..], |shape| shape.fields).iter().filter(|field| field.shown == Shown::Always);
            Value::Object(fields.map(|field| (field.name.to_owned(), nothing(shapes, field))).collect())
        }
    }
}
