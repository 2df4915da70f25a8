//! What the fake was asked, for asserts.

use std::fmt;

use serde_json::Value;

use super::asked::Asked;
use crate::endpoint::{Endpoint, Method};

/// A request that the fake received. It holds no credential.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Received {
    /// HTTP method.
    pub method: Method,
    /// Whole path, such as `/ghost/api/admin/posts/`.
    pub path: String,
    /// Query, decoded and in its order; without what presents a credential.
    pub query: Vec<(String, String)>,
    /// Body, if it was JSON.
    pub body: Option<Value>,
    /// Endpoint that the table of routes has for it.
    pub endpoint: Option<&'static Endpoint>,
    /// Status of the answer; none if no answer came.
    pub status: Option<u16>,
}

impl Received {
    pub(super) fn new(asked: &Asked, endpoint: Option<&'static Endpoint>, status: Option<u16>) -> Self {
        let query = asked.query.iter().filter(|(name, _)| !matches!(name.as_str(), "key" | "token"));
        Received {
            method: asked.method,
            path: asked.path.clone(),
            query: query.cloned().collect(),
            body: asked.body.clone(),
            endpoint,
            status,
        }
    }

    /// What it called, such as `posts.browse`; empty if it is no route of Ghost.
    #[must_use]
    pub fn operation(&self) -> String {
        self.endpoint.map_or_else(String::new, |endpoint| format!("{}.{}", endpoint.resource, endpoint.operation))
    }

    /// A query option, decoded.
    #[must_use]
    pub fn option(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// `GET /ghost/api/admin/posts/?limit=5 → 200`.
impl fmt::Display for Received {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.path)?;
        for (index, (name, value)) in self.query.iter().enumerate() {
            write!(formatter, "{}{name}={value}", if index == 0 { '?' } else { '&' })?;
        }
        match self.status {
            Some(status) => write!(formatter, " → {status}"),
            None => formatter.write_str(" → no answer"),
        }
    }
}
