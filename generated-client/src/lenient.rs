//! Pages some of whose items are not as described.

use std::fmt;
use std::ops::Deref;

use serde_core::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::endpoint::Endpoint;
use crate::error::reason;
use crate::json_path;
use crate::page::{Meta, Pagination};

/// A page whose items were decoded one by one: those that are as described, and what is wrong with
/// the others.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Lenient<T> {
    /// The items that are as described, in the order of the server.
    pub items: Vec<T>,
    /// The others, in the order of the server.
    pub faults: Vec<ItemFault>,
    /// What the server says of the page; some routes say nothing.
    pub meta: Option<Meta>,
}

/// An item of a page that is not as described.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ItemFault {
    /// The endpoint that was called.
    pub endpoint: &'static Endpoint,
    /// Place of the item in the page, from 0.
    pub index: usize,
    /// Where in the body, such as `posts[3].status`.
    pub path: String,
    /// What is wrong there.
    pub reason: String,
    /// The item as it came.
    pub raw: Value,
}

impl<T> Lenient<T> {
    pub(crate) fn read<'de>(endpoint: &'static Endpoint, key: &str, found: &[&'de RawValue], meta: Option<Meta>) -> Self
    where
        T: Deserialize<'de>,
    {
        let mut page = Lenient { items: Vec::new(), faults: Vec::new(), meta };
        for (index, item) in found.iter().enumerate() {
            match serde_json::from_str(item.get()) {
                Ok(item) => page.items.push(item),
                Err(error) => page.faults.push(ItemFault::new(endpoint, key, index, item.get(), &error)),
            }
        }
        page
    }

    /// Whether every item is as described.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.faults.is_empty()
    }

    /// Where this page stands, if the server says so.
    #[must_use]
    pub fn pagination(&self) -> Option<&Pagination> {
        self.meta.as_ref()?.pagination.as_ref()
    }
}

impl<T> Deref for Lenient<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl ItemFault {
    fn new(endpoint: &'static Endpoint, key: &str, index: usize, item: &str, error: &serde_json::Error) -> Self {
        let within = json_path::at(item.as_bytes(), error.line(), error.column());
        ItemFault {
            endpoint,
            index,
            path: json_path::below(&format!("{key}[{index}]"), &within),
            reason: reason(error),
            // JSON that the reader takes apart but cannot hold, such as a number beyond all bounds.
            raw: serde_json::from_str(item).unwrap_or_else(|_| Value::String(item.to_owned())),
        }
    }
}

impl fmt::Display for ItemFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ItemFault { endpoint, index, path, reason, .. } = self;
        write!(formatter, "{endpoint}: item {index} is not as described at `{path}`: {reason}")
    }
}

impl std::error::Error for ItemFault {}
