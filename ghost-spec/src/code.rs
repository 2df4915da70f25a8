//! Codes of faults: stable, so that they can be looked up and searched for.

use std::fmt;

macro_rules! codes {
    ($($name:ident = $number:literal, $title:literal;)*) => {
        /// What kind of fault it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = concat!($title, ".")] $name,)*
        }

        impl Code {
            /// Every code, in order.
            pub const ALL: &[Code] = &[$(Code::$name,)*];

            /// Number, as printed after `GS`.
            #[must_use]
            pub const fn number(self) -> u16 {
                match self { $(Code::$name => $number,)* }
            }

            /// One line that says what kind of fault it is.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Code::$name => $title,)* }
            }
        }
    };
}

codes! {
    Unreadable = 1, "a file or folder cannot be read";
    NoApi = 2, "an api.yaml is missing";
    Syntax = 3, "the YAML is malformed";
    TooBig = 4, "a limit of size, depth or number is passed";
    Alias = 5, "anchors, aliases and tags are not part of the language";
    DuplicateKey = 6, "a key is given twice";
    UnknownKey = 7, "a key has no meaning here";
    MissingKey = 8, "a required key is missing";
    WrongKind = 9, "a value is of the wrong kind";
    BadName = 10, "a name is not what names look like";
    DuplicateName = 11, "two things have the same name";
    UnknownType = 12, "a type, entity or shape does not exist";
    UnknownOption = 13, "a query option does not exist";
    UnknownEnvelope = 14, "an envelope does not exist";
    UnknownAccess = 15, "an access class does not exist";
    UnknownCredential = 16, "a credential does not exist";
    UnknownPermission = 17, "a permission does not exist";
    UnknownRole = 18, "a role does not exist";
    UnknownValue = 19, "a value is not one of the allowed ones";
    BadCall = 20, "a call is not a method and a path";
    DuplicateRoute = 21, "two endpoints answer the same route";
    PathParameter = 22, "a path parameter does not fit the path";
    NoEntity = 23, "there is no entity to send or return";
    NothingWritable = 24, "no field can be written";
    EmptyEnum = 25, "an enum has no values";
    BadRange = 26, "a range is upside down";
    BadVersion = 27, "a version is not one, or out of range";
    EnvelopeContent = 28, "an envelope and its content do not fit";
    BadStatus = 29, "a status is not one of success";
    UnknownAsked = 30, "a field is shown for an option or value that does not exist";
    UnusedSets = 31, "a field sets an option that the endpoints do not take";
    WrittenOnly = 32, "a type that can only be written is read";
    Unused = 33, "something is declared and never used";
    NotFilterable = 34, "something cannot be filtered by";
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "GS{:04}", self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_unique_and_ascending() {
        assert!(Code::ALL.windows(2).all(|pair| pair[0].number() < pair[1].number()));
        assert_eq!(Code::UnknownType.to_string(), "GS0012");
    }
}
