//! Credentials: what a connection presents with each request.

mod content_key;
mod key;
mod session;
mod token;
mod url_token;

use std::fmt;
use std::time::SystemTime;

pub use content_key::ContentApiKey;
pub use key::{AdminKey, KeyError};
pub use session::SessionCookies;
#[cfg(feature = "site-admin")]
pub(crate) use session::is_cookie;
pub use token::AdminToken;
pub use url_token::TokenInUrl;

/// What a credential adds to a request.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Presented {
    /// Header with its value.
    pub header: Option<(&'static str, String)>,
    /// More headers, where one does not say it all: a key of the program and a token of its user.
    pub more: Vec<(&'static str, String)>,
    /// Query pair.
    pub query: Option<(&'static str, String)>,
    /// Whether the request must say which origin it comes from: the site's own.
    pub origin: bool,
}

impl fmt::Debug for Presented {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Presented(…)")
    }
}

impl Presented {
    /// A header.
    #[must_use]
    pub fn header(name: &'static str, value: String) -> Self {
        Presented { header: Some((name, value)), ..Presented::default() }
    }

    /// The same with another header.
    #[must_use]
    pub fn and_header(mut self, name: &'static str, value: String) -> Self {
        self.more.push((name, value));
        self
    }

    /// A query pair.
    #[must_use]
    pub fn query(name: &'static str, value: String) -> Self {
        Presented { query: Some((name, value)), ..Presented::default() }
    }
}

/// Shorter words would be found in what is no secret.
const SHORTEST_SECRET: usize = 8;

impl Presented {
    /// What must not be shown of it, in words: a token is echoed without its scheme, a cookie without its name.
    pub(crate) fn secrets(&self) -> Vec<String> {
        let mut secrets = Vec::new();
        for (_, value) in self.header.iter().chain(&self.query).chain(&self.more) {
            secrets.extend(value.split([' ', ';', '=']).filter(|word| word.len() >= SHORTEST_SECRET).map(str::to_owned));
        }
        secrets
    }
}

/// Something that can present a credential. Its `Debug` must not show the secret.
pub trait Authorize: fmt::Debug + Send + Sync {
    /// What to add to a request that is sent `now`.
    fn present(&self, now: SystemTime) -> Presented;

    /// Takes note of the headers of an answer, of success or not: a server may hand out a new
    /// credential with any of them.
    fn observe(&self, _headers: &[(String, String)]) {}

    /// What it was given by the server, as pairs of names and values; nothing for what it knew from the start.
    ///
    /// These are secrets.
    fn held(&self) -> Vec<(String, String)> {
        Vec::new()
    }
}

/// No credential: for public routes, or a transport that adds its own.
#[derive(Clone, Copy, Debug)]
pub struct Anonymous;

impl Authorize for Anonymous {
    fn present(&self, _: SystemTime) -> Presented {
        Presented::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_credential_are_its_secrets() {
        let token = Presented::header("authorization", "Ghost eyJhbGciOi.eyJpYXQ.c2lnbg".to_owned());
        assert_eq!(token.secrets(), ["eyJhbGciOi.eyJpYXQ.c2lnbg"]);
        let cookie = Presented::header("cookie", "session=s%3AabcdefghijK; a=b".to_owned());
        assert_eq!(cookie.secrets(), ["s%3AabcdefghijK"]);
        let both = Presented::header("x-api-key", "of-the-program".to_owned()).and_header("authorization", "Bearer of-the-user".to_owned());
        assert_eq!(both.secrets(), ["of-the-program", "of-the-user"]);
        assert_eq!(Presented::query("key", "0123456789abcdef".to_owned()).secrets(), ["0123456789abcdef"]);
    }
}
