//! What a call is going to send: an endpoint with its path, options and body.
//!
//! It knows nothing of what comes back, so that it is compiled once, where a [`Call`](crate::call::Call) is compiled for each
//! kind of answer.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::connection::Inner;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::transport::{Body, Request};
use crate::upload::Form;

/// Everything but what RFC 3986 leaves unreserved: `+` must arrive as `%2B`, a space as `%20`.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
/// In a query, separators of lists may stay readable.
const ENCODED_QUERY: &AsciiSet = &ENCODED.remove(b',').remove(b':');

/// Adds `name=value`, encoded, to a query.
pub(crate) fn add_pair(query: &mut String, name: &str, value: &str) {
    query.extend(utf8_percent_encode(name, ENCODED_QUERY));
    query.push('=');
    query.extend(utf8_percent_encode(value, ENCODED_QUERY));
}

/// An endpoint with what is to be sent.
///
/// Building it never fails; the first thing wrong with an argument is kept and returned instead of a request.
pub(crate) struct Draft {
    endpoint: &'static Endpoint,
    path: String,
    query: Vec<(&'static str, String)>,
    body: Option<(String, Body)>,
    upload: bool,
    /// Lists of values come together instead of replacing each other: a projection has said what it needs.
    pub(crate) joins: bool,
    fault: Option<Error>,
}

impl Draft {
    pub(crate) fn new(endpoint: &'static Endpoint) -> Self {
        Draft { endpoint, path: endpoint.path.to_owned(), query: Vec::new(), body: None, upload: false, joins: false, fault: None }
    }

    /// Fills in `{name}` of the path.
    pub(crate) fn fill(&mut self, name: &str, value: &str) {
        // An empty segment would address the whole collection; dots would climb out of it.
        if value.is_empty() || value == "." || value == ".." {
            return self.refuse(format!("`{name}` cannot be {value:?}"));
        }
        let encoded = utf8_percent_encode(value, ENCODED).to_string();
        self.path = self.path.replacen(&format!("{{{name}}}"), &encoded, 1);
    }

    /// Sets an option that cannot be empty.
    pub(crate) fn require(&mut self, name: &'static str, value: String) {
        if value.trim().is_empty() {
            self.refuse(format!("`{name}` is required and cannot be empty"));
        }
        self.put(name, value);
    }

    /// Sets an option; it replaces what the option was set to.
    pub(crate) fn put(&mut self, name: &'static str, value: String) {
        match self.query.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.query.push((name, value)),
        }
    }

    /// Sets an option to a list of values, with commas between them.
    pub(crate) fn put_list(&mut self, name: &'static str, values: String) {
        match self.option(name).filter(|_| self.joins) {
            Some(had) => {
                let more = values.split(',').filter(|value| !had.split(',').any(|known| known == *value));
                let all: Vec<&str> = had.split(',').chain(more).collect();
                let all = all.join(",");
                self.put(name, all);
            }
            None => self.put(name, values),
        }
    }

    /// Sets an option to a number within bounds.
    pub(crate) fn put_number(&mut self, name: &'static str, value: u32, min: Option<i64>, max: Option<i64>) {
        let number = i64::from(value);
        if min.is_some_and(|min| number < min) || max.is_some_and(|max| number > max) {
            let bound = |bound: Option<i64>, open: &str| bound.map_or_else(|| open.to_owned(), |bound| bound.to_string());
            self.refuse(format!("`{name}` is {value}, but must be from {} to {}", bound(min, "0"), bound(max, "any")));
        }
        self.put(name, value.to_string());
    }

    /// Sets an option to a filter, if it can be written.
    pub(crate) fn put_filter(&mut self, name: &'static str, text: Result<String, impl fmt::Display>) {
        match text {
            Ok(text) => self.put(name, text),
            Err(fault) => self.refuse(format!("`{name}`: {fault}")),
        }
    }

    /// Sets several options.
    pub(crate) fn put_all(&mut self, options: Result<Vec<(&'static str, String)>, Error>) {
        match options {
            Ok(options) => options.into_iter().for_each(|(name, value)| self.put(name, value)),
            Err(error) => self.fault = self.fault.take().or_else(|| Some(error.on(self.endpoint))),
        }
    }

    /// What an option is set to.
    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// Asks for what a projection needs, in place of what was asked for so far.
    pub(crate) fn select(&mut self, options: Vec<(&'static str, String)>) {
        self.query.retain(|(name, _)| !matches!(*name, "fields" | "include" | "formats"));
        self.query.extend(options);
        self.joins = true;
    }

    /// Sets the body.
    pub(crate) fn write(&mut self, json: serde_json::Result<Vec<u8>>) {
        match json {
            Ok(bytes) => self.body = Some(("application/json".to_owned(), bytes.into())),
            Err(error) => self.refuse(format!("the body cannot be written as JSON: {error}")),
        }
    }

    /// Sets the body to parts of an upload.
    #[inline]
    pub(crate) fn upload(&mut self, form: Form) {
        match form.encode() {
            Ok(body) => self.body = Some(body),
            Err(fault) => self.refuse(fault),
        }
        self.upload = true;
    }

    /// Says why it cannot be sent.
    pub(crate) fn refuse(&mut self, message: String) {
        if self.fault.is_none() {
            self.fault = Some(Error::input(message).on(self.endpoint));
        }
    }

    pub(crate) fn take_fault(&mut self) -> Option<Error> {
        self.fault.take()
    }

    pub(crate) fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    /// The same once more, without a body: what lists and reads are made of.
    pub(crate) fn again(&self) -> Self {
        let (path, query) = (self.path.clone(), self.query.clone());
        Draft { endpoint: self.endpoint, path, query, body: None, upload: false, joins: self.joins, fault: None }
    }

    /// The request, or what is wrong with it.
    pub(crate) fn request(&mut self, connection: &Inner) -> Result<Request, Error> {
        match self.fault.take() {
            Some(fault) => Err(fault),
            None => Ok(connection.request(self.endpoint, &self.path, &self.query(), self.body.take(), self.upload)),
        }
    }

    /// The options as they travel.
    fn query(&self) -> String {
        let mut text = String::new();
        for (name, value) in &self.query {
            if !text.is_empty() {
                text.push('&');
            }
            add_pair(&mut text, name, value);
        }
        text
    }
}

impl fmt::Display for Draft {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}?{}", self.endpoint.method, self.path, self.query())
    }
}
