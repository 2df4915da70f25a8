//! Who may call: credentials, access classes, permissions and roles.

use super::Versions;

/// A way in.
#[derive(Clone, Debug)]
pub struct Credential {
    /// Name, such as `staff_token`.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// What to call to connect with it, such as `Ghost::staff_token`.
    pub connect: Option<String>,
    /// How it travels, where that is described.
    pub sent: Option<Sent>,
}

/// How a credential travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Part of the request.
    pub place: SentPlace,
    /// Name of the header, query option or cookie.
    pub name: String,
    /// Word before it, such as `Bearer`.
    pub prefix: Option<String>,
}

/// Part of a request that holds a credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentPlace {
    /// A header.
    Header,
    /// A query option.
    Query,
    /// A cookie.
    Cookie,
}

impl SentPlace {
    /// As it is written.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            SentPlace::Header => "header",
            SentPlace::Query => "query",
            SentPlace::Cookie => "cookie",
        }
    }
}

/// A class of endpoints that the same credentials may call.
#[derive(Clone, Debug)]
pub struct AccessClass {
    /// Name, such as `user`.
    pub name: String,
    /// Who that is.
    pub doc: String,
    /// Indices into [`Api::credentials`](super::Api::credentials); all of them when `anonymous`.
    pub credentials: Vec<usize>,
    /// Callable without any credential too.
    pub anonymous: bool,
}

/// Something a role can be granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// What it is about, such as `post`.
    pub object: String,
    /// What may be done, such as `edit`.
    pub action: String,
    /// Versions that check it.
    pub versions: Versions,
}

/// A role of staff, or the one behind a credential.
#[derive(Clone, Debug)]
pub struct Role {
    /// Name as the server spells it.
    pub name: String,
    /// Who has it.
    pub doc: String,
    /// Index of the credential that always acts in this role.
    pub credential: Option<usize>,
    /// What it is granted, ordered by permission.
    pub grants: Vec<Grant>,
    /// Versions that have it.
    pub versions: Versions,
}

/// A permission that a role has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Index into [`Api::permissions`](super::Api::permissions).
    pub permission: usize,
    /// Versions in which the role has it.
    pub versions: Versions,
}

/// A limit that holds although the permission is granted.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Index into [`Api::permissions`](super::Api::permissions).
    pub permission: usize,
    /// Indices into [`Api::roles`](super::Api::roles).
    pub roles: Vec<usize>,
    /// The limit, in words.
    pub rule: String,
    /// Versions that have it.
    pub versions: Versions,
}
