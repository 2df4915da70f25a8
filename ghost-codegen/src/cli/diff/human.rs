//! Changes for somebody at a terminal: the worst first, each with its reason.

use ghost_spec::diff::{Bump, Change, Class, Diff};

use super::counts;

/// Places that are named; more of them are counted.
const MAX_PLACES: usize = 4;

/// The text, in colour.
pub(super) fn render(diff: &Diff) -> String {
    if diff.is_empty() {
        return "no change\n".to_owned();
    }
    let mut out = String::new();
    for class in Class::ALL {
        let changes: Vec<&Change> = diff.of(class).collect();
        if changes.is_empty() {
            continue;
        }
        out.push_str(&format!("{}\n", painted(of(class), &class.to_string())));
        changes.into_iter().for_each(|change| one(change, &mut out));
        out.push('\n');
    }
    out.push_str(&format!("{}: {}\n", counts(diff), release(diff.bump())));
    out
}

fn one(change: &Change, out: &mut String) {
    let mut places = change.at.iter().take(MAX_PLACES).map(String::as_str).collect::<Vec<_>>().join(", ");
    if change.at.len() > MAX_PLACES {
        places.push_str(&format!(" and {} more", change.at.len() - MAX_PLACES));
    }
    out.push_str(&format!("  {} {}: {}\n", painted(DIM, &change.api), painted(BOLD, &places), change.what));
    out.push_str(&format!("      {}\n", change.why));
    if let Some(hint) = &change.hint {
        out.push_str(&format!("      {} {hint}\n", painted(BOLD, "renamed?")));
    }
}

fn release(bump: Bump) -> String {
    match bump {
        Bump::Major => "needs a major release (below 1.0.0, a minor one)".to_owned(),
        Bump::Minor => "needs a minor release (below 1.0.0, a patch)".to_owned(),
        _ => format!("needs a {} release", bump.as_str()),
    }
}

const BOLD: &str = "1";
const DIM: &str = "2";

fn of(class: Class) -> &'static str {
    match class {
        Class::Callers => "1;31",
        Class::Readers => "1;33",
        Class::Additive => "1;32",
        _ => "1;36",
    }
}

/// Between escape sequences, which the terminal's module takes out where they are not wanted.
fn painted(style: &str, text: &str) -> String {
    format!("\u{1b}[{style}m{text}\u{1b}[0m")
}
