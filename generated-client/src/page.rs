//! Pages of lists, and what stands beside an answer's content.

use std::ops::Deref;

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// One page of a list.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items, in the order of the server.
    pub items: Vec<T>,
    /// What the server says of the page; some routes say nothing.
    pub meta: Option<Meta>,
}

impl<T> Page<T> {
    pub(crate) fn new(items: Vec<T>, meta: Option<Meta>) -> Self {
        Page { items, meta }
    }

    /// Where this page stands, if the server says so.
    pub fn pagination(&self) -> Option<&Pagination> {
        self.meta.as_ref()?.pagination.as_ref()
    }
}

impl<T> Deref for Page<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T> IntoIterator for Page<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Page<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

/// An answer with a typed `meta` beside its content.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct WithMeta<T, X> {
    /// The content.
    pub value: T,
    /// What stands beside it, where the server sent it.
    pub meta: Option<X>,
}

impl<T, X> WithMeta<T, X> {
    pub(crate) fn new(value: T, meta: Option<X>) -> Self {
        WithMeta { value, meta }
    }
}

impl<T, X> Deref for WithMeta<T, X> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// `meta` of a page.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Meta {
    /// Where the page stands.
    pub pagination: Option<Pagination>,
}

/// Where a page stands in its list.
///
/// Every number is optional: routes that page by cursor send `null`, some leave keys out, and a few
/// send numbers as strings.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Pagination {
    /// This page, from 1.
    pub page: Option<u64>,
    /// Most items a page.
    pub limit: Option<Limit>,
    /// How many pages there are.
    pub pages: Option<u64>,
    /// How many items there are.
    pub total: Option<u64>,
    /// The next page. **Trap:** past the end the server still names one.
    pub next: Option<u64>,
    /// The page before.
    pub prev: Option<u64>,
}

/// Most items a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// So many.
    Count(u64),
    /// No limit, as versions before 6 could be asked for.
    All,
}

/// Never fails: a page is worth more than what is said beside it.
impl<'de> Deserialize<'de> for Meta {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Ok(Meta { pagination: value.get("pagination").filter(|found| found.is_object()).map(Pagination::read) })
    }
}

/// Never fails: what is not as described is left out.
impl<'de> Deserialize<'de> for Pagination {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|value| Pagination::read(&value))
    }
}

impl Pagination {
    fn read(value: &Value) -> Self {
        let limit = |key: &str| Limit::read(value.get(key)?);
        let count = |key: &str| match limit(key) {
            Some(Limit::Count(count)) => Some(count),
            _ => None,
        };
        Pagination {
            page: count("page"),
            limit: limit("limit"),
            pages: count("pages"),
            total: count("total"),
            next: count("next"),
            prev: count("prev"),
        }
    }
}

impl Limit {
    /// A number, also as text, or `all`.
    fn read(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) if text.trim() == "all" => Some(Limit::All),
            Value::String(text) => text.trim().parse().ok().map(Limit::Count),
            Value::Number(number) => number.as_u64().or_else(|| whole(number.as_f64()?)).map(Limit::Count),
            _ => None,
        }
    }
}

/// A whole number that was written with a fraction or exponent.
fn whole(number: f64) -> Option<u64> {
    (number >= 0.0 && number.fract() == 0.0 && number < 9e15).then_some(number as u64)
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Limit::read(&value).ok_or_else(|| D::Error::custom(format_args!("{value} is neither a number nor `all`")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_paginations_are_read() {
        let read = |json: &str| serde_json::from_str::<Pagination>(json).unwrap();
        let cursor = read(r#"{"limit":"20","total":3,"pages":1,"page":null,"next":null,"prev":null}"#);
        assert_eq!((cursor.limit, cursor.page), (Some(Limit::Count(20)), None));
        assert_eq!(read(r#"{"limit":"all","page":1}"#).limit, Some(Limit::All));
        assert_eq!(read(r#"{"total":1,"page":1,"pages":1,"new":{}}"#).limit, None);
    }

    #[test]
    fn no_meta_fails() {
        let read = |json: &str| serde_json::from_str::<Meta>(json).unwrap();
        for none in ["{}", r#"{"pagination":null}"#, r#"{"pagination":[]}"#, r#"{"stats":{"a":[1]}}"#, "[]", "1", "null"] {
            assert_eq!(read(none), Meta::default(), "{none}");
        }
        let odd = read(r#"{"pagination":{"page":true,"limit":{},"pages":"x","total":-1,"next":2.0,"prev":1.5,"cursor":"c"},"x":1}"#);
        assert_eq!(odd.pagination, Some(Pagination { next: Some(2), ..Pagination::default() }));
        let text = read(r#"{"pagination":{"page":"2","limit":" 15 ","total":"30"}}"#).pagination.unwrap();
        assert_eq!((text.page, text.limit, text.total), (Some(2), Some(Limit::Count(15)), Some(30)));
    }

    #[test]
    fn a_limit_alone_is_a_number_or_all() {
        let read = |json: &str| serde_json::from_str::<Limit>(json);
        assert_eq!((read("15").unwrap(), read(r#""all""#).unwrap()), (Limit::Count(15), Limit::All));
        assert_eq!(read(r#""some""#).unwrap_err().to_string(), r#""some" is neither a number nor `all`"#);
    }
}
