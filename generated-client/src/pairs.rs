//! Objects that travel as lists of pairs: `[{"key": K, "value": V, …}, …]`.
//!
//! They are read and written by the ordinary serde of the object, so that a type needs no other.

use std::cell::Cell;
use std::fmt;
use std::iter::Enumerate;
use std::slice::Iter;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, forward_to_deserialize_any};
use serde_json::value::RawValue;
use serde_json::{Error, Value, json};

use crate::json_path;
use crate::wire::{Key, Skip, need};

/// One pair; whatever else its object holds is left out.
pub(crate) struct Pair<'de> {
    key: Key<'de>,
    value: &'de RawValue,
}

impl<'de> Deserialize<'de> for Pair<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = Pair<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a pair of `key` and `value`")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pair<'de>, A::Error> {
                let (mut key, mut value) = (None, None);
                while let Some(name) = map.next_key::<Key<'de>>()? {
                    match name.as_str() {
                        "key" => key = Some(map.next_value()?),
                        "value" => value = Some(map.next_value()?),
                        _ => {
                            map.next_value::<Skip>()?;
                        }
                    }
                }
                Ok(Pair { key: need(key, "key")?, value: need(value, "value")? })
            }
        }

        deserializer.deserialize_map(Fields)
    }
}

/// Reads an object from its pairs; an error comes with its path.
pub(crate) fn read<'de, T: Deserialize<'de>>(key: &str, pairs: &[Pair<'de>]) -> Result<T, (String, Error)> {
    let fault = Cell::new(None);
    let entries = Entries { left: pairs.iter().enumerate(), value: None, fault: &fault };
    T::deserialize(entries).map_err(|error| {
        let path = match fault.get().and_then(|index| Some((index, pairs.get(index)?))) {
            Some((index, pair)) => {
                let within = json_path::at(pair.value.get().as_bytes(), error.line(), error.column());
                json_path::below(&format!("{key}[{index}].value"), &within)
            }
            None => key.to_owned(),
        };
        (path, error)
    })
}

/// The pairs as the entries of a map.
struct Entries<'p, 'de> {
    left: Enumerate<Iter<'p, Pair<'de>>>,
    value: Option<(usize, &'de RawValue)>,
    /// Index of the pair whose value cannot be read.
    fault: &'p Cell<Option<usize>>,
}

impl<'de> Deserializer<'de> for Entries<'_, 'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> MapAccess<'de> for Entries<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((index, pair)) = self.left.next() else { return Ok(None) };
        self.value = Some((index, pair.value));
        let key: serde::de::value::StrDeserializer<'_, Error> = pair.key.as_str().into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        let Some((index, value)) = self.value.take() else { return Err(Error::custom("a value was asked for before its key")) };
        let mut reader = serde_json::Deserializer::from_str(value.get());
        let value = seed.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
        value.inspect_err(|_| self.fault.set(Some(index)))
    }
}

/// The pairs of a body that is an object.
pub(crate) fn written(body: &impl Serialize) -> Result<Vec<Value>, Error> {
    match serde_json::to_value(body)? {
        Value::Object(entries) => Ok(entries.into_iter().map(|(key, value)| json!({ "key": key, "value": value })).collect()),
        _ => Err(Error::custom("it is not an object")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn pairs(json: &str) -> Vec<Pair<'_>> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn pairs_are_read_as_the_object_they_are() {
        let json = r#"[{"key":"title","value":"T","id":1},{"type":"x","value":null,"key":"n\u006fte"}]"#;
        let read: BTreeMap<String, Option<String>> = read("settings", &pairs(json)).unwrap();
        assert_eq!(read, BTreeMap::from([("title".to_owned(), Some("T".to_owned())), ("note".to_owned(), None)]));
    }

    #[test]
    fn a_wrong_value_is_pointed_at() {
        let json = r#"[{"key":"a","value":[1]},{"key":"b","value":[1, "x"]}]"#;
        let (path, error) = read::<BTreeMap<String, Vec<u8>>>("settings", &pairs(json)).unwrap_err();
        assert_eq!(path, "settings[1].value[1]", "{error}");
    }

    #[test]
    fn pairs_without_key_or_value_are_refused() {
        for json in [r#"[{"value":1}]"#, r#"[{"key":"a"}]"#, "[1]"] {
            assert!(serde_json::from_str::<Vec<Pair<'_>>>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn an_object_is_written_as_pairs() {
        let written = written(&json!({ "b": [1], "a": null })).unwrap();
        assert_eq!(Value::Array(written), json!([{ "key": "a", "value": null }, { "key": "b", "value": [1] }]));
        assert!(super::written(&[1]).is_err());
    }
}
