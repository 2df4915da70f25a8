//! Rust names for what a spec names.
//!
//! Two phases: a *candidate* is derived from the wire name (case, keywords, characters that no
//! identifier may hold), then a [`Scope`] hands it out once and numbers whoever comes later.
//! Names of the prelude and of the runtime are taken before the first candidate arrives, so
//! generated code can say `Option` and mean it.

use std::collections::BTreeSet;

use heck::{ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};

/// Names that generated modules use unqualified: a type of the spec may not take them.
const RESERVED_TYPES: &[&str] = &[
    "Box",
    "BTreeMap",
    "Clone",
    "Debug",
    "Default",
    "Deserialize",
    "Deserializer",
    "Display",
    "Err",
    "Error",
    "From",
    "Formatter",
    "Found",
    "IntoFuture",
    "IntoIterator",
    "Into",
    "MapAccess",
    "MayCall",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Self",
    "Serialize",
    "SerializeMap",
    "Serializer",
    "Some",
    "String",
    "ToOwned",
    "Unknown",
    "Vec",
];

/// An identifier that never is a keyword by accident.
pub(crate) fn ident(name: &str) -> Ident {
    match name {
        "self" | "Self" | "super" | "crate" | "_" => Ident::new(&format!("{name}_"), Span::call_site()),
        // A keyword since the edition of 2024, which the parser does not know as one.
        "gen" => Ident::new_raw(name, Span::call_site()),
        _ if is_plain(name) || syn::parse_str::<Ident>(name).is_ok() => Ident::new(name, Span::call_site()),
        _ if is_keyword(name) => Ident::new_raw(name, Span::call_site()),
        _ => Ident::new(&sanitised(name), Span::call_site()),
    }
}

/// Whether `name` surely is an identifier: has a capital letter, a digit or an underscore in it, as no keyword has, or is
/// longer than all of them. Most names are; the others are left to the parser, which takes longer.
fn is_plain(name: &str) -> bool {
    let is_ascii = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let is_no_keyword = name.len() > LONGEST_KEYWORD || name.bytes().any(|byte| !byte.is_ascii_lowercase());
    is_ascii && is_no_keyword && name.starts_with(|first: char| first.is_ascii_alphabetic())
}

/// Length of `continue` and `override`; `macro_rules` has an underscore, and is no keyword.
const LONGEST_KEYWORD: usize = 8;

/// Whether `name` would be an identifier if it were not a keyword.
fn is_keyword(name: &str) -> bool {
    syn::parse_str::<Ident>(&format!("r#{name}")).is_ok()
}

/// `name` with everything that no identifier may hold replaced, never empty.
fn sanitised(name: &str) -> String {
    let kept: String = name.chars().map(|c| if syn::parse_str::<Ident>(&format!("x{c}")).is_ok() { c } else { '_' }).collect();
    if syn::parse_str::<Ident>(&kept).is_ok() { kept } else { format!("x{kept}") }
}

/// Candidate for a type: `post_status` → `PostStatus`.
pub(crate) fn type_name(name: &str) -> String {
    let camel = readable(name).to_upper_camel_case();
    match camel.chars().next() {
        None => "Empty".to_owned(),
        Some(first) if first.is_numeric() => format!("N{camel}"),
        Some(_) => camel,
    }
}

/// Candidate for a field, method, argument or module: `sourceType` → `source_type`.
pub(crate) fn value_name(name: &str) -> String {
    let snake = readable(name).to_snake_case();
    match snake.chars().next() {
        None => "empty".to_owned(),
        Some(first) if first.is_numeric() => format!("n{snake}"),
        Some(_) => snake,
    }
}

/// Spells out the signs that would vanish and leave two names equal or one empty.
fn readable(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '+' => out.push_str("_plus_"),
            '*' => out.push_str("_all_"),
            '#' => out.push_str("_hash_"),
            _ if c.is_alphanumeric() => out.push(c),
            _ => out.push('_'),
        }
    }
    out
}

/// Names already given out in one namespace.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    taken: BTreeSet<String>,
}

impl Scope {
    /// A namespace of types, in which the prelude's names are taken.
    pub(crate) fn types() -> Self {
        Scope { taken: RESERVED_TYPES.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// A namespace in which nothing is taken but `names`.
    pub(crate) fn without(names: &[&str]) -> Self {
        Scope { taken: names.iter().map(|name| (*name).to_owned()).collect() }
    }

    /// Hands out the first candidate that is free, else the last one with a number.
    pub(crate) fn pick(&mut self, candidates: &[String]) -> Ident {
        self.pick_with(&mut Scope::default(), candidates)
    }

    /// As [`pick`](Scope::pick), for a name that stands in two namespaces.
    pub(crate) fn pick_with(&mut self, other: &mut Scope, candidates: &[String]) -> Ident {
        let last = candidates.last().map_or("name", String::as_str);
        let numbered = (2..).map(|number| format!("{last}{number}"));
        for candidate in candidates.iter().cloned().chain(numbered) {
            if !self.taken.contains(&candidate) && !other.taken.contains(&candidate) {
                self.taken.insert(candidate.clone());
                other.taken.insert(candidate.clone());
                return ident(&candidate);
            }
        }
        ident(last)
    }
}

/// Writes `word` in the plural for prose.
pub(crate) fn words(name: &str) -> String {
    name.replace('_', " ")
}

/// `a` or `an`, as `word` wants it.
fn article(word: &str) -> &'static str {
    match word.chars().next() {
        Some('a' | 'e' | 'i' | 'o') => "an",
        Some('u') if word.starts_with("un") || word.starts_with("up") => "an",
        _ => "a",
    }
}

/// A thing with its article: `a post`, `an offer`; `the settings`, of which there is only one.
pub(crate) fn one_of(name: &str) -> String {
    let label = words(name);
    let is_many = label.ends_with('s') && !label.ends_with("ss") && !label.ends_with("us") && !label.ends_with("is");
    if is_many { format!("the {label}") } else { format!("{} {label}", article(&label)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_camel_case_and_start_with_a_letter() {
        assert_eq!(type_name("post_status"), "PostStatus");
        assert_eq!(type_name("count.posts"), "CountPosts");
        assert_eq!(type_name("2fa"), "N2fa");
        assert_eq!(type_name(""), "Empty");
        assert_eq!(type_name("été"), "Été");
    }

    #[test]
    fn keywords_become_raw_or_get_an_underscore() {
        assert_eq!(ident("type").to_string(), "r#type");
        assert_eq!(ident("self").to_string(), "self_");
        assert_eq!(ident("async").to_string(), "r#async");
        assert_eq!(ident("gen").to_string(), "r#gen");
    }

    /// The checker warns of what is renamed here.
    #[test]
    fn every_reserved_type_is_warned_about() {
        let api = "api: demo\ntitle: Demo\ndoc: Demo.\nbase: /api\nclient: Demo\nversions: { oldest: '1', newest: '1' }\n\
                   credentials: { key: { doc: A key. } }\naccess: { anyone: { doc: Any., credentials: [key] } }\n\
                   envelopes: { one: { kind: one, key: a } }\n";
        // `string` is a type of the language, and refused.
        for name in RESERVED_TYPES.iter().filter(|name| **name != "String") {
            let notes = format!("resource: notes\nentity: {}\ndoc: Notes.\nfields: {{ id: {{ type: id }} }}\n", name.to_snake_case());
            let files = [("api.yaml", api), ("notes.yaml", &notes)].map(|(name, text)| (name.to_owned(), text.to_owned()));
            let spec = ghost_spec::Spec::from_sources(files).check().unwrap();
            assert!(spec.warnings().iter().any(|fault| fault.code() == ghost_spec::Code::Collision), "{name}");
        }
    }

    #[test]
    fn signs_keep_names_apart() {
        assert_ne!(type_name("a+b"), type_name("a*b"));
    }

    #[test]
    fn things_have_their_article() {
        let phrases = ["offer", "user", "member_tier_ref", "settings", "status", "upload"].map(one_of);
        assert_eq!(phrases, ["an offer", "a user", "a member tier ref", "the settings", "a status", "an upload"]);
    }

    #[test]
    fn a_scope_gives_each_name_once() {
        let mut scope = Scope::types();
        assert_eq!(scope.pick(&["Option".into(), "OptionShape".into()]).to_string(), "OptionShape");
        assert_eq!(scope.pick(&["Post".into()]).to_string(), "Post");
        assert_eq!(scope.pick(&["Post".into()]).to_string(), "Post2");
        let mut other = Scope::without(&["Post3"]);
        assert_eq!(scope.pick_with(&mut other, &["Post".into()]).to_string(), "Post4");
    }
}
