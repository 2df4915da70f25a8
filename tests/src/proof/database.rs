//! Rows written straight into the database of a running test site: what no request can make, such as
//! a payment or an opened e-mail.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Map, Value, json};

use crate::server::GhostServer;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/ghost-server/insert-rows.mjs");

/// A row; columns that are not given and must not be empty are made up.
#[derive(Clone, Debug)]
pub struct Row {
    /// The table; a version that lacks it lacks the row.
    pub table: &'static str,
    /// Its columns; those that the version lacks are left out.
    pub values: Value,
}

/// Inserts rows in their order, and returns what went wrong with any of them.
///
/// # Errors
///
/// The script cannot be run, or fails as a whole.
pub fn insert(site: &GhostServer, rows: &[Row]) -> Result<Vec<String>, String> {
    let folder = site.log().parent().unwrap_or(Path::new("."));
    let rows: Vec<Value> = rows.iter().map(|row| json!({ "table": row.table, "values": row.values })).collect();
    let mut child = Command::new("node")
        .arg(SCRIPT)
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot run node: {error}"))?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(Value::from(rows).to_string().as_bytes()).map_err(|error| error.to_string())?;
    }
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    let said: Map<String, Value> = serde_json::from_slice(&output.stdout).map_err(|error| format!("insert-rows.mjs: {error}"))?;
    let failed = said.get("failed").and_then(Value::as_array);
    Ok(failed.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}
