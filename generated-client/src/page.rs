//! Pages of lists, and what stands beside an answer's content.

use std::fmt;
use std::ops::Deref;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

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

impl<'de> Deserialize<'de> for Meta {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = Meta;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("the meta of a page")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Meta, A::Error> {
                let mut meta = Meta::default();
                while let Some(key) = map.next_key::<Key<'de>>()? {
                    match key.as_str() {
                        "pagination" => meta.pagination = map.next_value()?,
                        _ => {
                            map.next_value::<Skip>()?;
                        }
                    }
                }
                Ok(meta)
            }
        }

        deserializer.deserialize_map(Fields)
    }
}

impl<'de> Deserialize<'de> for Pagination {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = Pagination;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("pagination")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pagination, A::Error> {
                let mut found = Pagination::default();
                while let Some(key) = map.next_key::<Key<'de>>()? {
                    let count = |limit: Option<Limit>| match limit {
                        Some(Limit::Count(count)) => Some(count),
                        _ => None,
                    };
                    match key.as_str() {
                        "page" => found.page = count(map.next_value()?),
                        "limit" => found.limit = map.next_value()?,
                        "pages" => found.pages = count(map.next_value()?),
                        "total" => found.total = count(map.next_value()?),
                        "next" => found.next = count(map.next_value()?),
                        "prev" => found.prev = count(map.next_value()?),
                        _ => {
                            map.next_value::<Skip>()?;
                        }
                    }
                }
                Ok(found)
            }
        }

        deserializer.deserialize_map(Fields)
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Number;

        impl Visitor<'_> for Number {
            type Value = Limit;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a number, also as text, or `all`")
            }

            fn visit_u64<E: Error>(self, count: u64) -> Result<Limit, E> {
                Ok(Limit::Count(count))
            }

            fn visit_i64<E: Error>(self, count: i64) -> Result<Limit, E> {
                Ok(Limit::Count(u64::try_from(count).unwrap_or(0)))
            }

            fn visit_f64<E: Error>(self, count: f64) -> Result<Limit, E> {
                Ok(Limit::Count(count as u64))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Limit, E> {
                if text == "all" {
                    return Ok(Limit::All);
                }
                text.trim().parse().map(Limit::Count).map_err(|_| E::invalid_value(serde::de::Unexpected::Str(text), &self))
            }
        }

        deserializer.deserialize_any(Number)
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
}
