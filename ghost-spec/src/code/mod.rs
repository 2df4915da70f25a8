//! Codes of faults: stable, so that they can be looked up and searched for.
//!
//! Errors have numbers from 1 on, warnings from 101 on. What a code means is told beside this file, in `GS0012.md` and so on: prose, then
//! a wrong and a right example. [`Explanation::spec`] makes a whole spec of an example, and a test holds each to what it claims.

mod explanation;

use std::fmt;

pub use explanation::Explanation;

macro_rules! codes {
    ($($name:ident = $number:literal in $file:literal, $title:literal;)*) => {
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

            /// What it means, with a wrong and a right example.
            #[must_use]
            pub fn explanation(self) -> Explanation {
                match self { $(Code::$name => Explanation::of(include_str!($file)),)* }
            }
        }
    };
}

codes! {
    Unreadable = 1 in "GS0001.md", "a file or folder cannot be read";
    NoApi = 2 in "GS0002.md", "an api.yaml is missing";
    Syntax = 3 in "GS0003.md", "the YAML is malformed";
    TooBig = 4 in "GS0004.md", "a limit of size, depth or number is passed";
    Alias = 5 in "GS0005.md", "anchors, aliases and tags are not part of the language";
    DuplicateKey = 6 in "GS0006.md", "a key is given twice";
    UnknownKey = 7 in "GS0007.md", "a key has no meaning here";
    MissingKey = 8 in "GS0008.md", "a required key is missing";
    WrongKind = 9 in "GS0009.md", "a value is of the wrong kind";
    BadName = 10 in "GS0010.md", "a name is not what names look like";
    DuplicateName = 11 in "GS0011.md", "two things have the same name";
    UnknownType = 12 in "GS0012.md", "a type, entity or shape does not exist";
    UnknownOption = 13 in "GS0013.md", "a query option does not exist";
    UnknownEnvelope = 14 in "GS0014.md", "an envelope does not exist";
    UnknownAccess = 15 in "GS0015.md", "an access class does not exist";
    UnknownCredential = 16 in "GS0016.md", "a credential does not exist";
    UnknownPermission = 17 in "GS0017.md", "a permission does not exist";
    UnknownRole = 18 in "GS0018.md", "a role does not exist";
    UnknownValue = 19 in "GS0019.md", "a value is not one of the allowed ones";
    BadCall = 20 in "GS0020.md", "a call is not a method and a path";
    DuplicateRoute = 21 in "GS0021.md", "two endpoints answer the same route";
    PathParameter = 22 in "GS0022.md", "a path parameter does not fit the path";
    NoEntity = 23 in "GS0023.md", "there is no entity to send or return";
    NothingWritable = 24 in "GS0024.md", "no field can be written";
    EmptyEnum = 25 in "GS0025.md", "an enum has no values";
    BadRange = 26 in "GS0026.md", "a range is upside down";
    BadVersion = 27 in "GS0027.md", "a version is not one, or out of range";
    EnvelopeContent = 28 in "GS0028.md", "an envelope and its content do not fit";
    BadStatus = 29 in "GS0029.md", "a status is not one of success";
    UnknownAsked = 30 in "GS0030.md", "a field is shown for an option or value that does not exist";
    UnusedSets = 31 in "GS0031.md", "a field sets an option that the endpoints do not take";
    WrittenOnly = 32 in "GS0032.md", "a type that can only be written is read";
    Unused = 33 in "GS0033.md", "something is declared and never used";
    NotFilterable = 34 in "GS0034.md", "something cannot be filtered by";
    UnknownCode = 35 in "GS0035.md", "a warning that does not exist is allowed";
    UnknownField = 36 in "GS0036.md", "a field does not exist";
    CursorPath = 37 in "GS0037.md", "a cursor leads to nothing it can go by";
    BulkWithoutFilter = 101 in "GS0101.md", "a change reaches everything";
    WriteWithoutPermission = 102 in "GS0102.md", "a change needs no permission";
    ClosedChoice = 103 in "GS0103.md", "a choice has no room for what is not known yet";
    Undocumented = 104 in "GS0104.md", "an endpoint does not say what it does";
    Keyword = 105 in "GS0105.md", "a name is a keyword of Rust";
    Collision = 106 in "GS0106.md", "a name is taken in Rust";
    OpenSecret = 107 in "GS0107.md", "a secret is not marked as one";
    AllowsNothing = 108 in "GS0108.md", "a warning is allowed that nothing causes";
    UnusedDeclaration = 109 in "GS0109.md", "something that the API declares is never used";
    UnreachedShape = 110 in "GS0110.md", "no endpoint leads to a shape";
}

impl Code {
    /// The code of a number, as people write it: `GS0012`, `gs12` or `12`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Code> {
        let digits = text.strip_prefix("GS").or_else(|| text.strip_prefix("gs")).unwrap_or(text);
        let number: u16 = digits.parse().ok().filter(|_| digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        Code::ALL.iter().copied().find(|code| code.number() == number)
    }

    /// Whether it is about what is allowed but doubtful.
    #[must_use]
    pub const fn is_warning(self) -> bool {
        matches!(self, Code::Unused) || self.number() > 100
    }
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

    #[test]
    fn codes_are_read_as_people_write_them() {
        assert_eq!(["GS0012", "gs0012", "12", "GS12"].map(Code::parse), [Some(Code::UnknownType); 4]);
        assert_eq!(["", "GS", "GS9999", "00012", "-1", "+12", "GSGS12"].map(Code::parse), [None; 7]);
    }
}
