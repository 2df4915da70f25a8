//! Values that travel as JSON inside a string.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde_core::de::{DeserializeOwned, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde_core::ser::Error as _;
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::reason;
use crate::json_path;

/// A value that travels as JSON inside a string. Read also where it travels as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Encoded<T>(pub T);

impl<T: Serialize> Serialize for Encoded<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = serde_json::to_string(&self.0).map_err(S::Error::custom)?;
        serializer.serialize_str(&text)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Encoded<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Content(PhantomData)).map(Encoded)
    }
}

/// Takes a string apart, and anything else as it is.
struct Content<T>(PhantomData<fn() -> T>);

impl<'de, T: DeserializeOwned> Visitor<'de> for Content<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string that holds JSON")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        // An empty text is how a value that was never set may be stored.
        let text = if text.is_empty() { "null" } else { text };
        serde_json::from_str(text).map_err(|error| {
            let path = json_path::at(text.as_bytes(), error.line(), error.column());
            E::custom(format_args!("the JSON in the string is wrong at `{path}`: {}", reason(&error)))
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<T, A::Error> {
        T::deserialize(SeqAccessDeserializer::new(list))
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        T::deserialize(().into_deserializer())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        T::deserialize(value.into_deserializer())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        T::deserialize(value.into_deserializer())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::deserialize(value.into_deserializer())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        T::deserialize(value.into_deserializer())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: DeserializeOwned>(json: &str) -> Result<T, serde_json::Error> {
        serde_json::from_str::<Encoded<T>>(json).map(|Encoded(value)| value)
    }

    #[test]
    fn both_forms_are_read() {
        assert_eq!(read::<Vec<u8>>(r#""[1,2]""#).unwrap(), [1, 2]);
        assert_eq!(read::<Vec<u8>>("[1,2]").unwrap(), [1, 2]);
        assert_eq!(read::<serde_json::Value>(r#"{"a":"b"}"#).unwrap(), serde_json::json!({ "a": "b" }));
        assert_eq!((read::<u8>("7").unwrap(), read::<f64>("-1.5").unwrap(), read::<bool>("true").unwrap()), (7, -1.5, true));
        assert_eq!(read::<Option<u8>>("null").unwrap(), None);
        assert_eq!(read::<Option<Vec<u8>>>(r#""null""#).unwrap(), None);
        assert_eq!(read::<Option<Vec<u8>>>(r#""""#).unwrap(), None);
    }

    #[test]
    fn one_form_is_written() {
        assert_eq!(serde_json::to_string(&Encoded(&[1, 2])).unwrap(), r#""[1,2]""#);
    }

    #[test]
    fn malformed_content_is_an_error_that_says_why() {
        let error = read::<Vec<u8>>(r#""[1,\"x\"]""#).unwrap_err().to_string();
        assert!(error.starts_with("the JSON in the string is wrong at `[1]`: invalid type: string"), "{error}");
        assert!(read::<Vec<u8>>(r#""[1""#).is_err() && read::<Vec<u8>>(r#""""#).is_err() && read::<Vec<u8>>("{}").is_err());
    }
}
