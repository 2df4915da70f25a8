//! Reading an object: the loop and the visitor, once for all generated types.
//!
//! A type says under which key goes what ([`Object`]); everything that is the same for all of them is here, so that it is
//! compiled once and generated code stays short.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{DeserializeOwned, Error, MapAccess, Visitor};
use serde_core::{Deserialize, Deserializer};

use crate::encoded::Encoded;
use crate::time::{At, Day};
use crate::wire::{Key, Skip};

/// What an object's entries are gathered in. It starts empty, and what is missing in the end is for the caller to find.
pub trait Object<'de>: Default {
    /// What was expected where there is no object, as in "a post".
    const NAME: &'static str;

    /// Takes one entry.
    ///
    /// # Errors
    ///
    /// The value is not what stands under this key.
    fn entry<A: MapAccess<'de>>(&mut self, key: &str, value: Value<'_, A>) -> Result<(), A::Error>;
}

/// Reads an object.
///
/// # Errors
///
/// It is none, or one of its values is not what its key wants.
pub fn object<'de, T: Object<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(Entries(PhantomData))
}

struct Entries<T>(PhantomData<fn() -> T>);

impl<'de, T: Object<'de>> Visitor<'de> for Entries<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut found = T::default();
        while let Some(key) = map.next_key::<Key<'de>>()? {
            found.entry(key.as_str(), Value(&mut map))?;
        }
        Ok(found)
    }
}

/// The error of an object in which keys are missing: it names the first of those that are.
pub fn missing<E: Error>(keys: &[(&'static str, bool)]) -> E {
    E::missing_field(keys.iter().find(|(_, missing)| *missing).map_or("", |(key, _)| key))
}

/// A value that waits to be read; each way of reading takes it.
#[derive(Debug)]
pub struct Value<'m, A>(&'m mut A);

/// What is read in place of another type, since that has no serde of its own or one that takes too little.
pub trait Carrier<'de>: Deserialize<'de> {
    /// What is kept.
    type Value;

    /// Unpacks it.
    fn unpacked(self) -> Self::Value;
}

impl<'de, A: MapAccess<'de>> Value<'_, A> {
    /// Of a field that is never `null`.
    ///
    /// # Errors
    ///
    /// It is something else.
    pub fn put<T: Deserialize<'de>>(self, place: &mut Option<T>) -> Result<(), A::Error> {
        *place = Some(self.0.next_value()?);
        Ok(())
    }

    /// Of a field that may be `null`.
    ///
    /// # Errors
    ///
    /// It is something else.
    pub fn put_nullable<T: Deserialize<'de>>(self, place: &mut Option<T>) -> Result<(), A::Error> {
        *place = self.0.next_value()?;
        Ok(())
    }

    /// Of a field that is never `null`, by way of another type.
    ///
    /// # Errors
    ///
    /// It is something else.
    pub fn put_as<C: Carrier<'de>>(self, place: &mut Option<C::Value>) -> Result<(), A::Error> {
        *place = Some(self.0.next_value::<C>()?.unpacked());
        Ok(())
    }

    /// Of a field that may be `null`, by way of another type.
    ///
    /// # Errors
    ///
    /// It is something else.
    pub fn put_nullable_as<C: Carrier<'de>>(self, place: &mut Option<C::Value>) -> Result<(), A::Error> {
        *place = self.0.next_value::<Option<C>>()?.map(Carrier::unpacked);
        Ok(())
    }

    /// Of a field that is never `null`, as JSON in a string.
    ///
    /// # Errors
    ///
    /// It is something else.
    pub fn put_encoded<T: DeserializeOwned, V>(self, place: &mut Option<V>, unpacked: fn(T) -> V) -> Result<(), A::Error> {
        *place = Some(unpacked(self.0.next_value::<Encoded<T>>()?.0));
        Ok(())
    }

    /// Of a field that may be `null`, as JSON in a string; there may be a `null` in the string too.
    ///
    /// # Errors
    ///
    /// It is something else.
    pub fn put_nullable_encoded<T: DeserializeOwned, V>(self, place: &mut Option<V>, unpacked: fn(T) -> V) -> Result<(), A::Error> {
        *place = self.0.next_value::<Option<Encoded<Option<T>>>>()?.and_then(|value| value.0).map(unpacked);
        Ok(())
    }

    /// Of a key that has no field of its own, among all the others.
    ///
    /// # Errors
    ///
    /// It is something else than they are.
    pub fn put_rest<T: Deserialize<'de>, M: Extend<(String, T)>>(self, key: &str, places: &mut M) -> Result<(), A::Error> {
        places.extend([(key.to_owned(), self.0.next_value()?)]);
        Ok(())
    }

    /// Of a key that nobody knows.
    ///
    /// # Errors
    ///
    /// It is no JSON.
    pub fn skip(self) -> Result<(), A::Error> {
        self.0.next_value::<Skip>().map(drop)
    }
}

impl Carrier<'_> for At {
    type Value = jiff::Timestamp;

    fn unpacked(self) -> Self::Value {
        self.0
    }
}

impl Carrier<'_> for Day {
    type Value = jiff::civil::Date;

    fn unpacked(self) -> Self::Value {
        self.0
    }
}

impl<'de, C: Carrier<'de>> Carrier<'de> for Vec<C> {
    type Value = Vec<C::Value>;

    fn unpacked(self) -> Self::Value {
        self.into_iter().map(C::unpacked).collect()
    }
}

impl<'de, C: Carrier<'de>> Carrier<'de> for BTreeMap<String, C> {
    type Value = BTreeMap<String, C::Value>;

    fn unpacked(self) -> Self::Value {
        self.into_iter().map(|(key, value)| (key, value.unpacked())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq)]
    struct Found {
        id: Option<String>,
        count: Option<i64>,
        seen: Option<Vec<jiff::Timestamp>>,
        paths: Option<Vec<String>>,
        rest: BTreeMap<String, bool>,
    }

    impl<'de> Object<'de> for Found {
        const NAME: &'static str = "a thing";

        fn entry<A: MapAccess<'de>>(&mut self, key: &str, value: Value<'_, A>) -> Result<(), A::Error> {
            match key {
                "id" => value.put(&mut self.id),
                "count" => value.put_nullable(&mut self.count),
                "seen" => value.put_nullable_as::<Vec<At>>(&mut self.seen),
                "paths" => value.put_nullable_encoded(&mut self.paths, |value: Vec<String>| value),
                "unknown" => value.skip(),
                _ => value.put_rest(key, &mut self.rest),
            }
        }
    }

    fn read(json: &str) -> Result<Found, String> {
        object(&mut serde_json::Deserializer::from_str(json)).map_err(|error| error.to_string())
    }

    #[test]
    fn each_value_goes_where_its_key_says() {
        let found = read(r#"{"id":"7","count":null,"seen":["2026-01-02T03:04:05Z"],"paths":"[\"a\"]","unknown":{"x":[1]},"on":true}"#);
        let expected = Found {
            id: Some("7".to_owned()),
            count: None,
            seen: Some(vec!["2026-01-02T03:04:05Z".parse().unwrap()]),
            paths: Some(vec!["a".to_owned()]),
            rest: BTreeMap::from([("on".to_owned(), true)]),
        };
        assert_eq!(found, Ok(expected));
    }

    #[test]
    fn a_null_is_refused_where_it_never_stands_and_taken_in_a_string_where_it_may() {
        assert!(read(r#"{"id":null}"#).unwrap_err().starts_with("invalid type: null, expected a string"));
        assert_eq!(read(r#"{"paths":"null","seen":null}"#), Ok(Found::default()));
    }

    #[test]
    fn what_is_no_object_is_told_by_the_name_of_the_object() {
        assert!(read("[]").unwrap_err().starts_with("invalid type: sequence, expected a thing"));
    }

    #[test]
    fn the_first_missing_key_is_named() {
        let error: serde_json::Error = missing(&[("id", false), ("slug", true), ("url", true)]);
        assert_eq!(error.to_string(), "missing field `slug`");
    }
}
