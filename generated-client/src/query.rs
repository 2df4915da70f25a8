//! Query options from a struct of one's own: what `#[derive(Query)]` implements.

use std::fmt::Display;

use crate::error::Error;
use crate::nql::Filter;
use crate::rt::{Date, Timestamp};
use crate::value::{JsonString, Order};

/// Options of a call, written into its query. Derive it: `#[derive(Query)]`, with the feature `macros`.
///
/// A call takes them with `options`; [`pairs`](Query::pairs) shows them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` holds no query options",
    label = "not a `Query`",
    note = "derive it: `#[derive(Query)]`"
)]
pub trait Query {
    /// Writes the options that are set.
    fn write(&self, to: &mut Pairs);

    /// Name and value of each option that is set, not yet encoded.
    ///
    /// # Errors
    ///
    /// A filter cannot be written.
    fn pairs(&self) -> Result<Vec<(&'static str, String)>, Error> {
        let mut pairs = Pairs::default();
        self.write(&mut pairs);
        match pairs.fault {
            Some(fault) => Err(Error::input(fault)),
            None => Ok(pairs.pairs),
        }
    }
}

impl<T: Query + ?Sized> Query for &T {
    fn write(&self, to: &mut Pairs) {
        (**self).write(to);
    }
}

impl<T: Query> Query for Option<T> {
    fn write(&self, to: &mut Pairs) {
        if let Some(options) = self {
            options.write(to);
        }
    }
}

/// Where options are written to.
#[derive(Debug, Default)]
pub struct Pairs {
    pairs: Vec<(&'static str, String)>,
    fault: Option<String>,
}

impl Pairs {
    /// Sets an option; it replaces what the option was set to.
    pub fn put<T: Display>(&mut self, name: &'static str, value: T) {
        let value = value.to_string();
        match self.pairs.iter_mut().find(|(known, _)| *known == name) {
            Some((_, old)) => *old = value,
            None => self.pairs.push((name, value)),
        }
    }

    /// Says why an option cannot be written: the call is not sent then. The first reason is kept.
    pub fn refuse(&mut self, name: &str, reason: impl Display) {
        self.fault.get_or_insert_with(|| format!("`{name}`: {reason}"));
    }
}

/// A value of a query option: text, numbers, flags, moments, ids, string enums, filters, lists of them joined by commas; an
/// `Option` that is `None` and an empty list are left out.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the value of a query option",
    label = "no value of a query option",
    note = "with `#[ghost(display)]` it is written by its `Display`; options in a struct of their own need `#[ghost(flatten)]`"
)]
pub trait QueryValue {
    /// Writes the value of the option `name`.
    fn put(&self, name: &'static str, to: &mut Pairs);

    /// What it is as a part of a list, if anything.
    fn part(&self) -> Option<String> {
        let mut pairs = Pairs::default();
        self.put("", &mut pairs);
        pairs.pairs.pop().map(|(_, text)| text)
    }
}

macro_rules! displayed {
    ($($ty:ty),*) => {
        $(impl QueryValue for $ty {
            #[inline]
            fn put(&self, name: &'static str, to: &mut Pairs) {
                to.put(name, self);
            }
        })*
    };
}

displayed!(bool, i8, i16, i32, i64, u8, u16, u32, u64, usize, f32, f64, char, str, String, Date, Timestamp, Order);

impl QueryValue for JsonString {
    fn put(&self, name: &'static str, to: &mut Pairs) {
        to.put(name, self.as_str());
    }
}

impl<R> QueryValue for Filter<R> {
    fn put(&self, name: &'static str, to: &mut Pairs) {
        match self.text() {
            Ok(text) => to.put(name, text),
            Err(fault) => to.refuse(name, fault),
        }
    }
}

impl<T: QueryValue + ?Sized> QueryValue for &T {
    fn put(&self, name: &'static str, to: &mut Pairs) {
        (**self).put(name, to);
    }
}

impl<T: QueryValue + ?Sized> QueryValue for Box<T> {
    fn put(&self, name: &'static str, to: &mut Pairs) {
        (**self).put(name, to);
    }
}

impl<T: QueryValue + ToOwned + ?Sized> QueryValue for std::borrow::Cow<'_, T> {
    fn put(&self, name: &'static str, to: &mut Pairs) {
        (**self).put(name, to);
    }
}

impl<T: QueryValue> QueryValue for Option<T> {
    fn put(&self, name: &'static str, to: &mut Pairs) {
        if let Some(value) = self {
            value.put(name, to);
        }
    }
}

impl<T: QueryValue> QueryValue for [T] {
    fn put(&self, name: &'static str, to: &mut Pairs) {
        let parts: Vec<String> = self.iter().filter_map(QueryValue::part).collect();
        if !parts.is_empty() {
            to.put(name, parts.join(","));
        }
    }
}

impl<T: QueryValue> QueryValue for Vec<T> {
    fn put(&self, name: &'static str, to: &mut Pairs) {
        self.as_slice().put(name, to);
    }
}

impl<T: QueryValue, const N: usize> QueryValue for [T; N] {
    fn put(&self, name: &'static str, to: &mut Pairs) {
        self.as_slice().put(name, to);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Everything;

    impl Query for Everything {
        fn write(&self, to: &mut Pairs) {
            7_u8.put("limit", to);
            Some(true).put("all", to);
            None::<&str>.put("search", to);
            ["a", "b"].put("include", to);
            Vec::<String>::new().put("fields", to);
            vec![Some(1), None, Some(2)].put("some", to);
            "x".put("limit", to);
        }
    }

    #[test]
    fn what_is_not_set_is_left_out_and_lists_are_joined() {
        let pairs = Everything.pairs().unwrap();
        let expected = [("limit", "x"), ("all", "true"), ("include", "a,b"), ("some", "1,2")];
        assert_eq!(pairs, expected.map(|(name, value)| (name, value.to_owned())));
        assert_eq!(Some(Everything).pairs().unwrap(), pairs);
    }

    #[test]
    fn the_first_reason_not_to_send_is_told() {
        struct Refused;
        impl Query for Refused {
            fn write(&self, to: &mut Pairs) {
                to.refuse("filter", "too deep");
                to.refuse("order", "no");
            }
        }
        assert!(Refused.pairs().unwrap_err().to_string().contains("`filter`: too deep"));
    }
}
