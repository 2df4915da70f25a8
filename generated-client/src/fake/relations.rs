//! What relates to what: tags of posts, labels of members, and how each is named in a request.

use serde_json::{Value, json};

use super::refusal::Refusal;
use super::store::{Row, Store, text};
use super::write;
use crate::table::Shape;

/// A field that holds objects of another table.
#[derive(Debug)]
pub(super) struct Relation {
    field: &'static str,
    /// Table of the objects.
    pub(super) table: &'static str,
    /// Names that filters have for it.
    aliases: &'static [&'static str],
    /// What a bare string in a request is.
    bare: &'static str,
    unknown: Unknown,
}

/// What becomes of an object that is not there.
#[derive(Debug)]
enum Unknown {
    Created,
    Owner,
    Refused,
}

const RELATIONS: [Relation; 6] = [
    Relation { field: "tags", table: "tags", aliases: &["tag", "tags"], bare: "name", unknown: Unknown::Created },
    Relation { field: "labels", table: "labels", aliases: &["label", "labels"], bare: "name", unknown: Unknown::Created },
    Relation { field: "authors", table: "users", aliases: &["author", "authors"], bare: "email", unknown: Unknown::Owner },
    Relation { field: "newsletters", table: "newsletters", aliases: &["newsletters"], bare: "id", unknown: Unknown::Refused },
    Relation { field: "tiers", table: "tiers", aliases: &["tier", "tiers", "product", "products"], bare: "id", unknown: Unknown::Refused },
    Relation { field: "roles", table: "roles", aliases: &["roles"], bare: "id", unknown: Unknown::Refused },
];
/// Single objects that relations begin with.
const FIRSTS: [(&str, &str); 2] = [("primary_tag", "tags"), ("primary_author", "authors")];

/// The field with all, of one that holds the first of them.
pub(super) fn many_of(field: &str) -> Option<&'static str> {
    FIRSTS.iter().find(|(first, _)| *first == field).map(|(_, many)| *many)
}

/// The relation that a field is.
pub(super) fn of(field: &str) -> Option<&'static Relation> {
    RELATIONS.iter().find(|relation| relation.field == field)
}

/// What a field relates to, with what the reference itself says.
pub(super) fn related<'s>(store: &'s Store, row: &'s Row, field: &str) -> Vec<(&'s Row, &'s Value)> {
    if let Some(many) = many_of(field) {
        let first = related(store, row, many).into_iter().next();
        return first.filter(|(first, _)| text(first, "visibility") != "internal").into_iter().collect();
    }
    let Some(table) = of(field).map(|relation| relation.table).or((field == "newsletter").then_some("newsletters")) else {
        return Vec::new();
    };
    let references: Vec<&Value> = match row.get(field) {
        Some(Value::Array(many)) => many.iter().collect(),
        Some(one @ Value::Object(_)) => vec![one],
        _ => Vec::new(),
    };
    let found = references.into_iter().filter_map(|reference| Some((reference.get("id")?.as_str()?, reference)));
    found.filter_map(|(id, reference)| Some((store.find(table, "id", id)?, reference))).collect()
}

/// The field that a property of a filter leads through, if it is not one itself.
fn through(name: &str) -> Option<&'static str> {
    let first = FIRSTS.iter().find(|(first, _)| *first == name).map(|(first, _)| *first);
    first.or_else(|| RELATIONS.iter().find(|relation| relation.aliases.contains(&name)).map(|relation| relation.field))
}

/// Whether a filter may name a property.
pub(super) fn is_known(shape: &Shape, property: &str) -> bool {
    let name = through(property.split('.').next().unwrap_or_default()).unwrap_or(property);
    shape.fields.iter().any(|field| field.name == name)
}

/// What a property of a filter holds.
pub(super) fn values(store: &Store, row: &Row, property: &str) -> Vec<Value> {
    let (name, column) = property.split_once('.').unwrap_or((property, "slug"));
    match through(name) {
        Some(field) => related(store, row, field).into_iter().filter_map(|(related, _)| related.get(column).cloned()).collect(),
        None => row.get(property).cloned().into_iter().collect(),
    }
}

/// References to what a request names, in its order; created where Ghost does.
pub(super) fn resolved(store: &mut Store, relation: &Relation, given: &Value) -> Result<Value, Refusal> {
    let mut references = Vec::new();
    for item in given.as_array().into_iter().flatten() {
        if let Some(id) = found(store, relation, item).map_or_else(|| missing(store, relation, item), |id| Ok(Some(id)))? {
            let mut reference = item.as_object().cloned().unwrap_or_default();
            reference.retain(|key, _| key == "expiry_at");
            reference.insert("id".to_owned(), json!(id));
            references.push(Value::Object(reference));
        }
    }
    Ok(Value::Array(references))
}

/// The object that a reference names, by the first of these that it gives.
fn found(store: &Store, relation: &Relation, item: &Value) -> Option<String> {
    let by = |column: &str, value: &str| {
        let rows = store.rows(relation.table).iter();
        let same = |row: &&Row| text(row, column).eq_ignore_ascii_case(value);
        rows.clone().find(same).map(|row| text(row, "id").to_owned())
    };
    match item.as_str() {
        Some(bare) => by(relation.bare, bare),
        None => ["id", "slug", "email", "name"].iter().find_map(|column| by(column, item.get(*column)?.as_str()?)),
    }
}

fn missing(store: &mut Store, relation: &Relation, item: &Value) -> Result<Option<String>, Refusal> {
    let name = item.as_str().or_else(|| item.get("name")?.as_str());
    match (&relation.unknown, name) {
        (Unknown::Created, Some(name)) => write::add(store, relation.table, json!({ "name": name })).map(Some),
        (Unknown::Created, None) => Ok(None),
        (Unknown::Owner, _) => Ok(store.rows("users").first().map(|owner| text(owner, "id").to_owned())),
        (Unknown::Refused, _) => Err(Refusal::validation(format!("Value in [{}.name] cannot be blank.", relation.table))),
    }
}
