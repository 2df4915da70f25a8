//! Recorded answers of real servers are what the exported OpenAPI document says of them.

#![allow(clippy::unwrap_used)]

mod route_of;

use std::collections::BTreeMap;
use std::path::Path;

use ghost_codegen::export::{OpenApi, openapi};
use ghost_spec::Spec;
use ghost_tests::recordings::Recordings;
use serde_json::{Value, json};

use crate::route_of::route;

/// The response of an operation by its id and status.
fn responses(document: &Value) -> BTreeMap<(String, String), &Value> {
    let operations = document["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap().values());
    operations
        .flat_map(|operation| {
            let id = operation["operationId"].as_str().unwrap();
            operation["responses"].as_object().unwrap().iter().map(move |(status, response)| ((id.to_owned(), status.clone()), response))
        })
        .collect()
}

/// Where the document is narrower than the bindings, as it says itself: enums are open, and a few moments are numbers.
fn is_known(error: &str, path: &str) -> bool {
    error.contains("is not one of") || path.ends_with("/expires") || path.ends_with("/expiry_at")
}

#[test]
fn recorded_answers_are_valid_by_the_document() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let spec = Spec::load(root.join("../ghost-spec/api")).check().unwrap();
    let document = openapi(spec.apis(), OpenApi::V3_1);
    let responses = responses(&document);
    let mut validators = BTreeMap::new();
    let (mut valid, mut faults) = (0, Vec::new());
    for exchange in &Recordings::below(&root.join("recorded")).unwrap().exchanges {
        // What was asked for in part is answered in part.
        let Some(route) = route(exchange).filter(|_| !exchange.query.contains("fields=")) else { continue };
        let Ok(body) = serde_json::from_slice::<Value>(&exchange.body) else { continue };
        let id = format!("{}_{}_{}", route.endpoint.api, route.endpoint.resource, route.endpoint.operation);
        let status = if exchange.status >= 400 { format!("{}XX", exchange.status / 100) } else { exchange.status.to_string() };
        let key = (id, status);
        let Some(schema) = responses.get(&key).and_then(|response| response["content"].get("application/json")) else { continue };
        let validator = validators.entry(key.clone()).or_insert_with(|| {
            let whole = json!({ "allOf": [schema["schema"]], "components": document["components"] });
            jsonschema::draft202012::new(&whole).unwrap()
        });
        let found: Vec<String> = validator
            .iter_errors(&body)
            .filter(|error| !is_known(&error.to_string(), &error.instance_path().to_string()))
            .take(3)
            .map(|error| format!("{}: {error:.200}", error.instance_path()))
            .collect();
        if found.is_empty() {
            valid += 1;
        } else {
            faults.push(format!("{}: {key:?}: {found:?}", exchange.origin));
        }
    }
    println!("{valid} answers are valid, {} are not", faults.len());
    assert!(faults.is_empty(), "{} answers are not valid:\n{}", faults.len(), faults.join("\n"));
    assert!(valid > 800, "only {valid}");
}
