//! What was asked, and with which secrets, as far as an error about it must know.

use std::fmt;

use crate::credential::Presented;

/// What was asked to get an answer.
#[derive(Clone, Default)]
pub(crate) struct Asked {
    /// Address, without query.
    pub(crate) url: String,
    /// How many requests were sent.
    pub(crate) attempts: u32,
    /// What must not be shown, should somebody have echoed it. Its words are looked for when there is an error to be told.
    pub(crate) presented: Presented,
}

impl fmt::Debug for Asked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Asked").field("url", &self.url).field("attempts", &self.attempts).finish_non_exhaustive()
    }
}

impl Asked {
    /// What must not be shown.
    pub(crate) fn secrets(&self) -> Secrets {
        Secrets(self.presented.secrets())
    }
}

/// Words that must not be shown.
pub(crate) struct Secrets(Vec<String>);

impl Secrets {
    /// Whether a text holds any.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        self.0.iter().any(|secret| text.contains(secret))
    }

    /// Takes them out of a text.
    pub(crate) fn veil(&self, text: &mut String) {
        for secret in &self.0 {
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
        let presented = Presented::query("token", "eyJhbGciOi.eyJpYXQ.c2lnbg".to_owned());
        let asked = Asked { presented, ..Asked::default() };
        let mut text = "GET /?token=eyJhbGciOi.eyJpYXQ.c2lnbg of Ghost".to_owned();
        asked.secrets().veil(&mut text);
        assert_eq!(text, "GET /?token=… of Ghost");
        assert!(!format!("{asked:?}").contains("eyJ"));
    }
}
