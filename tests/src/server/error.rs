use std::fmt;

/// Why no test server is to be had: a missing program, a failed install, the end of Ghost's log.
///
/// `Debug` prints the message as it is, because that is what a failed `unwrap` or a test function
/// that returns an error shows, and the message has several lines.
#[derive(Clone)]
pub struct ServerError(String);

impl ServerError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for ServerError {}
