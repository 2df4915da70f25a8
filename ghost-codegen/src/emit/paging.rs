//! Walking through lists: the methods of a call whose answer is one page of many.

use ghost_spec::model::{Cursor, Endpoint, EnvelopeKind, OptionKind, QueryOption};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::docs;
use super::endpoint::optional;
use crate::names::ident;
use crate::plan::EndpointNames;

/// Names that walks take among the methods of a call.
pub(crate) const METHODS: [&str; 2] = ["pages", "items"];

/// `pages` and `items` of a list whose pages are counted, or that is walked by a cursor.
pub(crate) fn methods(endpoint: &Endpoint, names: &EndpointNames, item: &TokenStream, generic: bool) -> TokenStream {
    let envelope = &endpoint.returns.envelope;
    let (EnvelopeKind::Page, Some(key), None) = (envelope.kind, &envelope.key, endpoint.returns.meta) else { return quote!() };
    let most = number(endpoint, "limit").and_then(|limit| limit.max);
    let limit = most.map(Literal::i64_unsuffixed).map(|max| quote!(.or_set("limit", #max)));
    let most = most.map(|max| format!(", {max} a page unless `limit` says fewer")).unwrap_or_default();
    if endpoint.cursor.is_some() {
        let fact = fact(names);
        let placed = quote!(self.call #limit .decoded(|answer| answer.placed(#key, &wire::#fact)));
        let walk = Walk {
            pages: quote!(rt::CursorPages<'a, M, #item>),
            bound: generic.then(|| quote!(where T: rt::serde::de::DeserializeOwned)),
            bodies: [quote!(#placed.pages_by(&wire::#fact)), quote!(#placed.items_by(&wire::#fact))],
            range: format!("from the newest item to the oldest{most}"),
        };
        return walk.methods(item);
    }
    if number(endpoint, "page").is_none() {
        return quote!();
    }
    let walk = Walk {
        pages: quote!(rt::Pages<'a, M, rt::Page<#item>>),
        bound: None,
        bodies: [quote!(self.call #limit .pages()), quote!(self.call #limit .items())],
        range: format!("from this one on{most}"),
    };
    walk.methods(item)
}

/// A way through a list.
struct Walk {
    pages: TokenStream,
    bound: Option<TokenStream>,
    /// Of `pages` and of `items`.
    bodies: [TokenStream; 2],
    range: String,
}

impl Walk {
    fn methods(self, item: &TokenStream) -> TokenStream {
        let Walk { pages, bound, bodies: [walk, flat], range } = self;
        let doc = |what: &str| docs::attributes(&[format!("{what} {range}: a `Stream`, or an `Iterator` when blocking.")]);
        let (page_doc, item_doc) = (doc("All pages"), doc("The items of all pages"));
        quote! {
            #page_doc
            pub fn pages(self) -> #pages #bound { #walk }

            #item_doc
            pub fn items(self) -> rt::Items<#pages, #item> #bound { #flat }
        }
    }
}

/// The static that says how a list is walked by a cursor.
pub(crate) fn cursor(endpoint: &Endpoint, names: &EndpointNames) -> Option<TokenStream> {
    let Cursor { moment, id, id_filter, kind, called } = endpoint.cursor.as_ref()?;
    let fact = fact(names);
    let kind = kind.as_ref().map_or_else(|| quote!(None), |kind| quote!(Some(#kind)));
    let called = called.iter().map(|(item, filter)| quote!((#item, #filter)));
    Some(quote! {
        pub(super) static #fact: rt::Cursor = rt::Cursor {
            moment: #moment,
            id: #id,
            id_filter: #id_filter,
            kind: #kind,
            called: &[#(#called),*],
        };
    })
}

fn fact(names: &EndpointNames) -> Ident {
    ident(&format!("{}_CURSOR", names.fact))
}

/// An optional whole number.
fn number<'e>(endpoint: &'e Endpoint, name: &str) -> Option<&'e QueryOption> {
    optional(endpoint).find(|option| option.name == name && option.kind == OptionKind::Integer)
}
