//! The description language as a JSON Schema, for completion and checks in an editor.
//!
//! Written from [`ghost_spec::vocabulary`], which the reader refuses unknown keys by. It says what a mapping may hold; whether a name
//! means something is the checker's business.

use ghost_spec::vocabulary::{API, KINDS, Key, Kind, RESOURCE, Value as Held};
use serde_json::{Map, Value, json};

/// The JSON Schema (2020-12) of the files of a description: of `api.yaml` and of resources.
///
/// ```
/// let schema = ghost_codegen::export::json_schema();
/// assert_eq!(schema["$defs"]["field"]["properties"]["nullable"]["type"], "boolean");
/// ```
#[must_use]
pub fn json_schema() -> Value {
    let definitions: Map<String, Value> = KINDS.iter().map(|kind| (name(kind), mapping(kind))).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A description of an API",
        "description": "`api.yaml`, which says what an API shares, or a file that describes one resource.",
        // Which of the two it is decides what an editor offers and complains about.
        "if": { "type": "object", "required": ["api"] },
        "then": reference(&API),
        "else": reference(&RESOURCE),
        "$defs": definitions,
    })
}

/// `an access class` → `access_class`.
fn name(kind: &Kind) -> String {
    let words = kind.what.trim_start_matches("an ").trim_start_matches("a ");
    words.chars().filter(|c| *c != '`').map(|c| if c == ' ' { '_' } else { c }).collect()
}

fn reference(kind: &Kind) -> Value {
    json!({ "$ref": format!("#/$defs/{}", name(kind)) })
}

fn mapping(kind: &Kind) -> Value {
    let properties: Map<String, Value> = kind.keys.iter().map(|key| (key.name.to_owned(), described(key))).collect();
    let required: Vec<&str> = kind.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let others = kind.others.as_ref().map_or(Value::Bool(false), value);
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": others });
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    schema
}

fn described(key: &Key) -> Value {
    let mut schema = value(&key.value);
    schema["description"] = json!(key.doc);
    schema
}

/// YAML reads what stands without quotes as a number or a truth value, where the language only sees its text.
fn value(held: &Held) -> Value {
    match held {
        Held::Text => json!({ "type": ["string", "number", "boolean"] }),
        Held::Snake => json!({ "type": "string", "pattern": "^[a-z][a-z0-9_]*$" }),
        Held::Scalar => json!({ "type": ["string", "number", "boolean", "null"] }),
        Held::Flag => json!({ "type": "boolean" }),
        Held::Number => json!({ "type": "integer" }),
        Held::Version => {
            json!({ "anyOf": [{ "type": "string", "pattern": "^[0-9]+(\\.[0-9]+){0,2}$" }, { "type": "number", "minimum": 0 }] })
        }
        Held::Call => json!({ "type": "string", "pattern": "^(GET|POST|PUT|PATCH|DELETE) /(.*/)?$" }),
        Held::Word(words) => json!({ "enum": words }),
        Held::List(of) => json!({ "type": "array", "items": value(of) }),
        Held::Names(of) => json!({ "type": "object", "additionalProperties": value(of) }),
        Held::One(of) => json!({ "type": "object", "additionalProperties": value(of), "minProperties": 1, "maxProperties": 1 }),
        Held::Mapping(kind) => reference(kind()),
        Held::Any(several) => json!({ "anyOf": several.iter().map(value).collect::<Vec<_>>() }),
        // A way to hold something that this does not know yet forbids nothing.
        _ => json!({}),
    }
}
