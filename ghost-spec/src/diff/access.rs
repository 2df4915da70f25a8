//! Who may call: credentials, access classes, permissions, roles with their grants, and rules.

use super::{Class, Comparison, Described, Subject, bounds, differing, listed, quoted};
use crate::model::{AccessClass, Api, Check, Credential, Endpoint, Grant, Permission, Role, Rule};

/// `post.edit`.
pub(super) fn permission_name(api: &Api, index: usize) -> String {
    let permission = &api.permissions[index];
    format!("{}.{}", permission.object, permission.action)
}

/// Names of the credentials of an access class; `None` among them is to have none.
fn callers<'a>(described: &'a Described<'_>, class: &AccessClass) -> Vec<(&'a str, Option<&'a str>)> {
    let api = described.api;
    let listed =
        class.credentials.iter().map(|index| (api.credentials[*index].name.as_str(), Some(described.names.credentials[*index].as_str())));
    listed.chain(class.anonymous.then_some(("nobody in particular", None))).collect()
}

/// Whom a change of access shuts out and lets in.
struct Moved {
    out: Vec<String>,
    let_in: Vec<String>,
}

fn moved(old: (&Described<'_>, &AccessClass), new: (&Described<'_>, &AccessClass)) -> Moved {
    let (had, has) = (callers(old.0, old.1), callers(new.0, new.1));
    let word = |(name, ty): &(&str, Option<&str>)| ty.map_or_else(|| "calls without a credential".to_owned(), |_| format!("`{name}`"));
    let lacks = |list: &[(&str, Option<&str>)], name: &str| list.iter().all(|(other, _)| *other != name);
    Moved {
        out: had.iter().filter(|(name, _)| lacks(&has, name)).map(word).collect(),
        let_in: has.iter().filter(|(name, _)| lacks(&had, name)).map(word).collect(),
    }
}

impl Comparison<'_> {
    pub(super) fn access(&mut self) {
        self.credentials();
        self.classes();
        self.permissions();
        self.roles();
        self.rules();
    }

    fn credentials(&mut self) {
        let (old, new) = (self.old.api, self.new.api);
        let (went, came) =
            differing(old.credentials.iter().map(|item| item.name.as_str()), new.credentials.iter().map(|item| item.name.as_str()));
        for name in went {
            let why = "its marker type is gone: code that connects with it no longer compiles";
            self.note(Class::Callers, Subject::Access, format!("credential {name}"), "removed", why);
        }
        for name in came {
            self.note(Class::Additive, Subject::Access, format!("credential {name}"), "added", "one more way in");
        }
        for Credential { name, doc, connect, sent } in &old.credentials {
            let Some(after) = new.credentials.iter().find(|other| other.name == *name) else { continue };
            let at = format!("credential {name}");
            self.text(Subject::Access, &at, "description", doc, &after.doc);
            self.text(Subject::Access, &at, "what the compiler's message says of how to connect", connect, &after.connect);
            if *sent != after.sent {
                self.note(Class::Docs, Subject::Access, &at, "said to travel otherwise", "the runtime sends it, not generated code");
            }
        }
    }

    fn classes(&mut self) {
        let (old, new) = (self.old, self.new);
        for (index, class) in old.api.access.iter().enumerate() {
            let AccessClass { name, doc, credentials: _, anonymous: _ } = class;
            let at = format!("access {name}");
            let marker = &old.names.access[index];
            let Some(after) = new.api.access.iter().find(|other| other.name == *name) else {
                let why = format!("`access::{marker}` is gone: code that is generic over `MayCall<access::{marker}>` no longer compiles");
                self.note(Class::Callers, Subject::Access, at, "removed", why);
                continue;
            };
            self.text(Subject::Access, &at, "description", doc, &after.doc);
            let Moved { out, let_in } = moved((old, class), (new, after));
            if !out.is_empty() {
                let why =
                    format!("they no longer satisfy `MayCall<access::{marker}>`: their calls of endpoints of this class do not compile");
                self.note(Class::Callers, Subject::Access, &at, format!("narrowed: no longer for {}", listed(&out)), why);
            }
            if !let_in.is_empty() {
                let why = "they may call the endpoints of this class, too";
                self.note(Class::Additive, Subject::Access, &at, format!("widened: for {} as well", listed(&let_in)), why);
            }
        }
        let (_, came) =
            differing(old.api.access.iter().map(|class| class.name.as_str()), new.api.access.iter().map(|class| class.name.as_str()));
        for name in came {
            self.note(Class::Additive, Subject::Access, format!("access {name}"), "added", "a class of endpoints more");
        }
    }

    /// Who may call an endpoint, if it names another class; the same class with other credentials was told at the class.
    pub(super) fn endpoint_access(&mut self, at: &str, before: &Endpoint, after: &Endpoint) {
        let (old, new) = (self.old, self.new);
        let (had, has) = (&old.api.access[before.access], &new.api.access[after.access]);
        if had.name == has.name {
            return;
        }
        let marker = &new.names.access[after.access];
        let Moved { out, let_in } = moved((old, had), (new, has));
        if !out.is_empty() {
            let why = format!("they do not satisfy `MayCall<access::{marker}>`: their calls do not compile");
            self.note(Class::Callers, Subject::Endpoint, at, format!("access narrowed: no longer for {}", listed(&out)), why);
        }
        if !let_in.is_empty() {
            let why = format!("their calls compile now; only code that is generic over the class has to name `access::{marker}`");
            self.note(Class::Additive, Subject::Endpoint, at, format!("access widened: for {} as well", listed(&let_in)), why);
        }
        if out.is_empty() && let_in.is_empty() {
            let why = format!("the same credentials may call it; only code that is generic over the class has to name `access::{marker}`");
            self.note(Class::Additive, Subject::Endpoint, at, format!("access class `{}` instead of `{}`", has.name, had.name), why);
        }
    }

    fn permissions(&mut self) {
        let (old, new) = (self.old.api, self.new.api);
        for (index, Permission { object, action, versions }) in old.permissions.iter().enumerate() {
            let at = format!("permission {}", permission_name(old, index));
            match new.permissions.iter().find(|other| other.object == *object && other.action == *action) {
                None => {
                    let why = "the table of permissions no longer holds it: code that looks it up finds nothing";
                    self.note(Class::Callers, Subject::Permission, at, "removed", why);
                }
                Some(after) if bounds::versions(versions, &after.versions) != bounds::Moved::Nowhere => {
                    let what = format!("checked {} instead of {}", bounds::words(&after.versions), bounds::words(versions));
                    self.note(Class::Docs, Subject::Permission, at, what, "no generated code depends on it");
                }
                Some(_) => {}
            }
        }
        for (index, permission) in new.permissions.iter().enumerate() {
            if !old.permissions.iter().any(|other| (&other.object, &other.action) == (&permission.object, &permission.action)) {
                let holders: Vec<&str> = new
                    .roles
                    .iter()
                    .filter(|role| role.grants.iter().any(|grant| grant.permission == index))
                    .map(|role| role.name.as_str())
                    .collect();
                let why = if holders.is_empty() { "no role has it".to_owned() } else { format!("held by {}", quoted(holders)) };
                self.note(Class::Additive, Subject::Permission, format!("permission {}", permission_name(new, index)), "added", why);
            }
        }
    }

    fn roles(&mut self) {
        let (old, new) = (self.old.api, self.new.api);
        let (went, came) = differing(old.roles.iter().map(|role| role.name.as_str()), new.roles.iter().map(|role| role.name.as_str()));
        for name in went {
            let why = "its variant of `permissions::Role` is gone: code that names it no longer compiles";
            self.note(Class::Callers, Subject::Permission, format!("role {name}"), "removed", why);
        }
        for name in came {
            let why = "`permissions::Role` has a variant more; the enum is `#[non_exhaustive]`";
            self.note(Class::Additive, Subject::Permission, format!("role {name}"), "added", why);
        }
        for Role { name, doc, credential, grants, versions } in &old.roles {
            let Some(after) = new.roles.iter().find(|other| other.name == *name) else { continue };
            let at = format!("role {name}");
            self.text(Subject::Permission, &at, "description", doc, &after.doc);
            let named = |api: &Api, index: Option<usize>| index.map(|index| api.credentials[index].name.clone());
            if named(old, *credential) != named(new, after.credential) {
                let why = "`permit` answers for calls with another credential";
                self.note(Class::Callers, Subject::Permission, &at, "behind another credential", why);
            }
            self.versions(Class::Callers, Subject::Permission, &at, versions, &after.versions);
            self.grants(&at, grants, &after.grants);
        }
    }

    /// What a role may; permissions that came or went were told by themselves.
    fn grants(&mut self, at: &str, old: &[Grant], new: &[Grant]) {
        let (had_api, has_api) = (self.old.api, self.new.api);
        let known = |api: &Api, name: &str| (0..api.permissions.len()).any(|index| permission_name(api, index) == name);
        let named =
            |api: &Api, grants: &[Grant]| -> Vec<String> { grants.iter().map(|grant| permission_name(api, grant.permission)).collect() };
        let (had, has) = (named(had_api, old), named(has_api, new));
        let lost: Vec<&str> = had.iter().filter(|name| !has.contains(name) && known(has_api, name)).map(String::as_str).collect();
        let won: Vec<&str> = has.iter().filter(|name| !had.contains(name) && known(had_api, name)).map(String::as_str).collect();
        if !lost.is_empty() {
            let why = "the server refuses this role: what compiles is answered with a denial";
            self.note(Class::Callers, Subject::Permission, at, format!("no longer granted {}", quoted(lost)), why);
        }
        if !won.is_empty() {
            self.note(Class::Additive, Subject::Permission, at, format!("granted {}", quoted(won)), "the role may do more");
        }
        for (grant, name) in old.iter().zip(&had) {
            if let Some(place) = has.iter().position(|other| other == name) {
                self.versions(Class::Callers, Subject::Permission, &format!("{at}, {name}"), &grant.versions, &new[place].versions);
            }
        }
    }

    fn rules(&mut self) {
        let (old, new) = (self.old.api, self.new.api);
        let (before, after) = (limits(old), limits(new));
        for (permission, role, rule) in &after {
            if before.iter().any(|(other, holder, text, ..)| (other, holder, &text.rule) == (permission, role, &rule.rule)) {
                continue;
            }
            let at = format!("role {role}, {permission}");
            let instead = before.iter().any(|(other, holder, text)| {
                (other, holder) == (permission, role) && !after.iter().any(|(o, h, t)| (o, h, &t.rule) == (permission, role, &text.rule))
            });
            if instead {
                let why = "a limit in words: whether it allows less is for you to read";
                self.note(Class::Docs, Subject::Permission, at, format!("its limit reads “{}” now", rule.rule), why);
            } else {
                let why = "`permit` answers `Own` where it said `Allowed`, and the server refuses what is beyond the limit";
                self.note(Class::Callers, Subject::Permission, at, format!("limited: “{}”", rule.rule), why);
            }
        }
        for (permission, role, rule) in &before {
            let at = format!("role {role}, {permission}");
            match after.iter().find(|(other, holder, text)| (other, holder, &text.rule) == (permission, role, &rule.rule)) {
                Some((.., still)) => match bounds::versions(&rule.versions, &still.versions) {
                    bounds::Moved::Nowhere => {}
                    // A limit in more versions leaves less.
                    bounds::Moved::Wider => {
                        let what = format!("limit holds {} instead of {}", bounds::words(&still.versions), bounds::words(&rule.versions));
                        self.note(Class::Callers, Subject::Permission, at, what, "servers of more versions refuse what is beyond it");
                    }
                    bounds::Moved::Narrower => {
                        let what = format!("limit holds {} instead of {}", bounds::words(&still.versions), bounds::words(&rule.versions));
                        self.note(Class::Additive, Subject::Permission, at, what, "servers of fewer versions refuse what is beyond it");
                    }
                },
                None if after.iter().any(|(other, holder, _)| (other, holder) == (permission, role)) => {}
                None => {
                    self.note(Class::Additive, Subject::Permission, at, "no longer limited", "the role may do it to everything");
                }
            }
        }
    }

    /// What the server checks before an endpoint answers.
    pub(super) fn check(&mut self, at: &str, before: &Check, after: &Check) {
        let (old, new) = (self.old.api, self.new.api);
        let holders = |api: &Api, index: usize| -> Vec<String> {
            api.roles
                .iter()
                .filter(|role| role.grants.iter().any(|grant| grant.permission == index))
                .map(|role| role.name.clone())
                .collect()
        };
        let (what, lost, won): (String, Vec<String>, Vec<String>) = match (before, after) {
            (Check::None, Check::None) => return,
            (Check::Function(was), Check::Function(is)) => {
                let why = "a check in words: whether it allows less is for you to read";
                if was != is {
                    self.note(Class::Docs, Subject::Endpoint, at, format!("the server checks “{is}”"), why);
                }
                return;
            }
            (Check::Permission(was), Check::Permission(is)) => {
                let (name, other) = (permission_name(new, *is), permission_name(old, *was));
                if name == other {
                    return;
                }
                let (had, has) = (holders(old, *was), holders(new, *is));
                let (lost, won) = differing(had.iter().map(String::as_str), has.iter().map(String::as_str));
                let owned = |names: Vec<&str>| names.into_iter().map(str::to_owned).collect::<Vec<_>>();
                (format!("needs `{name}` instead of `{other}`"), owned(lost), owned(won))
            }
            (Check::None | Check::Function(_), Check::Permission(is)) => {
                let has = holders(new, *is);
                let without = new.roles.iter().map(|role| role.name.clone()).filter(|role| !has.contains(role)).collect();
                (format!("needs `{}`", permission_name(new, *is)), without, Vec::new())
            }
            (Check::None | Check::Permission(_), Check::Function(words)) => {
                let why = "whom the server refuses now is decided by a check in words: what compiles may be answered with a denial";
                self.note(Class::Callers, Subject::Endpoint, at, format!("the server checks “{words}”"), why);
                return;
            }
            (Check::Permission(_) | Check::Function(_), Check::None) => {
                self.note(Class::Additive, Subject::Endpoint, at, "needs no permission any more", "whoever may call it is served");
                return;
            }
        };
        if !lost.is_empty() {
            let why = format!("the server refuses {}: what compiles is answered with a denial", listed(&lost));
            self.note(Class::Callers, Subject::Endpoint, at, what, why);
        } else if !won.is_empty() {
            self.note(Class::Additive, Subject::Endpoint, at, what, format!("{} may call it as well", listed(&won)));
        } else {
            self.note(Class::Docs, Subject::Endpoint, at, what, "the same roles may call it");
        }
    }
}

/// Every rule by permission and role.
fn limits(api: &Api) -> Vec<(String, &str, &Rule)> {
    let mut limits = Vec::new();
    for rule in &api.rules {
        let Rule { permission, roles, rule: _, versions: _ } = rule;
        limits.extend(roles.iter().map(|role| (permission_name(api, *permission), api.roles[*role].name.as_str(), rule)));
    }
    limits
}
