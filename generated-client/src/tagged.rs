//! Unions whose values say in a tag what they are.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::value::MapAccessDeserializer;
use serde_core::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde_core::ser::SerializeMap;
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};

use crate::wire::{Key, Skip, need};

/// A union whose values are told apart by a tag, as generated code implements it.
pub trait Tagged<'de>: Sized {
    /// What it is, with its article: "an event".
    const EXPECTED: &'static str;

    /// The value that a tag and its content mean.
    ///
    /// A variant without content takes [`Skip`], an unknown one [`UnknownTagged::read`].
    ///
    /// # Errors
    ///
    /// The content is not that of the tag.
    fn variant<D: Deserializer<'de>>(tag: &str, content: D) -> Result<Self, D::Error>;
}

/// A variant that the spec does not know, kept as it came.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct UnknownTagged {
    /// What the server calls it.
    pub tag: String,
    /// Its content: what stands below the content's key, or else all fields beside the tag; `null`
    /// if there is none.
    pub content: Value,
}

impl UnknownTagged {
    /// Keeps the content of an unknown tag.
    ///
    /// # Errors
    ///
    /// The content is not JSON.
    #[doc(hidden)]
    pub fn read<'de, D: Deserializer<'de>>(tag: &str, content: D) -> Result<Self, D::Error> {
        Value::deserialize(content).map(|content| UnknownTagged { tag: tag.to_owned(), content })
    }
}

/// Reads `{"type": T, "data": D}`, the keys in any order.
///
/// # Errors
///
/// There is no tag, or its content is not as described.
pub fn tagged<'de, T: Tagged<'de>, D: Deserializer<'de>>(deserializer: D, tag: &'static str, content: &'static str) -> Result<T, D::Error> {
    deserializer.deserialize_map(Beside { tag, content, union: PhantomData })
}

/// Reads `{"type": T, …}`, whose other keys are the content.
///
/// # Errors
///
/// There is no tag, or its content is not as described.
pub fn tagged_flat<'de, T: Tagged<'de>, D: Deserializer<'de>>(deserializer: D, tag: &'static str) -> Result<T, D::Error> {
    deserializer.deserialize_map(Within { tag, union: PhantomData })
}

/// Writes a value with its tag: beside the content under a key of its own, or among its fields.
///
/// # Errors
///
/// The content cannot be written; among the tag's fields only an object can.
pub fn write_tagged<S: Serializer>(
    serializer: S,
    (key, tag): (&'static str, &str),
    content: Option<&'static str>,
    value: &impl Serialize,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry(key, tag)?;
    let Some(content) = content else {
        match serde_json::to_value(value).map_err(serde_core::ser::Error::custom)? {
            Value::Object(fields) => fields.iter().try_for_each(|(name, field)| map.serialize_entry(name, field))?,
            Value::Null => {}
            _ => return Err(serde_core::ser::Error::custom("only an object can stand beside its tag")),
        }
        return map.end();
    };
    map.serialize_entry(content, value)?;
    map.end()
}

/// The content of a known tag.
struct Content<'t, T> {
    tag: &'t str,
    union: PhantomData<fn() -> T>,
}

impl<'de, T: Tagged<'de>> DeserializeSeed<'de> for Content<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::variant(self.tag, deserializer)
    }
}

/// Tag and content beside each other.
struct Beside<T> {
    tag: &'static str,
    content: &'static str,
    union: PhantomData<fn() -> T>,
}

impl<'de, T: Tagged<'de>> Visitor<'de> for Beside<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(T::EXPECTED)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let (mut tag, mut early, mut value) = (None::<Key<'de>>, None::<Value>, None);
        while let Some(key) = map.next_key::<Key<'de>>()? {
            match (key.as_str(), &tag) {
                (key, None) if key == self.tag => tag = Some(map.next_value()?),
                // Only content that comes before its tag has to be kept until it can be read.
                (key, None) if key == self.content => early = Some(map.next_value()?),
                (key, Some(tag)) if key == self.content && early.is_none() => {
                    value = Some(map.next_value_seed(Content { tag: tag.as_str(), union: PhantomData })?);
                }
                _ => {
                    map.next_value::<Skip>()?;
                }
            }
        }
        let tag = need(tag, self.tag)?;
        match (value, early) {
            (Some(value), _) => Ok(value),
            (None, Some(content)) => T::variant(tag.as_str(), content).map_err(A::Error::custom),
            (None, None) => T::variant(tag.as_str(), Value::Null).map_err(|_| A::Error::missing_field(self.content)),
        }
    }
}

/// The tag among the fields of the content.
struct Within<T> {
    tag: &'static str,
    union: PhantomData<fn() -> T>,
}

impl<'de, T: Tagged<'de>> Visitor<'de> for Within<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(T::EXPECTED)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut before = Map::new();
        while let Some(key) = map.next_key::<Key<'de>>()? {
            if key.as_str() != self.tag {
                before.insert(key.as_str().to_owned(), map.next_value()?);
                continue;
            }
            let tag = map.next_value::<Key<'de>>()?;
            if before.is_empty() {
                return T::variant(tag.as_str(), MapAccessDeserializer::new(map));
            }
            while let Some((key, value)) = map.next_entry()? {
                before.insert(key, value);
            }
            return T::variant(tag.as_str(), Value::Object(before)).map_err(A::Error::custom);
        }
        Err(A::Error::missing_field(self.tag))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[derive(Debug, PartialEq)]
    enum Event {
        Signup(std::collections::BTreeMap<String, u8>),
        Ping,
        Unknown(UnknownTagged),
    }

    impl<'de> Tagged<'de> for Event {
        const EXPECTED: &'static str = "an event";

        fn variant<D: Deserializer<'de>>(tag: &str, content: D) -> Result<Self, D::Error> {
            match tag {
                "signup" => Deserialize::deserialize(content).map(Event::Signup),
                "ping" => Skip::deserialize(content).map(|_| Event::Ping),
                _ => UnknownTagged::read(tag, content).map(Event::Unknown),
            }
        }
    }

    fn beside(json: &str) -> Result<Event, serde_json::Error> {
        tagged(&mut serde_json::Deserializer::from_str(json), "type", "data")
    }

    fn flat(json: &str) -> Result<Event, serde_json::Error> {
        tagged_flat(&mut serde_json::Deserializer::from_str(json), "type")
    }

    fn signup() -> Event {
        Event::Signup(std::collections::BTreeMap::from([("n".to_owned(), 1)]))
    }

    fn unknown(tag: &str, content: Value) -> Event {
        Event::Unknown(UnknownTagged { tag: tag.to_owned(), content })
    }

    #[test]
    fn content_is_read_in_any_order() {
        assert_eq!(beside(r#"{"type":"signup","data":{"n":1},"more":[]}"#).unwrap(), signup());
        assert_eq!(beside(r#"{"data":{"n":1},"more":{},"type":"signup"}"#).unwrap(), signup());
        assert_eq!(flat(r#"{"type":"signup","n":1}"#).unwrap(), signup());
        assert_eq!(flat(r#"{"n":1,"type":"signup"}"#).unwrap(), signup());
    }

    #[test]
    fn variants_without_content_need_none() {
        for json in [r#"{"type":"ping"}"#, r#"{"type":"ping","data":null}"#, r#"{"data":{"x":[1]},"type":"ping"}"#] {
            assert_eq!(beside(json).unwrap(), Event::Ping, "{json}");
        }
        assert_eq!(flat(r#"{"type":"ping","x":{"y":1}}"#).unwrap(), Event::Ping);
    }

    #[test]
    fn unknown_variants_are_kept() {
        assert_eq!(beside(r#"{"type":"new","data":[1]}"#).unwrap(), unknown("new", json!([1])));
        assert_eq!(beside(r#"{"type":"new"}"#).unwrap(), unknown("new", Value::Null));
        assert_eq!(flat(r#"{"a":1,"type":"new","b":2}"#).unwrap(), unknown("new", json!({ "a": 1, "b": 2 })));
        assert_eq!(flat(r#"{"type":"new","b":2}"#).unwrap(), unknown("new", json!({ "b": 2 })));
    }

    #[test]
    fn values_are_written_as_they_are_read() {
        struct Written(Option<&'static str>, Value);
        impl Serialize for Written {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                write_tagged(serializer, ("type", "signup"), self.0, &self.1)
            }
        }
        let written = |content, value| serde_json::to_value(Written(content, value));
        assert_eq!(written(Some("data"), json!({ "n": 1 })).unwrap(), json!({ "type": "signup", "data": { "n": 1 } }));
        assert_eq!(written(None, json!({ "n": 1 })).unwrap(), json!({ "type": "signup", "n": 1 }));
        assert_eq!(written(None, Value::Null).unwrap(), json!({ "type": "signup" }));
        assert!(written(None, json!(5)).is_err());
    }

    #[test]
    fn what_is_wrong_is_said() {
        let said = |error: Result<Event, serde_json::Error>| error.unwrap_err().to_string();
        assert!(said(beside(r#"{"data":{}}"#)).starts_with("missing field `type`"));
        assert!(said(flat(r#"{"n":1}"#)).starts_with("missing field `type`"));
        assert!(said(beside(r#"{"type":"signup"}"#)).starts_with("missing field `data`"));
        assert!(said(beside("5")).starts_with("invalid type: integer `5`, expected an event"));
        let first = beside(r#"{"type":"signup","data":{"n":"x"}}"#).unwrap_err();
        assert_eq!((first.line(), first.column()), (1, 32));
        assert!(said(beside(r#"{"data":{"n":"x"},"type":"signup"}"#)).starts_with("invalid type: string"));
    }
}
