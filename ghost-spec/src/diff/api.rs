//! An API as a whole: its base, its client, the versions it is described for, its groups.

use super::{Change, Class, Comparison, Described, Subject, differing, quoted};
use crate::model::{Api, Errors, Group};

/// An API that is no more.
pub(super) fn removed(old: &Described<'_>) -> Change {
    let why = format!("the module `{}` is gone with everything in it: code that uses it no longer compiles", old.api.name);
    whole(Class::Callers, old, "removed", why)
}

/// An API that was not there.
pub(super) fn added(new: &Described<'_>) -> Change {
    whole(Class::Additive, new, "added", format!("the module `{}` is new", new.api.name))
}

fn whole(class: Class, described: &Described<'_>, what: &str, why: String) -> Change {
    let name = described.api.name.clone();
    Change { class, subject: Subject::Api, api: name.clone(), at: vec![name], what: what.to_owned(), why, hint: None }
}

impl Comparison<'_> {
    /// What an API says of itself; who may call and what can be called have files of their own.
    pub(super) fn api(&mut self) {
        let (old, new) = (self.old.api, self.new.api);
        let Api {
            name,
            file: _,
            title,
            doc,
            docs,
            base,
            slash,
            client,
            versions,
            credentials: _,
            access: _,
            permissions: _,
            roles: _,
            rules: _,
            errors,
            groups: _,
            resources: _,
            shapes: _,
            enums: _,
        } = old;
        self.text(Subject::Api, name, "title", title, &new.title);
        self.text(Subject::Api, name, "description", doc, &new.doc);
        self.text(Subject::Api, name, "link", docs, &new.docs);
        if errors.as_ref().and_then(Errors::form) != new.errors.as_ref().and_then(Errors::form) {
            let why = "`Error` finds message, code and the rest elsewhere in a body: code that looks at them may find others, or none";
            self.note(Class::Readers, Subject::Api, name, "errors are read otherwise", why);
        } else if *errors != new.errors {
            self.note(Class::Docs, Subject::Api, name, "errors described otherwise", "errors are read as they were");
        }
        if *slash != new.slash {
            let what = if new.slash { "paths end in a slash" } else { "paths do not end in a slash any more" };
            self.note(Class::Callers, Subject::Api, name, what, "every call compiles and goes to another address");
        }
        if *base != new.base {
            let what = format!("base `{}` instead of `{base}`", new.base);
            self.note(Class::Callers, Subject::Api, name, what, "every call compiles and goes to another address");
        }
        if *client != new.client {
            let what = format!("client `{}` instead of `{client}`", new.client);
            self.note(
                Class::Callers,
                Subject::Api,
                name,
                what,
                format!("the type `{client}` is gone: code that names it no longer compiles"),
            );
        }
        if versions != &new.versions {
            let what = format!(
                "described for {} to {} instead of {} to {}",
                new.versions.oldest.text, new.versions.newest.text, versions.oldest.text, versions.newest.text
            );
            let narrower = new.versions.oldest.numbers > versions.oldest.numbers || new.versions.newest.last() < versions.newest.last();
            if narrower {
                let why = "servers that are no longer described may answer what the types do not hold, and may lack what is called";
                self.note(Class::Callers, Subject::Api, name, what, why);
            } else {
                self.note(Class::Additive, Subject::Api, name, what, "the bindings are right for more servers");
            }
        }
        self.groups();
    }

    fn groups(&mut self) {
        let (old, new) = (self.old.api, self.new.api);
        let names = |api: &'_ Api| api.groups.iter().map(|group| group.name.clone()).collect::<Vec<_>>();
        let (had, has) = (names(old), names(new));
        let (went, came) = differing(had.iter().map(String::as_str), has.iter().map(String::as_str));
        for name in went {
            let why = format!("the Cargo feature `{}` is gone: a manifest that names it no longer resolves", feature(name));
            self.note(Class::Callers, Subject::Group, format!("group {name}"), "removed", why);
        }
        for name in came {
            let why = format!("there is a Cargo feature `{}`", feature(name));
            self.note(Class::Additive, Subject::Group, format!("group {name}"), "added", why);
        }
        for Group { name, doc, resources: _ } in &old.groups {
            if let Some(after) = new.groups.iter().find(|group| group.name == *name) {
                self.text(Subject::Group, &format!("group {name}"), "description", doc, &after.doc);
            }
        }
        for (before, after) in self.both_resources() {
            self.features(before, after);
        }
    }

    /// Which features bring a resource: `resources` of groups, and whatever else leads to it.
    fn features(&mut self, before: usize, after: usize) {
        let (had, has) = (&self.old.names.features[before], &self.new.names.features[after]);
        let (went, came) = differing(had.iter().map(String::as_str), has.iter().map(String::as_str));
        let known = |api: &Api, name: &str| api.groups.iter().any(|group| feature(&group.name) == name);
        // A feature that is no more was told, and so was one that is new.
        let went: Vec<&str> = went.into_iter().filter(|name| known(self.new.api, name)).collect();
        let came: Vec<&str> = came.into_iter().filter(|name| known(self.old.api, name)).collect();
        let (at, module) = (self.new.api.resources[after].name.as_str(), &self.new.names.modules[after]);
        if !went.is_empty() && !has.is_empty() {
            let why = format!("with only {} switched on the module `{module}` is no longer compiled", quoted(went.iter().copied()));
            self.note(Class::Callers, Subject::Group, at, format!("no longer in the feature {}", quoted(went)), why);
        }
        if !came.is_empty() && !had.is_empty() {
            let why = format!("{} switches the module `{module}` on, too", quoted(came.iter().copied()));
            self.note(Class::Additive, Subject::Group, at, format!("in the feature {} as well", quoted(came)), why);
        } else if had.is_empty() && !has.is_empty() {
            let why = format!("the module `{module}` was always compiled; without default features it now needs one of these");
            self.note(Class::Callers, Subject::Group, at, format!("behind the feature {}", quoted(has.iter().map(String::as_str))), why);
        } else if !had.is_empty() && has.is_empty() {
            let why = format!("the module `{module}` is always compiled");
            self.note(Class::Additive, Subject::Group, at, "behind no feature any more", why);
        }
    }
}

/// Cargo's spelling of a group.
fn feature(group: &str) -> String {
    group.replace('_', "-")
}
