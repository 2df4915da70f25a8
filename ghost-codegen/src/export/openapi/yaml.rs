//! JSON values as YAML: block style, texts in quotes where a reader might take them for something else.

use std::fmt::Write;

use serde_json::{Map, Value};

/// Keys that a reader looks for first, in their order; the others follow by name.
const FIRST: &[&str] =
    &["openapi", "info", "servers", "tags", "paths", "components", "operationId", "name", "in", "summary", "description", "type", "$ref"];

pub(super) fn write(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::Object(map) if !map.is_empty() => mapping(&mut out, map, 0),
        Value::Array(items) if !items.is_empty() => list(&mut out, items, 0),
        _ => {
            out.push_str(&scalar(value));
            out.push('\n');
        }
    }
    out
}

fn mapping(out: &mut String, map: &Map<String, Value>, depth: usize) {
    let mut entries: Vec<(&String, &Value)> = map.iter().collect();
    entries.sort_by_key(|(key, _)| FIRST.iter().position(|first| first == key).unwrap_or(FIRST.len()));
    for (index, (key, value)) in entries.into_iter().enumerate() {
        // The first entry of an item stands beside its dash.
        if index > 0 || !out.ends_with("- ") {
            indent(out, depth);
        }
        out.push_str(&text(key));
        out.push(':');
        nested(out, value, depth);
    }
}

fn nested(out: &mut String, value: &Value, depth: usize) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            out.push('\n');
            mapping(out, map, depth + 1);
        }
        Value::Array(items) if !items.is_empty() => {
            out.push('\n');
            list(out, items, depth + 1);
        }
        _ => {
            let _ = writeln!(out, " {}", scalar(value));
        }
    }
}

fn list(out: &mut String, items: &[Value], depth: usize) {
    for item in items {
        indent(out, depth);
        match item {
            Value::Object(map) if !map.is_empty() => {
                out.push_str("- ");
                mapping(out, map, depth + 1);
            }
            _ => {
                out.push('-');
                nested(out, item, depth);
            }
        }
    }
}

fn indent(out: &mut String, depth: usize) {
    out.push_str(&"  ".repeat(depth));
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(string) => text(string),
        // Empty lists and mappings are the same in both.
        other => other.to_string(),
    }
}

fn text(string: &str) -> String {
    if is_plain(string) { string.to_owned() } else { quoted(string) }
}

/// Whether nothing but this text can be meant.
fn is_plain(string: &str) -> bool {
    let starts = string.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    let ends = !string.ends_with([' ', '.']);
    let word = string.to_ascii_lowercase();
    let other = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&word.as_str());
    starts && ends && !other && string.chars().all(|c| c.is_ascii_alphanumeric() || " /_.-".contains(c))
}

fn quoted(string: &str) -> String {
    let mut out = String::from("\"");
    for c in string.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // What YAML calls not printable, or takes for the end of a line.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
