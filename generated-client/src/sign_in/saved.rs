//! A session outside of the program that logged in.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use crate::credential::is_cookie;

/// A session to be kept: with it `Ghost::resume` goes on where another process stopped.
///
/// It is as good as a password: whoever has it acts as the member of staff, for about six months. `Debug` shows only the site;
/// the text is to be had with [`expose`](SavedSession::expose) or through `serde`.
///
/// ```
/// use ghost_client::SavedSession;
///
/// let kept: SavedSession = r#"["https://blog.example.com",{"ghost-admin-api-session":"s%3Aabc"}]"#.parse()?;
/// assert_eq!(kept.url(), "https://blog.example.com");
/// assert_eq!(format!("{kept:?}"), r#"SavedSession("https://blog.example.com", …)"#);
/// assert_eq!(kept.expose().parse::<SavedSession>()?, kept);
/// # Ok::<(), ghost_client::SavedSessionError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct SavedSession {
    url: String,
    cookies: BTreeMap<String, String>,
}

impl SavedSession {
    pub(crate) fn new(url: &str, cookies: impl IntoIterator<Item = (String, String)>) -> Self {
        SavedSession { url: url.to_owned(), cookies: cookies.into_iter().collect() }
    }

    /// Address of the site it is of.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The secret text to be kept; `parse` reads it again.
    #[must_use]
    #[inline]
    pub fn expose(&self) -> String {
        serde_json::json!([self.url, self.cookies]).to_string()
    }

    pub(crate) fn cookies(&self) -> impl Iterator<Item = (String, String)> + '_ {
        self.cookies.iter().map(|(name, value)| (name.clone(), value.clone()))
    }
}

impl fmt::Debug for SavedSession {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SavedSession({:?}, …)", self.url)
    }
}

/// A text is no saved session. The text is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SavedSessionError;

impl fmt::Display for SavedSessionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("this is no saved session; `SavedSession::expose` gives the text to be kept")
    }
}

impl std::error::Error for SavedSessionError {}

impl FromStr for SavedSession {
    type Err = SavedSessionError;

    #[inline]
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // The reader's own words would quote the text.
        serde_json::from_str(text).map_err(|_| SavedSessionError)
    }
}

impl Serialize for SavedSession {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.url, &self.cookies).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for SavedSession {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (url, cookies) = <(String, BTreeMap<String, String>)>::deserialize(deserializer)?;
        if cookies.iter().all(|(name, value)| is_cookie(name, value)) {
            Ok(SavedSession { url, cookies })
        } else {
            Err(serde_core::de::Error::custom(SavedSessionError))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_read_again_and_not_shown() {
        let saved = SavedSession::new("https://x.org/blog", [("a".to_owned(), "s%3Acret".to_owned())]);
        assert_eq!(saved.expose(), serde_json::to_string(&saved).unwrap());
        assert_eq!(saved.expose().parse(), Ok(saved.clone()));
        assert!(!format!("{saved:?} {saved:#?}").contains("cret"));
    }

    #[test]
    fn other_texts_are_refused_and_not_repeated() {
        let texts =
            ["", "s3cret", "[]", r#"["https://x.org"]"#, r#"["u",{"a":"b\r\nx: y"}]"#, r#"["u",{"a":"b; c=d"}]"#, r#"["u",{"":"b"}]"#];
        for text in texts {
            let error = text.parse::<SavedSession>().unwrap_err();
            assert!(!format!("{error} {error:?}").contains("s3cret"), "{text}");
        }
    }
}
