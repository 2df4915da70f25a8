//! Kinds of errors.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use super::SignInFault;
use crate::base_url::BaseUrl;

/// What happened.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Refused before anything was sent: an argument the server could not take, or that would do harm.
    Input {
        /// What is wrong with it.
        message: String,
    },
    /// Somebody else changed it since it was read. Read it again and apply the change to what is there now.
    Collision {
        /// Fields that both changed, as the server names them.
        changed_fields: Vec<String>,
        /// The time the request carried; only 5.x says.
        client: Option<String>,
        /// The time the server has; only 5.x says.
        server: Option<String>,
    },
    /// The server does not take the content.
    Validation {
        /// Field that it names, as in `title` or `tags[1].name`.
        field: Option<String>,
        /// Rule that was broken, such as `maxLength`, as the server names it; `unique` where it says that there is one already.
        rule: Option<String>,
    },
    /// There is no such object.
    NotFound,
    /// The credential may not do this.
    NotPermitted(Denial),
    /// The token was not accepted.
    Token(TokenFault),
    /// The account was not let in.
    SignIn(SignInFault),
    /// The server has no such route, or the version asked for is not spoken.
    RouteNotFound {
        /// Version that was asked for.
        client: Option<String>,
        /// Version of the server.
        server: Option<String>,
    },
    /// Too many tries; the server counts per address and user.
    RateLimited {
        /// How long it says to wait, at most: read from its message, or the header `Retry-After`.
        wait: Option<Duration>,
    },
    /// Not an answer of the API: a proxy's page, a wrong address.
    NotJson {
        /// HTTP status.
        status: u16,
        /// Content type it came with.
        content_type: Option<String>,
        /// How it starts.
        head: String,
    },
    /// The server is starting or in maintenance.
    Maintenance,
    /// An answer without a body where there should be one.
    Empty,
    /// The answer is not what the description says. [`Error::body`](super::Error::body) is what it is instead.
    Decode {
        /// HTTP status.
        status: u16,
        /// Where in the body, such as `posts[3].title`.
        path: String,
        /// What is wrong there.
        reason: String,
        /// The request was a write that succeeded: do not repeat it.
        written: bool,
    },
    /// The server answered with another address, which was not asked.
    Redirected {
        /// The address, without its query.
        to: String,
        /// Why it was not asked.
        why: Detour,
    },
    /// 304: nothing changed since an answer that this client never had; some cache on the way is mistaken.
    NotModified,
    /// The body was larger than the limit of the connection.
    TooLarge {
        /// The limit, in bytes.
        limit: usize,
    },
    /// No whole answer arrived.
    Transport {
        /// It took longer than the timeout.
        timeout: bool,
        /// The request may have reached the server; if not, nothing can have happened there.
        sent: bool,
        /// What failed, without addresses' secrets.
        message: String,
    },
    /// A file of the request could not be read to its end, or was not as long as it said. The server did not receive
    /// the whole request, and stored nothing.
    Unreadable {
        /// Which file, and why.
        message: String,
    },
    /// A file that arrived could not be written here.
    Unsaved {
        /// Where, and why.
        message: String,
    },
    /// A file broke off while it was arriving.
    Interrupted {
        /// How many of its bytes had come.
        received: u64,
        /// Nothing more came within the timeout.
        timeout: bool,
        /// What failed, without addresses' secrets.
        message: String,
    },
    /// The server failed, or says something that has no kind of its own.
    Server,
}

/// Why a credential may not do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Denial {
    /// Integrations may not call this endpoint at all.
    Integration,
    /// The role lacks the permission, or the object is not the user's own.
    Role,
    /// No credential was sent, or the session is over.
    NotSignedIn,
    /// The host's plan does not allow it.
    HostLimit,
    /// A second factor is needed.
    SecondFactor,
    /// Tokens of staff may not call this endpoint, whatever the role: only a session may.
    StaffToken,
    /// The request says that it comes from another origin than the site's.
    WrongOrigin,
    /// Something else, which the server says.
    Other,
}

/// What is wrong with a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenFault {
    /// It cannot be read.
    Malformed,
    /// It was signed more than five minutes ago, by the server's clock.
    Expired,
    /// It is not valid yet, by the server's clock.
    NotYetValid,
    /// It was signed for another path.
    WrongAudience,
    /// It was signed with another secret.
    BadSignature,
    /// The server does not know the key.
    UnknownKey,
    /// It is of another kind than the endpoint wants.
    WrongKind,
    /// The server does not say.
    Other,
}

/// Why a redirect was not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Detour {
    /// It leads to another scheme, host or port, where the credential does not go.
    OtherOrigin,
    /// The request is a write, which is not repeated elsewhere.
    Write,
    /// It leaves options of the query out, or changes them: the answer would be to another question.
    QueryDropped,
    /// It leads back to an address that was asked before.
    Loop,
    /// It is the sixth in a row.
    TooMany,
    /// It names no address.
    NoAddress,
    /// The answer was judged by itself, without its request.
    NotFollowed,
}

impl fmt::Display for Detour {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Detour::OtherOrigin => "another origin, where the credential does not go",
            Detour::Write => "a write is not repeated elsewhere",
            Detour::QueryDropped => "options of the query would be lost",
            Detour::Loop => "in a circle",
            Detour::TooMany => "too many redirects in a row",
            Detour::NoAddress => "no address",
            Detour::NotFollowed => "not followed",
        })
    }
}

impl ErrorKind {
    /// What to do about it.
    pub(crate) fn advice(&self) -> Option<Cow<'static, str>> {
        if let ErrorKind::Redirected { to, why: Detour::OtherOrigin | Detour::Write | Detour::QueryDropped | Detour::NotFollowed } = self {
            return site_of(to).map(|site| format!("connect to {site} instead").into());
        }
        self.fixed_advice().map(Cow::Borrowed)
    }

    fn fixed_advice(&self) -> Option<&'static str> {
        Some(match self {
            ErrorKind::Collision { .. } => "read it again and apply the change to what is there now",
            ErrorKind::NotPermitted(Denial::Integration) => "use a staff token or a session",
            ErrorKind::NotPermitted(Denial::NotSignedIn) => "send a credential, or sign in again",
            ErrorKind::NotPermitted(Denial::StaffToken) => "use a session",
            ErrorKind::NotPermitted(Denial::WrongOrigin) => "use the site's own URL, as its settings have it",
            ErrorKind::RateLimited { .. } => "more tries only make it longer",
            ErrorKind::Token(TokenFault::WrongAudience) => "sign for the path of the API that is called",
            ErrorKind::Token(TokenFault::WrongKind) => "the Admin API takes an Admin API key, the Content API a Content API key",
            ErrorKind::TooLarge { .. } => "raise `max_body`, or ask for less at a time",
            ErrorKind::Transport { sent: false, .. } => "check the site's URL and the network",
            ErrorKind::Token(TokenFault::Expired | TokenFault::NotYetValid) => "compare this machine's clock with the server's",
            ErrorKind::Token(TokenFault::UnknownKey | TokenFault::BadSignature) => {
                "check that the key belongs to this site and was not replaced"
            }
            ErrorKind::SignIn(fault) => return fault.advice(),
            ErrorKind::RouteNotFound { .. } => "this server's version does not have the route",
            ErrorKind::NotJson { .. } => "check the site's URL: something else answered",
            ErrorKind::Maintenance => "try again in a moment",
            ErrorKind::Decode { written: true, .. } => "the write itself succeeded: do not repeat it",
            ErrorKind::Unreadable { .. } => "the server did not receive the whole request, and stored nothing",
            ErrorKind::Interrupted { .. } => "ask for it again: what came is not the whole file",
            ErrorKind::NotModified => "look at the caches between here and the site",
            ErrorKind::Redirected { why: Detour::Loop | Detour::TooMany, .. } => "look at the redirects of the proxy before the site",
            _ => return None,
        })
    }
}

/// The site whose API has an address.
fn site_of(address: &str) -> Option<String> {
    let (site, _) = address.split_once("/ghost/api/")?;
    BaseUrl::parse(site).ok().map(|site| site.as_str().to_owned())
}

impl ErrorKind {
    /// Goes through the texts that come from outside.
    pub(super) fn texts(&mut self, each: &mut dyn FnMut(&mut String)) {
        match self {
            ErrorKind::NotJson { content_type, head, .. } => {
                content_type.iter_mut().for_each(&mut *each);
                each(head);
            }
            ErrorKind::Decode { path, reason, .. } => [path, reason].into_iter().for_each(each),
            ErrorKind::Redirected { to, .. } => each(to),
            ErrorKind::Transport { message, .. } | ErrorKind::Interrupted { message, .. } => each(message),
            ErrorKind::RouteNotFound { client: one, server: other } | ErrorKind::Validation { field: one, rule: other } => {
                [one, other].into_iter().flatten().for_each(each);
            }
            ErrorKind::Collision { changed_fields, client, server } => {
                changed_fields.iter_mut().for_each(&mut *each);
                [client, server].into_iter().flatten().for_each(each);
            }
            _ => {}
        }
    }

    /// Whether it matters which address was asked: it may be the wrong one.
    pub(super) fn is_about_the_address(&self) -> bool {
        matches!(self, ErrorKind::NotJson { .. } | ErrorKind::Transport { .. } | ErrorKind::RouteNotFound { .. } | ErrorKind::Maintenance)
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ErrorKind::Input { message } => write!(formatter, "not sent: {message}"),
            ErrorKind::Collision { changed_fields, .. } if changed_fields.is_empty() => {
                formatter.write_str("somebody else changed it meanwhile")
            }
            ErrorKind::Collision { changed_fields, .. } => {
                write!(formatter, "somebody else changed it meanwhile ({})", changed_fields.join(", "))
            }
            ErrorKind::Validation { field: Some(field), .. } => write!(formatter, "the server does not take `{field}`"),
            ErrorKind::Validation { field: None, .. } => formatter.write_str("the server does not take the request"),
            ErrorKind::NotFound => formatter.write_str("not found"),
            ErrorKind::NotPermitted(Denial::Integration) => formatter.write_str("integrations may not call this endpoint"),
            ErrorKind::NotPermitted(Denial::Role) => formatter.write_str("the credential's role does not permit it"),
            ErrorKind::NotPermitted(Denial::NotSignedIn) => formatter.write_str("no credential was accepted"),
            ErrorKind::NotPermitted(Denial::HostLimit) => formatter.write_str("the host's plan does not allow it"),
            ErrorKind::NotPermitted(Denial::SecondFactor) => formatter.write_str("a second factor is needed"),
            ErrorKind::NotPermitted(Denial::StaffToken) => formatter.write_str("tokens of staff may not call this endpoint"),
            ErrorKind::NotPermitted(Denial::WrongOrigin) => formatter.write_str("the request comes from another origin than the site's"),
            ErrorKind::NotPermitted(Denial::Other) => formatter.write_str("not permitted"),
            ErrorKind::Token(fault) => write!(
                formatter,
                "the token was refused: {}",
                match fault {
                    TokenFault::Malformed => "malformed",
                    TokenFault::Expired => "expired",
                    TokenFault::NotYetValid => "not valid yet",
                    TokenFault::WrongAudience => "signed for another path",
                    TokenFault::BadSignature => "wrong signature",
                    TokenFault::UnknownKey => "unknown key",
                    TokenFault::WrongKind => "wrong kind of key",
                    TokenFault::Other => "no reason given",
                }
            ),
            ErrorKind::SignIn(fault) => fault.fmt(formatter),
            ErrorKind::RouteNotFound { client: None, server: None } => formatter.write_str("the server has no such route"),
            ErrorKind::RouteNotFound { client, server } => write!(
                formatter,
                "the server has no such route (asked for {}, server is {})",
                client.as_deref().unwrap_or("no version"),
                server.as_deref().unwrap_or("unknown")
            ),
            ErrorKind::RateLimited { wait: Some(wait) } => write!(formatter, "too many tries; wait {} s", wait.as_secs()),
            ErrorKind::RateLimited { wait: None } => formatter.write_str("too many tries"),
            ErrorKind::NotJson { content_type, head, .. } => {
                write!(formatter, "the answer is not JSON but {}: {head:?}", content_type.as_deref().unwrap_or("of no stated type"))
            }
            ErrorKind::Maintenance => formatter.write_str("the server is starting or in maintenance"),
            ErrorKind::Empty => formatter.write_str("the answer has no body"),
            ErrorKind::Decode { path, reason, .. } => write!(formatter, "the answer is not as described at `{path}`: {reason}"),
            ErrorKind::Redirected { to, why } => write!(formatter, "the server points to {to} ({why})"),
            ErrorKind::NotModified => formatter.write_str("the answer is that nothing changed, and has no body"),
            ErrorKind::TooLarge { limit } => write!(formatter, "the answer is larger than {limit} bytes"),
            ErrorKind::Transport { timeout: true, message, .. } => write!(formatter, "timed out: {message}"),
            ErrorKind::Transport { sent: false, message, .. } => write!(formatter, "no connection: {message}"),
            ErrorKind::Transport { timeout: false, message, .. } => write!(formatter, "no answer: {message}"),
            ErrorKind::Unreadable { message } => write!(formatter, "not sent: {message}"),
            ErrorKind::Unsaved { message } => write!(formatter, "the file could not be saved: {message}"),
            ErrorKind::Interrupted { received, message, .. } => write!(formatter, "the file broke off after {received} bytes: {message}"),
            ErrorKind::Server => formatter.write_str("the server failed"),
        }
    }
}
