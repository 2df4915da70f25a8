//! Reading an object key by key: what derives write is only what becomes of each key.

use std::fmt;
use std::marker::PhantomData;

use serde_core::Deserializer;
use serde_core::de::{MapAccess, Visitor};

/// A struct that is read from an object.
pub trait Object: Sized {
    /// What it is called in errors.
    const NAME: &'static str;

    /// Reads it key by key.
    ///
    /// # Errors
    ///
    /// It is not as described.
    fn from_map<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Self, A::Error>;
}

/// Reads it where an object must be.
///
/// # Errors
///
/// There is none, or it is not as described.
pub fn read<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(Visit(PhantomData))
}

struct Visit<T>(PhantomData<fn() -> T>);

impl<'de, T: Object> Visitor<'de> for Visit<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object for `{}`", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        T::from_map(&mut map)
    }
}
