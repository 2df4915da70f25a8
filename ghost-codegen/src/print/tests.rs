//! Both ways of formatting give the same bytes: for every generated file, also with names of other lengths, and for each
//! form wherever a line may have to end.

use std::path::{Path, PathBuf};

use proc_macro2::{Group, Ident, TokenTree};
use quote::{ToTokens, quote};

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
        for by in (1 + index % 20..41).step_by(20) {
            assert_straight(&path.to_string_lossy(), stretched(tokens(path), by));
        }
    }
}

/// Every function, constant and other item of code written by hand, each as a file.
fn by_hand() -> Vec<TokenStream> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "../ghost-spec/src", "../ghost-macros/src", "../generated-client/src"] {
        collect(&here.join(folder), &mut files);
    }
    let mut pieces = Vec::new();
    for path in files.iter().filter(|path| path.extension().is_some_and(|ending| ending == "rs")) {
        let text = std::fs::read_to_string(path).unwrap();
        let written = if text.starts_with(crate::provenance::MARKER) { Vec::new() } else { syn::parse_file(&text).unwrap().items };
        for item in written {
            if let syn::Item::Impl(found) = &item {
                let (generics, ty) = (&found.generics, &found.self_ty);
                pieces.extend(found.items.iter().map(|item| quote!(impl #generics #ty { #item })));
            }
            pieces.push(item.into_token_stream());
        }
    }
    pieces
}

#[test]
fn what_of_other_code_is_printed_straight_is_printed_as_the_formatter_does() {
    let pieces = by_hand();
    for by in [0, 20] {
        let straight = |piece: &&TokenStream| is_straight(&piece.to_string(), stretched((*piece).clone(), by));
        let count = pieces.iter().filter(straight).count();
        assert!(count > pieces.len() / 4, "{count} of {}", pieces.len());
    }
}

/// One of each form, of which generated code has many.
const FORMS: &str = "
    #![doc = r\" A file.\"]
    use a::{self, b::C, D as E, *};
    pub(super) mod m;
    #[doc = \" Says \\\"no\\\" \"]
    #[derive(Clone, some::Debug)]
    #[cfg(any(feature = \"a\", not(feature = \"b\"),))]
    pub struct S<'a, T: Bound + 'a = Vec<U>> where T: A + B, U: C { pub(crate) a: &'a mut [T], pub b: (A, B), c: Option<Box<T>> }
    struct Pair(pub A, B);
    struct Nothing;
    #[must_use = \"it says so\"]
    enum E { A, B(T, U) }
    pub static X: T = T { a: \"a\", b: &[1u16, 2, 3], c: [], d: Some(&[\"a\", \"b\"]), e: true };
    a::invoke!(Name { A = \"a\", B = \"b\", } (c));
    impl<'a, T> Trait<'a, T> for S<'a, T> {
        const A: &'static str = \"a\";
        type Output = Result<T, E>;
        pub const fn f(mut self, a: impl Into<T> + 'a, b: impl FnMut(&T) -> U) -> Self { self.a = Some(a.into()); self }
        fn g<U: Bound>(&self, &(a, b): &(T, U)) where U: A {
            let S { a, b: Some(b), c: _ } = rt::f::<T>(a)? else { return Err(missing(&[(\"a\", b.is_none()), (\"b\", c.is_none())])); };
            let mut a: T = |x: &T, y| x.f::<T>(y)?.g(*y, !z);
            if let Some(a) | None = self.a.f() { a.b(|x| x.one(\"a\"))?; } else { b }
            for a in self.a.iter().rev() { map.insert(a, S { a, b: c }); }
            match self.kind(a).f()? {
                E::A => {}
                E::B(a, 1 | _) => map.entry(\"key\", &())?,
                _ => return self.a.b(c, d),
            }
            self.scope.call(&wire::READ, |answer| answer.page(\"a\")).path(\"id\", id.as_str()).send(move |x| S { x })
        }
    }
";

#[test]
fn every_form_ends_its_lines_where_the_formatter_does() {
    for by in 0..100 {
        assert!(is_straight(&format!("stretched by {by}"), stretched(FORMS.parse().unwrap(), by)), "{by}");
    }
}

#[test]
fn what_is_not_known_is_left_to_the_formatter() {
    let bodies = [
        "loop {}",
        "a + b",
        "x[0]",
        "(a)",
        "-1",
        "a as b",
        "a..b",
        "m!(a)",
        "if a {} else if b {}",
        "S { ..a }",
        "let a = [0; 4];",
        "match a { b if c => d }",
        "[1.5, 2.5]",
        "unsafe { a }",
        "async {}",
    ];
    let files = [
        "trait T {}",
        "impl !Send for T {}",
        "fn f(#[a] b: C) {}",
        "use a::{b};",
        "#[doc = \"/ a\"] struct S;",
        "#[doc = \"a\\nb\"] struct S;",
        "type A = fn(B);",
    ];
    let bodies = bodies.map(|body| format!("fn f() {{ {body} }}"));
    for text in files.into_iter().chain(bodies.iter().map(String::as_str)) {
        let tokens: TokenStream = text.parse().unwrap();
        assert!(!is_straight(text, tokens.clone()), "{text}");
        assert_eq!(formatted(vec![tokens]).unwrap(), prettyplease::unparse(&syn::parse_file(text).unwrap()));
    }
}
