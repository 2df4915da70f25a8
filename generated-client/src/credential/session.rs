//! A session: cookies that the server hands out at a login and replaces when it likes.
//!
//! Ghost 6 renews the cookie at each login and at a change of the password, and the old one is dead at once. So whatever any
//! answer sets is taken over, also that of an answer without success: a login that asks for a code comes with one.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::{Authorize, Presented};
use crate::clock::http_date;

/// Cookies of one site, with which requests go out and which its answers replace.
///
/// The requests also say where they come from (`Origin`): Ghost refuses a cookie from elsewhere.
#[derive(Default)]
pub struct SessionCookies {
    cookies: Mutex<BTreeMap<String, String>>,
}

impl SessionCookies {
    /// Starts with cookies from an earlier session, or with none.
    pub fn new(cookies: impl IntoIterator<Item = (String, String)>) -> Self {
        SessionCookies { cookies: Mutex::new(cookies.into_iter().collect()) }
    }

    fn cookies(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[inline]
    fn take_over(&self, headers: &[(String, String)], now: SystemTime) {
        let set = headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
        for cookie in set.filter_map(|(_, text)| SetCookie::read(text, now)) {
            if cookie.is_over {
                self.cookies().remove(cookie.name);
            } else {
                self.cookies().insert(cookie.name.to_owned(), cookie.value.to_owned());
            }
        }
    }
}

impl fmt::Debug for SessionCookies {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SessionCookies(…)")
    }
}

impl Authorize for SessionCookies {
    #[inline]
    fn present(&self, _: SystemTime) -> Presented {
        let pairs: Vec<String> = self.cookies().iter().map(|(name, value)| format!("{name}={value}")).collect();
        let header = Some(("cookie", pairs.join("; "))).filter(|_| !pairs.is_empty());
        Presented { header, origin: true, ..Presented::default() }
    }

    #[inline]
    fn observe(&self, headers: &[(String, String)]) {
        self.take_over(headers, crate::time::now());
    }

    #[inline]
    fn held(&self) -> Vec<(String, String)> {
        self.cookies().clone().into_iter().collect()
    }
}

/// What a `Set-Cookie` header says, as far as it matters to a client of one path of one site.
struct SetCookie<'a> {
    name: &'a str,
    value: &'a str,
    is_over: bool,
}

impl<'a> SetCookie<'a> {
    #[inline]
    fn read(text: &'a str, now: SystemTime) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let (name, value) = parts.next()?.split_once('=').map(|(name, value)| (name.trim(), value.trim()))?;
        if name.is_empty() {
            return None;
        }
        let (mut expires, mut max_age) = (None, None);
        for (attribute, said) in parts.filter_map(|part| part.split_once('=')) {
            match attribute.trim().to_ascii_lowercase().as_str() {
                "expires" => expires = http_date(said),
                "max-age" => max_age = said.trim().parse::<i64>().ok(),
                _ => {}
            }
        }
        // An age counts more than a date, which needs the right clock.
        let is_over = max_age.map_or_else(|| expires.is_some_and(|moment| moment <= now), |age| age <= 0);
        Some(SetCookie { name, value, is_over: is_over || value.is_empty() })
    }
}

/// Whether a cookie can be sent as it is: no separators, no controls.
#[cfg(feature = "site-admin")]
pub(crate) fn is_cookie(name: &str, value: &str) -> bool {
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b';');
    !name.is_empty() && plain(name) && !name.contains('=') && plain(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(cookies: &[&str]) -> Vec<(String, String)> {
        cookies.iter().map(|cookie| ("Set-Cookie".to_owned(), (*cookie).to_owned())).collect()
    }

    fn sent(session: &SessionCookies) -> Option<String> {
        session.present(SystemTime::now()).header.map(|(_, value)| value)
    }

    #[test]
    fn every_cookie_of_every_answer_is_taken_over() {
        let session = SessionCookies::default();
        assert!(sent(&session).is_none() && session.present(SystemTime::now()).origin);
        session
            .observe(&headers(&["a=1; Path=/ghost; HttpOnly; SameSite=Lax", "b=x=y; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT"]));
        assert_eq!(sent(&session).as_deref(), Some("a=1; b=x=y"));
        session.observe(&headers(&["a=2; Path=/ghost; Expires=Mon, 24 May 2199 04:26:45 GMT; HttpOnly"]));
        session.observe(&[("content-type".to_owned(), "a=3".to_owned())]);
        assert_eq!(session.held(), [("a".to_owned(), "2".to_owned()), ("b".to_owned(), "x=y".to_owned())]);
    }

    #[test]
    fn cookies_that_are_over_go_and_malformed_ones_do_not_count() {
        let session = SessionCookies::new(["a", "b", "c", "d"].map(|name| (name.to_owned(), "1".to_owned())));
        session.observe(&headers(&[
            "a=2; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
            "b=; Path=/",
            "c=2; max-age=0",
            "",
            "d",
            "=1",
            "d=1; Expires=soon",
        ]));
        assert_eq!(sent(&session).as_deref(), Some("d=1"));
    }

    #[test]
    fn no_cookie_is_shown() {
        let session = SessionCookies::new([("name".to_owned(), "s3cret".to_owned())]);
        let shown = format!("{session:?} {:?}", session.present(SystemTime::now()));
        assert!(!shown.contains("s3cret"), "{shown}");
    }
}
