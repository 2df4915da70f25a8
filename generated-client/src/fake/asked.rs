//! What a request asks for: the one place that reads requests.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::address::Address;
use crate::endpoint::Method;
use crate::transport::{Body, Request};

/// A request as a server reads it.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// HTTP method.
    pub(super) method: Method,
    /// API that the path is below of, such as `admin`; none if it is another page of the site.
    pub(super) api: Option<String>,
    /// Whole path.
    pub(super) path: String,
    /// Parts of the path below the API.
    pub(super) segments: Vec<String>,
    /// Query, in its order.
    pub(super) query: Vec<(String, String)>,
    headers: Vec<(&'static str, String)>,
    /// Body, if it is JSON.
    pub(super) body: Option<Value>,
    /// Whether there is a body that is no JSON.
    pub(super) is_malformed: bool,
}

impl Asked {
    /// Reads a request.
    pub(super) fn read(request: &Request) -> Self {
        let address = Address::parse(&request.url).ok();
        let path = address.as_ref().map_or_else(String::new, |address| address.path().to_owned());
        let query = address.iter().flat_map(|address| address.pairs().into_owned());
        let (api, segments) = below_api(&path);
        let is_json = request.headers.iter().any(|(name, value)| *name == "content-type" && value.starts_with("application/json"));
        let bytes = request.body.as_ref().and_then(Body::as_bytes).filter(|_| is_json);
        let body = bytes.map(serde_json::from_slice);
        Asked {
            method: request.method,
            api,
            segments,
            query: query.collect(),
            headers: request.headers.clone(),
            is_malformed: matches!(body, Some(Err(_))),
            body: body.and_then(Result::ok),
            path,
        }
    }

    /// A header.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// A query option.
    pub(super) fn option(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// The API and the decoded parts of the path below it: `/ghost/api/admin/posts/1/`, also with a version before `admin`.
fn below_api(path: &str) -> (Option<String>, Vec<String>) {
    let Some((_, rest)) = path.split_once("/ghost/api/") else { return (None, Vec::new()) };
    let mut parts = rest.split('/').filter(|part| !part.is_empty()).map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned());
    let first = parts.next();
    let api = match first.as_deref() {
        Some("v2" | "v3" | "v4" | "canary") => parts.next(),
        _ => first,
    };
    (api, parts.collect())
}
