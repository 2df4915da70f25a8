//! Files that declare each other, put into each other.
//!
//! The tokens are those of the very texts that the generator writes; only `mod name;` becomes `mod name { … }`. Without a prelude
//! there is no `#[diagnostic]` either, which is only advice for error messages: it is left out there.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use syn::Error;

/// The root module's content, with all others in it.
pub(super) fn nested(files: &[(String, String)], prelude: bool) -> syn::Result<TokenStream> {
    let root = Module { files, prelude, folder: String::new() }.content("mod.rs")?;
    Ok(without_inner_attributes(root))
}

/// A module and where the files of its children are.
struct Module<'a> {
    files: &'a [(String, String)],
    /// Whether the language's prelude is there.
    prelude: bool,
    /// With `/` at the end, unless it is the root.
    folder: String,
}

impl Module<'_> {
    fn text(&self, path: &str) -> Option<&str> {
        let found = self.files.binary_search_by(|(known, _)| known.as_str().cmp(path)).ok()?;
        Some(&self.files[found].1)
    }

    fn content(&self, path: &str) -> syn::Result<TokenStream> {
        let lost = || Error::new(Span::call_site(), format!("the generator wrote no readable `{path}`; please report it"));
        let tokens: TokenStream = self.text(path).and_then(|text| text.parse().ok()).ok_or_else(lost)?;
        let mut out: Vec<TokenTree> = Vec::new();
        for token in tokens {
            let declared = match (&out[..], &token) {
                ([.., TokenTree::Ident(keyword), TokenTree::Ident(name)], TokenTree::Punct(end)) if end.as_char() == ';' => {
                    (keyword == "mod").then(|| name.to_string())
                }
                _ => None,
            };
            match declared {
                None if !self.prelude && is_advice(&token) => {
                    out.pop();
                }
                Some(name) => out.push(TokenTree::Group(Group::new(Delimiter::Brace, self.child(&name)?))),
                None => out.push(token),
            }
        }
        Ok(out.into_iter().collect())
    }

    /// The content of a child: `name.rs`, or `name/mod.rs`.
    fn child(&self, name: &str) -> syn::Result<TokenStream> {
        let own = format!("{}{}", self.folder, name.trim_start_matches("r#"));
        let child = Module { folder: format!("{own}/"), ..*self };
        let (flat, deep) = (format!("{own}.rs"), format!("{own}/mod.rs"));
        child.content(if self.text(&flat).is_some() { &flat } else { &deep })
    }
}

/// Whether an attribute's brackets are those of `#[diagnostic::…]`.
fn is_advice(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else { return false };
    let first = group.stream().into_iter().next();
    group.delimiter() == Delimiter::Bracket && matches!(first, Some(TokenTree::Ident(tool)) if tool == "diagnostic")
}

/// The root's own documentation belongs to the module that the macro stands in.
fn without_inner_attributes(tokens: TokenStream) -> TokenStream {
    let mut rest: Vec<TokenTree> = tokens.into_iter().collect();
    while let [TokenTree::Punct(hash), TokenTree::Punct(bang), TokenTree::Group(_), ..] = &rest[..] {
        if hash.as_char() != '#' || bang.as_char() != '!' {
            break;
        }
        rest.drain(..3);
    }
    rest.into_iter().collect()
}
