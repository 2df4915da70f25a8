//! What generated code is built on.
//!
//! Bindings for another API name this module through their runtime path; see `ghost-codegen`.
//! Everything here is documented where it lives.

pub use serde_core as serde;

pub use crate::answer::Answer;
pub use crate::bulk_filter::{BulkFilter, EmptyFilter};
pub use crate::call::{Call, Sending};
pub use crate::connection::{Async, Blocking, Connection, Scope};
pub use crate::credential::{Anonymous, Authorize, Presented};
pub use crate::download::Download;
pub use crate::endpoint::{Endpoint, Method};
pub use crate::error::{Error, ErrorForm};
pub use crate::fetch::{Fetch, Fetching};
pub use crate::format::require_format;
pub use crate::id::{EmptyId, Id};
pub use crate::lenient::{ItemFault, Lenient};
pub use crate::nql::{self, Filter};
pub use crate::outcome::Outcome;
pub use crate::page::{Limit, Meta, Page, Pagination, WithMeta};
pub use crate::paging::{Cursor, CursorPages, Items, Paged, Pages, Placed};
pub use crate::permission::{Bug, Holder, Limited, Need, Permission, Permit, Right, Version, Versions};
pub use crate::projection::{self, Fact, Leaf, Projection, Readable};
pub use crate::query::{Pairs as QueryPairs, Query, QueryValue};
pub use crate::string_enum::Unknown;
pub use crate::table::{Check, Envelope, Field, Kind, Parameter, Route, Shape, Shown, Taken, Wrapper, checked};
pub use crate::tagged::UnknownTagged;
pub use crate::update::{Update, Updating};
pub use crate::upload::{File, Form};
pub use crate::value::{JsonString, Order, Patch};
pub use crate::veil::{Veil, Veiled, veiled};
pub use crate::verdict::judge;
pub use crate::{__id as id, __string_enum as string_enum, __string_enum_stub as string_enum_stub, wire};

/// A moment.
pub type Timestamp = jiff::Timestamp;
/// A day.
pub type Date = jiff::civil::Date;
/// Anything.
pub type Json = serde_json::Value;
/// An object with free keys.
pub type Map<T> = std::collections::BTreeMap<String, T>;

/// What generated modules import, so that they also stand where the language's prelude does not.
pub mod prelude {
    pub use std::borrow::ToOwned;
    pub use std::boxed::Box;
    pub use std::clone::Clone;
    pub use std::cmp::{Eq, Ord, PartialEq, PartialOrd};
    pub use std::convert::{AsRef, From, Into};
    pub use std::default::Default;
    pub use std::fmt::{Debug, Formatter, Result as FmtResult};
    pub use std::future::IntoFuture;
    pub use std::hash::Hash;
    pub use std::iter::{IntoIterator, Iterator};
    pub use std::marker::Send;
    pub use std::marker::{Copy, PhantomData};
    pub use std::mem::drop;
    pub use std::ops::FnMut;
    pub use std::ops::FnOnce;
    pub use std::option::Option::{self, None, Some};
    pub use std::result::Result::{self, Err, Ok};
    pub use std::string::{String, ToString};
    pub use std::vec::Vec;
}
