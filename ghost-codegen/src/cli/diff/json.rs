//! Changes for programs.

use ghost_spec::diff::{Change, Class, Diff};
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    bump: &'static str,
    counts: Counts,
    changes: Vec<Row<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Counts {
    breaking_callers: usize,
    breaking_readers: usize,
    additive: usize,
    docs: usize,
}

#[derive(Serialize)]
struct Row<'a> {
    class: &'static str,
    bump: &'static str,
    subject: &'static str,
    api: &'a str,
    at: &'a [String],
    what: &'a str,
    why: &'a str,
    hint: Option<&'a str>,
}

/// One object: the release it needs, how many changes of each class, the changes.
pub(super) fn render(diff: &Diff) -> Result<String, serde_json::Error> {
    let count = |class| diff.of(class).count();
    let report = Report {
        bump: diff.bump().as_str(),
        counts: Counts {
            breaking_callers: count(Class::Callers),
            breaking_readers: count(Class::Readers),
            additive: count(Class::Additive),
            docs: count(Class::Docs),
        },
        changes: diff.changes().iter().map(row).collect(),
    };
    serde_json::to_string_pretty(&report).map(|text| text + "\n")
}

fn row(change: &Change) -> Row<'_> {
    Row {
        class: change.class.as_str(),
        bump: change.class.bump().as_str(),
        subject: change.subject.as_str(),
        api: &change.api,
        at: &change.at,
        what: &change.what,
        why: &change.why,
        hint: change.hint.as_deref(),
    }
}
