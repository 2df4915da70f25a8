//! Both ways of formatting give the same bytes: for every generated file, also with names of other lengths, and for each
//! form wherever a line may have to end.

use std::path::{Path, PathBuf};

use proc_macro2::{Group, Ident, TokenTree};

use super::*;

/// What is not printed straight, by the ends of paths: forms that come once or twice in a whole API.
const LEFT_TO_THE_FORMATTER: [&str; 2] = ["client.rs", "permissions.rs"];

/// Holds both ways against each other; says whether the straight one knows all of it.
pub(crate) fn is_straight(name: &str, tokens: TokenStream) -> bool {
    let tape = Tape::new([tokens]);
    let expected = parsed(&tape).unwrap();
    let Some(found) = straight(&tape) else { return false };
    let differs = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
    assert!(found == expected, "{name}: {differs:?}");
    true
}

/// Holds that all is printed straight that should be.
pub(crate) fn assert_straight(name: &str, tokens: TokenStream) {
    let is_left = LEFT_TO_THE_FORMATTER.iter().any(|left| name.ends_with(left));
    assert!(is_straight(name, tokens) || is_left, "{name} has a form that is not known, and takes the long way");
}

/// Every generated file in this repository, but the tables of routes, which are written as text.
fn committed() -> Vec<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![here.join("../generated-client/src/client.rs")];
    for folder in ["../generated-client/src/admin", "../generated-client/src/content", "../tests/goldens"] {
        collect(&here.join(folder), &mut files);
    }
    files.retain(|path| !path.ends_with("routes.rs"));
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}

/// The tokens again, with all names longer.
fn stretched(tokens: TokenStream, by: usize) -> TokenStream {
    let stretch = |token: TokenTree| match token {
        TokenTree::Group(group) => TokenTree::Group(Group::new(group.delimiter(), stretched(group.stream(), by))),
        TokenTree::Ident(ident) if !is_fixed(&ident.to_string()) => {
            TokenTree::Ident(Ident::new(&format!("{}{}", ident.to_string().trim_start_matches("r#"), "x".repeat(by)), ident.span()))
        }
        token => token,
    };
    tokens.into_iter().map(stretch).collect()
}

fn is_fixed(word: &str) -> bool {
    is_keyword(word) || matches!(word, "self" | "Self" | "super" | "crate" | "doc")
}

fn tokens(path: &Path) -> TokenStream {
    std::fs::read_to_string(path).unwrap().parse().unwrap()
}

#[test]
fn committed_files_are_printed_as_the_formatter_does() {
    for path in committed() {
        assert_straight(&path.to_string_lossy(), tokens(&path));
    }
}

#[test]
fn lines_end_where_the_formatter_ends_them_whatever_the_length_of_names() {
    for (index, path) in committed().iter().enumerate() {
        for by in (1 + index % 8..40).step_by(8) {
            assert_straight(&path.to_string_lossy(), stretched(tokens(path), by));
        }
    }
}
