//! `allow`: which warnings a spec declines, and where.
//!
//! It holds for the mapping that it stands in and all inside of it; in `api.yaml` itself for every file of the API.

use crate::code::Code;
use crate::diagnostic::{At, Diagnostic, Severity};
use crate::mapping::{Sink, items, wrong};
use crate::node::{Data, Node};
use crate::suggest;
use crate::vocabulary;
use crate::walk::Found;

/// A code that is declined somewhere.
pub(super) struct Allowed {
    code: Code,
    /// Where it is written.
    at: At,
    /// Where it holds; everywhere without.
    within: Option<At>,
    is_used: bool,
}

/// Reads every `allow`.
pub(super) fn read(mappings: &[Found<'_>], sink: &mut Sink) -> Vec<Allowed> {
    let mut allowed = Vec::new();
    for found in mappings.iter().filter(|found| found.kind.has("allow")) {
        let Some(node) = found.get("allow") else { continue };
        let start = found.entry.map_or(found.node.at.start, |entry| entry.key_at.start);
        let within = (!found.is(&vocabulary::API)).then(|| At { start, ..found.node.at.clone() });
        for item in items(node, "allow", sink) {
            let Some((name, at)) = name(item, sink) else { continue };
            match Code::parse(name).filter(|code| code.is_warning()) {
                Some(code) => allowed.push(Allowed { code, at, within: within.clone(), is_used: false }),
                None => sink.push(unknown(name, at, sink.len())),
            }
        }
    }
    allowed
}

/// `GS0101`, or `{ GS0101: the reason }`.
fn name<'n>(item: &'n Node, sink: &mut Sink) -> Option<(&'n str, At)> {
    match &item.data {
        Data::Scalar { text } => Some((text, item.at.clone())),
        Data::Map(entries) if entries.len() == 1 && entries[0].value.text().is_some() => Some((&entries[0].key, entries[0].key_at.clone())),
        _ => {
            sink.push(wrong(item, "an allowed warning is a code or one `{ GS0101: the reason }`"));
            None
        }
    }
}

fn unknown(name: &str, at: At, told: usize) -> Diagnostic {
    if Code::parse(name).is_some() {
        let fault = Diagnostic::error(Code::UnknownCode, at, format!("`{name}` is an error: it cannot be allowed"));
        return fault.label("not a warning");
    }
    let known: Vec<String> = Code::ALL.iter().filter(|code| code.is_warning()).map(Code::to_string).collect();
    let help = suggest::help(name, known.iter().map(String::as_str), told);
    Diagnostic::error(Code::UnknownCode, at, format!("there is no warning `{name}`")).label("unknown code").help(help)
}

/// Takes away what is allowed, and tells what allows nothing.
pub(super) fn apply(mut allowed: Vec<Allowed>, sink: &mut Sink) {
    if allowed.is_empty() {
        return;
    }
    sink.retain(|fault| {
        let mut is_kept = true;
        for entry in allowed.iter_mut().filter(|entry| fault.severity() == Severity::Warning && entry.covers(fault)) {
            entry.is_used = true;
            is_kept = false;
        }
        is_kept
    });
    for entry in allowed.into_iter().filter(|entry| !entry.is_used) {
        let fault = Diagnostic::warning(Code::AllowsNothing, entry.at, format!("`{}` is allowed, and nothing here needs it", entry.code));
        sink.push(fault.label("allows nothing").help("take it out, or it would hide what comes later".to_owned()));
    }
}

impl Allowed {
    fn covers(&self, fault: &Diagnostic) -> bool {
        let Some(within) = &self.within else { return self.code == fault.code() };
        let is_inside = fault.at().is_some_and(|at| at.file == within.file && within.start <= at.start && at.end <= within.end);
        self.code == fault.code() && is_inside
    }
}
