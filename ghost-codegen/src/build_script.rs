//! What a build script says to Cargo.

use std::path::Path;

use ghost_spec::{Diagnostic, Faults};

use crate::generator::Error;

/// Most lines about faults: the error shows all of them.
const MAX_LINES: usize = 20;

/// The spec's folder, since files may be added, and each file that was read.
pub(crate) fn watch<'f>(folder: &'f Path, files: impl Iterator<Item = &'f Path>) -> Vec<String> {
    std::iter::once(folder).chain(files).map(|path| format!("cargo::rerun-if-changed={}", path.display())).collect()
}

/// What is doubtful, a line each.
pub(crate) fn warnings(faults: &Faults) -> Vec<String> {
    lines("warning", faults)
}

/// Why nothing was generated, a line each fault: Cargo shows them even where it hides what the script printed.
pub(crate) fn errors(error: &Error) -> Vec<String> {
    match error {
        Error::Spec(faults) => lines("error", faults),
        other => other.to_string().lines().map(|line| format!("cargo::error={line}")).collect(),
    }
}

fn lines(kind: &str, faults: &Faults) -> Vec<String> {
    faults.iter().take(MAX_LINES).map(|fault| format!("cargo::{kind}={}", line(faults, fault))).collect()
}

/// `api/posts.yaml:5:43: unknown type `strin`: did you mean `string`? [GS0012]`
fn line(faults: &Faults, fault: &Diagnostic) -> String {
    let place = faults.label(fault).map(|label| format!("{}:{}:{}: ", label.place.file.display(), label.place.line, label.place.column));
    let help = fault.help_text().map(|help| format!(": {help}"));
    format!("{}{}{} [{}]", place.unwrap_or_default(), fault.message(), help.unwrap_or_default(), fault.code()).replace('\n', " ")
}
