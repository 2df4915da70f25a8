//! A field of a projection, and the field of the API's type that it stands for.
//!
//! All that a derive writes of a field goes through [`Place::holds`], so that a type which does not fit is one mistake, told once.

use std::fmt;
use std::marker::PhantomData;

use serde_core::de::{Error, MapAccess};

use super::slot::{Content, Read, ReadAs, Slot};
use super::{Fact, Part, fact};

/// A field of `O`, which holds `S`.
pub struct Place<O, S>(PhantomData<fn() -> (O, S)>);

/// A field of type `T`, with `C` in it, that stands for another.
pub struct Held<C, T> {
    with: fn(Option<C>) -> Option<T>,
    parts: &'static [Part],
    /// Whether it has a place for having no value; whether the other has one.
    optional: (bool, bool),
    /// Whether both are of the same type of the API, or parts of it.
    is_part: bool,
}

/// The field that the function names; it is never called.
#[must_use]
pub const fn place<O, S>(_field: fn(&O) -> &S) -> Place<O, S> {
    Place(PhantomData)
}

impl<O, S: Slot> Place<O, S> {
    /// It is read as `T`.
    #[must_use]
    pub const fn holds<T: Slot>(&self) -> Held<T::Content, T>
    where
        T::Content: ReadAs<S::Content>,
    {
        Held { with: T::with, parts: T::PARTS, optional: (T::OPTIONAL, S::OPTIONAL), is_part: fact::equal(T::OF, S::OF) }
    }
}

impl<C: Content, T> Held<C, T> {
    /// What is wanted of it.
    #[must_use]
    pub const fn part(&self, fact: Fact) -> Part {
        Part { fact, parts: self.parts }
    }

    /// Whether it has a place for having no value, if that can be.
    #[must_use]
    pub const fn may_lack(&self, fact: &Fact) -> bool {
        self.optional.0 || !self.optional.1 || fact.given
    }

    /// Whether all that is wanted of it can be included: `authors.roles`.
    #[must_use]
    pub const fn is_included(&self, fact: &Fact, includes: &[&str]) -> bool {
        !self.is_part || fact::includes(includes, fact, self.parts)
    }

    /// The next value of a map.
    ///
    /// # Errors
    ///
    /// It is not as described.
    pub fn next<'de, A: MapAccess<'de>>(&self, map: &mut A) -> Result<Option<C>, A::Error> {
        if self.optional.0 {
            return Ok(map.next_value::<Option<Read<C>>>()?.map(|value| value.0));
        }
        map.next_value::<Read<C>>().map(|value| Some(value.0))
    }

    /// The field with what was read for it.
    ///
    /// # Errors
    ///
    /// There is nothing and there must be something.
    pub fn fill<E: Error>(&self, content: Option<C>, key: &'static str) -> Result<T, E> {
        (self.with)(content).ok_or_else(|| E::missing_field(key))
    }
}

impl<O, S> fmt::Debug for Place<O, S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Place")
    }
}

impl<C, T> fmt::Debug for Held<C, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Held").field("parts", &self.parts).finish_non_exhaustive()
    }
}
