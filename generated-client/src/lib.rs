//! Typed client for the [Ghost](https://ghost.org) Admin API.
//!
//! Every endpoint is a method, every answer a struct, and a call that a credential may not make
//! does not compile:
//!
//! ```no_run
//! use ghost_client::Ghost;
//! use ghost_client::posts::{NewPost, PostStatus};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let ghost = Ghost::integration("https://blog.example.com", &std::env::var("GHOST_ADMIN_API_KEY")?)?;
//! let draft = ghost.posts().add(NewPost::new("Hello").html("<p>Hi</p>")).await?;
//! let live = ghost.posts().edit(&draft.id, draft.patch().status(PostStatus::Published)).await?;
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
//! The resources are modules of [`admin`], also found at the crate's root.

#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

#[rustfmt::skip] // generated: formatted by the generator
pub mod admin;
mod answer;
mod base_url;
mod bulk_filter;
mod call;
#[rustfmt::skip] // generated
mod client;
mod connection;
#[rustfmt::skip] // generated
#[cfg(feature = "content-api")]
pub mod content;
mod content_connect;
pub mod credential;
mod disposition;
mod download;
mod encoded;
mod endpoint;
mod error;
mod fetch;
mod ghost;
mod id;
mod json_path;
mod lenient;
mod outcome;
mod page;
mod pairs;
mod permission;
pub mod rt;
mod string_enum;
mod tagged;
mod time;
pub mod transport;
mod upload;
mod value;
pub mod wire;

pub use admin::*;
pub use base_url::UrlError;
pub use bulk_filter::{BulkFilter, EmptyFilter};
pub use client::*;
pub use connection::{Async, Blocking, Connection};
pub use download::{Download, Mode};
pub use error::{Denial, Error, ErrorKind, GhostError, TokenFault};
pub use ghost::{Builder, ConnectError};
pub use lenient::{ItemFault, Lenient};
pub use outcome::Outcome;
pub use page::{Limit, Meta, Page, Pagination, WithMeta};
pub use permission::{Holder, Limited, Need, Permission, Permit, Right, Version, Versions};
pub use string_enum::Unknown;
pub use tagged::UnknownTagged;
pub use upload::{File, Form};
pub use value::{Filter, JsonString, Order, Patch};
