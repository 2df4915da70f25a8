//! Faults for people, for programs, and for the annotations of a workflow.

use ghost_spec::{Diagnostic, Faults, Label, Severity};
use serde::Serialize;

use super::all;

/// As a compiler shows them, in colour, and how many there are.
pub(super) fn human(found: &[Faults]) -> String {
    let mut out: String = found.iter().map(|faults| faults.render(true)).collect();
    let warnings = all(found).filter(|(_, fault)| fault.severity() == Severity::Warning).count();
    let errors = all(found).count() - warnings;
    match (errors, warnings) {
        (0, 0) => out.push_str("no faults\n"),
        (0, _) => out.push_str(&format!("{}; `ghost-codegen explain CODE` tells more\n", count(warnings, "warning"))),
        _ => out.push_str("`ghost-codegen explain CODE` tells more\n"),
    }
    out
}

/// `spec/notes.yaml:6:17: error[GS0012]: there is no type `strin``, a line each.
pub(super) fn short(found: &[Faults]) -> String {
    all(found)
        .map(|(faults, fault)| {
            let place = faults
                .label(fault)
                .map_or(String::new(), |label| format!("{}:{}:{}: ", label.place.file.display(), label.place.line, label.place.column));
            format!("{place}{}[{}]: {}\n", severity(fault), fault.code(), fault.message())
        })
        .collect()
}

#[derive(Serialize)]
struct Report<'a> {
    errors: usize,
    warnings: usize,
    faults: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    code: String,
    title: &'static str,
    severity: &'static str,
    message: &'a str,
    labels: Vec<Place>,
    notes: &'a [String],
    help: Option<&'a str>,
}

/// Lines and columns from 1, columns in characters; bytes from 0.
#[derive(Serialize)]
struct Place {
    file: String,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
    text: String,
    primary: bool,
}

/// One object: how many there are, and each with all its places.
pub(super) fn json(found: &[Faults]) -> Result<String, serde_json::Error> {
    let faults: Vec<Row<'_>> = all(found).map(|(faults, fault)| row(faults, fault)).collect();
    let errors = faults.iter().filter(|row| row.severity == "error").count();
    let report = Report { errors, warnings: faults.len() - errors, faults };
    serde_json::to_string_pretty(&report).map(|text| text + "\n")
}

fn row<'a>(faults: &'a Faults, fault: &'a Diagnostic) -> Row<'a> {
    Row {
        code: fault.code().to_string(),
        title: fault.code().title(),
        severity: severity(fault),
        message: fault.message(),
        labels: faults.labels(fault).map(place).collect(),
        notes: fault.notes(),
        help: fault.help_text(),
    }
}

fn place(label: Label) -> Place {
    let Label { place, text, primary } = label;
    let (start, end) = (place.bytes.start, place.bytes.end);
    Place { file: place.file.display().to_string(), line: place.line, column: place.column, start, end, text, primary }
}

/// `::error file=…,line=…,col=…,title=GS0012::message`, a line each.
pub(super) fn github(found: &[Faults]) -> String {
    all(found)
        .map(|(faults, fault)| {
            let place = faults.label(fault).map_or(String::new(), |label| {
                let file = property(&label.place.file.display().to_string());
                format!("file={file},line={},col={},", label.place.line, label.place.column)
            });
            let mut text = fault.message().to_owned();
            for said in fault.notes().iter().map(String::as_str).chain(fault.help_text()) {
                text.push('\n');
                text.push_str(said);
            }
            format!("::{} {place}title={}::{}\n", severity(fault), fault.code(), escaped(&text))
        })
        .collect()
}

fn severity(fault: &Diagnostic) -> &'static str {
    if fault.severity() == Severity::Error { "error" } else { "warning" }
}

/// A workflow command is one line.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Within properties commas and colons part, too.
fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}

/// `1 warning`, `2 warnings`.
pub(super) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
