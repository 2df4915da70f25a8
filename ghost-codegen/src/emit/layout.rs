//! From tokens to files: imports, header, formatting.
//!
//! The formatter leaves no empty lines between items; they are put back here, where a reader
//! would have them.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Source, docs};
use crate::print;
use crate::provenance::Stamps;
use crate::rules;
use crate::settings::Settings;

/// What a file is, as far as its imports go.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// Only declares modules.
    Root,
    /// Leads to the resources of an API.
    Api,
    /// Uses the runtime.
    Plain,
    /// Has endpoints, which are gated.
    Resource,
    /// Stands in a resource; whether anything in it travels as JSON.
    Wire { serde: bool },
}

/// A file before it is formatted.
pub(crate) struct Draft {
    /// Path below the output folder.
    pub(crate) path: String,
    /// Spec files it comes from.
    pub(crate) origin: Vec<String>,
    /// Paragraphs of its module documentation.
    pub(crate) docs: Vec<String>,
    /// What it imports.
    pub(crate) kind: Kind,
    /// Its items, without imports.
    pub(crate) items: Vec<TokenStream>,
    /// Tables after them, as text.
    pub(crate) tables: Vec<String>,
}

/// Formats a draft.
pub(crate) fn source(mut draft: Draft, settings: &Settings, stamps: &Stamps) -> Source {
    let head = stamps.header(&draft.origin);
    let tables = std::mem::take(&mut draft.tables);
    let path = draft.path.clone();
    let body = match formatted(assembled(draft, settings), &path, settings) {
        Ok(text) => spaced(&text),
        Err(error) => error.to_compile_error().to_string(),
    };
    let mut text = head + &body;
    for table in tables {
        text.push('\n');
        text += &table;
    }
    Source { path, text }
}

/// Tokens as text. Where rules add attributes, they are added to parsed items.
fn formatted(items: Vec<TokenStream>, path: &str, settings: &Settings) -> syn::Result<String> {
    if !rules::add_attributes(&settings.rules) {
        return print::formatted(items);
    }
    let mut file = syn::parse2(items.into_iter().collect())?;
    rules::decorate(&settings.rules, path, &mut file);
    Ok(prettyplease::unparse(&file))
}

/// The tokens of a file: docs, imports, items.
fn assembled(draft: Draft, settings: &Settings) -> Vec<TokenStream> {
    let mut parts = vec![docs::inner(&draft.docs), imports(&draft, settings)];
    parts.extend(draft.items);
    parts
}

/// What every file of a kind imports. The prelude is the runtime's own, since the language's may be
/// absent where the output is included.
fn imports(draft: &Draft, settings: &Settings) -> TokenStream {
    let runtime = settings.runtime_tokens();
    match draft.kind {
        Kind::Root | Kind::Api => quote!(),
        Kind::Plain => quote!(use #runtime::rt::{self, prelude::*};),
        Kind::Resource => quote!(use #runtime::rt::{self, prelude::*}; use super::super::{MayCall, access};),
        Kind::Wire { serde: true } => quote!(use #runtime::rt::wire::prelude::*; use super::*;),
        Kind::Wire { serde: false } => quote!(
            use super::*;
        ),
    }
}

/// Puts an empty line between items, and between the methods of an `impl`.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    let mut previous = "";
    for line in text.lines() {
        if needs_space(previous, line) {
            out.push('\n');
        }
        out.push_str(line);
        out.push('\n');
        previous = line;
    }
    out
}

fn needs_space(previous: &str, line: &str) -> bool {
    // Most lines are in the middle of something, which is seen soonest by what they end with.
    if !previous.ends_with(['}', ';']) && !previous.starts_with("//!") {
        return false;
    }
    let indent = |line: &str| line.len() - line.trim_start().len();
    let (before, after) = (previous.trim_start(), line.trim_start());
    if previous.is_empty() || after.is_empty() || indent(previous) != indent(line) {
        return false;
    }
    let ends = before == "}"
        || before == "};"
        || before == ");"
        || (before.ends_with("{}") && indent(line) == 0)
        || before.ends_with("{}") && after.starts_with("///");
    let starts_item = ["///", "#[", "pub ", "fn ", "impl", "static ", "rt::", "mod ", "enum ", "struct ", "trait "]
        .iter()
        .any(|start| after.starts_with(start));
    if ends && starts_item {
        return true;
    }
    let top = indent(line) == 0;
    let used = before.starts_with("use ") || before.starts_with("pub use ");
    let declared = before.starts_with("pub mod ") || before.starts_with("pub(super) mod ") || before.starts_with("mod ");
    top && ((before.starts_with("//!") && !after.starts_with("//!"))
        || (used && !after.starts_with("use ") && !after.starts_with("pub use "))
        || (declared && before.ends_with(';') && (after.starts_with("impl") || after.starts_with("#[") || after.starts_with("///")))
        || (before.ends_with(';')
            && !used
            && !declared
            && (after.starts_with("///")
                || after.starts_with("impl")
                || after.starts_with("#[")
                || after.starts_with("pub")
                || after.starts_with("rt::"))))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use ghost_spec::Spec;

    use super::super::{Planned, drafts, parts};
    use super::*;
    use crate::print::tests::assert_straight;
    use crate::rules::Rules;

    fn settings(runtime: &str) -> Settings {
        let routes = Some("routes".to_owned());
        Settings { runtime: runtime.to_owned(), root: true, routes, features: true, rules: Rules::default() }
    }

    #[test]
    fn what_is_emitted_is_printed_as_the_formatter_does() {
        let specs =
            ["ghost-spec/api", "tests/specs/small", "tests/specs/names", "examples/bookshop/api", "examples/newsletter/members-api"];
        for (spec, runtime) in specs.iter().zip(["crate", "::ghost_client", "crate", "::renamed::client", "::ghost_client"]) {
            let settings = settings(runtime);
            let spec = Spec::load(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(spec)).check().unwrap();
            let plans: Vec<Planned<'_>> = spec.apis().iter().map(|api| Planned::new(api, &settings)).collect();
            for part in parts(spec.apis(), &settings) {
                for draft in drafts(part, spec.apis(), &plans, &settings) {
                    assert_straight(&draft.path.clone(), assembled(draft, &settings).into_iter().collect());
                }
            }
        }
    }
}
