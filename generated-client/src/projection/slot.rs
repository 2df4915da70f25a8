//! Types of fields: what may stand for what, and how it is read.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_core::de::DeserializeOwned;
use serde_core::{Deserialize, Deserializer};

use super::{Part, Readable};
use crate::time::{At, Day};
use crate::value::JsonString;

/// A type of a field that is neither optional nor a list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a field that is read",
    label = "cannot be read",
    note = "a struct of your own can, with `#[derive(Projection)]`"
)]
pub trait Leaf: Sized {
    /// What is decoded.
    type Wire: DeserializeOwned + Into<Self>;
    /// What is wanted of it, if it is a projection.
    const PARTS: &'static [Part] = &[];
    /// The type of the API that it is, or is part of.
    const OF: &'static str = "";
}

impl<T: Readable> Leaf for T {
    type Wire = T;
    const OF: &'static str = T::NAME;
}

macro_rules! leaves {
    ($($ty:ty = $wire:ty;)*) => {
        $(impl Leaf for $ty {
            type Wire = $wire;
        })*
    };
}

leaves! {
    bool = bool;
    i64 = i64;
    f64 = f64;
    String = String;
    Cow<'_, str> = String;
    JsonString = JsonString;
    serde_json::Value = serde_json::Value;
    jiff::Timestamp = At;
    jiff::civil::Date = Day;
}

impl<T: DeserializeOwned> Leaf for BTreeMap<String, T> {
    type Wire = Self;
}

impl From<At> for jiff::Timestamp {
    fn from(at: At) -> Self {
        at.0
    }
}

impl From<Day> for jiff::civil::Date {
    fn from(day: Day) -> Self {
        day.0
    }
}

/// A type of a field.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the type of a field that is read",
    label = "cannot be read",
    note = "a struct of your own can, with `#[derive(Projection)]`"
)]
pub trait Slot: Sized {
    /// What is in it when there is something.
    type Content: Content;
    /// Whether there may be nothing.
    const OPTIONAL: bool;
    /// What is wanted of each thing in it, if that is a projection.
    const PARTS: &'static [Part];
    /// The type of the API that each thing in it is, or is part of.
    const OF: &'static str;

    /// With this in it, if there can be nothing or there is something.
    fn with(content: Option<Self::Content>) -> Option<Self>;
}

impl<T: Leaf> Slot for T {
    type Content = T;
    const OPTIONAL: bool = false;
    const PARTS: &'static [Part] = T::PARTS;
    const OF: &'static str = T::OF;

    fn with(content: Option<T>) -> Option<T> {
        content
    }
}

impl<T: Slot + Content> Slot for Vec<T> {
    type Content = Self;
    const OPTIONAL: bool = false;
    const PARTS: &'static [Part] = T::PARTS;
    const OF: &'static str = T::OF;

    fn with(content: Option<Self>) -> Option<Self> {
        content
    }
}

impl<T: Slot + Content> Slot for Option<T> {
    type Content = T;
    const OPTIONAL: bool = true;
    const PARTS: &'static [Part] = T::PARTS;
    const OF: &'static str = T::OF;

    fn with(content: Option<T>) -> Option<Self> {
        Some(content)
    }
}

/// Says that what the API knows as `S` can be read as this type.
#[diagnostic::on_unimplemented(
    message = "a field that holds `{S}` cannot be read as `{Self}`",
    label = "the field holds `{S}`",
    note = "take its type, a projection of it, or either in an `Option`"
)]
pub trait ReadAs<S> {}

impl<T: Leaf> ReadAs<T> for T {}

impl ReadAs<String> for Cow<'_, str> {}

impl<S, T: ReadAs<S>> ReadAs<Vec<S>> for Vec<T> {}

/// What stands in a field, as far as it is read.
pub trait Content: Sized {
    /// Reads it.
    ///
    /// # Errors
    ///
    /// It is not as described.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

impl<T: Leaf> Content for T {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::Wire::deserialize(deserializer).map(Into::into)
    }
}

impl<T: Content> Content for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::<Read<T>>::deserialize(deserializer).map(|items| items.into_iter().map(|item| item.0).collect())
    }
}

impl<T: Content> Content for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<Read<T>>::deserialize(deserializer).map(|value| value.map(|value| value.0))
    }
}

/// What was read.
pub(super) struct Read<T>(pub(super) T);

impl<'de, T: Content> Deserialize<'de> for Read<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Read)
    }
}
