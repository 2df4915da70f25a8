//! Procedural macros for crates that use `ghost-client`, which re-exports them: the derives with its feature `macros`, `api!` with
//! `macros-api`.
//!
//! Each macro is a thin front: parse, analyse, output. Errors are collected and put on the user's
//! own tokens. What is written names everything by its whole path from the runtime, `::ghost_client` unless
//! `#[ghost(crate = "…")]` says what it is called, and so stands under `#![no_implicit_prelude]`.

#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod attributes;
mod errors;
mod object;
mod open_enum;
mod projection;
mod suggest;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a string enum open: what it does not know is kept and sent back as it came.
///
/// The enum has unit variants and one `Unknown(ghost_client::Unknown)`. A variant is written in `snake_case` unless
/// `#[ghost(name = "…")]` says otherwise. It gets what enums of the client have: `as_str`, `Display`, `AsRef<str>`, `From<&str>`,
/// `From<String>`, and serde.
///
/// ```
/// use ghost_client::{OpenEnum, Unknown};
///
/// #[derive(Debug, PartialEq, OpenEnum)]
/// enum Mood {
///     Fine,
///     #[ghost(name = "so-so")]
///     SoSo,
///     Unknown(Unknown),
/// }
///
/// assert_eq!(Mood::from("so-so"), Mood::SoSo);
/// assert_eq!(Mood::Fine.as_str(), "fine");
/// assert_eq!(Mood::from("odd").to_string(), "odd");
/// assert!(matches!(Mood::from("odd"), Mood::Unknown(unknown) if unknown.as_str() == "odd"));
/// ```
///
/// Without a place for the unknown it does not compile:
///
/// ```compile_fail
/// #[derive(ghost_client::OpenEnum)]
/// enum Mood {
///     Fine,
/// }
/// ```
#[proc_macro_derive(OpenEnum, attributes(ghost))]
pub fn open_enum(input: TokenStream) -> TokenStream {
    open_enum::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a struct a projection: part of what is read of a type of the API, asked for and read as just that.
///
/// Each field is named like the one it stands for, unless `#[ghost(name = "…")]` says which that is, and has its type: or another
/// projection where the field holds a thing or several, or `Option` around either. What may have no value must be an `Option`. The
/// compiler holds all of it against the type that `of` names.
///
/// ```
/// use ghost_client::{Ghost, Projection, posts::{Post, PostId}, tags::Tag};
///
/// #[derive(Debug, Projection)]
/// #[ghost(of = Post)]
/// struct Card {
///     id: PostId,
///     title: String,
///     #[ghost(name = "url")]
///     address: String,
///     tags: Vec<TagName>,
/// }
///
/// #[derive(Debug, Projection)]
/// #[ghost(of = Tag)]
/// struct TagName {
///     name: String,
/// }
///
/// # async fn example(ghost: Ghost<ghost_client::Integration>) -> Result<(), ghost_client::Error> {
/// // GET /posts/?limit=5&fields=id,title,url,uuid,email_only&include=tags
/// for card in ghost.posts().browse().limit(5).project::<Card>().await? {
///     println!("{} {} {:?}", card.title, card.address, card.tags);
/// }
/// # Ok(())
/// # }
/// ```
///
/// A field that is not there does not compile:
///
/// ```compile_fail,E0609
/// #[derive(ghost_client::Projection)]
/// #[ghost(of = ghost_client::posts::Post)]
/// struct Card {
///     titel: String,
/// }
/// ```
///
/// Neither does one of another type, or one that may be missing and is no `Option`:
///
/// ```compile_fail,E0277
/// #[derive(ghost_client::Projection)]
/// #[ghost(of = ghost_client::posts::Post)]
/// struct Card {
///     featured: String,
/// }
/// ```
#[proc_macro_derive(Projection, attributes(ghost))]
pub fn projection(input: TokenStream) -> TokenStream {
    projection::derive(&parse_macro_input!(input as DeriveInput)).into()
}
