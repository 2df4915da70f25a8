//! What names look like, and looking them up.

use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::{Sink, wrong};
use crate::node::Node;
use crate::suggest;

/// Words that no identifier may be.
pub(crate) const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override",
    "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof", "unsafe", "unsized",
    "use", "virtual", "where", "while", "yield",
];

/// `snake_case`, for what becomes a module, a file or a base of Rust names.
pub(crate) fn check_snake(name: &str, at: &At, what: &str, sink: &mut Sink) -> bool {
    let good = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !good {
        let fault = Diagnostic::error(Code::BadName, at.clone(), format!("`{name}` cannot name {what}"));
        sink.push(fault.label("not snake_case").help("small letters, digits and `_`, starting with a letter".to_owned()));
    }
    good
}

/// A name of a resource: as any other, but its file must not be that of the module above it.
pub(crate) fn check_module(name: &str, at: &At, sink: &mut Sink) -> bool {
    let good = check_snake(name, at, "a resource", sink);
    if good && ["mod", "lib", "main"].contains(&name) {
        let fault = Diagnostic::error(Code::BadName, at.clone(), format!("`{name}` cannot name a resource"));
        sink.push(fault.label(format!("would be the file `{name}.rs`")));
        return false;
    }
    good
}

/// A Rust identifier, for what is taken over as it is.
pub(crate) fn check_rust(name: &str, at: &At, sink: &mut Sink) -> bool {
    let good = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !good {
        let fault = Diagnostic::error(Code::BadName, at.clone(), format!("`{name}` is not a plain Rust identifier"));
        sink.push(fault.label("not an identifier").help("letters, digits and `_`, starting with a letter".to_owned()));
        return false;
    }
    if KEYWORDS.contains(&name) {
        let fault = Diagnostic::error(Code::BadName, at.clone(), format!("`{name}` is a keyword of Rust"));
        sink.push(fault.label("a keyword"));
        return false;
    }
    true
}

/// A path of Rust identifiers, which may start at the crate.
pub(crate) fn check_path(name: &str, at: &At, sink: &mut Sink) -> bool {
    name.strip_prefix("crate::").unwrap_or(name).split("::").all(|part| check_rust(part, at, sink))
}

/// A name on the wire, of which a Rust name is derived unless one is given.
pub(crate) fn check_wire(name: &str, at: &At, rust: bool, sink: &mut Sink) {
    // Letters, digits and the signs that the generator spells out; of anything else nothing is left.
    let says_something = name.chars().any(|c| c.is_alphanumeric() || "+*#".contains(c));
    if !rust && !says_something {
        let fault = Diagnostic::error(Code::BadName, at.clone(), format!("no Rust name can be made of `{name}`"));
        sink.push(fault.label("no letter or digit").help("say it with `rust: Name`".to_owned()));
    }
}

/// Place of `name` among `known`, else a fault.
pub(crate) fn index<'k>(
    name: &str,
    at: &At,
    known: impl Iterator<Item = &'k str> + Clone,
    (code, what): (Code, &str),
    sink: &mut Sink,
) -> Option<usize> {
    let found = known.clone().position(|candidate| candidate == name);
    if found.is_none() {
        let fault = Diagnostic::error(code, at.clone(), format!("there is no {what} `{name}`"));
        let help = suggest::help(name, known, sink.len());
        sink.push(fault.label(format!("unknown {what}")).help(help));
    }
    found
}

/// As [`index`], for a node that may hold anything.
pub(crate) fn look_up<'k>(
    node: &Node,
    known: impl Iterator<Item = &'k str> + Clone,
    (code, what): (Code, &str),
    sink: &mut Sink,
) -> Option<usize> {
    let Some(name) = node.text() else {
        sink.push(wrong(node, &format!("the {what} is a single name")));
        return None;
    };
    index(name, &node.at, known, (code, what), sink)
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: At = At { file: 0, start: 0, end: 0 };

    #[test]
    fn names_cannot_leave_their_folder_or_become_code() {
        for name in ["", "..", "../x", "a/b", "A", "a-b", "1a", "a b", "a;fn", "é", "_a", "a\0"] {
            assert!(!check_snake(name, &AT, "a test", &mut Vec::new()), "{name}");
        }
        for name in ["", "a::b", "a b", "x{}", "1", "_", "é", "self", "type", "Self"] {
            assert!(!check_rust(name, &AT, &mut Vec::new()), "{name}");
        }
        for path in ["", "::a", "a::", "a::b()", "a::self", "a<b>"] {
            assert!(!check_path(path, &AT, &mut Vec::new()), "{path}");
        }
        assert!(check_path("crate::Ghost::integration", &AT, &mut Vec::new()));
        assert!(!check_module("mod", &AT, &mut Vec::new()));
    }
}
