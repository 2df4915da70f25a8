//! Addresses: of sites, and of where redirects lead.
//!
//! Not the `url` crate: its tables of Unicode, for names of hosts beyond ASCII, take longer to compile than all of Ghost's endpoints. Such a
//! name is written as it travels, `xn--…`, which the error says.

use std::fmt;

use form_urlencoded::Parse;
use http::Uri;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What people write into addresses and no server takes. All beyond ASCII is escaped as well.
const ESCAPED: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`');

/// An absolute address on the web, as it travels: names of hosts in small letters, no port that its scheme implies, no user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// Scheme, host and port.
    origin: String,
    /// With a slash at its beginning.
    path: String,
    query: Option<String>,
    /// Whether it held a user name or password, which are left out.
    pub(crate) had_user: bool,
    /// Whether it held a fragment, which is left out.
    pub(crate) had_fragment: bool,
}

/// Why a text is no such address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It is no absolute address.
    Malformed,
    /// Its scheme is another than http and https.
    Scheme,
    /// The name of its host has letters beyond ASCII.
    Host,
}

impl Address {
    /// Reads an absolute address.
    pub(crate) fn parse(text: &str) -> Result<Self, Fault> {
        let (text, had_fragment) = text.split_once('#').map_or((text, false), |(text, _)| (text, true));
        let (scheme, rest) = text.split_once(':').filter(|(scheme, _)| is_scheme(scheme)).ok_or(Fault::Malformed)?;
        let scheme = scheme.to_ascii_lowercase();
        if !matches!(scheme.as_str(), "http" | "https") {
            return Err(Fault::Scheme);
        }
        let rest = rest.strip_prefix("//").ok_or(Fault::Malformed)?;
        let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        if !authority.is_ascii() {
            return Err(Fault::Host);
        }
        let path = utf8_percent_encode(path, ESCAPED);
        let uri: Uri = format!("{scheme}://{authority}{path}").parse().map_err(|_| Fault::Malformed)?;
        let host = uri.host().filter(|host| !host.is_empty()).ok_or(Fault::Malformed)?;
        // `Uri` tells a port that is too large from none by nothing.
        let port = authority.rsplit('@').next().and_then(|place| place.strip_prefix(host)).ok_or(Fault::Malformed)?;
        let implied = if scheme == "https" { 443 } else { 80 };
        let port = match port.trim_start_matches(':') {
            "" => implied,
            port => port.parse::<u16>().map_err(|_| Fault::Malformed)?,
        };
        let port = if port == implied { String::new() } else { format!(":{port}") };
        let host = host.to_ascii_lowercase();
        Ok(Address {
            origin: format!("{scheme}://{host}{port}"),
            path: without_dots(uri.path()),
            query: uri.query().map(str::to_owned),
            had_user: authority.contains('@'),
            had_fragment,
        })
    }

    /// Where a reference leads that stands at this address.
    pub(crate) fn join(&self, reference: &str) -> Result<Self, Fault> {
        let is_absolute = reference.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme));
        let path = &self.path;
        let folder = path.rfind('/').map_or("/", |slash| &path[..=slash]);
        Address::parse(&match reference.as_bytes().first() {
            _ if is_absolute => reference.to_owned(),
            Some(b'/') if reference.starts_with("//") => format!("{}{reference}", self.scheme()),
            Some(b'/') => format!("{}{reference}", self.origin),
            Some(b'?') => format!("{}{path}{reference}", self.origin),
            Some(b'#') | None => format!("{self}{reference}"),
            Some(_) => format!("{}{folder}{reference}", self.origin),
        })
    }

    /// With its colon.
    fn scheme(&self) -> &str {
        self.origin.split_inclusive(':').next().unwrap_or_default()
    }

    /// Scheme, host and port.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// Its path, with a slash at the beginning.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Its query as it travels, without the `?`.
    pub(crate) fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// The same with another query.
    pub(crate) fn with_query(self, query: Option<String>) -> Self {
        Address { query, ..self }
    }

    /// Names and values of its query.
    pub(crate) fn pairs(&self) -> Parse<'_> {
        form_urlencoded::parse(self.query.as_deref().unwrap_or_default().as_bytes())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.origin, self.path)?;
        match &self.query {
            Some(query) => write!(formatter, "?{query}"),
            None => Ok(()),
        }
    }
}

/// Whether this may stand before the colon of an address.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '+' | '-' | '.'))
}

/// The path without `.` and `..`, as RFC 3986 (section 5.2.4) takes them out.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    kept.pop();
                }
                if is_last {
                    kept.push("");
                }
            }
            _ => kept.push(segment),
        }
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        Address::parse(text).unwrap().to_string()
    }

    #[test]
    fn an_address_is_read_as_it_travels() {
        assert_eq!(read("HTTPS://Blog.Example.COM"), "https://blog.example.com/");
        assert_eq!(read("https://x.org:443/a?b=c#d"), "https://x.org/a?b=c");
        assert_eq!(read("http://x.org:443/"), "http://x.org:443/");
        assert_eq!(read("http://x.org:80?b"), "http://x.org/?b");
        assert_eq!(read("http://[::1]:2368/a"), "http://[::1]:2368/a");
        assert_eq!(read("https://x.org/bl\u{f6}g/a b/?q=\u{f6}"), "https://x.org/bl%C3%B6g/a%20b/?q=%C3%B6");
        assert_eq!(read("https://x.org/a/./b/../c/.."), "https://x.org/a/");
        assert_eq!(read("https://x.org/../.."), "https://x.org/");
        assert_eq!(read("https://x.org/a//b"), "https://x.org/a//b");
        assert_eq!(read("https://x.org/?filter=tag:[a,b]|{c}"), "https://x.org/?filter=tag:[a,b]|{c}");
    }

    #[test]
    fn users_and_fragments_are_left_out_and_known() {
        let address = Address::parse("https://u:p@x.org/#top").unwrap();
        assert_eq!(address.to_string(), "https://x.org/");
        assert!(address.had_user && address.had_fragment);
    }

    #[test]
    fn what_is_no_address_says_why() {
        for text in
            ["", "x.org", "//x.org", "/a", "https:", "https://", "https:x.org", "https://x y/", "https://x.org:99999/", "http://:80/"]
        {
            assert_eq!(Address::parse(text), Err(Fault::Malformed), "{text}");
        }
        for text in ["ftp://x.org", "javascript:x", "mailto:a@b.c"] {
            assert_eq!(Address::parse(text), Err(Fault::Scheme), "{text}");
        }
        assert_eq!(Address::parse("https://b\u{fc}cher.example"), Err(Fault::Host));
    }

    /// The examples of RFC 3986, section 5.4, on one of our schemes.
    #[test]
    fn references_lead_where_the_rfc_says() {
        let at = Address::parse("http://a/b/c/d;p?q").unwrap();
        for (reference, leads) in [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g/"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../../../g", "http://a/g"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("https://b/c", "https://b/c"),
        ] {
            assert_eq!(at.join(reference).unwrap().to_string(), leads, "{reference}");
        }
        assert_eq!(at.join("g:h"), Err(Fault::Scheme));
    }

    #[test]
    fn pairs_are_read_as_forms_write_them() {
        let address = Address::parse("https://x.org/?a=b%2Bc+d&e").unwrap();
        let pairs: Vec<_> = address.pairs().into_owned().collect();
        assert_eq!(pairs, [("a".to_owned(), "b+c d".to_owned()), ("e".to_owned(), String::new())]);
    }
}
