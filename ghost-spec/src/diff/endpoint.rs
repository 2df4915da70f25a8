//! Endpoints: methods of a resource.

use super::{Class, Comparison, Described, Subject, rename};
use crate::model::{Bug, Endpoint, EnvelopeKind, Segment, Type};

/// An endpoint of both descriptions.
#[derive(Clone, Copy)]
pub(super) struct Pair<'p> {
    /// Index of its resource and its own.
    pub(super) old_at: (usize, usize),
    pub(super) new_at: (usize, usize),
    pub(super) old: &'p Endpoint,
    pub(super) new: &'p Endpoint,
}

impl<'a> Comparison<'a> {
    pub(super) fn endpoints(&mut self, before: usize, after: usize) {
        let (old, new) = (&self.old.api.resources[before], &self.new.api.resources[after]);
        let place = |endpoints: &[Endpoint], name: &str| endpoints.iter().position(|endpoint| endpoint.name == name);
        let went: Vec<usize> =
            (0..old.endpoints.len()).filter(|index| place(&new.endpoints, &old.endpoints[*index].name).is_none()).collect();
        let came: Vec<usize> =
            (0..new.endpoints.len()).filter(|index| place(&old.endpoints, &new.endpoints[*index].name).is_none()).collect();
        let renamed = rename::pairs(&went, &came, |was, is| old.endpoints[was].route() == new.endpoints[is].route());
        for index in went {
            let endpoint = &old.endpoints[index];
            let method = &self.old.names.endpoints[before][index].method;
            let why = format!("`{}().{method}(…)` is gone: calls of it no longer compile", self.old.names.modules[before]);
            let hint = renamed.iter().find(|(was, _)| *was == index).map(|(_, is)| {
                format!("`{}.{}` has the same route: another name of the same endpoint?", new.name, new.endpoints[*is].name)
            });
            self.note(
                Class::Callers,
                Subject::Endpoint,
                format!("{}.{}", old.name, endpoint.name),
                format!("removed (`{}`)", endpoint.route()),
                why,
            )
            .hint = hint;
        }
        for index in came {
            let endpoint = &new.endpoints[index];
            let method = &self.new.names.endpoints[after][index].method;
            let why = format!("`{}().{method}(…)` is new", self.new.names.modules[after]);
            self.note(
                Class::Additive,
                Subject::Endpoint,
                format!("{}.{}", new.name, endpoint.name),
                format!("added (`{}`)", endpoint.route()),
                why,
            );
        }
        for (index, endpoint) in old.endpoints.iter().enumerate() {
            if let Some(found) = place(&new.endpoints, &endpoint.name) {
                let pair = Pair { old_at: (before, index), new_at: (after, found), old: endpoint, new: &new.endpoints[found] };
                self.endpoint(&format!("{}.{}", new.name, endpoint.name), pair);
            }
        }
    }

    fn endpoint(&mut self, at: &str, pair: Pair<'a>) {
        let new = pair.new;
        // Its Rust name is among the names; what it takes and answers has files of its own.
        let Endpoint {
            name: _,
            rust: _,
            doc,
            docs,
            traps,
            method: _,
            path: _,
            // Said of the API as a whole.
            slash: _,
            query: _,
            one_of: _,
            sends: _,
            returns: _,
            status,
            deferred: _,
            cursor: _,
            access: _,
            permission,
            flag,
            bugs,
            versions,
        } = pair.old;
        self.method_name(at, pair);
        self.route(at, pair);
        self.options(at, pair);
        self.request(at, pair);
        self.argument_order(at, pair);
        self.answer(at, pair);
        self.walk(at, pair);
        self.endpoint_access(at, pair.old, new);
        self.check(at, permission, &new.permission);
        self.statuses(at, status, &new.status);
        self.flag(at, flag.as_deref(), new.flag.as_deref());
        self.versions(Class::Callers, Subject::Endpoint, at, versions, &new.versions);
        self.bugs(at, bugs, &new.bugs);
        self.text(Subject::Endpoint, at, "description", doc, &new.doc);
        self.text(Subject::Endpoint, at, "link", docs, &new.docs);
        self.texts(Subject::Endpoint, at, "trap", traps, &new.traps);
    }

    fn method_name(&mut self, at: &str, pair: Pair<'_>) {
        let (had, has) = (names(self.old, pair.old_at), names(self.new, pair.new_at));
        if had.method != has.method {
            let why = format!("`{}().{}(…)` is gone: calls of it no longer compile", self.old.names.modules[pair.old_at.0], had.method);
            self.note(Class::Callers, Subject::Endpoint, at, format!("called `{}` in Rust", has.method), why);
        }
        // A call without options is the runtime's own type, and so is a download.
        let (was, is) = (call_ty(self.old, pair.old_at, pair.old), call_ty(self.new, pair.new_at, pair.new));
        if was != is && (pair.old.returns.envelope.kind == EnvelopeKind::File) == (pair.new.returns.envelope.kind == EnvelopeKind::File) {
            let what = format!("its call is of the type `{is}` instead of `{was}`");
            self.note(
                Class::Callers,
                Subject::Endpoint,
                at,
                what,
                "code that names the type of the call no longer compiles; a call that is sent at once does",
            );
        }
    }

    fn route(&mut self, at: &str, pair: Pair<'_>) {
        let (old, new) = (pair.old, pair.new);
        if shape_of(old) != shape_of(new) {
            let what = format!("route `{}` instead of `{}`", new.route(), old.route());
            let why = "calls that still compile are sent elsewhere; programs that are built already ask for the old route";
            self.note(Class::Callers, Subject::Endpoint, at, what, why);
        }
        let (had, has): (Vec<_>, Vec<_>) = (parameters(old).collect(), parameters(new).collect());
        if had.len() != has.len() {
            let what = format!("{} in the path instead of {}", arguments(has.len()), arguments(had.len()));
            self.note(
                Class::Callers,
                Subject::Endpoint,
                at,
                what,
                "the method takes another number of arguments: calls of it no longer compile",
            );
            return;
        }
        for ((name, was, doc), (new_name, is, new_doc)) in had.into_iter().zip(has) {
            let place = format!("{at} {{{new_name}}}");
            let (was, is) = (path_argument(was, self.old.ty(was)), path_argument(is, self.new_ty(is)));
            if was != is {
                self.note(
                    Class::Callers,
                    Subject::Endpoint,
                    &place,
                    format!("`{is}` instead of `{was}`"),
                    "calls of the method no longer compile",
                );
            }
            self.text(Subject::Endpoint, &place, "name of the parameter", &name, &new_name);
            self.text(Subject::Endpoint, &place, "description", doc, new_doc);
        }
    }

    /// Arguments of the method that both have, in another order: what is of one type would be swapped in silence.
    fn argument_order(&mut self, at: &str, pair: Pair<'_>) {
        let (had, has) = (taken(pair.old), taken(pair.new));
        let common = |list: &[String], other: &[String]| list.iter().filter(|name| other.contains(name)).cloned().collect::<Vec<_>>();
        if common(&had, &has) != common(&has, &had) {
            let why = "the method takes its arguments in another order: calls no longer compile, or swap values of the same type";
            self.note(Class::Callers, Subject::Endpoint, at, format!("takes {}", has.join(", ")), why);
        }
    }

    fn statuses(&mut self, at: &str, old: &[u16], new: &[u16]) {
        let only = |list: &[u16], other: &[u16]| {
            list.iter().filter(|status| !other.contains(status)).map(u16::to_string).collect::<Vec<_>>().join(", ")
        };
        let (went, came) = (only(old, new), only(new, old));
        if !went.is_empty() {
            let why = "an answer with this status becomes an `Error`";
            self.note(Class::Readers, Subject::Endpoint, at, format!("no longer a success: status {went}"), why);
        }
        if !came.is_empty() {
            self.note(Class::Additive, Subject::Endpoint, at, format!("a success as well: status {came}"), "such an answer was an `Error`");
        }
        if went.is_empty() && came.is_empty() && old != new {
            self.note(Class::Docs, Subject::Endpoint, at, "another status is the usual one", "each of them is read as before");
        }
    }

    fn flag(&mut self, at: &str, old: Option<&str>, new: Option<&str>) {
        match (old, new) {
            (_, Some(flag)) if old != new => {
                let why = "the server refuses the call where the flag is off: what compiles fails there";
                self.note(Class::Callers, Subject::Endpoint, at, format!("only while the flag `{flag}` is on"), why);
            }
            (Some(flag), None) => {
                self.note(Class::Additive, Subject::Endpoint, at, format!("no longer behind the flag `{flag}`"), "every server answers it");
            }
            _ => {}
        }
    }

    fn bugs(&mut self, at: &str, old: &[Bug], new: &[Bug]) {
        let said = |described: &Described<'_>, bugs: &[Bug]| -> Vec<String> { bugs.iter().map(|bug| bug_text(described, bug)).collect() };
        let (had, has) = (said(self.old, old), said(self.new, new));
        self.texts(Subject::Endpoint, at, "server bug", &had, &has);
    }
}

/// Names of an endpoint.
pub(super) fn names<'n>(described: &'n Described<'_>, (resource, endpoint): (usize, usize)) -> &'n super::EndpointNames {
    &described.names.endpoints[resource][endpoint]
}

fn call_ty(described: &Described<'_>, at: (usize, usize), endpoint: &Endpoint) -> String {
    let has_options = endpoint.query.iter().enumerate().any(|(index, option)| !option.required && !endpoint.one_of.contains(&index));
    match (has_options, endpoint.returns.envelope.kind) {
        (true, _) => format!("{}::{}", described.names.modules[at.0], names(described, at).call),
        (false, EnvelopeKind::File) => "Fetch".to_owned(),
        (false, _) => "Call".to_owned(),
    }
}

/// A route without names of parameters, which do not travel.
fn shape_of(endpoint: &Endpoint) -> (&'static str, Vec<Option<&str>>) {
    let fixed = endpoint.path.iter().map(|segment| match segment {
        Segment::Fixed(text) => Some(text.as_str()),
        Segment::Parameter { .. } => None,
    });
    (endpoint.method.as_str(), fixed.collect())
}

fn parameters(endpoint: &Endpoint) -> impl Iterator<Item = (&String, &Type, &Option<String>)> {
    endpoint.path.iter().filter_map(|segment| match segment {
        Segment::Fixed(_) => None,
        Segment::Parameter { name, ty, doc } => Some((name, ty, doc)),
    })
}

fn path_argument(ty: &Type, spelt: String) -> String {
    match ty {
        Type::String => "&str".to_owned(),
        Type::Id(_) | Type::Enum(_) => format!("&{spelt}"),
        _ => spelt,
    }
}

fn arguments(count: usize) -> String {
    match count {
        0 => "no argument".to_owned(),
        1 => "1 argument".to_owned(),
        count => format!("{count} arguments"),
    }
}

/// What a method takes, in its order.
fn taken(endpoint: &Endpoint) -> Vec<String> {
    let required = endpoint.query.iter().filter(|option| option.required).map(|option| format!("`{}`", option.name));
    let selection = (!endpoint.one_of.is_empty()).then(|| "the selection".to_owned());
    let body = endpoint.sends.is_some().then(|| "the body".to_owned());
    required.chain(selection).chain(body).collect()
}

fn bug_text(described: &Described<'_>, Bug { roles, status, doc, versions }: &Bug) -> String {
    let names: Vec<String> = roles.iter().map(|index| described.api.roles[*index].name.clone()).collect();
    let who = if names.is_empty() { String::new() } else { format!(" for {}", super::listed(&names)) };
    let status = status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    format!("{status}{who}, {}: {doc}", super::bounds::words(versions))
}
