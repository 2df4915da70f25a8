//! Bodies that are received whole, within bounds.

use std::io::{ErrorKind, Read};

use super::{Request, TransportError};

/// What is announced is no promise, and must not take memory by itself.
const MOST_ROOM: usize = 8 * 1024 * 1024;

/// How much of an answer's body is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Most bytes of a success.
    pub(crate) max_body: usize,
    /// Most bytes of an error.
    pub(crate) max_error_body: usize,
}

impl Bounds {
    /// Those of a request.
    #[must_use]
    pub fn of(request: &Request) -> Self {
        Bounds { max_body: request.max_body, max_error_body: request.max_error_body }
    }

    /// What receives the body of an answer whose head has this status.
    #[must_use]
    pub fn collected(self, status: u16) -> Collected {
        let most = if succeeded(status) { self.max_body } else { self.max_error_body.min(self.max_body) };
        Collected { status, most, body: Vec::new() }
    }
}

/// A body that is being received whole. Too much of a success is an error; of an error, what fits is enough.
#[derive(Debug)]
pub struct Collected {
    status: u16,
    most: usize,
    body: Vec<u8>,
}

impl Collected {
    /// With room for as many bytes as the head announces: a page of a megabyte that grows while it comes is copied several times.
    #[must_use]
    pub fn expecting(mut self, length: Option<u64>) -> Self {
        let room = length.and_then(|length| usize::try_from(length).ok()).unwrap_or_default();
        self.body.reserve_exact(room.min(self.most).min(MOST_ROOM));
        self
    }

    /// Adds a part; says whether more is wanted.
    ///
    /// # Errors
    ///
    /// It is too large.
    pub fn add(&mut self, part: &[u8]) -> Result<bool, TransportError> {
        let room = self.most.saturating_sub(self.body.len());
        if part.len() <= room {
            self.body.extend_from_slice(part);
            return Ok(true);
        }
        if succeeded(self.status) {
            return Err(TransportError::TooLarge);
        }
        self.body.extend(part.iter().take(room));
        Ok(false)
    }

    /// What an error is that came while the body did.
    #[must_use]
    pub fn broke(&self, error: TransportError) -> TransportError {
        let status = self.status;
        match error {
            TransportError::Timeout => TransportError::Cut { status, timeout: true, message: String::new() },
            TransportError::Failed(message) | TransportError::NotSent(message) => TransportError::Cut { status, timeout: false, message },
            other => other,
        }
    }

    /// The body.
    #[must_use]
    pub fn into_body(self) -> Vec<u8> {
        self.body
    }

    /// Reads all of it, or as much as fits.
    ///
    /// # Errors
    ///
    /// It is too large, or broke off.
    pub fn read(mut self, reader: &mut dyn Read) -> Result<Vec<u8>, TransportError> {
        let mut part = vec![0; 16 * 1024];
        loop {
            let length = match reader.read(&mut part) {
                Ok(0) => return Ok(self.body),
                Ok(length) => length,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(self.broke(error.into())),
            };
            if !self.add(part.get(..length).unwrap_or(&part))? {
                return Ok(self.body);
            }
        }
    }
}

fn succeeded(status: u16) -> bool {
    (200..300).contains(&status)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn within(max_body: usize, max_error_body: usize, status: u16) -> Collected {
        Bounds { max_body, max_error_body }.collected(status)
    }

    #[test]
    fn too_much_of_a_success_is_an_error() {
        let mut body = within(5, 3, 200);
        assert!(body.add(b"12345").unwrap());
        assert!(matches!(body.add(b"6"), Err(TransportError::TooLarge)));
        assert!(matches!(within(5, 3, 200).read(&mut &b"123456"[..]), Err(TransportError::TooLarge)));
        assert_eq!(within(5, 3, 200).read(&mut &b"12345"[..]).unwrap(), b"12345");
    }

    #[test]
    fn room_is_made_for_what_is_announced_within_bounds() {
        let room = |length| within(1000, 300, 200).expecting(length).into_body().capacity();
        assert_eq!([room(None), room(Some(500)), room(Some(u64::MAX))], [0, 500, 1000]);
        assert_eq!(within(usize::MAX, 300, 200).expecting(Some(u64::MAX)).into_body().capacity(), MOST_ROOM);
        assert_eq!(within(1000, 300, 502).expecting(Some(500)).into_body().capacity(), 300);
        let mut short = within(1000, 300, 200).expecting(Some(1));
        assert!(short.add(b"123").unwrap());
        assert_eq!(short.into_body(), b"123", "what was announced is no promise");
    }

    #[test]
    fn of_an_error_what_fits_is_enough() {
        let mut body = within(5, 3, 502);
        assert!(body.add(b"12").unwrap() && !body.add(b"345").unwrap());
        assert_eq!(body.into_body(), b"123");
        assert_eq!(within(5, 3, 502).read(&mut std::io::repeat(b'x')).unwrap(), b"xxx");
        assert_eq!(within(2, 3, 502).read(&mut std::io::repeat(b'x')).unwrap(), b"xx", "nothing is larger than all");
    }

    #[test]
    fn what_breaks_off_after_the_head_is_known_to_have_been_dealt_with() {
        let broke = |error| within(5, 3, 201).broke(error);
        assert!(matches!(broke(TransportError::Timeout), TransportError::Cut { status: 201, timeout: true, .. }));
        assert!(
            matches!(broke(TransportError::Failed("x".into())), TransportError::Cut { status: 201, timeout: false, message } if message == "x")
        );
    }
}
