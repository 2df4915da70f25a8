//! Recorded answers of real servers, in the two forms they come in.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// A request with the answer a real server gave.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// File it was read from, with the place in it.
    pub origin: String,
    /// HTTP method.
    pub method: String,
    /// Path below the API's base, without query.
    pub path: String,
    /// Query, without `?`.
    pub query: String,
    /// API it belongs to, if the path said so.
    pub api: Option<&'static str>,
    /// HTTP status.
    pub status: u16,
    /// Content type, if recorded.
    pub content_type: Option<String>,
    /// Where it points to, if it is a redirect.
    pub location: Option<String>,
    /// Body; text that is not JSON as it was.
    pub body: Vec<u8>,
}

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Recordings {
    /// All exchanges, ordered by file.
    pub exchanges: Vec<Exchange>,
    /// JSON files of another form.
    pub others: Vec<PathBuf>,
}

impl Recordings {
    /// Reads every `*.json` below a folder.
    ///
    /// # Errors
    ///
    /// A file or folder cannot be read.
    pub fn below(dir: &Path) -> io::Result<Self> {
        let mut recordings = Recordings::default();
        recordings.walk(dir)?;
        Ok(recordings)
    }

    fn walk(&mut self, dir: &Path) -> io::Result<()> {
        let mut paths: Vec<PathBuf> = fs::read_dir(dir)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
        paths.sort();
        for path in paths {
            if path.is_dir() {
                self.walk(&path)?;
            } else if path.extension().is_some_and(|extension| extension == "json") {
                let text = fs::read_to_string(&path)?;
                let found = serde_json::from_str(&text).ok().and_then(|value| exchanges(&value, &path.display().to_string()));
                match found {
                    Some(found) => self.exchanges.extend(found),
                    None => self.others.push(path),
                }
            }
        }
        Ok(())
    }
}

/// The exchanges of a file; `None` if it is of neither form.
fn exchanges(value: &Value, origin: &str) -> Option<Vec<Exchange>> {
    match value {
        Value::Object(_) => single(value, origin).map(|exchange| vec![exchange]),
        Value::Array(lines) => {
            let listed: Vec<Exchange> =
                lines.iter().enumerate().filter_map(|(index, line)| listed(line, &format!("{origin}[{index}]"))).collect();
            (!listed.is_empty()).then_some(listed)
        }
        _ => None,
    }
}

/// `{request: {method, path}, response: {status, headers, body}}`.
fn single(value: &Value, origin: &str) -> Option<Exchange> {
    let (request, response) = (value.get("request")?, value.get("response")?);
    let status = status(response.get("status")?)?;
    let content_type = response.pointer("/headers/content-type").and_then(Value::as_str).map(str::to_owned);
    let body = response.get("body").map_or_else(Vec::new, bytes);
    let mut found = exchange(request.get("method")?.as_str()?, request.get("path")?.as_str()?, origin, (status, content_type, body))?;
    found.location = response.pointer("/headers/location").and_then(Value::as_str).map(str::to_owned);
    Some(found)
}

/// `{endpoint: "GET /posts/:id", status, response}`.
fn listed(value: &Value, origin: &str) -> Option<Exchange> {
    let (method, path) = value.get("endpoint")?.as_str()?.split_once(' ')?;
    let status = status(value.get("status")?)?;
    let content_type = value.pointer("/headers/content-type").and_then(Value::as_str).map(str::to_owned);
    let body = match (value.get("response"), value.get("response_text")) {
        (Some(response), _) => bytes(response),
        (None, Some(text)) => bytes(text),
        // Only the status was recorded.
        (None, None) if matches!(status, 200 | 201) => return None,
        (None, None) => Vec::new(),
    };
    let mut found = exchange(method, path, origin, (status, content_type, body))?;
    if let Some(Value::Object(query)) = value.get("query") {
        let pairs = query.iter().map(|(name, value)| format!("{name}={}", value.as_str().map_or_else(|| value.to_string(), str::to_owned)));
        found.query = pairs.collect::<Vec<_>>().join("&");
    }
    Some(found)
}

fn status(value: &Value) -> Option<u16> {
    value.as_u64().and_then(|status| u16::try_from(status).ok())
}

fn bytes(body: &Value) -> Vec<u8> {
    match body {
        Value::Null => Vec::new(),
        Value::String(text) => text.clone().into_bytes(),
        // How some recordings store what is not JSON.
        Value::Object(map) if map.len() == 1 && map.get("text").is_some_and(Value::is_string) => {
            map.get("text").and_then(Value::as_str).unwrap_or_default().as_bytes().to_vec()
        }
        other => {
            let mut whole = other.clone();
            cut_marks(&mut whole);
            whole.to_string().into_bytes()
        }
    }
}

/// Long lists were trimmed by the recorder, which left `…[22 items]` as the last item.
fn cut_marks(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.retain(|item| !item.as_str().is_some_and(|text| text.starts_with("…[") && text.ends_with(" items]")));
            items.iter_mut().for_each(cut_marks);
        }
        Value::Object(map) => map.values_mut().for_each(cut_marks),
        _ => {}
    }
}

fn exchange(method: &str, path: &str, origin: &str, (status, content_type, body): (u16, Option<String>, Vec<u8>)) -> Option<Exchange> {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let (api, path) = api_of(path);
    Some(Exchange {
        origin: origin.to_owned(),
        method: method.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        api,
        status,
        content_type,
        location: None,
        body,
    })
}

/// Cuts the API's base off a path: `/ghost/api/admin/posts/`, `content:/posts`, `/posts/`.
fn api_of(path: &str) -> (Option<&'static str>, &str) {
    // A remark may follow the path: `/posts (no trailing slash)`.
    let path = path.split(" (").next().unwrap_or(path);
    for api in ["admin", "content"] {
        let legacy = ["v2", "v3", "v4", "canary"].map(|version| format!("/ghost/api/{version}/{api}/"));
        let marks = [format!("/ghost/api/{api}/"), format!("{api}:/")].into_iter().chain(legacy);
        for mark in marks {
            if let Some(index) = path.find(&mark) {
                return (Some(api), &path[index + mark.len() - 1..]);
            }
        }
    }
    (None, path)
}
