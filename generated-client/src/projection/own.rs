//! Fields that stand for nothing but themselves: those of resources of one's own.
//!
//! A derive names no type here: the compiler finds it where the struct is made, and so says once what is wrong with it.

use std::fmt;

use serde_core::de::value::{self, UnitDeserializer};
use serde_core::de::{DeserializeOwned, Error, IntoDeserializer, MapAccess};

use super::slot::{Read, Slot};

/// A field that may be read yet.
pub struct Unread<T: Slot>(Option<T::Content>);

/// Nothing is read so far.
#[must_use]
pub const fn unread<T: Slot>() -> Unread<T> {
    Unread(None)
}

/// Reads the next value of a map.
///
/// # Errors
///
/// It is not of the type.
pub fn next<'de, T: Slot, A: MapAccess<'de>>(field: &mut Unread<T>, map: &mut A) -> Result<(), A::Error> {
    field.0 = match T::OPTIONAL {
        true => map.next_value::<Option<Read<T::Content>>>()?.map(|value| value.0),
        false => Some(map.next_value::<Read<T::Content>>()?.0),
    };
    Ok(())
}

/// The field with what was read for it.
///
/// # Errors
///
/// There is nothing and there must be something.
pub fn fill<T: Slot, E: Error>(field: Unread<T>, key: &'static str) -> Result<T, E> {
    T::with(field.0).ok_or_else(|| E::missing_field(key))
}

impl<T: Slot> fmt::Debug for Unread<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Unread")
    }
}

/// Nothing is read so far for a field of a type that serde reads.
#[must_use]
pub const fn unread_by_serde<T: DeserializeOwned>() -> Option<T> {
    None
}

/// Reads the next value of a map, of a type that serde reads.
///
/// # Errors
///
/// It is not of the type.
pub fn next_by_serde<'de, T: DeserializeOwned, A: MapAccess<'de>>(field: &mut Option<T>, map: &mut A) -> Result<(), A::Error> {
    *field = Some(map.next_value()?);
    Ok(())
}

/// The field with what serde read for it, or with what it makes of nothing: an `Option` has a place for that.
///
/// # Errors
///
/// There is nothing and there must be something.
pub fn fill_by_serde<T: DeserializeOwned, E: Error>(field: Option<T>, key: &'static str) -> Result<T, E> {
    let nothing: UnitDeserializer<value::Error> = ().into_deserializer();
    field.or_else(|| T::deserialize(nothing).ok()).ok_or_else(|| E::missing_field(key))
}
