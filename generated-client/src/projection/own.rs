//! Fields that stand for nothing but themselves: those of resources of one's own.
//!
//! Functions, not methods: of a type that cannot be read the compiler then says so once.

use serde::de::value::{self, UnitDeserializer};
use serde::de::{DeserializeOwned, Error, IntoDeserializer, MapAccess};

use super::slot::{Read, Slot};

/// The next value of a map.
///
/// # Errors
///
/// It is not of the type.
pub fn next<'de, T: Slot, A: MapAccess<'de>>(map: &mut A) -> Result<Option<T::Content>, A::Error> {
    if T::OPTIONAL {
        return Ok(map.next_value::<Option<Read<T::Content>>>()?.map(|value| value.0));
    }
    map.next_value::<Read<T::Content>>().map(|value| Some(value.0))
}

/// The field with what was read for it.
///
/// # Errors
///
/// There is nothing and there must be something.
pub fn fill<T: Slot, E: Error>(content: Option<T::Content>, key: &'static str) -> Result<T, E> {
    T::with(content).ok_or_else(|| E::missing_field(key))
}

/// The next value of a map, of a type that serde reads.
///
/// # Errors
///
/// It is not of the type.
pub fn next_by_serde<'de, T: DeserializeOwned, A: MapAccess<'de>>(map: &mut A) -> Result<Option<T>, A::Error> {
    map.next_value().map(Some)
}

/// The field with what serde read for it, or with what it makes of nothing: an `Option` has a place for that.
///
/// # Errors
///
/// There is nothing and there must be something.
pub fn fill_by_serde<T: DeserializeOwned, E: Error>(content: Option<T>, key: &'static str) -> Result<T, E> {
    let nothing: UnitDeserializer<value::Error> = ().into_deserializer();
    content.or_else(|| T::deserialize(nothing).ok()).ok_or_else(|| E::missing_field(key))
}
