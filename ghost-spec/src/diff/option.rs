//! Query options: methods of a call, or arguments where one must be given.

use super::endpoint::{Pair, names};
use super::{Class, Comparison, SelectionNames, Subject, bounds, rename};
use crate::model::{Endpoint, OptionKind, QueryOption, Type};

impl<'a> Comparison<'a> {
    pub(super) fn options(&mut self, at: &str, pair: Pair<'a>) {
        let (old, new) = (pair.old, pair.new);
        let place = |endpoint: &Endpoint, name: &str| endpoint.query.iter().position(|option| option.name == name);
        let went: Vec<usize> = (0..old.query.len()).filter(|index| place(new, &old.query[*index].name).is_none()).collect();
        let came: Vec<usize> = (0..new.query.len()).filter(|index| place(old, &new.query[*index].name).is_none()).collect();
        let alike = |was: usize, is: usize| {
            let (was, is) = (&old.query[was], &new.query[is]);
            was.required == is.required && self.old_argument(was) == self.new_argument(is)
        };
        let renamed = rename::pairs(&went, &came, alike);
        for index in went {
            let option = &old.query[index];
            let name = &names(self.old, pair.old_at).options[index];
            let why = match way(old, index) {
                Way::Argument => format!("the method no longer takes `{name}`: calls of it no longer compile"),
                // Told of the selection.
                Way::Selection => continue,
                Way::Method => format!("`.{name}(…)` is gone: calls that use it no longer compile"),
            };
            let hint = renamed
                .iter()
                .find(|(was, _)| *was == index)
                .map(|(_, is)| format!("`{}` takes the same: another name of the same option?", new.query[*is].name));
            self.note(Class::Callers, Subject::Option, format!("{at}?{}", option.name), "removed", why).hint = hint;
        }
        for index in came {
            let option = &new.query[index];
            let name = &names(self.new, pair.new_at).options[index];
            let place = format!("{at}?{}", option.name);
            match way(new, index) {
                Way::Argument => {
                    let why = format!("the method takes `{name}`, too: calls of it no longer compile");
                    self.note(Class::Callers, Subject::Option, place, "added, and required", why);
                }
                Way::Selection => {}
                Way::Method => {
                    self.note(Class::Additive, Subject::Option, place, "added", format!("`.{name}(…)` is new"));
                }
            }
        }
        for (index, option) in old.query.iter().enumerate() {
            if let Some(found) = place(new, &option.name) {
                self.option(&format!("{at}?{}", option.name), pair, index, found);
            }
        }
        self.selection(at, pair);
    }

    fn option(&mut self, at: &str, pair: Pair<'a>, before: usize, after: usize) {
        let (old, new) = (&pair.old.query[before], &pair.new.query[after]);
        let (had, has) = (&names(self.old, pair.old_at).options[before], &names(self.new, pair.new_at).options[after]);
        let QueryOption { name, rust: _, kind: _, filters: _, required: _, doc, default, min, max, trap, versions } = old;
        match (way(pair.old, before), way(pair.new, after)) {
            (was, is) if was == is => {
                let called = matches!(is, Way::Method) && had != has;
                if called {
                    let why = format!("`.{had}(…)` is gone: calls that use it no longer compile");
                    self.note(Class::Callers, Subject::Option, at, format!("called `{has}` in Rust"), why);
                }
                let (was, is) = (self.old_argument(old), self.new_argument(new));
                if was != is {
                    let why = format!("`{has}` takes another type: calls that use it no longer compile");
                    self.note(Class::Callers, Subject::Option, at, format!("takes `{is}` instead of `{was}`"), why);
                }
            }
            (_, Way::Argument) => {
                let why = format!("`{has}` is an argument of the method instead of `.{had}(…)`: calls of it no longer compile");
                self.note(Class::Callers, Subject::Option, at, "required now", why);
            }
            (Way::Argument, Way::Method) => {
                let why = format!("`{had}` is no argument of the method any more but `.{has}(…)`: calls of it no longer compile");
                self.note(Class::Callers, Subject::Option, at, "no longer required", why);
            }
            // Told of the selection.
            (_, Way::Selection) | (Way::Selection, Way::Method) | (Way::Method, Way::Method) => {}
        }
        self.option_range(at, name, (*min, *max), (new.min, new.max));
        match (default, &new.default) {
            (Some(was), Some(is)) if was != is => {
                let why = format!("a call without `{name}` means something else");
                self.note(Class::Callers, Subject::Option, at, format!("default `{is}` instead of `{was}`"), why);
            }
            (was, is) => self.text(Subject::Option, at, "what is said of the default", was, is),
        }
        self.versions(Class::Callers, Subject::Option, at, versions, &new.versions);
        self.text(Subject::Option, at, "description", doc, &new.doc);
        self.text(Subject::Option, at, "trap", trap, &new.trap);
    }

    fn option_range(&mut self, at: &str, name: &str, old: (Option<i64>, Option<i64>), new: (Option<i64>, Option<i64>)) {
        let what = format!("{} instead of {}", bounds::span(new.0, new.1), bounds::span(old.0, old.1));
        match bounds::numbers(old, new) {
            bounds::Moved::Nowhere => {}
            bounds::Moved::Narrower => {
                let why = format!("a call with a `{name}` that is no longer allowed compiles and fails before it is sent");
                self.note(Class::Callers, Subject::Option, at, what, why);
            }
            bounds::Moved::Wider => {
                self.note(Class::Additive, Subject::Option, at, what, format!("more values of `{name}` are sent"));
            }
        }
    }

    /// The choice between options of which one must be given.
    fn selection(&mut self, at: &str, pair: Pair<'a>) {
        let module = &self.new.names.modules[pair.new_at.0];
        match (&names(self.old, pair.old_at).selection, &names(self.new, pair.new_at).selection) {
            (None, None) => {}
            (None, Some(has)) => {
                let why = format!("the method takes a `{module}::{}`: calls of it no longer compile", has.ty);
                self.note(Class::Callers, Subject::Option, at, "one of several options must be given", why);
            }
            (Some(had), None) => {
                let why = format!("the method no longer takes a `{module}::{}`: calls of it no longer compile", had.ty);
                self.note(Class::Callers, Subject::Option, at, "no longer asks for one of several options", why);
            }
            (Some(had), Some(has)) => {
                if had.ty != has.ty {
                    let why = format!("`{module}::{}` is not what the method takes any more: calls of it no longer compile", had.ty);
                    self.note(Class::Callers, Subject::Option, at, format!("takes a `{module}::{}`", has.ty), why);
                }
                self.selected(at, pair, had, has);
            }
        }
    }

    /// The options of a choice.
    fn selected(&mut self, at: &str, pair: Pair<'a>, had: &SelectionNames, has: &SelectionNames) {
        let listed = |endpoint: &'a Endpoint| endpoint.one_of.iter().map(|index| endpoint.query[*index].name.as_str()).collect::<Vec<_>>();
        let (before, after) = (listed(pair.old), listed(pair.new));
        for (name, variant) in before.iter().zip(&had.variants).filter(|(name, _)| !after.contains(name)) {
            let why = format!("`{}::{variant}` is gone: code that names it no longer compiles", had.ty);
            self.note(Class::Callers, Subject::Option, format!("{at}?{name}"), "no longer one of those of which one must be given", why);
        }
        for (name, variant) in after.iter().zip(&has.variants).filter(|(name, _)| !before.contains(name)) {
            let why = format!("`{}::{variant}` is new; the enum is `#[non_exhaustive]`", has.ty);
            self.note(Class::Additive, Subject::Option, format!("{at}?{name}"), "one more of those of which one must be given", why);
        }
    }

    fn old_argument(&self, option: &QueryOption) -> String {
        argument(option, &|ty| self.old.ty(ty))
    }

    fn new_argument(&self, option: &QueryOption) -> String {
        argument(option, &|ty| self.new_ty(ty))
    }
}

/// How an option is given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// As an argument of the endpoint's method.
    Argument,
    /// As a form of the choice that is an argument.
    Selection,
    /// By a method of the call.
    Method,
}

fn way(endpoint: &Endpoint, index: usize) -> Way {
    match (endpoint.query[index].required, endpoint.one_of.contains(&index)) {
        (true, _) => Way::Argument,
        (false, true) => Way::Selection,
        (false, false) => Way::Method,
    }
}

/// The type of an option's argument.
fn argument(option: &QueryOption, spelt: &dyn Fn(&Type) -> String) -> String {
    match &option.kind {
        OptionKind::Boolean => "bool".to_owned(),
        OptionKind::Integer => "u32".to_owned(),
        OptionKind::String => "impl AsRef<str>".to_owned(),
        OptionKind::Timestamp => "Timestamp".to_owned(),
        OptionKind::Date => "Date".to_owned(),
        OptionKind::Id(id) => format!("&{}", spelt(&Type::Id(*id))),
        OptionKind::Choice(id) => spelt(&Type::Enum(*id)),
        OptionKind::Choices(id) => format!("impl IntoIterator<Item = {}>", spelt(&Type::Enum(*id))),
        OptionKind::Strings => "impl IntoIterator<Item = impl AsRef<str>>".to_owned(),
        OptionKind::Fields(id) => format!("names of fields of {}", spelt(&Type::Shape(*id))),
        OptionKind::Filter => {
            let of = option.filters.map(|id| format!("<{}>", spelt(&Type::Shape(id)))).unwrap_or_default();
            format!("impl Into<{}{of}>", if option.required { "BulkFilter" } else { "Filter" })
        }
        OptionKind::Order => "impl Into<Order>".to_owned(),
    }
}
