//! Whether a call that failed has changed something all the same.

use super::ErrorKind;

/// Whether a failed call changed something on the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// It did not: it was a read, was refused, or never got there. It may be repeated once the reason is gone.
    No,
    /// Nobody knows: look before it is repeated.
    Maybe,
    /// It did: only its answer was lost or could not be read. Do not repeat it.
    Yes,
}

/// What is known of a write that ended so.
pub(super) fn by(kind: &ErrorKind, status: Option<u16>) -> Written {
    let succeeded = status.is_some_and(|status| (200..300).contains(&status));
    match kind {
        ErrorKind::Decode { written: true, .. } => Written::Yes,
        ErrorKind::Transport { sent: true, .. } if succeeded => Written::Yes,
        ErrorKind::Transport { sent: false, .. }
        | ErrorKind::Unreadable { .. }
        | ErrorKind::Input { .. }
        | ErrorKind::Redirected { .. }
        | ErrorKind::NotModified => Written::No,
        ErrorKind::Collision { .. }
        | ErrorKind::Validation { .. }
        | ErrorKind::NotFound
        | ErrorKind::NotPermitted(_)
        | ErrorKind::Token(_)
        | ErrorKind::RouteNotFound { .. }
        | ErrorKind::RateLimited { .. } => Written::No,
        _ if status.is_some_and(|status| (400..500).contains(&status)) => Written::No,
        _ => Written::Maybe,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Denial;
    use super::*;

    #[test]
    fn a_write_is_known_to_have_happened_or_not_or_neither() {
        let lost = |sent| ErrorKind::Transport { timeout: true, sent, message: String::new() };
        let page = |status| ErrorKind::NotJson { status, content_type: None, head: String::new() };
        let cases = [
            (lost(false), None, Written::No),
            (lost(true), None, Written::Maybe),
            (lost(true), Some(201), Written::Yes),
            (lost(true), Some(502), Written::Maybe),
            (page(200), Some(200), Written::Maybe),
            (page(404), Some(404), Written::No),
            (page(504), Some(504), Written::Maybe),
            (ErrorKind::Decode { status: 201, path: "$".into(), reason: String::new(), written: true }, Some(201), Written::Yes),
            (ErrorKind::Server, Some(500), Written::Maybe),
            (ErrorKind::Maintenance, Some(503), Written::Maybe),
            (ErrorKind::Empty, Some(201), Written::Maybe),
            (ErrorKind::NotPermitted(Denial::Integration), Some(501), Written::No),
            (ErrorKind::RateLimited { wait: None }, Some(429), Written::No),
            (ErrorKind::TooLarge { limit: 1 }, None, Written::Maybe),
        ];
        for (kind, status, expected) in cases {
            assert_eq!(by(&kind, status), expected, "{kind:?} {status:?}");
        }
    }
}
