//! Projections: structs of the caller's that name just what they want of a type of the API.
//!
//! A projection knows its [`Part`]s, each with the [`Fact`] that the description tells of it. From them comes what a request asks
//! for, and what the compiler is shown: generated types say their facts as [`Readable`], `#[derive(Projection)]` compares.

mod fact;
mod object;
mod own;
mod place;
mod select;
mod slot;

pub use self::fact::{Fact, Part, fact};
pub use self::object::{Object, read};
pub use self::own::{Unread, fill, fill_by_serde, next, next_by_serde, unread, unread_by_serde};
pub use self::place::{Held, Place, place};
pub(crate) use self::select::select;
pub use self::slot::{Content, Leaf, ReadAs, Slot};

use serde_core::de::DeserializeOwned;

/// A type of an API that can be read.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no type of the API that can be read",
    label = "not read from the API",
    note = "a projection is of a type that a resource of the client answers with, such as `ghost_client::posts::Post`"
)]
pub trait Readable: DeserializeOwned {
    /// Its name: `admin.post`.
    const NAME: &'static str;
    /// What is to be known of fields, where they are not just named in `fields`.
    const FACTS: &'static [Fact] = &[];
    /// Values of `include` that every endpoint takes which lets fields of it be chosen.
    const INCLUDES: &'static [&'static str] = &[];
}

/// A struct that holds part of what is read of another type.
///
/// Made with `#[derive(Projection)]` of the feature `macros`, and read with `project`, which such calls have as let their
/// fields be chosen: `ghost.posts().browse().project::<Card>()`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no projection",
    label = "not a projection",
    note = "`#[derive(Projection)]` with `#[ghost(of = Post)]` makes a struct one"
)]
pub trait Projection: DeserializeOwned + Leaf + ReadAs<<Self as Projection>::Of> {
    /// What it is part of. It is [`Readable`]; the derive asks for that itself, so that it is said once.
    type Of;
}
