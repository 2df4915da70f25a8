//! Filters of what changes or removes everything they match.

use std::fmt;
use std::str::FromStr;

use crate::value::Filter;

/// A filter expression that says something: for endpoints that change all they match.
///
/// An empty one cannot be made: the server would take it for "everything".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkFilter(String);

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

impl BulkFilter {
    /// Takes any expression but a blank one.
    ///
    /// # Errors
    ///
    /// The expression is blank.
    pub fn new(text: impl Into<String>) -> Result<Self, EmptyFilter> {
        let text = text.into();
        if text.trim().is_empty() { Err(EmptyFilter) } else { Ok(BulkFilter(text)) }
    }

    /// The expression.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<&str> for BulkFilter {
    type Error = EmptyFilter;

    fn try_from(text: &str) -> Result<Self, EmptyFilter> {
        BulkFilter::new(text)
    }
}

impl TryFrom<String> for BulkFilter {
    type Error = EmptyFilter;

    fn try_from(text: String) -> Result<Self, EmptyFilter> {
        BulkFilter::new(text)
    }
}

impl FromStr for BulkFilter {
    type Err = EmptyFilter;

    fn from_str(text: &str) -> Result<Self, EmptyFilter> {
        BulkFilter::new(text)
    }
}

impl From<BulkFilter> for Filter {
    fn from(filter: BulkFilter) -> Self {
        Filter::from(filter.0)
    }
}

impl fmt::Display for BulkFilter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_says_something() {
        assert_eq!(BulkFilter::new("status:draft").unwrap().to_string(), "status:draft");
        for blank in ["", " ", "\t\n\u{a0}"] {
            assert_eq!(BulkFilter::try_from(blank), Err(EmptyFilter));
            assert_eq!(blank.parse::<BulkFilter>(), Err(EmptyFilter));
        }
        assert!(EmptyFilter.to_string().contains("every item"));
    }
}
