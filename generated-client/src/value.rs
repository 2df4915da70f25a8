//! Small values that requests and answers share.

use std::fmt;

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

/// A change to a field that may also be emptied.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Patch<T> {
    /// Leave it as it is.
    #[default]
    Keep,
    /// Empty it.
    Null,
    /// Give it a value.
    Set(T),
}

impl<T> Patch<T> {
    /// Whether nothing changes.
    #[must_use]
    pub fn is_keep(&self) -> bool {
        matches!(self, Patch::Keep)
    }
}

/// JSON carried inside a string, kept as the server sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonString(String);

impl JsonString {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The JSON inside.
    ///
    /// # Errors
    ///
    /// The text is not JSON: the server does not always check.
    pub fn parse(&self) -> Result<serde_json::Value, serde_json::Error> {
        serde_json::from_str(&self.0)
    }
}

impl From<String> for JsonString {
    fn from(text: String) -> Self {
        JsonString(text)
    }
}

impl From<&str> for JsonString {
    fn from(text: &str) -> Self {
        JsonString(text.to_owned())
    }
}

impl From<&serde_json::Value> for JsonString {
    fn from(value: &serde_json::Value) -> Self {
        JsonString(value.to_string())
    }
}

impl Serialize for JsonString {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for JsonString {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(JsonString)
    }
}

/// An order expression in the server's language, such as `published_at desc`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order(String);

impl From<&str> for Order {
    fn from(text: &str) -> Self {
        Order(text.to_owned())
    }
}

impl From<String> for Order {
    fn from(text: String) -> Self {
        Order(text)
    }
}

impl fmt::Display for Order {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
