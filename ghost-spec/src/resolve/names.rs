//! What names look like, and looking them up.

use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::Sink;
use crate::suggest;

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

/// A Rust identifier, for what is taken over as it is.
pub(crate) fn check_rust(name: &str, at: &At, sink: &mut Sink) -> bool {
    let good = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if !good {
        let fault = Diagnostic::error(Code::BadName, at.clone(), format!("`{name}` is not a plain Rust identifier"));
        sink.push(fault.label("not an identifier").help("letters, digits and `_`, starting with a letter".to_owned()));
    }
    good
}

/// A path of Rust identifiers.
pub(crate) fn check_path(name: &str, at: &At, sink: &mut Sink) -> bool {
    name.split("::").all(|part| check_rust(part, at, sink))
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
        sink.push(fault.label(format!("unknown {what}")).help(suggest::help(name, known)));
    }
    found
}
