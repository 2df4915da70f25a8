//! Identities: text that cannot be empty.
//!
//! An empty id in a path is a disaster: `DELETE /posts/` + nothing deletes every post.

use std::fmt;

/// Text of an id, never empty. Generated code wraps it in a type of its own for each entity.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Box<str>);

/// An id was empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EmptyId;

impl Id {
    /// Takes any text but an empty one.
    ///
    /// # Errors
    ///
    /// The text is empty.
    pub fn new(text: impl Into<String>) -> Result<Self, EmptyId> {
        let text = text.into();
        if text.is_empty() { Err(EmptyId) } else { Ok(Id(text.into_boxed_str())) }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Display for EmptyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an id cannot be empty")
    }
}

impl std::error::Error for EmptyId {}

/// Completes a generated `struct Name(rt::Id);`.
///
/// `#[inline]` lets each be compiled by whoever uses it, and not all of them here.
#[doc(hidden)]
#[macro_export]
macro_rules! __id {
    ($name:ident) => {
        impl $name {
            /// Takes any text but an empty one.
            ///
            /// # Errors
            ///
            /// The text is empty.
            pub fn new(text: impl ::std::convert::Into<::std::string::String>) -> ::std::result::Result<Self, $crate::rt::EmptyId> {
                ::std::result::Result::map($crate::rt::Id::new(text), Self)
            }

            /// The text.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.0.as_str()
            }
        }

        impl $crate::rt::QueryValue for $name {
            #[inline]
            fn put(&self, name: &'static str, to: &mut $crate::rt::QueryPairs) {
                to.put(name, self.as_str());
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(self.0.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::rt::EmptyId;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                Self::new(text)
            }
        }

        impl $crate::rt::serde::Serialize for $name {
            fn serialize<S: $crate::rt::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.0.as_str())
            }
        }

        impl<'de> $crate::rt::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::rt::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                let text = <::std::string::String as $crate::rt::serde::Deserialize>::deserialize(deserializer)?;
                Self::new(text).map_err(<D::Error as $crate::rt::serde::de::Error>::custom)
            }
        }

        impl $crate::rt::Leaf for $name {
            type Wire = Self;
        }
    };
}
