//! A successful answer and how its envelope is taken off.

use std::fmt;
use std::marker::PhantomData;
use std::str::Utf8Error;

use serde_core::Deserialize;
use serde_core::de::{DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::download::Download;
use crate::endpoint::Endpoint;
use crate::error::{Asked, Error, ErrorKind, foreign, reason};
use crate::json_path;
use crate::lenient::Lenient;
use crate::outcome::Outcome;
use crate::page::{Meta, Page, WithMeta};
use crate::pairs::{self, Pair};
use crate::transport::Response;
use crate::wire::{Key, Skip};

/// An answer with a status of success.
#[derive(Debug)]
pub struct Answer {
    endpoint: &'static Endpoint,
    response: Response,
    asked: Asked,
}

impl Answer {
    /// An answer that was received elsewhere: a recording, a fake.
    #[must_use]
    pub fn new(endpoint: &'static Endpoint, response: Response) -> Self {
        Answer { endpoint, response, asked: Asked::default() }
    }

    /// This was asked to get it.
    pub(crate) fn to(mut self, asked: Asked) -> Self {
        self.asked = asked;
        self
    }

    /// HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.response.status()
    }

    /// The body as it came.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.response.body()
    }

    /// `{key: [T, …], "meta": {…}}`.
    ///
    /// # Errors
    ///
    /// The body is not that; so for all of these methods.
    pub fn page<'b, T: Deserialize<'b>>(&'b self, key: &'static str) -> Result<Page<T>, Error> {
        let (items, meta) = self.envelope::<Vec<T>, Meta>(key)?;
        Ok(Page::new(items, meta))
    }

    /// `{key: [T, …], "meta": {…}}`, each item decoded by itself: one that is not as described does
    /// not take the others with it.
    pub fn lenient<'b, T: Deserialize<'b>>(&'b self, key: &'static str) -> Result<Lenient<T>, Error> {
        let (items, meta) = self.envelope::<Vec<&'b RawValue>, Meta>(key)?;
        Ok(Lenient::read(self.endpoint, key, &items, meta))
    }

    /// `{key: [T, …], "meta": X}`.
    #[doc(hidden)]
    pub fn page_with<'b, T: Deserialize<'b>, X: Deserialize<'b>>(&'b self, key: &'static str) -> Result<WithMeta<Page<T>, X>, Error> {
        let page = self.page(key)?;
        let (_, meta) = self.envelope::<Skip, X>(key)?;
        Ok(WithMeta::new(page, meta))
    }

    /// `{key: [T, …]}`.
    #[doc(hidden)]
    pub fn list<'b, T: Deserialize<'b>>(&'b self, key: &'static str) -> Result<Vec<T>, Error> {
        self.envelope::<Vec<T>, Skip>(key).map(|(items, _)| items)
    }

    /// `{key: [T, …], "meta": X}`.
    #[doc(hidden)]
    pub fn list_with<'b, T: Deserialize<'b>, X: Deserialize<'b>>(&'b self, key: &'static str) -> Result<WithMeta<Vec<T>, X>, Error> {
        self.envelope(key).map(|(items, meta)| WithMeta::new(items, meta))
    }

    /// `{key: [T]}` with one item.
    #[doc(hidden)]
    pub fn one<'b, T: Deserialize<'b>>(&'b self, key: &'static str) -> Result<T, Error> {
        self.envelope::<Vec<T>, Skip>(key).and_then(|(items, _)| self.first(key, items))
    }

    /// `{key: [T], "meta": X}` with one item.
    #[doc(hidden)]
    pub fn one_with<'b, T: Deserialize<'b>, X: Deserialize<'b>>(&'b self, key: &'static str) -> Result<WithMeta<T, X>, Error> {
        let (items, meta) = self.envelope::<Vec<T>, X>(key)?;
        Ok(WithMeta::new(self.first(key, items)?, meta))
    }

    fn first<T>(&self, key: &'static str, items: Vec<T>) -> Result<T, Error> {
        items.into_iter().next().ok_or_else(|| self.wrong(key.to_owned(), "the list is empty, where one item was expected".to_owned()))
    }

    /// `{key: T}`.
    #[doc(hidden)]
    pub fn object<'b, T: Deserialize<'b>>(&'b self, key: &'static str) -> Result<T, Error> {
        self.envelope::<T, Skip>(key).map(|(value, _)| value)
    }

    /// `{key: T, "meta": X}`.
    #[doc(hidden)]
    pub fn object_with<'b, T: Deserialize<'b>, X: Deserialize<'b>>(&'b self, key: &'static str) -> Result<WithMeta<T, X>, Error> {
        self.envelope(key).map(|(value, meta)| WithMeta::new(value, meta))
    }

    /// `{key: [{"key": K, "value": V, …}, …]}`, read as the object of its keys.
    #[doc(hidden)]
    pub fn pairs<'b, T: Deserialize<'b>>(&'b self, key: &'static str) -> Result<T, Error> {
        self.pairs_with::<T, Skip>(key).map(|pairs| pairs.value)
    }

    /// `{key: [{"key": K, "value": V, …}, …], "meta": X}`.
    #[doc(hidden)]
    pub fn pairs_with<'b, T: Deserialize<'b>, X: Deserialize<'b>>(&'b self, key: &'static str) -> Result<WithMeta<T, X>, Error> {
        let (found, meta) = self.envelope::<Vec<Pair<'b>>, X>(key)?;
        let value = pairs::read(key, &found).map_err(|(path, error)| self.wrong(path, reason(&error)))?;
        Ok(WithMeta::new(value, meta))
    }

    /// What `decode` reads, unless there is nothing: status 204, no body, `null` or `{}`.
    #[doc(hidden)]
    pub fn optional<T>(&self, decode: fn(&Answer) -> Result<T, Error>) -> Result<Option<T>, Error> {
        if self.is_nothing() { Ok(None) } else { decode(self).map(Some) }
    }

    /// The first of `{key: [T]}`, if there is one.
    #[doc(hidden)]
    pub fn first_of<'b, T: Deserialize<'b>>(&'b self, key: &'static str) -> Result<Option<T>, Error> {
        self.nullable::<Vec<T>>(key).map(|items| items.and_then(|items| items.into_iter().next()))
    }

    /// What `decode` reads, unless the status says that the server does it later.
    #[doc(hidden)]
    pub fn outcome<T>(&self, deferred_status: u16, decode: fn(&Answer) -> Result<T, Error>) -> Result<Outcome<T>, Error> {
        if self.status() == deferred_status { self.empty().map(|()| Outcome::Deferred) } else { decode(self).map(Outcome::Done) }
    }

    /// Whether there is nothing to be read.
    #[inline]
    fn is_nothing(&self) -> bool {
        let body: Vec<u8> = self.body().iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(5).collect();
        self.status() == 204 || matches!(body.as_slice(), b"" | b"{}" | b"null")
    }

    /// `{key: T}` or `{key: null}`; or nothing at all.
    #[doc(hidden)]
    pub fn nullable<'b, T: Deserialize<'b>>(&'b self, key: &'static str) -> Result<Option<T>, Error> {
        if self.is_nothing() {
            return Ok(None);
        }
        self.envelope::<Option<T>, Skip>(key).map(|(value, _)| value)
    }

    /// `T` without a wrapper.
    #[doc(hidden)]
    pub fn flat<'b, T: Deserialize<'b>>(&'b self) -> Result<T, Error> {
        let text = self.json()?;
        serde_json::from_str(text).map_err(|error| self.undecodable(&error))
    }

    /// Nothing that matters.
    #[doc(hidden)]
    pub fn empty(&self) -> Result<(), Error> {
        let html = self.response.header("content-type").is_some_and(|kind| kind.starts_with("text/html"));
        if html { Err(self.not_json()) } else { Ok(()) }
    }

    /// Plain text.
    #[doc(hidden)]
    pub fn text(&self) -> Result<String, Error> {
        self.empty()?;
        Ok(String::from_utf8_lossy(self.body()).into_owned())
    }

    /// A file that has come whole: a recording's, a fake's.
    #[doc(hidden)]
    #[inline]
    pub fn file(&self) -> Result<Download, Error> {
        self.empty()?;
        Ok(Download::whole(self.endpoint, &self.response))
    }

    /// The body, if it can be JSON at all.
    ///
    /// That it is text is found out at once: a reader of bytes would do so string by string, keys included, which takes
    /// a third more time.
    fn json(&self) -> Result<&str, Error> {
        let body = self.body();
        let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
        if !matches!(first, Some(b'{' | b'[')) {
            return Err(self.not_json());
        }
        std::str::from_utf8(body).map_err(|error| FAULT(self, Flaw::NotText(error)))
    }

    pub(crate) fn not_json(&self) -> Error {
        FAULT(self, Flaw::NotJson)
    }

    fn undecodable(&self, error: &serde_json::Error) -> Error {
        FAULT(self, Flaw::Undecodable(error))
    }

    fn wrong(&self, path: String, reason: String) -> Error {
        FAULT(self, Flaw::Wrong(path, reason))
    }

    fn fault(&self, flaw: Flaw<'_>) -> Error {
        let kind = match flaw {
            Flaw::NotJson => foreign(self.status(), self.response.header("content-type"), self.body(), self.endpoint),
            Flaw::NotText(error) => {
                self.decode(json_path::at(self.body(), 1, error.valid_up_to()), "it holds bytes that are not UTF-8".to_owned())
            }
            Flaw::Undecodable(error) => self.decode(json_path::at(self.body(), error.line(), error.column()), reason(error)),
            Flaw::Wrong(path, reason) => self.decode(path, reason),
        };
        Error::new(kind).on(self.endpoint).with_status(self.status()).with_body(self.body()).about(&self.asked)
    }

    fn decode(&self, path: String, reason: String) -> ErrorKind {
        ErrorKind::Decode { status: self.status(), path, reason, written: self.endpoint.method.writes() }
    }

    /// The value under `key` and the `meta` beside it.
    fn envelope<'b, T: Deserialize<'b>, X: Deserialize<'b>>(&'b self, key: &'static str) -> Result<(T, Option<X>), Error> {
        let mut reader = serde_json::Deserializer::from_str(self.json()?);
        let found = Envelope { key, content: PhantomData }.deserialize(&mut reader).and_then(|found| reader.end().map(|()| found));
        match found {
            Ok((Some(value), meta)) => Ok((value, meta)),
            Ok((None, _)) => Err(self.wrong("$".to_owned(), format!("there is no `{key}`"))),
            Err(error) => Err(self.undecodable(&error)),
        }
    }
}

/// Why an answer cannot be read.
enum Flaw<'a> {
    NotJson,
    NotText(Utf8Error),
    Undecodable(&'a serde_json::Error),
    /// Where, and what is there.
    Wrong(String, String),
}

/// [`Answer::fault`] through a pointer. The compiler looks through all that a function calls before it inlines anything into it; this is where it
/// stops for each endpoint, instead of looking through all that makes an error.
static FAULT: fn(&Answer, Flaw<'_>) -> Error = Answer::fault;

/// Finds one key and `meta`, whatever else is there.
struct Envelope<T, X> {
    key: &'static str,
    content: PhantomData<fn() -> (T, X)>,
}

impl<'de, T: Deserialize<'de>, X: Deserialize<'de>> DeserializeSeed<'de> for Envelope<T, X> {
    type Value = (Option<T>, Option<X>);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Deserialize<'de>, X: Deserialize<'de>> Visitor<'de> for Envelope<T, X> {
    type Value = (Option<T>, Option<X>);

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object with the key `{}`", self.key)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut value, mut meta) = (None, None);
        while let Some(key) = map.next_key::<Key<'de>>()? {
            if key.as_str() == self.key {
                value = Some(map.next_value()?);
            } else if key.as_str() == "meta" {
                meta = map.next_value()?;
            } else {
                map.next_value::<Skip>()?;
            }
        }
        Ok((value, meta))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::json;

    use super::*;
    use crate::endpoint::Method;
    use crate::page::Pagination;

    static BROWSE: Endpoint = Endpoint {
        api: "admin",
        resource: "posts",
        operation: "browse",
        method: Method::Get,
        base: "/ghost/api/admin",
        path: "/posts/",
        status: &[200],
        credential: true,
        errors: crate::error::ErrorForm::GHOST,
    };

    fn answer(status: u16, body: &str) -> Answer {
        Answer::new(&BROWSE, Response::new(status, Vec::new(), body.as_bytes().to_vec()))
    }

    type Post = BTreeMap<String, u8>;

    #[test]
    fn a_strict_page_points_at_its_wrong_item() {
        let body = r#"{"posts":[{"a":1},{"a":2},{},{"a":1,"status":"x"}]}"#;
        let error = answer(200, body).page::<Post>("posts").unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Decode { path, .. } if path == "posts[3].status"), "{error}");
        assert!(
            error.to_string().starts_with("posts.browse (GET /posts/): the answer is not as described at `posts[3].status`"),
            "{error}"
        );
    }

    #[test]
    fn a_lenient_page_keeps_the_items_that_can_be_read() {
        let body = r#"{"meta":{"pagination":{"total":4}},"posts":[{"a":1}, {"a":1,"status":"x"}, 5, {"b":2}]}"#;
        let answer = answer(200, body);
        let page = answer.lenient::<Post>("posts").unwrap();
        assert_eq!(page.items, [Post::from([("a".to_owned(), 1)]), Post::from([("b".to_owned(), 2)])]);
        assert_eq!(page.pagination(), Some(&Pagination { total: Some(4), ..Pagination::default() }));
        let faults: Vec<_> = page.faults.iter().map(|fault| (fault.index, fault.path.as_str())).collect();
        assert_eq!((page.is_whole(), faults), (false, vec![(1, "posts[1].status"), (2, "posts[2]")]));
        assert_eq!((&page.faults[0].raw, &page.faults[1].raw), (&json!({ "a": 1, "status": "x" }), &json!(5)));
        let said = page.faults[0].to_string();
        assert!(said.starts_with("posts.browse (GET /posts/): item 1 is not as described at `posts[1].status`: invalid type"), "{said}");
        assert!(answer.lenient::<Post>("pages").is_err());
    }

    #[test]
    fn bytes_that_are_no_text_are_found_where_they_are() {
        let body = b"{\"posts\":[{\"a\":1},\n{\"title\":\"caf\xe9\"}]}".to_vec();
        let error = Answer::new(&BROWSE, Response::new(200, Vec::new(), body)).page::<BTreeMap<String, String>>("posts").unwrap_err();
        assert!(error.to_string().contains("`posts[1].title`: it holds bytes that are not UTF-8"), "{error}");
    }

    #[test]
    fn odd_metas_leave_a_page_whole() {
        for meta in ["null", "{}", "[]", "7", r#"{"pagination":{"limit":"all","page":null,"x":[]}}"#, r#"{"pagination":false}"#] {
            let body = format!(r#"{{"posts":[{{"a":1}}],"meta":{meta}}}"#);
            assert_eq!(answer(200, &body).page::<Post>("posts").unwrap().len(), 1, "{meta}");
        }
    }

    #[test]
    fn nothing_is_told_from_something() {
        let first = |answer: &Answer| answer.one::<u8>("n");
        for (status, body) in [(204, ""), (200, " "), (200, "{ }\n"), (200, "null")] {
            assert_eq!(answer(status, body).optional(first).unwrap(), None, "{body}");
            assert_eq!(answer(status, body).first_of::<u8>("n").unwrap(), None, "{body}");
        }
        assert_eq!(answer(200, r#"{"n":[1]}"#).optional(first).unwrap(), Some(1));
        assert!(answer(200, r#"{"m":[1]}"#).optional(first).is_err());
        assert_eq!(answer(200, r#"{"n":[]}"#).first_of::<u8>("n").unwrap(), None);
        assert_eq!(answer(200, r#"{"n":null}"#).first_of::<u8>("n").unwrap(), None);
        assert_eq!(answer(200, r#"{"n":[1,2]}"#).first_of::<u8>("n").unwrap(), Some(1));
        assert!(answer(200, r#"{"m":[]}"#).first_of::<u8>("n").is_err());
    }

    #[test]
    fn work_may_be_put_off() {
        let read = |answer: &Answer| answer.object::<u8>("n");
        assert_eq!(answer(202, "").outcome(202, read).unwrap(), Outcome::Deferred);
        assert_eq!(answer(200, r#"{"n":1}"#).outcome(202, read).unwrap().done(), Some(1));
        assert!(answer(200, "").outcome(202, read).is_err());
    }

    #[test]
    fn pairs_are_read_as_one_object() {
        let body = r#"{"settings":[{"key":"a","value":1},{"key":"b","value":"x"}],"meta":{"n":1}}"#;
        let found = answer(200, body);
        let read = found.pairs_with::<BTreeMap<String, serde_json::Value>, Post>("settings").unwrap();
        assert_eq!((read.value["a"].clone(), read.meta), (json!(1), Some(Post::from([("n".to_owned(), 1)]))));
        let error = found.pairs::<Post>("settings").unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Decode { path, .. } if path == "settings[1].value"), "{error}");
    }

    #[test]
    fn a_recorded_file_is_whole() {
        let response = Response::new(200, vec![("Content-Length".to_owned(), "99".to_owned())], b"abc".to_vec());
        assert_eq!(Answer::new(&BROWSE, response).file().unwrap().size(), Some(3));
        let page = Response::new(200, vec![("content-type".to_owned(), "text/html; charset=utf-8".to_owned())], b"<p>".to_vec());
        assert!(Answer::new(&BROWSE, page).file().is_err());
    }
}
