//! What an endpoint is, as generated code states it.

use std::fmt;

use crate::error::ErrorForm;

/// The facts of an endpoint.
#[derive(Debug)]
pub struct Endpoint {
    /// API it belongs to.
    pub api: &'static str,
    /// Resource it belongs to.
    pub resource: &'static str,
    /// What it does.
    pub operation: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path prefix of the API.
    pub base: &'static str,
    /// Path below it, with `{name}` for what the caller fills in.
    pub path: &'static str,
    /// Statuses of success.
    pub status: &'static [u16],
    /// Whether a credential is needed.
    pub credential: bool,
    /// Where errors have their texts.
    pub errors: ErrorForm,
}

/// Its names and its route: `posts.browse (GET /posts/)`.
impl fmt::Display for Endpoint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{} ({} {})", self.resource, self.operation, self.method, self.path)
    }
}

/// HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Adds, or does.
    Post,
    /// Changes.
    Put,
    /// Changes in part.
    Patch,
    /// Removes.
    Delete,
}

impl Method {
    /// As in a request line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }

    /// Whether it can change anything on the server.
    #[must_use]
    pub const fn writes(self) -> bool {
        !matches!(self, Method::Get)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
