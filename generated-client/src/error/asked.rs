//! What was asked, and with which secrets, as far as an error about it must know.

use std::fmt;

/// What was asked to get an answer.
#[derive(Clone, Default)]
pub(crate) struct Asked {
    /// Address, without query.
    pub(crate) url: String,
    /// How many requests were sent.
    pub(crate) attempts: u32,
    /// What must not be shown, should somebody have echoed it.
    pub(crate) secrets: Vec<String>,
}

impl fmt::Debug for Asked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Asked").field("url", &self.url).field("attempts", &self.attempts).finish_non_exhaustive()
    }
}

impl Asked {
    /// Whether a text holds what must not be shown.
    pub(crate) fn is_shown_in(&self, text: &str) -> bool {
        self.secrets.iter().any(|secret| text.contains(secret))
    }

    /// The text without what must not be shown.
    pub(crate) fn veiled(&self, text: &mut String) {
        for secret in &self.secrets {
            if text.contains(secret.as_str()) {
                *text = text.replace(secret.as_str(), "…");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn echoed_credentials_are_veiled() {
        let asked = Asked { secrets: vec!["eyJhbGciOi.eyJpYXQ.c2lnbg".to_owned()], ..Asked::default() };
        let mut text = "GET /?token=eyJhbGciOi.eyJpYXQ.c2lnbg of Ghost".to_owned();
        asked.veiled(&mut text);
        assert_eq!(text, "GET /?token=… of Ghost");
        assert!(!format!("{asked:?}").contains("eyJ"));
    }
}
