//! What generated decoding is made of.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{Error, IgnoredAny, Visitor};
use serde_core::ser::SerializeMap;
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

pub use crate::encoded::Encoded;
pub use crate::object::{Carrier, Object, Value, missing, object};
pub use crate::tagged::{Tagged, UnknownTagged, tagged, tagged_flat, write_tagged};
pub use crate::time::{At, Day};

/// What generated `wire` modules import besides.
pub mod prelude {
    pub use serde_core::de::MapAccess;
    pub use serde_core::ser::SerializeMap;
    pub use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
}

/// Takes any value and forgets it: for keys the spec does not know.
pub type Skip = IgnoredAny;

/// A short text that borrows from the body where it can: a key, a value of an enum.
#[derive(Debug)]
pub struct Key<'de>(Cow<'de, str>);

impl Key<'_> {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl<'de> Visitor<'de> for Text {
            type Value = Key<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }

            fn visit_string<E: Error>(self, text: String) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text)))
            }
        }

        deserializer.deserialize_str(Text)
    }
}

/// Writes an object with a single entry: for values that stand deeper than the union they belong to.
#[derive(Clone, Copy, Debug)]
pub struct Under<'a, T: ?Sized>(pub &'static str, pub &'a T);

impl<T: Serialize + ?Sized> Serialize for Under<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0, self.1)?;
        map.end()
    }
}

/// The value of a field that is always there.
///
/// # Errors
///
/// It is not there.
pub(crate) fn need<T, E: Error>(value: Option<T>, key: &'static str) -> Result<T, E> {
    value.ok_or_else(|| E::missing_field(key))
}
