//! What a filter cannot say.

use std::error::Error;
use std::fmt;

/// Why a filter cannot be sent: the first thing that the server's language has no words for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The filter is blank; the server would take everything.
    Blank,
    /// A field is compared with an empty text.
    EmptyText {
        /// The field.
        field: String,
    },
    /// A field is compared with an empty list; or, without a field, a list of filters is empty.
    EmptyList {
        /// The field.
        field: Option<String>,
    },
    /// A number is negative, which reads as "not", or so great that the server would round it.
    Number {
        /// The field.
        field: String,
        /// The number.
        number: i128,
    },
    /// A name holds something else than letters, digits, `_` and `.`.
    Name {
        /// The name.
        name: String,
    },
    /// Two texts end in a backslash. Behind one the server reads on, so it must be the last text of a filter.
    Backslash,
    /// Raw text is negated; only its author can do that.
    RawNegated,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Blank => formatter.write_str("a filter cannot be blank: leave it out to take everything"),
            Fault::EmptyText { field } => write!(formatter, "`{field}` cannot be compared with an empty text"),
            Fault::EmptyList { field: Some(field) } => write!(formatter, "`{field}` cannot be compared with an empty list"),
            Fault::EmptyList { field: None } => formatter.write_str("a list of filters cannot be empty"),
            Fault::Number { field, number } => {
                write!(formatter, "`{field}` cannot be compared with {number}: numbers go from 0 to 9007199254740991")
            }
            Fault::Name { name } => write!(formatter, "`{name}` is not the name of a field: letters, digits, `_` and `.`"),
            Fault::Backslash => formatter.write_str("only one text of a filter can end in a backslash"),
            Fault::RawNegated => formatter.write_str("raw text cannot be negated with `!`: write its opposite"),
        }
    }
}

impl Error for Fault {}
