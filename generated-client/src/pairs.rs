//! Objects that travel as lists of pairs: `[{"key": K, "value": V, …}, …]`.
//!
//! They are read and written by the ordinary serde of the object, so that a type needs no other. A flag beside key and
//! value, such as `is_read_only`, is read as one more entry: the list of the keys that have it.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::collections::btree_map::IntoIter;
use std::fmt;
use std::iter::Enumerate;
use std::slice::Iter;

use serde_core::de::value::StrDeserializer;
use serde_core::de::{DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, Visitor};
use serde_core::{Deserialize, Serialize, forward_to_deserialize_any};
use serde_json::value::RawValue;
use serde_json::{Error, Value, json};

use crate::json_path;
use crate::wire::{Key, need};

/// One pair with the names of its flags; whatever else its object holds is left out.
pub(crate) struct Pair<'de> {
    key: Key<'de>,
    value: &'de RawValue,
    flags: Vec<String>,
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
                let (mut key, mut value, mut flags) = (None, None, Vec::new());
                while let Some(name) = map.next_key::<Key<'de>>()? {
                    match name.as_str() {
                        "key" => key = Some(map.next_value()?),
                        "value" => value = Some(map.next_value()?),
                        other => {
                            let other = other.to_owned();
                            if map.next_value::<&RawValue>()?.get() == "true" {
                                flags.push(other);
                            }
                        }
                    }
                }
                Ok(Pair { key: need(key, "key")?, value: need(value, "value")?, flags })
            }
        }

        deserializer.deserialize_map(Fields)
    }
}

/// Reads an object from its pairs; an error comes with its path.
pub(crate) fn read<'de, T: Deserialize<'de>>(key: &str, pairs: &[Pair<'de>]) -> Result<T, (String, Error)> {
    let fault = Cell::new(None);
    let entries = Entries { left: pairs.iter().enumerate(), flags: flags(pairs).into_iter(), value: None, flagged: None, fault: &fault };
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

/// Each flag with the keys that have it.
#[inline]
fn flags<'p>(pairs: &'p [Pair<'_>]) -> BTreeMap<&'p str, Vec<&'p str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for pair in pairs {
        pair.flags.iter().for_each(|flag| found.entry(flag).or_default().push(pair.key.as_str()));
    }
    found
}

/// The pairs, then the flags, as the entries of a map.
struct Entries<'p, 'de> {
    left: Enumerate<Iter<'p, Pair<'de>>>,
    flags: IntoIter<&'p str, Vec<&'p str>>,
    /// Keys of the flag whose value is read next.
    flagged: Option<Vec<&'p str>>,
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
        let Some((index, pair)) = self.left.next() else {
            let Some((flag, keys)) = self.flags.next() else { return Ok(None) };
            self.flagged = Some(keys);
            let flag: StrDeserializer<'_, Error> = flag.into_deserializer();
            return seed.deserialize(flag).map(Some);
        };
        self.value = Some((index, pair.value));
        let key: StrDeserializer<'_, Error> = pair.key.as_str().into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        if let Some(keys) = self.flagged.take() {
            return seed.deserialize(json!(keys));
        }
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
    fn flags_list_the_keys_that_have_them() {
        let json = r#"[{"key":"a","value":1,"locked":true},{"key":"b","value":2,"locked":false},{"locked":true,"key":"c","value":3}]"#;
        let read: BTreeMap<String, Value> = read("settings", &pairs(json)).unwrap();
        assert_eq!((read.len(), &read["locked"]), (4, &json!(["a", "c"])));
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
