//! The address of a site, in all the forms people write it.

use std::fmt;

use crate::address::{Address, Fault};

/// Scheme, host and folder of a site, without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BaseUrl(String);

/// An address that cannot be a site's.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UrlError {
    /// It is no absolute URL.
    Malformed,
    /// It is neither http nor https.
    Scheme,
    /// It holds a user name or password.
    UserInfo,
    /// It holds a query or fragment.
    Query,
    /// The name of its host has letters beyond ASCII.
    Host,
}

impl fmt::Display for UrlError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            UrlError::Malformed => "the site's URL is not absolute; write `https://blog.example.com`",
            UrlError::Scheme => "the site's URL is neither http nor https",
            UrlError::UserInfo => "the site's URL holds a user name or password; Ghost takes neither",
            UrlError::Query => "the site's URL holds a `?` or `#`",
            UrlError::Host => "the host of the site's URL has letters beyond ASCII; write it as it travels, `xn--…`, which browsers copy from their address bar",
        })
    }
}

impl std::error::Error for UrlError {}

impl BaseUrl {
    /// Reads an address: with or without a folder, a slash at the end, `/ghost` or an API's path.
    pub(crate) fn parse(text: &str) -> Result<Self, UrlError> {
        let address = Address::parse(text.trim()).map_err(|fault| match fault {
            Fault::Malformed => UrlError::Malformed,
            Fault::Scheme => UrlError::Scheme,
            Fault::Host => UrlError::Host,
        })?;
        if address.had_user {
            return Err(UrlError::UserInfo);
        }
        if address.query().is_some() || address.had_fragment {
            return Err(UrlError::Query);
        }
        let path = address.path().trim_end_matches('/');
        let folder = match path.rfind("/ghost") {
            // Only the admin area of the site, not a folder that happens to be named alike.
            Some(index) if path[index..] == *"/ghost" || path[index..].starts_with("/ghost/api") => &path[..index],
            _ => path,
        };
        Ok(BaseUrl(format!("{}{}", address.origin(), folder.trim_end_matches('/'))))
    }

    /// An address that is known to be right.
    #[cfg(feature = "fake")]
    pub(crate) fn of(text: &str) -> Self {
        BaseUrl(text.to_owned())
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Scheme, host and port, without the folder.
    pub(crate) fn origin(&self) -> &str {
        let host = self.0.find("://").map_or(0, |index| index + "://".len());
        self.0[host..].find('/').map_or(self.as_str(), |slash| &self.0[..host + slash])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_mean_the_same_site() {
        for text in ["https://x.org", "https://x.org/", "https://x.org/ghost", "https://x.org/ghost/", "https://x.org/ghost/api/admin/"] {
            assert_eq!(BaseUrl::parse(text).unwrap().as_str(), "https://x.org", "{text}");
        }
        for text in ["http://x.org:2368/blog", "http://x.org:2368/blog/", "http://x.org:2368/blog/ghost/"] {
            assert_eq!(BaseUrl::parse(text).unwrap().as_str(), "http://x.org:2368/blog", "{text}");
        }
        assert_eq!(BaseUrl::parse("https://x.org/ghostwriters").unwrap().as_str(), "https://x.org/ghostwriters");
    }

    #[test]
    fn the_origin_has_no_folder() {
        for (text, origin) in [("https://x.org/ghost/", "https://x.org"), ("http://x.org:2368/blog/a", "http://x.org:2368")] {
            assert_eq!(BaseUrl::parse(text).unwrap().origin(), origin);
        }
    }

    #[test]
    fn other_addresses_are_refused() {
        let refused = |text: &str| BaseUrl::parse(text).unwrap_err();
        assert_eq!(refused("blog.example.com"), UrlError::Malformed);
        assert_eq!(refused("ftp://x.org"), UrlError::Scheme);
        assert_eq!(refused("https://u:p@x.org"), UrlError::UserInfo);
        assert_eq!(refused("https://x.org/?key=1"), UrlError::Query);
        assert_eq!(refused("https://x.org/#top"), UrlError::Query);
        assert_eq!(refused("https://b\u{fc}cher.example"), UrlError::Host);
    }
}
