//! Where an item stands in a list that is ordered by moments.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_core::Deserialize;
use serde_json::value::RawValue;

use crate::answer::Answer;
use crate::error::Error;
use crate::page::Page;
use crate::time::At;

/// How a list is walked that has no pages, as generated code states it.
#[derive(Debug)]
pub struct Cursor {
    /// Path of the moment in an item, and its name in a filter.
    pub moment: &'static str,
    /// Path of the id in an item.
    pub id: &'static str,
    /// Name of the id in a filter.
    pub id_filter: &'static str,
    /// Path of the kind in an item, and its name in a filter, if ids are unique within a kind only.
    pub kind: Option<&'static str>,
    /// Kinds that a filter calls otherwise than an item does.
    pub called: &'static [(&'static str, &'static str)],
}

/// Where an item stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) moment: Timestamp,
    pub(super) id: String,
    /// As a filter calls it; empty if there are no kinds.
    pub(super) kind: String,
}

/// A page with the place of each item; none for an item that does not say.
#[derive(Debug)]
pub struct Placed<T> {
    pub(super) key: &'static str,
    pub(super) page: Page<T>,
    pub(super) places: Vec<Option<Place>>,
}

impl Answer {
    /// `{key: [T, …], "meta": {…}}` with the place of each item.
    #[doc(hidden)]
    pub fn placed<'b, T: Deserialize<'b>>(&'b self, key: &'static str, cursor: &Cursor) -> Result<Placed<T>, Error> {
        let page = self.page(key)?;
        let places = self.list::<&RawValue>(key)?.into_iter().map(|item| cursor.place(item)).collect();
        Ok(Placed { key, page, places })
    }
}

impl Cursor {
    #[inline]
    fn place(&self, item: &RawValue) -> Option<Place> {
        let At(moment) = at(item, self.moment)?;
        let kind = match self.kind {
            Some(path) => self.filter_name(at(item, path)?),
            None => String::new(),
        };
        Some(Place { moment, id: at(item, self.id)?, kind })
    }

    fn filter_name(&self, kind: String) -> String {
        self.called.iter().find(|(known, _)| *known == kind).map_or(kind, |(_, name)| (*name).to_owned())
    }
}

/// What stands at a path of keys with dots between them. Only what is on the path is read.
fn at<'de, T: Deserialize<'de>>(item: &'de RawValue, path: &str) -> Option<T> {
    let mut found = item;
    for key in path.split('.') {
        found = serde_json::from_str::<BTreeMap<String, &RawValue>>(found.get()).ok()?.get(key).copied()?;
    }
    serde_json::from_str(found.get()).ok()
}
