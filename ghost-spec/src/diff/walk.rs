//! How lists are walked: `pages` and `items` of a call.

use super::endpoint::Pair;
use super::{Class, Comparison, Subject};
use crate::model::{Cursor, Endpoint, EnvelopeKind, OptionKind};

/// What a walk goes by.
#[derive(Clone, Copy, PartialEq)]
enum Walk<'e> {
    Pages,
    Cursor(&'e Cursor),
}

impl Comparison<'_> {
    pub(super) fn walk(&mut self, at: &str, pair: Pair<'_>) {
        let (class, what, why) = match (walk(pair.old), walk(pair.new)) {
            (was, is) if was == is => return,
            (None, _) => (Class::Additive, "its list can be walked", "`pages()` and `items()` are new"),
            (Some(_), None) => {
                (Class::Callers, "its list can no longer be walked", "`pages()` and `items()` are gone: calls of them no longer compile")
            }
            (Some(Walk::Cursor(_)), Some(Walk::Cursor(_))) => (
                Class::Additive,
                "its list is walked by another cursor",
                "`pages()` and `items()` ask with other filters; what compiled still does",
            ),
            (Some(_), Some(is)) => {
                let what = if is == Walk::Pages { "its list is walked by pages" } else { "its list is walked by a cursor" };
                (Class::Callers, what, "`pages()` and `items()` are of another type: code that names it no longer compiles")
            }
        };
        self.note(class, Subject::Endpoint, at, what, why);
    }
}

fn walk(endpoint: &Endpoint) -> Option<Walk<'_>> {
    if endpoint.returns.envelope.kind != EnvelopeKind::Page || endpoint.returns.meta.is_some() {
        return None;
    }
    let counts = |option: &crate::model::QueryOption| option.name == "page" && option.kind == OptionKind::Integer && !option.required;
    endpoint.cursor.as_ref().map(Walk::Cursor).or_else(|| endpoint.query.iter().any(counts).then_some(Walk::Pages))
}
