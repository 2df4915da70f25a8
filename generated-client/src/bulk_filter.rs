//! Filters of what changes or removes everything they match.

use std::fmt;
use std::str::FromStr;

use crate::nql::{self, Anything, Filter};

/// A filter that says something: for endpoints that change all they match.
///
/// A filter made of fields always does. Text is taken unless it is blank, for the server would take that for "everything".
///
/// ```
/// # #[cfg(feature = "content")] {
/// use ghost_client::BulkFilter;
/// use ghost_client::posts::{Post, filter};
///
/// let typed: BulkFilter<Post> = filter::tag().eq("old").into();
/// let text: BulkFilter<Post> = BulkFilter::new("tag:old")?;
/// assert!(BulkFilter::<Post>::new(" ").is_err());
/// # }
/// # Ok::<(), ghost_client::EmptyFilter>(())
/// ```
pub struct BulkFilter<R = Anything>(Filter<R>);

/// A bulk filter was empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EmptyFilter;

impl fmt::Display for EmptyFilter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a bulk filter cannot be blank: the server would take every item; say which, such as `status:draft`")
    }
}

impl std::error::Error for EmptyFilter {}

impl<R> BulkFilter<R> {
    /// Takes any expression but a blank one.
    ///
    /// # Errors
    ///
    /// The expression is blank.
    pub fn new(text: impl Into<String>) -> Result<Self, EmptyFilter> {
        let text = text.into();
        if text.trim().is_empty() { Err(EmptyFilter) } else { Ok(BulkFilter(nql::raw(text))) }
    }

    /// The filter in the server's language.
    ///
    /// # Errors
    ///
    /// The first thing in it that the language cannot say.
    pub fn text(&self) -> Result<String, nql::Fault> {
        self.0.text()
    }

    pub(crate) fn into_filter(self) -> Filter<R> {
        self.0
    }
}

impl<R> From<Filter<R>> for BulkFilter<R> {
    fn from(filter: Filter<R>) -> Self {
        // A blank one carries a fault, with which nothing is sent.
        BulkFilter(filter)
    }
}

impl<R> TryFrom<&str> for BulkFilter<R> {
    type Error = EmptyFilter;

    fn try_from(text: &str) -> Result<Self, EmptyFilter> {
        BulkFilter::new(text)
    }
}

impl<R> TryFrom<String> for BulkFilter<R> {
    type Error = EmptyFilter;

    fn try_from(text: String) -> Result<Self, EmptyFilter> {
        BulkFilter::new(text)
    }
}

impl<R> FromStr for BulkFilter<R> {
    type Err = EmptyFilter;

    fn from_str(text: &str) -> Result<Self, EmptyFilter> {
        BulkFilter::new(text)
    }
}

impl<R> Clone for BulkFilter<R> {
    fn clone(&self) -> Self {
        BulkFilter(self.0.clone())
    }
}

impl<R> PartialEq for BulkFilter<R> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<R> fmt::Debug for BulkFilter<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Bulk{:?}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_says_something() {
        assert_eq!(BulkFilter::<()>::new("status:draft").unwrap().text().unwrap(), "status:draft");
        for blank in ["", " ", "\t\n\u{a0}"] {
            assert_eq!(BulkFilter::<()>::try_from(blank), Err(EmptyFilter));
            assert_eq!(blank.parse::<BulkFilter>(), Err(EmptyFilter));
            assert_eq!(BulkFilter::from(nql::raw::<()>(blank)).text(), Err(nql::Fault::Blank));
        }
        assert!(EmptyFilter.to_string().contains("every item"));
    }
}
