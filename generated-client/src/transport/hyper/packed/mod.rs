//! Bodies that travel packed: whether any do is the feature `gzip` of the package.

#[cfg(feature = "gzip")]
mod gzip;
#[cfg(not(feature = "gzip"))]
mod none;

#[cfg(feature = "gzip")]
pub(super) use self::gzip::Packed;
#[cfg(not(feature = "gzip"))]
pub(super) use self::none::Packed;
