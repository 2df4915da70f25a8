//! How an endpoint is asked: from its description, unless the table says otherwise.

use ghost_spec::model::{Api, Endpoint, Method, OptionKind, QueryOption, Segment, Type};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use super::super::question;
use super::body::{self, NOBODY};
use super::table::{self, Sent, Way};

/// One request, the same for everybody but for `{me}` in it: the caller's own id.
#[derive(Clone, Debug)]
pub struct Probe {
    /// Which one, where an endpoint is asked in several ways; else empty.
    pub label: &'static str,
    /// HTTP method.
    pub method: &'static str,
    /// Path below the API's base.
    pub path: String,
    /// Query without `?`, encoded.
    pub query: String,
    /// Body.
    pub body: Body,
    /// Of those whom a rule limits, who is within their limits; `None` if the request does not tell.
    pub within: Option<&'static [&'static str]>,
    /// 401 and 403 are the endpoint's own answers to a wrong password and the like.
    pub refuses_all: bool,
    /// It never answers those who may call it.
    pub silent: bool,
    /// It fails past every check, whoever asks.
    pub fails: bool,
}

#[cfg(feature = "live")]
impl Probe {
    /// A request that proves nothing.
    pub(super) fn plain(method: &'static str, path: &str, query: &str, body: Body) -> Self {
        Probe {
            label: "",
            method,
            path: path.to_owned(),
            query: query.to_owned(),
            body,
            within: None,
            refuses_all: false,
            silent: false,
            fails: false,
        }
    }
}

/// What is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Nothing.
    Empty,
    /// JSON text.
    Json(String),
    /// A file in a form.
    File {
        /// Name of the part.
        part: &'static str,
        /// Name of the file.
        name: &'static str,
        /// Content type of the file.
        media: &'static str,
        /// Content of the file.
        content: &'static [u8],
    },
}

/// The requests an endpoint is asked with, at least one.
#[must_use]
pub fn probes(api: &Api, endpoint: &Endpoint, major: u32) -> Vec<Probe> {
    let title = endpoint.route();
    let ways: Vec<&Way> = table::ways(&title, major).collect();
    if ways.is_empty() {
        vec![probe(api, endpoint, &Way::new(""))]
    } else {
        ways.into_iter().map(|way| probe(api, endpoint, way)).collect()
    }
}

fn probe(api: &Api, endpoint: &Endpoint, way: &Way) -> Probe {
    Probe {
        label: way.label,
        method: endpoint.method.as_str(),
        path: way.path.map_or_else(|| question::path(&endpoint.path.iter().map(filled).collect::<Vec<_>>()), str::to_owned),
        query: way.query.map_or_else(|| query(api, endpoint), str::to_owned),
        body: sent(api, endpoint, way),
        within: way.within,
        refuses_all: way.refuses_all,
        silent: way.silent,
        fails: way.fails,
    }
}

fn sent(api: &Api, endpoint: &Endpoint, way: &Way) -> Body {
    match way.sent {
        Sent::Derived => body::derived(api, endpoint).map_or(Body::Empty, |json| Body::Json(json.to_string())),
        Sent::Nothing => Body::Empty,
        Sent::Json(text) => Body::Json(text.to_owned()),
        Sent::File { part, name, media, content } => Body::File { part, name, media, content },
    }
}

fn filled(segment: &Segment) -> String {
    match segment {
        Segment::Fixed(text) => text.clone(),
        Segment::Parameter { ty: Type::Id(_), .. } => NOBODY.to_owned(),
        Segment::Parameter { name, .. } if name.ends_with("id") => NOBODY.to_owned(),
        Segment::Parameter { name, .. } if name == "email" => "nobody@example.com".to_owned(),
        Segment::Parameter { .. } => "gate-probe".to_owned(),
    }
}

/// What is required, and a filter that matches nothing wherever one would choose what is changed.
fn query(api: &Api, endpoint: &Endpoint) -> String {
    let changes = endpoint.method != Method::Get;
    let given = endpoint.query.iter().filter(|option| option.required || (changes && option.kind == OptionKind::Filter));
    given.map(|option| format!("{}={}", option.name, encoded(&sample(api, option)))).collect::<Vec<_>>().join("&")
}

fn sample(api: &Api, option: &QueryOption) -> String {
    match &option.kind {
        OptionKind::Boolean => "false".to_owned(),
        OptionKind::Integer => option.min.unwrap_or(1).to_string(),
        OptionKind::Timestamp => "2030-01-01T00:00:00.000Z".to_owned(),
        OptionKind::Date => "2030-01-01".to_owned(),
        OptionKind::Id(_) => NOBODY.to_owned(),
        OptionKind::Choice(id) | OptionKind::Choices(id) => match body::first_value(api, id.0) {
            Value::String(text) => text,
            _ => String::new(),
        },
        OptionKind::Fields(_) => "id".to_owned(),
        OptionKind::Filter => format!("id:'{NOBODY}'"),
        OptionKind::Order => "id asc".to_owned(),
        OptionKind::String if option.name == "email" => "nobody@example.com".to_owned(),
        OptionKind::String | OptionKind::Strings => "gate-probe".to_owned(),
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}
