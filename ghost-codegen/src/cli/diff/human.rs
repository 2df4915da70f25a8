//! Changes for somebody at a terminal: the worst first, each with its reason.

use ghost_spec::diff::{Bump, Change, Class, Diff};

use super::counts;

/// Places that are named; more of them are counted.
const MAX_PLACES: usize = 4;

/// The text; `color` is for terminals only.
pub(super) fn render(diff: &Diff, color: bool) -> String {
    if diff.is_empty() {
        return "no change\n".to_owned();
    }
    let paint = Paint(color);
    let mut out = String::new();
    for class in Class::ALL {
        let changes: Vec<&Change> = diff.of(class).collect();
        if changes.is_empty() {
            continue;
        }
        out.push_str(&format!("{}\n", paint.class(class, &class.to_string())));
        changes.into_iter().for_each(|change| one(change, &paint, &mut out));
        out.push('\n');
    }
    out.push_str(&format!("{}: {}\n", counts(diff), release(diff.bump())));
    out
}

fn one(change: &Change, paint: &Paint, out: &mut String) {
    let mut places = change.at.iter().take(MAX_PLACES).map(String::as_str).collect::<Vec<_>>().join(", ");
    if change.at.len() > MAX_PLACES {
        places.push_str(&format!(" and {} more", change.at.len() - MAX_PLACES));
    }
    out.push_str(&format!("  {} {}: {}\n", paint.dim(&change.api), paint.bold(&places), change.what));
    out.push_str(&format!("      {}\n", change.why));
    if let Some(hint) = &change.hint {
        out.push_str(&format!("      {} {hint}\n", paint.bold("renamed?")));
    }
}

fn release(bump: Bump) -> String {
    match bump {
        Bump::Major => "needs a major release (below 1.0.0, a minor one)".to_owned(),
        Bump::Minor => "needs a minor release (below 1.0.0, a patch)".to_owned(),
        _ => format!("needs a {} release", bump.as_str()),
    }
}

/// Escape sequences, or nothing.
struct Paint(bool);

impl Paint {
    fn with(&self, code: &str, text: &str) -> String {
        if self.0 { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn class(&self, class: Class, text: &str) -> String {
        let code = match class {
            Class::Callers => "1;31",
            Class::Readers => "1;33",
            Class::Additive => "1;32",
            _ => "1;36",
        };
        self.with(code, text)
    }

    fn bold(&self, text: &str) -> String {
        self.with("1", text)
    }

    fn dim(&self, text: &str) -> String {
        self.with("2", text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_change_nothing_else() {
        let paint = Paint(true);
        assert_eq!(paint.class(Class::Callers, "x"), "\u{1b}[1;31mx\u{1b}[0m");
        assert_eq!(Paint(false).class(Class::Callers, "x"), "x");
    }
}
