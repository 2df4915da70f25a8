//! Nothing is unpacked: servers are not told that anything could be, and what comes packed anyway is left as it came.

use std::io;

use ::hyper::header::{HeaderMap, HeaderValue};
use bytes::Bytes;

/// A body that is being unpacked: there is none.
pub(in super::super) enum Packed {}

impl Packed {
    /// What a server is told that answers may be packed with.
    pub(in super::super) const ACCEPTED: Option<HeaderValue> = None;

    pub(in super::super) fn of(_: &mut HeaderMap) -> Option<Self> {
        None
    }

    pub(in super::super) fn add(&mut self, _: Bytes) {
        match *self {}
    }

    pub(in super::super) fn step(&mut self) -> io::Result<Option<Bytes>> {
        match *self {}
    }

    pub(in super::super) fn rest(&mut self) -> io::Result<Option<Bytes>> {
        match *self {}
    }
}
