//! The API as peers take it: exported as OpenAPI, and cut to what a peer accepts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::fault::{Doing, Result};
use crate::measure::run;

/// Exports a description as OpenAPI 3.0.3, the newest version that all peers read.
pub(crate) fn export(codegen: &Path, spec: &Path, to: &Path) -> Result<Value> {
    run(Command::new(codegen).args(["export", "openapi", "--version", "3.0.3", "--spec"]).arg(spec).arg("--out").arg(to))?;
    read(to)
}

pub(crate) fn read(file: &Path) -> Result<Value> {
    let text = fs::read_to_string(file).doing(format_args!("read {}", file.display()))?;
    serde_json::from_str(&text).doing(format_args!("understand {}", file.display()))
}

/// Writes a document where a peer can read it.
pub(crate) fn write(document: &Value, to: PathBuf) -> Result<PathBuf> {
    fs::write(&to, document.to_string()).doing(format_args!("write {}", to.display()))?;
    Ok(to)
}

/// What [`cut_for_progenitor`] takes away, in words.
pub(crate) const CUT_FOR_PROGENITOR: &str = "it refuses uploads; it takes one kind of success an endpoint, so the first of several is left; and it \
     names types of fields as other types may be named, so every shape of the document is called `…Shape`";

/// Leaves what progenitor accepts.
pub(crate) fn cut_for_progenitor(document: &mut Value) {
    rename_shapes(document);
    let Some(paths) = document["paths"].as_object_mut() else { return };
    for operations in paths.values_mut().filter_map(Value::as_object_mut) {
        operations.retain(|_, operation| operation["requestBody"]["content"].get("multipart/form-data").is_none());
        operations.values_mut().for_each(leave_one_success);
    }
    paths.retain(|_, operations| operations.as_object().is_none_or(|operations| !operations.is_empty()));
}

fn leave_one_success(operation: &mut Value) {
    let Some(responses) = operation["responses"].as_object_mut() else { return };
    let successes: Vec<String> = responses.keys().filter(|status| status.starts_with('2')).cloned().collect();
    for status in successes.iter().skip(1) {
        responses.remove(status);
    }
}

/// The shapes of a document as a JSON Schema.
pub(crate) fn schema(document: &Value) -> Value {
    let mut shapes = document["components"]["schemas"].clone();
    repoint(&mut shapes, &|name| format!("#/definitions/{name}"));
    serde_json::json!({ "$schema": "http://json-schema.org/draft-07/schema#", "definitions": shapes })
}

/// A field `status` of `Email` and a shape `EmailStatus` must not become one name.
fn rename_shapes(document: &mut Value) {
    repoint(document, &|name| format!("{SHAPES}{name}Shape"));
    if let Some(shapes) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        *shapes = std::mem::take(shapes).into_iter().map(|(name, shape)| (format!("{name}Shape"), shape)).collect();
    }
}

/// Where a document has its shapes.
const SHAPES: &str = "#/components/schemas/";

/// Changes what points to a shape.
fn repoint(value: &mut Value, to: &impl Fn(&str) -> String) {
    match value {
        Value::String(text) => {
            if let Some(name) = text.strip_prefix(SHAPES) {
                *text = to(name);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| repoint(item, to)),
        Value::Object(fields) => fields.values_mut().for_each(|field| repoint(field, to)),
        _ => {}
    }
}

/// How many endpoints a document has.
pub(crate) fn endpoints(document: &Value) -> usize {
    let paths = document["paths"].as_object().into_iter().flat_map(|paths| paths.values());
    paths.filter_map(Value::as_object).map(serde_json::Map::len).sum()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{cut_for_progenitor, endpoints, schema};

    #[test]
    fn shapes_point_to_each_other_as_definitions() {
        let one = json!({ "$ref": "#/components/schemas/Two" });
        let schema = schema(&json!({ "components": { "schemas": { "One": one, "Two": { "type": "string" } } } }));
        assert_eq!(schema["definitions"]["One"], json!({ "$ref": "#/definitions/Two" }));
    }

    #[test]
    fn renamed_shapes_are_found_by_who_points_to_them() {
        let list = json!({ "items": { "$ref": "#/components/schemas/Tag" } });
        let mut document = json!({ "paths": {}, "components": { "schemas": { "Tag": {}, "Tags": list } } });
        cut_for_progenitor(&mut document);
        let list = json!({ "items": { "$ref": "#/components/schemas/TagShape" } });
        assert_eq!(document["components"]["schemas"], json!({ "TagShape": {}, "TagsShape": list }));
    }

    #[test]
    fn cutting_leaves_one_success_an_endpoint_and_no_path_without_endpoints() {
        let upload = json!({ "requestBody": { "content": { "multipart/form-data": {} } }, "responses": {} });
        let read = json!({ "responses": { "200": {}, "204": {}, "4XX": {} } });
        let mut document = json!({ "paths": { "/a/": { "get": read, "post": upload }, "/b/": { "post": upload } } });
        assert_eq!(endpoints(&document), 3);
        cut_for_progenitor(&mut document);
        assert_eq!(document, json!({ "paths": { "/a/": { "get": { "responses": { "200": {}, "4XX": {} } } } } }));
    }
}
