//! Typed client for the [Ghost](https://ghost.org) Admin and Content APIs.
//!
//! Every endpoint is a method, every answer a struct, and a call that a credential may not make
//! does not compile:
//!
//! ```no_run
//! use ghost_client::Ghost;
//! use ghost_client::posts::{Content, NewPost, PostStatusInput};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let ghost = Ghost::integration("https://blog.example.com", &std::env::var("GHOST_ADMIN_API_KEY")?)?;
//! let draft = ghost.posts().add(NewPost::new("Hello").content(Content::html("<p>Hi</p>"))).await?;
//! let live = ghost.posts().edit(&draft.id, draft.patch().status(PostStatusInput::Published)).await?;
//! for post in &ghost.posts().browse().filter("status:published").limit(50).await? {
//!     println!("{} {:?}", post.title, post.url);
//! }
//! # let _ = live; Ok(())
//! # }
//! ```
//!
//! An integration may not change settings, so this is refused by the compiler:
//!
//! ```compile_fail,E0277
//! # use ghost_client::{Ghost, Integration};
//! # fn example(ghost: &Ghost<Integration>) {
//! let _ = ghost.themes().browse();
//! # }
//! ```
//!
//! What readers see is in the Content API, with a key that may be known:
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let ghost = ghost_client::Ghost::content("https://blog.example.com", &std::env::var("GHOST_CONTENT_API_KEY")?)?;
//! for post in &ghost.posts().browse().limit(5).await? {
//!     println!("{}", post.title);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! Members of staff act with their token, or log in; where a site asks for the code from the e-mail, the login waits for it.
//! Whether a credential counts, and what it may do, is asked with `check`:
//!
//! ```no_run
//! use ghost_client::{Ghost, Login};
//!
//! # fn ask_for_the_code() -> String { String::new() }
//! # async fn example(password: &str) -> Result<(), ghost_client::Error> {
//! let ghost = match Ghost::login("https://blog.example.com", "ada@example.com", password).await? {
//!     Login::SignedIn(ghost) => ghost,
//!     Login::NeedsCode(challenge) => challenge.verify(&ask_for_the_code()).await?,
//! };
//! println!("{}", ghost.check().await?); // session of Ada <ada@example.com> (Editor), Ghost 6.65.0, "My blog"
//! # Ok(())
//! # }
//! ```
//!
//! The resources are modules of [`admin`] and [`content`]; those of `admin` are also found at the crate's root. Each
//! group of resources is a Cargo feature; the table is in the documentation of [`admin`].
//!
//! With the feature `tracing` each call is a span `ghost.operation` with `operation` (`posts.browse`), `method`, `route` (a template,
//! without a query), `status`, `attempts` and `elapsed` in seconds, and each attempt an event in it; neither credentials nor what is
//! sent or received are among them.
//!
//! Whose TLS is used is a feature too: `rustls`, which is on by default, or with `default-features = false` `native-tls`, that of the
//! operating system; and so is `gzip`, also on by default, by which answers travel packed.
//!
//! Moments are `jiff::Timestamp` and days `jiff::civil::Date`, of which this crate wants as little as there is: `cargo add jiff` for the
//! clock, time zones and arithmetic.
//!
//! In browsers (`wasm32-unknown-unknown`) the feature `browser` takes the place of `rustls`, which is on by default:
//! `default-features = false`, and name the groups.

#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

#[rustfmt::skip] // generated: formatted by the generator
pub mod admin;
mod address;
mod answer;
mod attempts;
mod base_url;
mod bulk_filter;
mod call;
#[cfg(feature = "site-admin")]
pub mod check;
#[rustfmt::skip] // generated
mod client;
mod clock;
mod connection;
#[rustfmt::skip] // generated
#[cfg(feature = "content-api")]
pub mod content;
mod content_connect;
pub mod credential;
mod disposition;
mod download;
mod draft;
mod encoded;
mod endpoint;
mod error;
#[cfg(feature = "fake")]
pub mod fake;
mod fetch;
#[cfg(feature = "macros")]
mod filter_macro;
mod format;
mod ghost;
mod id;
mod json_path;
mod lenient;
pub mod nql;
mod object;
mod outcome;
mod page;
mod paging;
mod pairs;
mod permission;
#[doc(hidden)]
pub mod projection;
#[cfg(any(feature = "content", feature = "stats"))]
mod publish;
mod query;
mod redirect;
pub mod resource;
mod retry;
pub mod rt;
mod save;
mod sending;
mod server;
#[cfg(feature = "site-admin")]
mod sign_in;
mod string_enum;
mod table;
mod tagged;
mod time;
mod trace;
pub mod transport;
mod update;
mod upload;
mod value;
mod veil;
mod verdict;
#[cfg(feature = "webhook")]
pub mod webhook;
pub mod wire;

pub use admin::*;
pub use base_url::UrlError;
pub use bulk_filter::{BulkFilter, EmptyFilter};
#[cfg(feature = "site-admin")]
pub use check::{Can, Checked};
pub use client::*;
pub use connection::{Async, Blocking, Connection};
pub use download::{Download, Mode};
pub use error::{Denial, Detour, Error, ErrorKind, GhostError, SignInFault, TokenFault, Written};
pub use ghost::{Builder, ConnectError};
#[cfg(feature = "macros")]
#[doc(hidden)]
pub use ghost_macros::__filter;
#[cfg(feature = "macros-api")]
pub use ghost_macros::api;
#[cfg(feature = "macros")]
pub use ghost_macros::{OpenEnum, Patch, Projection, Query, Resource};
pub use lenient::{ItemFault, Lenient};
pub use nql::Filter;
pub use outcome::Outcome;
pub use page::{Limit, Meta, Page, Pagination, WithMeta};
pub use paging::{CursorPages, Items, Paged, Pages};
pub use permission::{Bug, Holder, Limited, Need, Permission, Permit, Right, Version, Versions};
pub use projection::{Projection, Readable};
#[cfg(any(feature = "content", feature = "stats"))]
pub use publish::{Done, Publication, Publish, Publishable, Segment, Unpublish};
pub use query::Query;
pub use resource::Resource;
pub use retry::Retry;
pub use server::Deprecation;
#[cfg(feature = "site-admin")]
pub use sign_in::{Challenge, CodeReason, Login, SavedSession, SavedSessionError};
pub use string_enum::Unknown;
pub use tagged::UnknownTagged;
pub use upload::{File, Form};
pub use value::{JsonString, Order, Patch};
