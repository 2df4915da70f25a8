//! Where a redirect leads, and whether the same question may be asked there.
//!
//! Transports follow nothing. A read is asked again within the same origin and only with its whole query; a credential, which
//! may be part of that query, never goes to another origin.

use crate::address::{Address, Fault};
use crate::error::Detour;

/// Most redirects that are followed in a row.
pub(crate) const MOST: usize = 5;

/// Where a redirect leads.
#[derive(Debug, PartialEq)]
pub(crate) struct Target {
    /// The address, without its query, which may hold a credential.
    pub(crate) shown: String,
    /// The whole address, without the credential, or why the question is not asked there.
    pub(crate) follow: Result<String, Detour>,
}

/// Reads the `Location` that answered a request for `asked`, an address without credential; `credential` is the name that
/// the credential has in the query, if it is there.
pub(crate) fn target(asked: &str, location: Option<&str>, credential: Option<&str>) -> Target {
    let nowhere = || Target { shown: "nowhere".to_owned(), follow: Err(Detour::NoAddress) };
    let (Ok(from), Some(location)) = (Address::parse(asked), location) else { return nowhere() };
    let to = match from.join(location) {
        Ok(to) => to,
        Err(Fault::Malformed) => return nowhere(),
        // No address that a question could be asked at, and so of another origin.
        Err(Fault::Scheme | Fault::Host) => return Target { shown: shown(location), follow: Err(Detour::OtherOrigin) },
    };
    let query = without_credential(&to, credential);
    let to = to.with_query(query);
    let follow = if from.origin() != to.origin() {
        Err(Detour::OtherOrigin)
    } else if from.pairs().any(|pair| to.pairs().all(|kept| kept != pair)) {
        Err(Detour::QueryDropped)
    } else {
        Ok(to.to_string())
    };
    Target { shown: to.with_query(None).to_string(), follow }
}

/// The query without the pair that is the credential, which is added anew to each request.
fn without_credential(address: &Address, credential: Option<&str>) -> Option<String> {
    let is_credential = |pair: &&str| credential.is_some_and(|name| pair.split('=').next() == Some(name));
    let kept: Vec<&str> = address.query()?.split('&').filter(|pair| !pair.is_empty() && !is_credential(pair)).collect();
    (!kept.is_empty()).then(|| kept.join("&"))
}

/// What cannot be read as an address, without what may be secret in it.
fn shown(location: &str) -> String {
    let text = location.split(['?', '#']).next().unwrap_or_default();
    match (text.find("//"), text.rfind('@')) {
        (Some(slashes), Some(at)) if slashes < at => format!("{}//{}", &text[..slashes], &text[at + 1..]),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: &str = "https://x.org/ghost/api/content/posts?limit=1&filter=tag:a%2Bb";

    fn led(location: &str) -> (String, Result<String, Detour>) {
        let target = target(ASKED, Some(location), Some("key"));
        (target.shown, target.follow)
    }

    #[test]
    fn the_missing_slash_is_followed_with_the_query_and_without_the_credential() {
        let (shown, follow) = led("/ghost/api/content/posts/?limit=1&filter=tag:a%2Bb&key=0123456789abcdef0123456789");
        assert_eq!(shown, "https://x.org/ghost/api/content/posts/");
        assert_eq!(follow, Ok("https://x.org/ghost/api/content/posts/?limit=1&filter=tag:a%2Bb".to_owned()));
        let whole = led("https://x.org:443/a/?filter=tag%3Aa%2Bb&limit=1&more=2#top").1;
        assert_eq!(whole, Ok("https://x.org/a/?filter=tag%3Aa%2Bb&limit=1&more=2".to_owned()), "spelling and order do not matter");
    }

    #[test]
    fn other_schemes_hosts_and_ports_are_other_origins() {
        for location in
            ["http://x.org/?limit=1&filter=tag:a%2Bb", "https://y.org/", "//y.org/", "https://x.org:444/", "ftp://x.org/", "javascript:x"]
        {
            assert_eq!(led(location).1, Err(Detour::OtherOrigin), "{location}");
        }
        assert_eq!(led("https://u:p@y.org/a?key=secret#b").0, "https://y.org/a");
        assert_eq!(led("ftp://u:p@y.org/a?key=secret#b").0, "ftp://y.org/a");
    }

    #[test]
    fn a_query_that_is_lost_or_changed_is_another_question() {
        for location in ["/a/", "/a/?limit=1", "/a/?limit=2&filter=tag:a%2Bb", "/a/?limit=1&filter=tag:a+b"] {
            assert_eq!(led(location).1, Err(Detour::QueryDropped), "{location}");
        }
    }

    #[test]
    fn no_address_leads_nowhere() {
        for location in [None, Some("https://")] {
            let target = target(ASKED, location, None);
            assert_eq!((target.shown.as_str(), target.follow), ("nowhere", Err(Detour::NoAddress)));
        }
    }
}
