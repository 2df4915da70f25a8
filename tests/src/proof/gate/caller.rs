//! Who asks: nobody, an integration, or a member of staff with their token or logged in.

use std::fmt;

/// Somebody who calls an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Caller {
    /// No credential at all.
    Anonymous,
    /// The Admin API key of a custom integration.
    Integration,
    /// The staff token of a user with this role.
    Staff(&'static str),
    /// A user with this role who logged in.
    Session(&'static str),
}

impl Caller {
    /// Everybody who is asked about everything, the most powerful last.
    pub const ALL: [Self; 8] = [
        Self::Anonymous,
        Self::Integration,
        Self::Staff("Contributor"),
        Self::Staff("Author"),
        Self::Staff("Editor"),
        Self::Staff("Super Editor"),
        Self::Staff("Administrator"),
        Self::Staff("Owner"),
    ];

    /// Who is asked besides, where a staff token does not count but a login does.
    pub const SESSIONS: [Self; 6] = [
        Self::Session("Contributor"),
        Self::Session("Author"),
        Self::Session("Editor"),
        Self::Session("Super Editor"),
        Self::Session("Administrator"),
        Self::Session("Owner"),
    ];

    /// The caller's role, or what stands for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::Integration => "integration",
            Self::Staff(role) | Self::Session(role) => role,
        }
    }

    /// The description's name of the credential; `None` for nobody.
    #[must_use]
    pub fn credential(self) -> Option<&'static str> {
        match self {
            Self::Anonymous => None,
            Self::Integration => Some("integration"),
            Self::Staff(_) => Some("staff_token"),
            Self::Session(_) => Some("session"),
        }
    }
}

impl fmt::Display for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        if matches!(self, Self::Session(_)) { f.write_str(" in a session") } else { Ok(()) }
    }
}
