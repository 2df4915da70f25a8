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
mod open_enum;
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
