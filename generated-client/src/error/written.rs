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
