//! Changes for a changelog.

use ghost_spec::diff::{Change, Class, Diff};

/// A section for each class that has changes; all places are named.
pub(super) fn render(diff: &Diff) -> String {
    if diff.is_empty() {
        return "No change of the description.\n".to_owned();
    }
    let sections: Vec<String> = Class::ALL
        .into_iter()
        .map(|class| (class, diff.of(class).map(line).collect::<String>()))
        .filter(|(_, lines)| !lines.is_empty())
        .map(|(class, lines)| format!("### {}\n\n{lines}", title(class)))
        .collect();
    sections.join("\n")
}

fn title(class: Class) -> &'static str {
    match class {
        Class::Callers => "Breaking for callers",
        Class::Readers => "Breaking for readers",
        Class::Additive => "Added",
        _ => "Documentation",
    }
}

fn line(change: &Change) -> String {
    let places: Vec<String> = change.at.iter().map(|at| format!("`{at}`")).collect();
    let why = if change.class == Class::Docs { String::new() } else { format!(" {}.", sentence(&change.why)) };
    let hint = change.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
    format!("- {} API, {}: {}.{why}{hint}\n", change.api, places.join(", "), change.what)
}

/// The first letter is a capital, unless it is code.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
