//! What stands in `api! { … }`.

use std::ops::Range;

use ghost_spec::Place as SpecPlace;
use proc_macro2::{Span, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Error, Ident, LitBool, LitStr, Path, Token, braced, token};

use crate::errors::Errors;
use crate::suggest::suggestion;

const KEYS: [&str; 3] = ["spec", "runtime", "prelude"];
const FORM: &str = "a spec is a folder, `spec = \"api/\"`, its `api.yaml`, or files by name, `spec = { \"api.yaml\": r\"…\" }`";

/// A spec and the settings of its bindings.
pub(super) struct Input {
    pub(super) place: Place,
    /// Path of the runtime, as generated code writes it.
    pub(super) runtime: String,
    /// Whether the language's prelude is there.
    pub(super) prelude: bool,
}

/// Where the spec is.
pub(super) enum Place {
    /// A folder or the `api.yaml` in it, relative to the crate's.
    Folder(LitStr),
    /// Files by name, in the macro itself.
    Inline { files: Vec<(LitStr, LitStr)>, braces: Span },
}

impl Place {
    /// The narrowest token that holds a place of the spec.
    pub(super) fn of(&self, place: Option<SpecPlace>) -> Span {
        match self {
            Place::Folder(path) => path.span(),
            Place::Inline { files, braces } => {
                let holder =
                    place.as_ref().and_then(|place| files.iter().find(|(name, _)| place.file.as_os_str() == name.value().as_str()));
                match (holder, place) {
                    (Some((_, text)), Some(place)) => within(text, place.bytes).unwrap_or_else(|| text.span()),
                    _ => *braces,
                }
            }
        }
    }
}

/// A stretch of a raw literal, where the compiler can tell: the stable one points at the literal.
fn within(literal: &LitStr, bytes: Range<usize>) -> Option<Span> {
    let token = literal.token();
    let hashes = token.to_string().strip_prefix('r')?.chars().take_while(|letter| *letter == '#').count();
    let start = "r\"".len() + hashes;
    token.subspan(start + bytes.start..start + bytes.end.max(bytes.start + 1))
}

impl Parse for Input {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut errors = Errors::default();
        let (mut place, mut runtime, mut prelude, mut seen) = (None, None, true, Vec::<Ident>::new());
        while !input.is_empty() {
            let key = input.call(Ident::parse_any)?;
            parse_assigned(input, &key)?;
            if seen.contains(&key) {
                errors.push(&key, format!("`{key}` is given twice"));
                skip(input)?;
            } else if key == "spec" {
                place = parse_place(input, &mut errors)?;
            } else if key == "runtime" {
                runtime = parse_runtime(input, &mut errors)?;
            } else if key == "prelude" {
                prelude = input.parse::<LitBool>().map_err(|error| Error::new(error.span(), "`prelude` is `true` or `false`"))?.value;
            } else {
                errors.push(&key, format!("there is no setting `{key}`{}", suggestion(&key.to_string(), KEYS)));
                skip(input)?;
            }
            seen.push(key);
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        errors.into_result()?;
        let place = place.ok_or_else(|| Error::new(Span::call_site(), format!("`spec` is missing: {FORM}")))?;
        Ok(Input { place, runtime: runtime.unwrap_or_else(|| "::ghost_client".to_owned()), prelude })
    }
}

/// The sign between a key and its value; where either is missing, the key is what to look at.
fn parse_assigned(input: ParseStream<'_>, key: &Ident) -> syn::Result<()> {
    let sign = input.parse::<Option<Token![=]>>()?;
    if sign.is_none() || input.is_empty() || input.peek(Token![,]) {
        return Err(Error::new(key.span(), format!("`{key}` needs a value: `{key} = …`")));
    }
    Ok(())
}

fn parse_place(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Option<Place>> {
    if input.peek(LitStr) {
        let path: LitStr = input.parse()?;
        return Ok(Some(Place::Folder(path)));
    }
    if !input.peek(token::Brace) {
        errors.add(input.error(FORM));
        skip(input)?;
        return Ok(None);
    }
    let content;
    let braces = braced!(content in input).span.join();
    let mut files: Vec<(LitStr, LitStr)> = Vec::new();
    while !content.is_empty() {
        let name: LitStr = content.parse()?;
        content.parse::<Token![:]>()?;
        let text: LitStr = content.parse()?;
        if files.iter().any(|(known, _)| known.value() == name.value()) {
            errors.push(&name, format!("there are two files `{}`", name.value()));
        } else if !name.value().ends_with(".yaml") {
            errors.push(&name, "the files of a spec are named as in a folder: `api.yaml`, and one `.yaml` a resource");
        } else {
            files.push((name, text));
        }
        if !content.is_empty() {
            content.parse::<Token![,]>()?;
        }
    }
    Ok(Some(Place::Inline { files, braces }))
}

/// As text: that is what the generator takes.
fn parse_runtime(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Option<String>> {
    let refused = |error: Error| Error::new(error.span(), "`runtime` takes a path: `runtime = ::ghost_client`");
    let path = input.call(Path::parse_mod_style).map_err(refused)?;
    let first = &path.segments[0].ident;
    if first == "self" || first == "super" {
        errors.push(&path, "the runtime is named in modules of modules: begin its path with `::` or `crate`");
        return Ok(None);
    }
    Ok(Some(path.to_token_stream().to_string().replace(' ', "")))
}

/// Passes over a value.
fn skip(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}
