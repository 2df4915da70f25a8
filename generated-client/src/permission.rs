//! Who may do what, as a table that can be asked.

use std::fmt;

use crate::endpoint::Endpoint;

/// A version of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// First number.
    pub major: u32,
    /// Second number.
    pub minor: u32,
    /// Third number.
    pub patch: u32,
}

impl Version {
    /// Reads `6`, `6.65` or `6.65.0`; what stands behind them, such as `-rc.1`, is ignored.
    #[must_use]
    pub fn parse(text: &str) -> Option<Version> {
        let mut numbers = text.trim_start_matches('v').split(['.', '-', '+']).map_while(|part| part.parse().ok());
        let major = numbers.next()?;
        Some(Version { major, minor: numbers.next().unwrap_or(0), patch: numbers.next().unwrap_or(0) })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// First and last version that has something, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versions {
    /// First version that has it.
    pub since: Option<Version>,
    /// Last version that has it.
    pub until: Option<Version>,
}

impl Versions {
    /// Every version.
    pub const ALL: Versions = Versions { since: None, until: None };

    /// The same from a version on.
    #[must_use]
    pub const fn since(self, major: u32, minor: u32, patch: u32) -> Self {
        Versions { since: Some(Version { major, minor, patch }), ..self }
    }

    /// The same up to a version, with it.
    #[must_use]
    pub const fn until(self, major: u32, minor: u32, patch: u32) -> Self {
        Versions { until: Some(Version { major, minor, patch }), ..self }
    }

    /// Whether `version` has it; without one, whether any has.
    #[must_use]
    pub fn hold(&self, version: Option<Version>) -> bool {
        version.is_none_or(|version| self.since.is_none_or(|since| since <= version) && self.until.is_none_or(|until| version <= until))
    }
}

/// A permission, with the roles that have it.
#[derive(Debug)]
pub struct Permission {
    /// Name, such as `post.edit`.
    pub name: &'static str,
    /// Who has it.
    pub holders: &'static [Holder],
}

/// A role that has a permission.
#[derive(Debug)]
pub struct Holder {
    /// Name of the role, as the server spells it.
    pub role: &'static str,
    /// Versions in which it has the permission.
    pub versions: Versions,
    /// What it may not do all the same.
    pub limits: &'static [Limited],
}

impl Holder {
    /// A role that has the permission always and without limits.
    #[must_use]
    pub const fn new(role: &'static str) -> Self {
        Holder { role, versions: Versions::ALL, limits: &[] }
    }

    /// In some versions only.
    #[must_use]
    pub const fn within(self, versions: Versions) -> Self {
        Holder { versions, ..self }
    }

    /// Within limits.
    #[must_use]
    pub const fn limited(self, limits: &'static [Limited]) -> Self {
        Holder { limits, ..self }
    }
}

/// A limit below a permission.
#[derive(Debug)]
pub struct Limited {
    /// The limit, in words.
    pub rule: &'static str,
    /// Versions that have it.
    pub versions: Versions,
}

/// What an endpoint asks for beyond the credential.
#[derive(Debug)]
pub enum Need {
    /// Nothing.
    Nothing,
    /// A permission.
    Permission(&'static Permission),
    /// Whatever its own code checks, in words.
    Function(&'static str),
}

/// An endpoint with what it asks for.
#[derive(Debug)]
pub struct Right {
    /// The endpoint.
    pub endpoint: &'static Endpoint,
    /// Credentials that may call it; `None` if none is needed.
    pub credentials: Option<&'static [&'static str]>,
    /// Roles that are behind a credential, with that credential.
    pub behind: &'static [(&'static str, &'static str)],
    /// What is checked.
    pub need: Need,
    /// Labs flag that must be on.
    pub flag: Option<&'static str>,
    /// Versions that have it.
    pub versions: Versions,
    /// Where the server does not do what the rest says.
    pub bugs: &'static [Bug],
}

/// A deviation of the server from its own rules; [`Right::permit`] says what the rules are.
#[derive(Debug)]
pub struct Bug {
    /// Roles that meet it; everybody if there are none.
    pub roles: &'static [&'static str],
    /// What the server answers instead; `None` if it never answers.
    pub status: Option<u16>,
    /// What goes wrong.
    pub doc: &'static str,
    /// Versions that have it.
    pub versions: Versions,
}

/// Whether a role may call an endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Permit {
    /// It may.
    Allowed,
    /// It may, within these limits.
    Own(Vec<&'static str>),
    /// It may not.
    Denied,
}

impl Right {
    /// What an endpoint asks for in every version.
    #[must_use]
    pub const fn new(
        endpoint: &'static Endpoint,
        credentials: Option<&'static [&'static str]>,
        behind: &'static [(&'static str, &'static str)],
        need: Need,
    ) -> Self {
        Right { endpoint, credentials, behind, need, flag: None, versions: Versions::ALL, bugs: &[] }
    }

    /// Behind a labs flag.
    #[must_use]
    pub const fn flagged(mut self, flag: &'static str) -> Self {
        self.flag = Some(flag);
        self
    }

    /// In some versions only.
    #[must_use]
    pub const fn within(mut self, versions: Versions) -> Self {
        self.versions = versions;
        self
    }

    /// With what the server does otherwise.
    #[must_use]
    pub const fn deviating(mut self, bugs: &'static [Bug]) -> Self {
        self.bugs = bugs;
        self
    }

    /// What a role may do in the newest version described: a role of staff through a staff token or a session, one that
    /// is behind a credential through that credential.
    pub fn permit(&self, role: &(impl AsRef<str> + ?Sized)) -> Permit {
        self.judge(role.as_ref(), None)
    }

    /// What a role may do in a version. An endpoint that the version lacks is denied to everybody.
    pub fn permit_in(&self, role: &(impl AsRef<str> + ?Sized), version: Version) -> Permit {
        self.judge(role.as_ref(), Some(version))
    }

    #[inline]
    fn judge(&self, role: &str, version: Option<Version>) -> Permit {
        if !self.versions.hold(version) {
            return Permit::Denied;
        }
        let Some(credentials) = self.credentials else { return Permit::Allowed };
        if !self.opens(role, credentials) {
            return Permit::Denied;
        }
        match &self.need {
            Need::Nothing => Permit::Allowed,
            Need::Function(words) => Permit::Own(vec![words]),
            Need::Permission(permission) => permission.permit(role, version),
        }
    }

    /// Whether one of the credentials acts in the role.
    fn opens(&self, role: &str, credentials: &[&str]) -> bool {
        let behind = |credential: &&str| self.behind.iter().any(|(_, known)| known == credential);
        match self.behind.iter().find(|(known, _)| *known == role) {
            Some((_, credential)) => credentials.contains(credential),
            None => credentials.iter().any(|credential| !behind(credential)),
        }
    }
}

impl Permission {
    fn permit(&self, role: &str, version: Option<Version>) -> Permit {
        let Some(holder) = self.holders.iter().find(|holder| holder.role == role && holder.versions.hold(version)) else {
            return Permit::Denied;
        };
        let limits: Vec<&'static str> = holder.limits.iter().filter(|limit| limit.versions.hold(version)).map(|limit| limit.rule).collect();
        if limits.is_empty() { Permit::Allowed } else { Permit::Own(limits) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::Method;

    static ENDPOINT: Endpoint = Endpoint {
        api: "admin",
        resource: "posts",
        operation: "edit",
        method: Method::Put,
        base: "/ghost/api/admin",
        path: "/posts/{id}/",
        status: &[200],
        credential: true,
        errors: crate::error::ErrorForm::GHOST,
    };
    const SIX: Version = Version { major: 6, minor: 0, patch: 0 };
    static EDIT: Permission = Permission {
        name: "post.edit",
        holders: &[
            Holder::new("Editor"),
            Holder::new("Author").limited(&[Limited { rule: "only their own", versions: Versions::ALL }]),
            Holder::new("Helper").within(Versions { since: Some(SIX), until: None }),
            Holder::new("Integration"),
        ],
    };

    fn right(credentials: Option<&'static [&'static str]>) -> Right {
        let behind = &[("Integration", "integration")];
        Right { endpoint: &ENDPOINT, credentials, behind, need: Need::Permission(&EDIT), flag: None, versions: Versions::ALL, bugs: &[] }
    }

    #[test]
    fn a_role_is_allowed_limited_or_denied() {
        let right = right(Some(&["integration", "staff_token"]));
        assert_eq!(right.permit("Editor"), Permit::Allowed);
        assert_eq!(right.permit("Author"), Permit::Own(vec!["only their own"]));
        assert_eq!(right.permit("Contributor"), Permit::Denied);
        assert_eq!(right.permit("Integration"), Permit::Allowed);
    }

    #[test]
    fn a_role_needs_a_credential_that_acts_in_it() {
        assert_eq!(right(Some(&["staff_token"])).permit("Integration"), Permit::Denied);
        assert_eq!(right(Some(&["integration"])).permit("Editor"), Permit::Denied);
        assert_eq!(right(None).permit("Contributor"), Permit::Allowed);
    }

    #[test]
    fn versions_bound_what_a_role_may() {
        let right = right(Some(&["staff_token"]));
        assert_eq!(right.permit_in("Helper", SIX), Permit::Allowed);
        assert_eq!(right.permit_in("Helper", Version { major: 5, minor: 130, patch: 6 }), Permit::Denied);
    }

    #[test]
    fn versions_are_read_as_servers_write_them() {
        assert_eq!(Version::parse("6.65"), Some(Version { major: 6, minor: 65, patch: 0 }));
        assert_eq!(Version::parse("v5.130.6"), Some(Version { major: 5, minor: 130, patch: 6 }));
        assert_eq!(Version::parse("6.0.0-rc.1").map(|version| version.to_string()).as_deref(), Some("6.0.0"));
        assert_eq!(Version::parse("next"), None);
    }
}
