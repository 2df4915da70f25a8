//! Adding and changing: the table of shapes says what is taken, and [habits](super::habits) what Ghost does of its own accord.

use serde_json::{Value, json};

use super::filter::moment;
use super::habits::{self, Habits, Saving};
use super::refusal::Refusal;
use super::relations;
use super::show::nothing;
use super::store::{Row, Store, text, written};
use crate::permission::Version;
use crate::table::{Field, Kind, Shape, Shown, Taken};

/// Options of a request that change what is written.
pub(super) type Options<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Adds what a request gives, and says its id.
pub(super) fn add_asked(store: &mut Store, habits: &Habits, given: &Value, options: Options<'_>) -> Result<String, Refusal> {
    let shape = habits.shape();
    checked(store.version, habits.table, shape, given, |field| field.add)?;
    let row = taken(store, shape, given, |field| field.add)?;
    create(store, habits, row, options)
}

/// Adds what the fake itself needs, and says its id.
pub(super) fn add(store: &mut Store, table: &str, given: Value) -> Result<String, Refusal> {
    let Some(habits) = habits::of(table) else { return Err(Refusal::not_found(table)) };
    let Value::Object(row) = given else { return Err(Refusal::validation("no object")) };
    create(store, habits, row, &|_| None)
}

fn create(store: &mut Store, habits: &Habits, mut row: Row, options: Options<'_>) -> Result<String, Refusal> {
    let (id, now, shape) = (store.id(), store.tick(), habits.shape());
    for (column, value) in [("id", &id), ("created_at", &now), ("updated_at", &now)] {
        row.entry(column).or_insert_with(|| json!(value));
    }
    if shape.fields.iter().any(|field| field.name == "uuid") {
        row.insert("uuid".to_owned(), json!(store.uuid()));
    }
    habits.save(&mut Saving { store, row: &mut row, before: None, options })?;
    complete(store.version, shape, &mut row);
    let id = text(&row, "id").to_owned();
    store.insert(habits.table, row);
    Ok(id)
}

/// Changes what a request gives.
pub(super) fn edit(store: &mut Store, habits: &Habits, before: Row, given: &Value, options: Options<'_>) -> Result<(), Refusal> {
    let shape = habits.shape();
    checked(store.version, habits.table, shape, given, |field| field.edit)?;
    let mut changes = taken(store, shape, given, |field| field.edit)?;
    let token = changes.remove("updated_at");
    let changed: Vec<&str> = changes.iter().filter(|(key, value)| before.get(*key) != Some(*value)).map(|(key, _)| key.as_str()).collect();
    if let Some(token) = token.as_ref().and_then(Value::as_str) {
        let (client, server) = (moment(token), text(&before, "updated_at"));
        if !changed.is_empty() && client != moment(server) {
            let client = client.map_or_else(|| token.to_owned(), written);
            return Err(Refusal::collision(store.version, habits.entity, &changed, (&client, server)));
        }
    }
    let mut row = before.clone();
    row.extend(changes);
    habits.save(&mut Saving { store, row: &mut row, before: Some(&before), options })?;
    if row != before {
        row.insert("updated_at".to_owned(), json!(store.tick()));
    }
    store.replace(habits.table, row);
    Ok(())
}

/// What a request may write; the rest is dropped without a word, as Ghost does.
fn taken(store: &mut Store, shape: &Shape, given: &Value, taken: impl Fn(&Field) -> Taken) -> Result<Row, Refusal> {
    let mut row = Row::new();
    let writable: Vec<&Field> =
        shape.fields.iter().filter(|field| taken(field) != Taken::No && field.versions.hold(Some(store.version))).collect();
    for (key, value) in given.as_object().into_iter().flatten() {
        if !writable.iter().any(|field| is_key_of(field, key)) {
            continue;
        }
        let value = match relations::of(key) {
            Some(relation) => relations::resolved(store, relation, value)?,
            None => value.clone(),
        };
        row.insert(key.clone(), value);
    }
    Ok(row)
}

fn is_key_of(field: &Field, key: &str) -> bool {
    match field.kind {
        Kind::Keys(keys) => keys.contains(&key),
        _ => field.name == key,
    }
}

/// Fills in what nobody wrote, so that every column can be shown, filtered and ordered by.
fn complete(version: Version, shape: &Shape, row: &mut Row) {
    for field in shape.fields.iter().filter(|field| field.versions.hold(Some(version)) && field.name != "count") {
        let is_column = match field.shown {
            Shown::Always => true,
            Shown::Asked(option, _) => option == "formats" || relations::of(field.name).is_some(),
            Shown::Sometimes | Shown::Never => false,
        };
        if is_column && !row.contains_key(field.name) {
            row.insert(field.name.to_owned(), nothing(crate::admin::routes::SHAPES, field));
        }
    }
}

/// Holds a body against the table: what must be there, types, lengths, values.
fn checked(version: Version, table: &str, shape: &Shape, given: &Value, taken: impl Fn(&Field) -> Taken) -> Result<(), Refusal> {
    for field in shape.fields.iter().filter(|field| taken(field) != Taken::No && field.versions.hold(Some(version))) {
        match given.get(field.name) {
            None if taken(field) == Taken::Required && !matches!(field.kind, Kind::Keys(_)) => {
                return Err(lacks(version, table, field.name));
            }
            None => {}
            Some(value) => check(version, table, field, value)?,
        }
    }
    Ok(())
}

fn lacks(version: Version, table: &str, name: &str) -> Refusal {
    let message = format!("must have required property '{name}'");
    let item = if version.major >= 6 { "0".to_owned() } else { format!("{table}[0]") };
    Refusal::schema(version, &item, &format!("/{table}/0"), "required", json!({ "missingProperty": name }), &message)
}

fn check(version: Version, table: &str, field: &Field, value: &Value) -> Result<(), Refusal> {
    let refused = |keyword: &str, params: Value, message: &str| {
        Err(Refusal::schema(version, field.name, &format!("/{table}/0/{}", field.name), keyword, params, message))
    };
    let kind = match (&field.kind, value) {
        // What may be emptied is not told from what may be `null` when it is read.
        (_, Value::Null) => return if field.nullable { Ok(()) } else { refused("type", json!({ "type": "string" }), "must be string") },
        (Kind::String | Kind::JsonString | Kind::Timestamp | Kind::Date | Kind::Id, value) if !value.is_string() => "string",
        (Kind::Boolean, value) if !value.is_boolean() => "boolean",
        (Kind::Integer | Kind::Number, value) if !value.is_number() => "number",
        (Kind::List(_), value) if !value.is_array() => "array",
        (Kind::Enum(values), value) if !values.iter().any(|known| value == known) => {
            return refused("enum", json!({ "allowedValues": values }), "must be equal to one of the allowed values");
        }
        _ => "",
    };
    if !kind.is_empty() {
        return refused("type", json!({ "type": kind }), &format!("must be {kind}"));
    }
    let Some(length) = value.as_str().map(|text| i64::try_from(text.chars().count()).unwrap_or(i64::MAX)) else { return Ok(()) };
    if let Some(max) = field.max.filter(|max| length > *max) {
        let long = if version.major >= 6 { "have more" } else { "be longer" };
        let message = format!("must NOT {long} than {max} characters");
        return refused("maxLength", json!({ "limit": max }), &message);
    }
    match field.min.filter(|min| length < *min) {
        Some(min) => {
            let short = if version.major >= 6 { "have fewer" } else { "be shorter" };
            refused("minLength", json!({ "limit": min }), &format!("must NOT {short} than {min} characters"))
        }
        None => Ok(()),
    }
}
