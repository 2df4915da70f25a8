//! Whether a credential that was checked may call an endpoint, by the table of permissions.

use std::fmt;

use super::Checked;
use crate::permission::{Permit, Right};

/// Whether somebody may call an endpoint, by the server's rules; where it breaks them, [`Right::bugs`] says so.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Can {
    /// They may.
    Yes,
    /// They may, within these limits.
    Within(Vec<&'static str>),
    /// They may not.
    No(Obstacle),
}

/// Why an endpoint may not be called.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Obstacle {
    /// The server's version does not have it.
    Version,
    /// It takes other kinds of credentials: these.
    Credential(&'static [&'static str]),
    /// The role lacks the permission.
    Role,
    /// This labs flag is off.
    Flag(&'static str),
}

impl Can {
    /// Whether it may be called at all, limits or not.
    #[must_use]
    pub fn is_yes(&self) -> bool {
        !matches!(self, Can::No(_))
    }
}

impl fmt::Display for Can {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Can::Yes => formatter.write_str("yes"),
            Can::Within(limits) => write!(formatter, "yes, but {}", limits.join("; ")),
            Can::No(Obstacle::Version) => formatter.write_str("no: the server's version does not have it"),
            Can::No(Obstacle::Credential(kinds)) => write!(formatter, "no: it takes {}", kinds.join(" or ").replace('_', " ")),
            Can::No(Obstacle::Role) => formatter.write_str("no: the role lacks the permission"),
            Can::No(Obstacle::Flag(flag)) => write!(formatter, "no: the labs flag `{flag}` is off"),
        }
    }
}

#[inline]
pub(super) fn judge(right: &Right, checked: &Checked) -> Can {
    let version = checked.server.version;
    if !right.versions.hold(version) {
        return Can::No(Obstacle::Version);
    }
    if let Some(kinds) = right.credentials.filter(|kinds| !kinds.contains(&checked.who.credential())) {
        return Can::No(Obstacle::Credential(kinds));
    }
    if let Some(flag) = right.flag.filter(|flag| checked.flags.get(*flag) != Some(&true)) {
        return Can::No(Obstacle::Flag(flag));
    }
    let permits = checked.who.roles().iter().map(|role| match version {
        Some(version) => right.permit_in(role, version),
        None => right.permit(role),
    });
    let best = permits.min_by_key(|permit| match permit {
        Permit::Allowed => 0,
        Permit::Own(_) => 1,
        Permit::Denied => 2,
    });
    match best {
        Some(Permit::Allowed) => Can::Yes,
        Some(Permit::Own(limits)) => Can::Within(limits),
        // Whoever has no role at all may still call what nobody needs a role for.
        None if right.credentials.is_none() => Can::Yes,
        Some(Permit::Denied) | None => Can::No(Obstacle::Role),
    }
}
