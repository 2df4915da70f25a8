//! Open enums: a value the spec does not know is kept as it is.

use std::fmt;

/// A value that the spec does not know.
///
/// It cannot be made by hand, so that an enum's known values have one form each; use the enum's
/// `From<&str>`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Unknown(Box<str>);

impl Unknown {
    /// For the conversions of generated enums.
    #[doc(hidden)]
    #[must_use]
    pub fn __new(text: String) -> Self {
        Unknown(text.into_boxed_str())
    }

    /// As the server sent it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Completes a generated open enum with its text forms and serde.
///
/// All of it is `#[inline]`, not for speed: so it is compiled by whoever uses an enum, and not for all of them here.
#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum {
    ($name:ident { $($variant:ident = $text:literal,)* }) => {
        impl $name {
            /// As on the wire.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(unknown) => unknown.as_str(),
                }
            }

            /// The variant of a known text.
            #[inline]
            fn known(text: &str) -> ::std::option::Option<Self> {
                match text {
                    $($text => ::std::option::Option::Some(Self::$variant),)*
                    _ => ::std::option::Option::None,
                }
            }
        }

        impl ::std::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                match Self::known(text) {
                    ::std::option::Option::Some(known) => known,
                    ::std::option::Option::None => Self::Unknown($crate::rt::Unknown::__new(::std::convert::Into::into(text))),
                }
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                match Self::known(&text) {
                    ::std::option::Option::Some(known) => known,
                    ::std::option::Option::None => Self::Unknown($crate::rt::Unknown::__new(text)),
                }
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl $crate::rt::QueryValue for $name {
            #[inline]
            fn put(&self, name: &'static str, to: &mut $crate::rt::QueryPairs) {
                to.put(name, self.as_str());
            }
        }

        impl $crate::rt::serde::Serialize for $name {
            fn serialize<S: $crate::rt::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::rt::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::rt::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                let text = <$crate::rt::wire::Key<'de> as $crate::rt::serde::Deserialize>::deserialize(deserializer)?;
                ::std::result::Result::Ok(::std::convert::From::from(text.as_str()))
            }
        }

        impl $crate::rt::Leaf for $name {
            type Wire = Self;
        }
    };
}

/// Stands in for [`__string_enum`] where a derive found a mistake: the same surface, nothing in it.
#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum_stub {
    ($name:ident) => {
        impl $name {
            /// As on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                ::std::unreachable!()
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(_: &str) -> Self {
                ::std::unreachable!()
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(_: ::std::string::String) -> Self {
                ::std::unreachable!()
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                ::std::unreachable!()
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, _: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::unreachable!()
            }
        }

        impl $crate::rt::QueryValue for $name {
            fn put(&self, _: &'static str, _: &mut $crate::rt::QueryPairs) {}
        }

        impl $crate::rt::serde::Serialize for $name {
            fn serialize<S: $crate::rt::serde::Serializer>(&self, _: S) -> ::std::result::Result<S::Ok, S::Error> {
                ::std::unreachable!()
            }
        }

        impl<'de> $crate::rt::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::rt::serde::Deserializer<'de>>(_: D) -> ::std::result::Result<Self, D::Error> {
                ::std::unreachable!()
            }
        }
    };
}
