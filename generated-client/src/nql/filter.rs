//! A filter, and how filters combine.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{BitAnd, BitOr, Not};

use super::fault::Fault;
use super::tree::{Test, Tree};
use crate::bulk_filter::BulkFilter;

/// A condition on things of type `R`, such as a [`Filter<Post>`](Filter): of a field, of several, or text as it is.
///
/// Conditions combine with `&`, `|` and `!`; see [`nql`](crate::nql) for how they are made.
#[must_use = "a filter does nothing until a call takes it"]
pub struct Filter<R = Anything> {
    tree: Result<Tree, Fault>,
    of: PhantomData<fn() -> R>,
}

/// Stands for what a filter is about where no type does.
#[derive(Clone, Copy, Debug)]
pub enum Anything {}

/// Text as it is, in the server's language: for what the fields cannot say.
///
/// It is put into brackets when it is combined, and cannot be negated. A blank one is a [`Fault`].
///
/// ```
/// # #[cfg(feature = "members")] {
/// use ghost_client::{members, nql};
///
/// let filter = members::filter::email_count().gt(5) & nql::raw("metafields.key:'custom.town'+metafields.value:'Oslo'");
/// assert_eq!(filter.text().unwrap(), "email_count:>5+(metafields.key:'custom.town'+metafields.value:'Oslo')");
/// # }
/// ```
pub fn raw<R>(text: impl Into<String>) -> Filter<R> {
    let text = text.into();
    Filter::new(if text.trim().is_empty() { Err(Fault::Blank) } else { Ok(Tree::Raw(text)) })
}

/// Meets all of the filters; there must be at least one.
pub fn all<R>(filters: impl IntoIterator<Item = Filter<R>>) -> Filter<R> {
    let trees: Result<Vec<Tree>, Fault> = filters.into_iter().map(|filter| filter.tree).collect();
    Filter::new(trees.and_then(Tree::all))
}

/// Meets any of the filters; there must be at least one.
pub fn any<R>(filters: impl IntoIterator<Item = Filter<R>>) -> Filter<R> {
    let trees: Result<Vec<Tree>, Fault> = filters.into_iter().map(|filter| filter.tree).collect();
    Filter::new(trees.and_then(Tree::any))
}

impl<R> Filter<R> {
    pub(super) fn new(tree: Result<Tree, Fault>) -> Self {
        Filter { tree, of: PhantomData }
    }

    /// What is said of the field of a name.
    pub(super) fn of(name: Cow<'static, str>, test: Result<Test, Fault>) -> Self {
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.');
        Filter::new(if is_name { test.map(|test| Tree::Is(name, test)) } else { Err(Fault::Name { name: name.into_owned() }) })
    }

    /// The filter in the server's language, as it stands behind `filter=` once that is decoded.
    ///
    /// # Errors
    ///
    /// The first thing in it that the language cannot say.
    pub fn text(&self) -> Result<String, Fault> {
        self.tree.as_ref().map(Tree::to_string).map_err(Clone::clone)
    }

    /// The same for what does not know what it filters.
    pub fn untyped(self) -> Filter {
        Filter::new(self.tree)
    }
}

impl<R> BitAnd for Filter<R> {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        all([self, other])
    }
}

impl<R> BitOr for Filter<R> {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        any([self, other])
    }
}

impl<R> Not for Filter<R> {
    type Output = Self;

    fn not(self) -> Self {
        Filter::new(self.tree.and_then(Tree::negated))
    }
}

impl<R> From<&str> for Filter<R> {
    fn from(text: &str) -> Self {
        raw(text)
    }
}

impl<R> From<String> for Filter<R> {
    fn from(text: String) -> Self {
        raw(text)
    }
}

impl<R> From<BulkFilter<R>> for Filter<R> {
    fn from(filter: BulkFilter<R>) -> Self {
        filter.into_filter()
    }
}

impl<R> Clone for Filter<R> {
    fn clone(&self) -> Self {
        Filter::new(self.tree.clone())
    }
}

impl<R> PartialEq for Filter<R> {
    fn eq(&self, other: &Self) -> bool {
        self.tree == other.tree
    }
}

impl<R> fmt::Debug for Filter<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.tree {
            Ok(tree) => write!(formatter, "Filter({tree})"),
            Err(fault) => write!(formatter, "Filter({fault:?})"),
        }
    }
}
