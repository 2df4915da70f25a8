//! What a request carries: bytes in memory, and files that are read while they are sent.

use std::fmt;
use std::io::Read;

use super::source::{Piece, Reading};
use super::stream::PartsReader;
use super::{BodyStream, TransportError};

/// The body of a request.
///
/// It may be much larger than memory: a transport sends [`as_bytes`](Body::as_bytes) where there are
/// some, and else what [`into_stream`](Body::into_stream) or [`into_reader`](Body::into_reader)
/// gives, as long as [`len`](Body::len) says, or chunked where that is not known.
pub struct Body {
    pieces: Vec<Piece>,
}

impl Body {
    /// A body of these pieces, one after the other.
    pub(crate) fn of(pieces: Vec<Piece>) -> Self {
        Body { pieces }
    }

    /// The bytes, if they are all in memory and in one piece.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self.pieces.as_slice() {
            [] => Some(&[]),
            [piece] => piece.as_bytes(),
            _ => None,
        }
    }

    /// How many bytes it has, if that is known before they are read.
    #[must_use]
    pub fn len(&self) -> Option<u64> {
        self.pieces.iter().try_fold(0_u64, |sum, piece| sum.checked_add(piece.len()?))
    }

    /// Whether it surely has no bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// The same body once more; none if it can be read once only.
    #[must_use]
    pub fn try_clone(&self) -> Option<Body> {
        self.pieces.iter().map(Piece::try_clone).collect::<Option<_>>().map(Body::of)
    }

    /// The bytes, part by part, of 64 KiB at most where they come from memory or a reader.
    ///
    /// A part that cannot be read, and a file that is not as long as it said, are
    /// [`TransportError::Unreadable`].
    #[must_use]
    pub fn into_stream(self) -> Box<dyn BodyStream> {
        Box::new(Reading::new(self.pieces))
    }

    /// The bytes, read on the calling thread.
    ///
    /// What an async stream gives cannot be read so, and is an error.
    #[must_use]
    pub fn into_reader(self) -> Box<dyn Read + Send> {
        let mut reading = Reading::new(self.pieces);
        Box::new(PartsReader::new(move || reading.next_here()))
    }

    /// All the bytes at once, for what cannot send them part by part.
    ///
    /// # Errors
    ///
    /// [`TransportError::Unreadable`], as for [`into_stream`](Body::into_stream).
    pub async fn into_bytes(self) -> Result<Vec<u8>, TransportError> {
        if let Some(bytes) = self.as_bytes() {
            return Ok(bytes.to_vec());
        }
        let (mut all, mut stream) = (Vec::new(), self.into_stream());
        while let Some(part) = stream.chunk().await? {
            all.extend_from_slice(&part);
        }
        Ok(all)
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Body::of(vec![Piece::bytes(bytes)])
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.len() {
            Some(length) => write!(formatter, "{length} bytes"),
            None => formatter.write_str("bytes of unknown number"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;
    use crate::transport::source::{PART, Source};

    /// A body of a head, a source and an end, as an upload has them.
    fn around(source: Source) -> Body {
        Body::of(vec![Piece::bytes("<".into()), Piece::of("a.bin", source, None), Piece::bytes(">".into())])
    }

    async fn streamed(body: Body) -> Result<Vec<u8>, String> {
        body.into_bytes().await.map_err(|error| error.to_string())
    }

    fn read(body: Body) -> Result<Vec<u8>, String> {
        let mut all = Vec::new();
        body.into_reader().read_to_end(&mut all).map(|_| all).map_err(|error| error.to_string())
    }

    #[test]
    fn bytes_can_be_sent_again() {
        let body = Body::from(b"{}".to_vec());
        let again = body.try_clone().unwrap();
        assert_eq!((again.as_bytes(), again.len(), again.is_empty()), (Some(&b"{}"[..]), Some(2), false));
        assert_eq!(format!("{body:?}"), "2 bytes");
        assert!(Body::from(Vec::new()).is_empty());
    }

    #[tokio::test]
    async fn every_source_gives_the_same_bytes_both_ways() {
        let content: Vec<u8> = (0..PART * 2 + 7).map(|number| number.to_le_bytes()[0]).collect();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("body");
        std::fs::write(&path, &content).unwrap();
        let expected = [b"<", content.as_slice(), b">"].concat();
        let sources = || {
            let length = u64::try_from(content.len()).unwrap();
            let reader = Source::reader(io::Cursor::new(content.clone()));
            [Source::bytes(content.clone()), Source::path(path.clone(), length), reader]
        };
        for source in sources() {
            assert_eq!(streamed(around(source)).await.unwrap(), expected);
        }
        for source in sources() {
            assert_eq!(read(around(source)).unwrap(), expected);
        }
    }

    #[tokio::test]
    async fn no_part_is_larger_than_64_kib() {
        let mut stream = around(Source::reader(io::repeat(7).take(1_000_000))).into_stream();
        let (mut total, mut most) = (0, 0);
        while let Some(part) = stream.chunk().await.unwrap() {
            (total, most) = (total + part.len(), most.max(part.len()));
        }
        assert_eq!((total, most), (1_000_002, 64 * 1024));
    }

    #[tokio::test]
    async fn a_reader_is_read_once() {
        let source = Source::reader(io::Cursor::new(b"once".to_vec()));
        let body = around(source.clone());
        assert!(body.try_clone().is_none());
        assert_eq!((body.len(), format!("{body:?}")), (None, "bytes of unknown number".to_owned()));
        assert_eq!(streamed(body).await.unwrap(), b"<once>");
        assert_eq!(streamed(around(source)).await.unwrap_err(), "`a.bin` was read by an earlier request, and cannot be read again");
    }

    #[tokio::test]
    async fn a_source_must_be_as_long_as_it_says() {
        let sized = |length| Source::reader(io::Cursor::new(b"four".to_vec())).sized(length);
        assert_eq!(around(sized(4)).len(), Some(6));
        assert_eq!(streamed(around(sized(4))).await.unwrap(), b"<four>");
        assert_eq!(streamed(around(sized(5))).await.unwrap_err(), "`a.bin` ended after 4 bytes of 5");
        assert_eq!(read(around(sized(3))).unwrap_err(), "`a.bin` has more than its 3 bytes");
    }

    #[tokio::test]
    async fn what_cannot_be_read_is_named() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("the disk is gone"))
            }
        }
        assert_eq!(streamed(around(Source::reader(Broken))).await.unwrap_err(), "`a.bin` could not be read: the disk is gone");
        let missing = read(around(Source::path("/nowhere/at/all".into(), 1))).unwrap_err();
        assert!(missing.starts_with("`a.bin` could not be read: No such file"), "{missing}");
    }
}
