//! What the description says will happen: access class, then permission and role, then rules.
//!
//! Everything the matrix reads about rights is read here.

use std::fmt;

use ghost_spec::model::{Api, Bug, Check, Endpoint, Permission, Role, Version};

use super::{Caller, Refusal};

/// An API at one version of its server.
#[derive(Clone, Debug)]
pub struct Gate<'a> {
    /// The description.
    pub api: &'a Api,
    /// The server's version, such as `6.65.0`.
    pub version: Version,
}

/// What ought to happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prediction {
    /// The caller gets past every check.
    Allowed,
    /// The caller is refused, and why.
    Denied(Refusal),
    /// Granted, but a rule below the permission decides on each object.
    Limited(String),
    /// Something is checked that is only told in words.
    Told(String),
    /// The server does not have the endpoint.
    Absent,
}

impl Prediction {
    /// Short name of its kind, to count by.
    #[must_use]
    pub fn class(&self) -> &'static str {
        match self {
            Self::Allowed => "allowed",
            Self::Denied(Refusal::NotSignedIn) => "denied: not signed in",
            Self::Denied(Refusal::Credential) => "denied: kind of credential",
            Self::Denied(Refusal::Role) => "denied: role",
            Self::Limited(_) => "limited by a rule",
            Self::Told(_) => "checked by code",
            Self::Absent => "not in this version",
        }
    }
}

impl fmt::Display for Prediction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Limited(words) | Self::Told(words) => write!(f, "{} ({words})", self.class()),
            _ => f.write_str(self.class()),
        }
    }
}

/// What ought to happen when somebody calls an endpoint.
#[must_use]
pub fn predict(gate: &Gate<'_>, endpoint: &Endpoint, caller: Caller) -> Prediction {
    if !endpoint.versions.hold(&gate.version) {
        return Prediction::Absent;
    }
    if let Some(refusal) = by_credential(gate.api, endpoint, caller) {
        return Prediction::Denied(refusal);
    }
    // Where nobody needs to sign in, nobody's credential is looked at.
    let is_public = gate.api.access.get(endpoint.access).is_some_and(|class| class.anonymous);
    let Some(role) = role(gate.api, caller).filter(|_| !is_public) else { return Prediction::Allowed };
    by_permission(gate, &endpoint.permission, role)
}

impl Gate<'_> {
    fn grants(&self, role: &Role, permission: usize) -> bool {
        role.grants.iter().any(|grant| grant.permission == permission && grant.versions.hold(&self.version))
    }

    fn rule(&self, permission: usize, role: &Role) -> Option<String> {
        let is_about =
            |roles: &[usize]| roles.iter().filter_map(|&index| self.api.roles.get(index)).any(|limited| limited.name == role.name);
        let rules = self.api.rules.iter().filter(|rule| rule.permission == permission && rule.versions.hold(&self.version));
        rules.filter(|rule| is_about(&rule.roles)).map(|rule| rule.rule.clone()).next()
    }
}

/// Where the description says that the server does not keep to its own rules for this caller.
#[must_use]
pub fn known_bugs<'a>(gate: &Gate<'a>, endpoint: &'a Endpoint, caller: Caller) -> Vec<&'a Bug> {
    let role = role(gate.api, caller).map(|role| role.name.as_str());
    let is_met = |bug: &Bug| {
        bug.roles.is_empty() || bug.roles.iter().filter_map(|&index| gate.api.roles.get(index)).any(|met| Some(met.name.as_str()) == role)
    };
    endpoint.bugs.iter().filter(|bug| bug.versions.hold(&gate.version) && is_met(bug)).collect()
}

fn by_credential(api: &Api, endpoint: &Endpoint, caller: Caller) -> Option<Refusal> {
    let class = api.access.get(endpoint.access)?;
    if class.anonymous {
        return None;
    }
    let Some(name) = caller.credential() else { return Some(Refusal::NotSignedIn) };
    let mut taken = class.credentials.iter().filter_map(|&index| api.credentials.get(index));
    if taken.clone().any(|credential| credential.name == name) {
        return None;
    }
    // Where only a signed address counts, the header is not even looked at.
    let header_counts = taken.any(|credential| credential.name != "url_token");
    Some(if header_counts { Refusal::Credential } else { Refusal::NotSignedIn })
}

/// Who is asked about an endpoint: everybody, and members of staff who logged in where their tokens do not count.
pub fn callers(api: &Api, endpoint: &Endpoint) -> impl Iterator<Item = Caller> {
    let taken = api.access.get(endpoint.access).map(|class| &class.credentials).into_iter().flatten();
    let names: Vec<&str> = taken.filter_map(|&index| api.credentials.get(index)).map(|credential| credential.name.as_str()).collect();
    let only_sessions = names.contains(&"session") && !names.contains(&"staff_token");
    Caller::ALL.into_iter().chain(Caller::SESSIONS.into_iter().filter(move |_| only_sessions))
}

/// The role a caller acts in.
fn role(api: &Api, caller: Caller) -> Option<&Role> {
    match caller {
        Caller::Anonymous => None,
        Caller::Staff(name) | Caller::Session(name) => api.roles.iter().find(|role| role.name == name),
        Caller::Integration => {
            let credential = api.credentials.iter().position(|credential| Some(credential.name.as_str()) == caller.credential());
            api.roles.iter().find(|role| role.credential.is_some() && role.credential == credential)
        }
    }
}

fn by_permission(gate: &Gate<'_>, check: &Check, role: &Role) -> Prediction {
    let needed = match check {
        Check::None => return Prediction::Allowed,
        Check::Permission(permission) => vec![*permission],
        Check::Function(words) => named(gate.api, words),
    };
    if needed.iter().any(|&permission| !gate.grants(role, permission)) {
        return match check {
            Check::Function(words) if is_about_oneself(words) => Prediction::Told(words.clone()),
            _ => Prediction::Denied(Refusal::Role),
        };
    }
    match (check, needed.iter().find_map(|&permission| gate.rule(permission, role))) {
        (_, Some(rule)) => Prediction::Limited(rule),
        (Check::Function(words), None) if needed.is_empty() => Prediction::Told(words.clone()),
        _ => Prediction::Allowed,
    }
}

/// Whether words about a check let everybody do it to themselves.
fn is_about_oneself(words: &str) -> bool {
    ["oneself", "one's own", "themselves"].iter().any(|word| words.contains(word))
}

/// The permissions that stand in backticks in words about a check.
fn named(api: &Api, words: &str) -> Vec<usize> {
    let quoted = words.split('`').skip(1).step_by(2);
    quoted.filter_map(|name| api.permissions.iter().position(|permission| is_called(permission, name))).collect()
}

fn is_called(permission: &Permission, name: &str) -> bool {
    name.split_once('.') == Some((permission.object.as_str(), permission.action.as_str()))
}
