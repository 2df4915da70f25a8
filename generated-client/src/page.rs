//! Pages of lists, and what stands beside an answer's content.

use std::fmt;
use std::ops::Deref;

use serde_core::de::{Error, MapAccess, SeqAccess, Visitor};
use serde_core::{Deserialize, Deserializer};
use serde_json::Value;

use crate::wire::{Key, Skip};

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
        Ok(Meta { pagination: Said::deserialize(deserializer)?.pagination() })
    }
}

/// Never fails: what is not as described is left out.
impl<'de> Deserialize<'de> for Pagination {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Said::deserialize(deserializer)?.standing().unwrap_or_default())
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let said = Said::deserialize(&value).map_err(D::Error::custom)?;
        said.limit().ok_or_else(|| D::Error::custom(format_args!("{value} is neither a number nor `all`")))
    }
}

/// Something in `meta`, which may be anything. Only what is looked for here is kept, without a copy of the rest: every page has one.
enum Said {
    Limit(Limit),
    /// An object: what it says as `pagination`, and under the key of that name.
    Object {
        standing: Pagination,
        pagination: Option<Pagination>,
    },
    Nothing,
}

impl Said {
    fn limit(self) -> Option<Limit> {
        if let Said::Limit(limit) = self { Some(limit) } else { None }
    }

    fn count(self) -> Option<u64> {
        if let Said::Limit(Limit::Count(count)) = self { Some(count) } else { None }
    }

    fn standing(self) -> Option<Pagination> {
        if let Said::Object { standing, .. } = self { Some(standing) } else { None }
    }

    fn pagination(self) -> Option<Pagination> {
        if let Said::Object { pagination, .. } = self { pagination } else { None }
    }
}

impl From<Option<u64>> for Said {
    fn from(count: Option<u64>) -> Self {
        count.map_or(Said::Nothing, |count| Said::Limit(Limit::Count(count)))
    }
}

impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Anything)
    }
}

struct Anything;

impl<'de> Visitor<'de> for Anything {
    type Value = Said;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("anything")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Said, E> {
        Ok(Said::from(Some(number)))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Said, E> {
        Ok(Said::from(u64::try_from(number).ok()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Said, E> {
        Ok(Said::from(whole(number)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Said, E> {
        Ok(match text.trim() {
            "all" => Said::Limit(Limit::All),
            text => Said::from(text.parse().ok()),
        })
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Said, E> {
        Ok(Said::Nothing)
    }

    fn visit_unit<E: Error>(self) -> Result<Said, E> {
        Ok(Said::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Said, A::Error> {
        Skip::default().visit_seq(list)?;
        Ok(Said::Nothing)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Said, A::Error> {
        let (mut standing, mut pagination) = (Pagination::default(), None);
        while let Some(key) = map.next_key::<Key<'de>>()? {
            match key.as_str() {
                "page" => standing.page = map.next_value::<Said>()?.count(),
                "limit" => standing.limit = map.next_value::<Said>()?.limit(),
                "pages" => standing.pages = map.next_value::<Said>()?.count(),
                "total" => standing.total = map.next_value::<Said>()?.count(),
                "next" => standing.next = map.next_value::<Said>()?.count(),
                "prev" => standing.prev = map.next_value::<Said>()?.count(),
                "pagination" => pagination = map.next_value::<Said>()?.standing(),
                _ => drop(map.next_value::<Skip>()?),
            }
        }
        Ok(Said::Object { standing, pagination })
    }
}

/// A whole number that was written with a fraction or exponent.
fn whole(number: f64) -> Option<u64> {
    (number >= 0.0 && number.fract() == 0.0 && number < 9e15).then_some(number as u64)
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
        let last = read(r#"{"pagination":{"total":1,"pagination":{"total":2},"new":[{}]},"pages":3,"pagination":{"total":4}}"#);
        assert_eq!(last.pagination, Some(Pagination { total: Some(4), ..Pagination::default() }));
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
