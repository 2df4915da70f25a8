//! How endpoints are asked where their description does not tell: a request that is valid, so that the permission is
//! looked at, but has no target, or does what a reset undoes.

/// A way to ask an endpoint that is not the derived one.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    /// `METHOD /path/` as described.
    pub endpoint: &'static str,
    /// Which way it is, where there are several.
    pub label: &'static str,
    /// Only on servers of this major version; 0 for all.
    pub major: u32,
    pub(super) path: Option<&'static str>,
    pub(super) query: Option<&'static str>,
    pub(super) sent: Sent,
    pub(super) limited: Limited,
    pub(super) refuses_all: bool,
    pub(super) silent: bool,
}

/// What those must get whom a rule limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limited {
    /// The request does not tell.
    Either,
    /// It is within their limits.
    Allowed,
    /// It is beyond their limits.
    Denied,
}

/// What is sent.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sent {
    /// What the description says.
    Derived,
    /// Nothing.
    Nothing,
    /// This text.
    Json(&'static str),
    /// A file in a form.
    File { part: &'static str, name: &'static str, media: &'static str, content: &'static [u8] },
}

impl Way {
    /// The derived way.
    pub(super) const fn new(endpoint: &'static str) -> Self {
        Way {
            endpoint,
            label: "",
            major: 0,
            path: None,
            query: None,
            sent: Sent::Derived,
            limited: Limited::Either,
            refuses_all: false,
            silent: false,
        }
    }

    const fn labelled(self, label: &'static str) -> Self {
        Way { label, ..self }
    }

    const fn path(self, path: &'static str) -> Self {
        Way { path: Some(path), ..self }
    }

    const fn query(self, query: &'static str) -> Self {
        Way { query: Some(query), ..self }
    }

    const fn json(self, text: &'static str) -> Self {
        Way { sent: Sent::Json(text), ..self }
    }

    const fn nothing(self) -> Self {
        Way { sent: Sent::Nothing, ..self }
    }

    const fn file(self, part: &'static str, name: &'static str, media: &'static str, content: &'static [u8]) -> Self {
        Way { sent: Sent::File { part, name, media, content }, ..self }
    }

    const fn limited(self, limited: Limited) -> Self {
        Way { limited, ..self }
    }

    const fn refuses_all(self) -> Self {
        Way { refuses_all: true, ..self }
    }

    const fn silent(self) -> Self {
        Way { silent: true, ..self }
    }
}

const fn way(endpoint: &'static str) -> Way {
    Way::new(endpoint)
}

/// The ways of an endpoint on a major version; none means the derived one.
pub(super) fn ways(endpoint: &str, major: u32) -> impl Iterator<Item = &'static Way> {
    TABLE.iter().filter(move |way| way.endpoint == endpoint && (way.major == 0 || way.major == major))
}

/// Entries of the table for endpoints that are not described.
pub fn unused<'a>(described: &'a [String]) -> impl Iterator<Item = &'static str> + 'a {
    TABLE.iter().map(|way| way.endpoint).filter(|endpoint| !described.iter().any(|known| known == endpoint))
}

#[rustfmt::skip] // one line a way
static TABLE: &[Way] = &[
    way("GET /config/featurebase/").silent(),
    way("GET /members/stripe_connect/").silent(),
];
