//! Procedural macros for crates that use `ghost-client`.
//!
//! Each macro is a thin front: parse, analyse, output. Errors are collected and put on the user's
//! own tokens.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

mod open_enum;

use proc_macro::TokenStream;

/// Makes a string enum open: what it does not know is kept and sent back as it came.
///
/// The enum has unit variants and one `Unknown(String)`. A variant is written in `snake_case` unless
/// `#[open(rename = "…")]` says otherwise. Derives `as_str`, `Display`, `From<&str>` and
/// `From<String>`.
///
/// ```
/// #[derive(Debug, PartialEq, ghost_macros::OpenEnum)]
/// enum Mood {
///     Fine,
///     #[open(rename = "so-so")]
///     SoSo,
///     Unknown(String),
/// }
///
/// assert_eq!(Mood::from("so-so"), Mood::SoSo);
/// assert_eq!(Mood::Fine.as_str(), "fine");
/// assert_eq!(Mood::from("odd"), Mood::Unknown("odd".to_owned()));
/// assert_eq!(Mood::from("odd").to_string(), "odd");
/// ```
#[proc_macro_derive(OpenEnum, attributes(open))]
pub fn open_enum(input: TokenStream) -> TokenStream {
    let input = syn::parse_macro_input!(input as syn::DeriveInput);
    open_enum::derive(&input).unwrap_or_else(syn::Error::into_compile_error).into()
}
