//! What the answers of a server say about the server itself.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::permission::Version;

/// The server says that what was called will go away.
///
/// Ghost 5 and 6 say so of the versioned paths of older documentation; see
/// [`Builder::path_version`](crate::Builder::path_version).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deprecation {
    /// Header `Deprecation`, as it is: `version="v4"`.
    pub notice: String,
    /// Where to go instead, without its query: header `Link` with `rel="latest-version"`.
    pub instead: Option<String>,
}

/// What the latest answers said.
#[derive(Debug, Default)]
pub(crate) struct Seen(Mutex<Said>);

#[derive(Debug, Default)]
struct Said {
    /// Header `Content-Version`, such as `v6.65`.
    version: Option<String>,
    deprecation: Option<Deprecation>,
}

impl Seen {
    pub(crate) fn note(&self, headers: &[(String, String)]) {
        let header = |name: &str| headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str());
        let mut said = self.said();
        if let Some(version) = header("content-version").filter(|version| said.version.as_deref() != Some(*version)) {
            said.version = Some(version.to_owned());
        }
        if let Some(notice) = header("deprecation") {
            let instead = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("link")).find_map(|(_, link)| latest(link));
            said.deprecation = Some(Deprecation { notice: notice.to_owned(), instead });
        }
    }

    pub(crate) fn version(&self) -> Option<Version> {
        self.said().version.as_deref().and_then(Version::parse)
    }

    pub(crate) fn deprecation(&self) -> Option<Deprecation> {
        self.said().deprecation.clone()
    }

    fn said(&self) -> MutexGuard<'_, Said> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `<https://…>; rel="latest-version"`. Ghost repeats the query there, with the Content API key in it.
fn latest(link: &str) -> Option<String> {
    let (url, parameters) = link.trim().strip_prefix('<')?.split_once('>')?;
    let is_latest = parameters.contains("latest-version");
    is_latest.then(|| url.split(['?', '#']).next().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn the_latest_version_counts_and_a_deprecation_stays() {
        let seen = Seen::default();
        assert_eq!((seen.version(), seen.deprecation()), (None, None));
        let link = r#"<https://x.org/ghost/api/content/posts/?key=22444f78447824223cefc48062>; rel="latest-version""#;
        seen.note(&headers(&[("Content-Version", "v5.130"), ("Deprecation", r#"version="v4""#), ("Link", link)]));
        seen.note(&headers(&[("content-version", "v6.65")]));
        assert_eq!(seen.version(), Some(Version { major: 6, minor: 65, patch: 0 }));
        let instead = Some("https://x.org/ghost/api/content/posts/".to_owned());
        assert_eq!(seen.deprecation(), Some(Deprecation { notice: r#"version="v4""#.to_owned(), instead }));
        seen.note(&headers(&[("deprecation", "true"), ("link", "<x>; rel=next")]));
        assert_eq!(seen.deprecation().unwrap().instead, None);
    }
}
