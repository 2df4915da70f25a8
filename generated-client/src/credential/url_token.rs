//! The Admin API's token in the address instead of a header, as the scheduler sends it.

use std::time::SystemTime;

use super::{AdminToken, Authorize, Presented};

/// Signs tokens and presents them in the query, as `token`.
#[derive(Debug)]
pub struct TokenInUrl(AdminToken);

impl TokenInUrl {
    /// Presents these tokens.
    #[must_use]
    pub fn new(token: AdminToken) -> Self {
        TokenInUrl(token)
    }
}

impl Authorize for TokenInUrl {
    fn present(&self, now: SystemTime) -> Presented {
        Presented::query("token", self.0.at(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credential::AdminKey;

    #[test]
    fn the_token_goes_into_the_query_and_is_never_shown() {
        let key = AdminKey::parse(&format!("6b0651d2fb70531d3b71c6af:{}", "0b".repeat(32))).unwrap();
        let token = TokenInUrl::new(AdminToken::new(key, "/admin/"));
        let presented = token.present(SystemTime::now());
        assert!(presented.header.is_none());
        assert!(matches!(&presented.query, Some(("token", text)) if text.starts_with("eyJ") && text.split('.').count() == 3));
        let shown = format!("{token:?} {presented:?}");
        assert!(!shown.contains("0b0b") && !shown.contains("eyJ"), "{shown}");
    }
}
