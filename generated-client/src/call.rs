//! A call: an endpoint with what is to be sent, and how its answer is read.
//!
//! Building never fails; the first thing wrong with an argument is kept and returned instead of
//! sending anything.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::answer::Answer;
use crate::bulk_filter::BulkFilter;
use crate::connection::{Async, Blocking, Connection, Scope};
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::nql::Filter;
use crate::pairs;
use crate::projection::{Projection, Readable, select};
use crate::query::Query;
use crate::sending;
use crate::transport::{Body, BoxFuture, Request};
use crate::upload::Form;

/// Everything but what RFC 3986 leaves unreserved: `+` must arrive as `%2B`, a space as `%20`.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
/// In a query, separators of lists may stay readable.
const ENCODED_QUERY: &AsciiSet = &ENCODED.remove(b',').remove(b':');

/// `name=value`, encoded.
pub(crate) fn pair(name: &str, value: &str) -> String {
    format!("{}={}", utf8_percent_encode(name, ENCODED_QUERY), utf8_percent_encode(value, ENCODED_QUERY))
}

/// An endpoint with what is to be sent.
#[must_use = "nothing is sent until the call is awaited or `send` is called"]
pub struct Call<'a, M, T> {
    connection: &'a Connection<M>,
    endpoint: &'static Endpoint,
    path: String,
    query: Vec<(&'static str, String)>,
    body: Option<(String, Body)>,
    upload: bool,
    /// Lists of values come together instead of replacing each other: a projection has said what it needs.
    joins: bool,
    fault: Option<Error>,
    decode: fn(&Answer) -> Result<T, Error>,
}

impl<'a, C, M> Scope<'a, C, M> {
    /// A call of an endpoint.
    pub fn call<T>(self, endpoint: &'static Endpoint, decode: fn(&Answer) -> Result<T, Error>) -> Call<'a, M, T> {
        let path = endpoint.path.to_owned();
        Call {
            connection: self.connection(),
            endpoint,
            path,
            query: Vec::new(),
            body: None,
            upload: false,
            joins: false,
            fault: None,
            decode,
        }
    }
}

impl<'a, M, T> Call<'a, M, T> {
    /// Fills in `{name}` of the path.
    pub fn path(mut self, name: &str, value: &str) -> Self {
        // An empty segment would address the whole collection; dots would climb out of it.
        if value.is_empty() || value == "." || value == ".." {
            self.refuse(format!("`{name}` cannot be {value:?}"));
            return self;
        }
        let encoded = utf8_percent_encode(value, ENCODED).to_string();
        self.path = self.path.replacen(&format!("{{{name}}}"), &encoded, 1);
        self
    }

    /// A required option; it cannot be empty.
    pub fn query(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        let value = value.to_string();
        if value.trim().is_empty() {
            self.refuse(format!("`{name}` is required and cannot be empty"));
        }
        self.put(name, value);
        self
    }

    /// A required list of values.
    pub fn query_list(self, name: &'static str, values: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        let joined = joined(values);
        self.query(name, joined)
    }

    /// An option.
    pub fn set(&mut self, name: &'static str, value: impl fmt::Display) {
        self.put(name, value.to_string());
    }

    /// A list of values.
    pub fn set_list(&mut self, name: &'static str, values: impl IntoIterator<Item = impl AsRef<str>>) {
        let values = joined(values);
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

    /// A filter.
    pub fn set_filter<R>(&mut self, name: &'static str, filter: Filter<R>) {
        match filter.text() {
            Ok(text) => self.put(name, text),
            Err(fault) => self.refuse(format!("`{name}`: {fault}")),
        }
    }

    /// A required filter.
    pub fn query_filter<R>(mut self, name: &'static str, filter: BulkFilter<R>) -> Self {
        self.set_filter(name, filter.into_filter());
        self
    }

    /// Options of a struct; they replace what was set before.
    pub fn options(&mut self, options: &impl Query) {
        match options.pairs() {
            Ok(pairs) => pairs.into_iter().for_each(|(name, value)| self.put(name, value)),
            Err(error) => self.fault = self.fault.take().or_else(|| Some(error.on(self.endpoint))),
        }
    }

    /// A number within bounds.
    pub fn set_number(&mut self, name: &'static str, value: u32, min: Option<i64>, max: Option<i64>) {
        let number = i64::from(value);
        if min.is_some_and(|min| number < min) || max.is_some_and(|max| number > max) {
            let bound = |bound: Option<i64>, open: &str| bound.map_or_else(|| open.to_owned(), |bound| bound.to_string());
            self.refuse(format!("`{name}` is {value}, but must be from {} to {}", bound(min, "0"), bound(max, "any")));
        }
        self.put(name, value.to_string());
    }

    fn put(&mut self, name: &'static str, value: String) {
        match self.query.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.query.push((name, value)),
        }
    }

    fn refuse(&mut self, message: String) {
        if self.fault.is_none() {
            self.fault = Some(Error::input(message).on(self.endpoint));
        }
    }

    /// `{key: [body]}`.
    pub fn send_one(self, key: &'static str, body: &impl Serialize) -> Self {
        self.json(&Wrapped { key, content: [body] })
    }

    /// `{key: body}` with a list.
    pub fn send_list(self, key: &'static str, body: &impl Serialize) -> Self {
        self.send_object(key, body)
    }

    /// `{key: body}`.
    pub fn send_object(self, key: &'static str, body: &impl Serialize) -> Self {
        self.json(&Wrapped { key, content: body })
    }

    /// `body` without a wrapper.
    pub fn send_flat(self, body: &impl Serialize) -> Self {
        self.json(body)
    }

    fn json(mut self, body: &impl Serialize) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.body = Some(("application/json".to_owned(), bytes.into())),
            Err(error) => self.refuse(format!("the body cannot be written as JSON: {error}")),
        }
        self
    }

    /// Parts of an upload.
    pub fn upload(mut self, form: Form) -> Self {
        match form.encode() {
            Ok(body) => self.body = Some(body),
            Err(fault) => self.refuse(fault),
        }
        self.upload = true;
        self
    }

    /// `{key: [{"key": K, "value": V}, …]}` of a body that is an object.
    pub fn send_pairs(mut self, key: &'static str, body: &impl Serialize) -> Self {
        match pairs::written(body) {
            Ok(pairs) => self.send_object(key, &pairs),
            Err(error) => {
                self.refuse(format!("the body cannot be written as pairs: {error}"));
                self
            }
        }
    }

    /// The same call, whose answer is read by a function of the caller's choice:
    /// `|answer| answer.lenient("posts")`.
    pub fn decoded<U>(self, decode: fn(&Answer) -> Result<U, Error>) -> Call<'a, M, U> {
        let Call { connection, endpoint, path, query, body, upload, fault, .. } = self;
        Call { connection, endpoint, path, query, body, upload, joins: false, fault, decode }
    }

    /// The same call for a projection `P`: with what it needs in place of what was asked for so far.
    pub fn projected<P: Projection<Of: Readable>, U>(self, decode: fn(&Answer) -> Result<U, Error>) -> Call<'a, M, U> {
        self.selected(select(P::Of::FACTS, P::Of::INCLUDES, P::PARTS), decode)
    }

    fn selected<U>(self, options: Vec<(&'static str, String)>, decode: fn(&Answer) -> Result<U, Error>) -> Call<'a, M, U> {
        let mut call = self.decoded(decode);
        call.query.retain(|(name, _)| !matches!(*name, "fields" | "include" | "formats"));
        call.query.extend(options);
        call.joins = true;
        call
    }

    /// The same call once more, without a body: what lists and reads are made of.
    pub(crate) fn again(&self) -> Self {
        let Call { connection, endpoint, decode, .. } = *self;
        let (path, query) = (self.path.clone(), self.query.clone());
        Call { connection, endpoint, path, query, body: None, upload: false, joins: self.joins, fault: None, decode }
    }

    /// What an option is set to.
    pub(crate) fn option(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// An option, unless it is set.
    pub fn or_set(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        if self.option(name).is_none() {
            self.set(name, value);
        }
        self
    }

    pub(crate) fn take_fault(&mut self) -> Option<Error> {
        self.fault.take()
    }

    /// The same call without its body, to be sent from wherever it is taken.
    pub(crate) fn detached(&self) -> Detached<M, T> {
        let (path, query) = (self.path.clone(), self.query.clone());
        Detached { connection: self.connection.clone(), endpoint: self.endpoint, path, query, decode: self.decode }
    }

    pub(crate) fn connection(&self) -> &'a Connection<M> {
        self.connection
    }

    pub(crate) fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    /// The request, or what is wrong with it.
    pub(crate) fn request(&mut self) -> Result<Request, Error> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        let query: Vec<String> = self.query.iter().map(|(name, value)| pair(name, value)).collect();
        Ok(self.connection.inner().request(self.endpoint, &self.path, &query.join("&"), self.body.take(), self.upload))
    }
}

/// A call that borrows nothing.
pub(crate) struct Detached<M, T> {
    connection: Connection<M>,
    endpoint: &'static Endpoint,
    path: String,
    query: Vec<(&'static str, String)>,
    decode: fn(&Answer) -> Result<T, Error>,
}

impl<T> Detached<Blocking, T> {
    pub(crate) fn send(self) -> Result<T, Error> {
        let Detached { connection, endpoint, path, query, decode } = self;
        Call { connection: &connection, endpoint, path, query, body: None, upload: false, joins: false, fault: None, decode }.send()
    }
}

impl<M, T> fmt::Debug for Call<'_, M, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query: Vec<String> = self.query.iter().map(|(name, value)| pair(name, value)).collect();
        write!(formatter, "Call({} {}?{})", self.endpoint.method, self.path, query.join("&"))
    }
}

fn joined(values: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let mut text = String::new();
    for value in values {
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(value.as_ref());
    }
    text
}

struct Wrapped<T> {
    key: &'static str,
    content: T,
}

impl<T: Serialize> Serialize for Wrapped<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.key, &self.content)?;
        map.end()
    }
}

/// A call under way.
#[must_use = "futures do nothing unless awaited"]
pub struct Sending<'a, T> {
    answer: BoxFuture<'a, Result<Answer, Error>>,
    decode: fn(&Answer) -> Result<T, Error>,
    content: PhantomData<fn() -> T>,
}

impl<T> fmt::Debug for Sending<'_, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Sending")
    }
}

impl<T> Future for Sending<'_, T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let decode = self.decode;
        self.answer.as_mut().poll(context).map(|answer| answer.and_then(|answer| decode(&answer)))
    }
}

impl<'a, T> IntoFuture for Call<'a, Async, T> {
    type Output = Result<T, Error>;
    type IntoFuture = Sending<'a, T>;

    fn into_future(mut self) -> Self::IntoFuture {
        let request = self.request();
        let answer = sending::execute(Arc::clone(self.connection.inner()), self.endpoint, request);
        Sending { answer: Box::pin(answer), decode: self.decode, content: PhantomData }
    }
}

impl<T> Call<'_, Blocking, T> {
    /// Sends the call and waits for the answer.
    ///
    /// # Errors
    ///
    /// Whatever kept the answer from arriving whole and as described.
    pub fn send(mut self) -> Result<T, Error> {
        let request = self.request()?;
        let answer = sending::execute_blocking(self.connection.inner(), self.endpoint, request)?;
        (self.decode)(&answer)
    }
}
