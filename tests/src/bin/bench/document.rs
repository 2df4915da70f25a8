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
    let text = fs::read_to_string(to).doing(format_args!("read {}", to.display()))?;
    serde_json::from_str(&text).doing(format_args!("understand {}", to.display()))
}

/// Writes a document where a peer can read it.
pub(crate) fn write(document: &Value, to: PathBuf) -> Result<PathBuf> {
    fs::write(&to, document.to_string()).doing(format_args!("write {}", to.display()))?;
    Ok(to)
}

/// Removes the endpoints that a peer refuses.
pub(crate) fn cut(document: &mut Value, refuses: impl Fn(&Value) -> bool) {
    let Some(paths) = document["paths"].as_object_mut() else { return };
    for operations in paths.values_mut().filter_map(Value::as_object_mut) {
        operations.retain(|_, operation| !refuses(operation));
    }
    paths.retain(|_, operations| operations.as_object().is_none_or(|operations| !operations.is_empty()));
}

/// How many endpoints a document has.
pub(crate) fn endpoints(document: &Value) -> usize {
    let paths = document["paths"].as_object().into_iter().flat_map(|paths| paths.values());
    paths.filter_map(Value::as_object).map(serde_json::Map::len).sum()
}

/// What [`refused_by_progenitor`] cuts, in words.
pub(crate) const WHY_PROGENITOR: &str = "it refuses uploads";

/// Whether progenitor stops at an operation.
pub(crate) fn refused_by_progenitor(operation: &Value) -> bool {
    uploads(operation)
}

/// Whether the body of an operation has the parts of a form, as uploads have.
fn uploads(operation: &Value) -> bool {
    operation["requestBody"]["content"].get("multipart/form-data").is_some()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{cut, endpoints, uploads};

    #[test]
    fn cutting_leaves_no_path_without_operations() {
        let upload = json!({ "requestBody": { "content": { "multipart/form-data": {} } } });
        let mut document = json!({ "paths": { "/a/": { "get": {}, "post": upload }, "/b/": { "post": upload } } });
        assert_eq!(endpoints(&document), 3);
        cut(&mut document, uploads);
        assert_eq!(document, json!({ "paths": { "/a/": { "get": {} } } }));
    }
}
