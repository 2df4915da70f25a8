//! Walking through lists: the methods of a call whose answer is one page of many.

use ghost_spec::model::{Endpoint, EnvelopeKind, OptionKind, QueryOption};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use super::endpoint::optional;

/// Names that walks take among the methods of a call.
pub(crate) const METHODS: [&str; 2] = ["pages", "items"];

/// `pages` and `items` of a list whose pages are counted.
pub(crate) fn methods(endpoint: &Endpoint, item: &TokenStream) -> TokenStream {
    let is_page = endpoint.returns.envelope.kind == EnvelopeKind::Page && endpoint.returns.meta.is_none();
    if !is_page || number(endpoint, "page").is_none() {
        return quote!();
    }
    let most = number(endpoint, "limit").and_then(|limit| limit.max);
    let step = most.map(Literal::i64_unsuffixed).map(|max| quote!(.or_set("limit", #max)));
    let most = most.map(|max| format!(", {max} a page unless `limit` says fewer")).unwrap_or_default();
    let pages = docs::attributes(&[format!("All pages from this one on{most}: a `Stream`, or an `Iterator` when blocking.")]);
    let items = docs::attributes(&[format!("The items of all pages from this one on{most}: a `Stream`, or an `Iterator` when blocking.")]);
    quote! {
        #pages
        pub fn pages(self) -> rt::Pages<'a, M, rt::Page<#item>> { self.call #step .pages() }

        #items
        pub fn items(self) -> rt::Items<rt::Pages<'a, M, rt::Page<#item>>, #item> { self.call #step .items() }
    }
}

/// An optional whole number.
fn number<'e>(endpoint: &'e Endpoint, name: &str) -> Option<&'e QueryOption> {
    optional(endpoint).find(|option| option.name == name && option.kind == OptionKind::Integer)
}
