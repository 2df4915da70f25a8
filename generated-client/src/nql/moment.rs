//! Moments to compare with: absolute, or relative to when the server reads the filter.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::tree::{Comparison, Test, Value};

/// A moment to compare a date with: a [`Timestamp`], the start of a [`Date`] in UTC, or one [relative to now](Relative).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    At(Timestamp),
    From(Relative),
}

impl From<Timestamp> for Moment {
    fn from(at: Timestamp) -> Self {
        Moment(Kind::At(at))
    }
}

impl From<Date> for Moment {
    fn from(day: Date) -> Self {
        // Only at the ends of all time has a day no start in UTC.
        let start = TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0));
        // Only the first day of all time has no start.
        Moment(Kind::At(start.unwrap_or(Timestamp::MIN)))
    }
}

impl From<Relative> for Moment {
    fn from(relative: Relative) -> Self {
        Moment(Kind::From(relative))
    }
}

impl Moment {
    /// The comparison that finds the same in a database that keeps whole seconds.
    pub(super) fn compared(self, how: Comparison) -> Test {
        let at = match self.0 {
            Kind::From(relative) => return Test::Compare(how, Value::Relative(relative)),
            Kind::At(at) => at,
        };
        // From half past: "at or after" begins with the next second, "before" still has this one.
        let how = match how {
            Comparison::Gte if has_fraction(at) => Comparison::Gt,
            Comparison::Lt if has_fraction(at) => Comparison::Lte,
            how => how,
        };
        Test::Compare(how, Value::Text(written(at)))
    }
}

fn has_fraction(at: Timestamp) -> bool {
    at.subsec_nanosecond() != 0
}

/// As databases write it, which compares right as text too; ISO 8601 with its `T` does not.
fn written(at: Timestamp) -> String {
    let second = at.as_nanosecond().div_euclid(1_000_000_000);
    let whole = i64::try_from(second).ok().and_then(|second| Timestamp::from_second(second).ok()).unwrap_or(at);
    whole.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// A moment so far from when the server reads the filter; see [`Span::ago`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relative {
    pub(super) ahead: bool,
    pub(super) span: Span,
}

/// A length of time, such as [`days(30)`](days).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub(super) amount: u32,
    pub(super) unit: char,
}

impl Span {
    /// So long before now.
    #[must_use]
    pub fn ago(self) -> Relative {
        Relative { ahead: false, span: self }
    }

    /// So long after now.
    #[must_use]
    pub fn ahead(self) -> Relative {
        Relative { ahead: true, span: self }
    }
}

macro_rules! units {
    ($($(#[$doc:meta])* $name:ident = $unit:literal;)*) => {
        $(
            $(#[$doc])*
            #[must_use]
            pub fn $name(amount: u32) -> Span {
                Span { amount, unit: $unit }
            }
        )*
    };
}

units! {
    /// So many seconds.
    seconds = 's';
    /// So many minutes.
    minutes = 'm';
    /// So many hours.
    hours = 'h';
    /// So many days.
    days = 'd';
    /// So many weeks.
    weeks = 'w';
    /// So many months of the calendar.
    months = 'M';
    /// So many years of the calendar.
    years = 'y';
}
