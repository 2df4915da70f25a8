//! The `wire` module beside a resource: serde, endpoint facts and sending, out of the reader's way.

use ghost_spec::model::{Endpoint, EnumId, ErrorForm, Errors, Method, ShapeId};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::endpoint::{answer_ty, each, has_options, is_fetched, replaceable};
use super::types::Site;
use super::{decode, encode, paging, projection, shape, update, veil};
use crate::names::ident;
use crate::plan::{EndpointNames, Module};

/// Everything in a `wire` file.
pub(crate) fn emit(site: &Site<'_>, module: &Module<'_>) -> Vec<TokenStream> {
    let mut items: Vec<TokenStream> = each(module).map(|(endpoint, names)| fact(site, module, endpoint, names)).collect();
    items.extend(each(module).filter_map(|(endpoint, names)| paging::cursor(endpoint, names)));
    for id in &module.shapes {
        let described = &site.plan.api.shapes[id.0];
        if described.is_read {
            items.extend(decode::emit(site, *id));
            items.push(projection::facts(site, *id));
        }
        items.extend(encode::emit(site, *id));
        items.extend(veil::emit(site, *id));
        if described.is_partial {
            items.push(chosen(site, *id));
        }
    }
    items.extend(module.enums.iter().map(|id| string_enum(site, *id)));
    items.extend(each(module).filter(|(endpoint, _)| has_options(endpoint)).flat_map(|(endpoint, names)| sending(site, endpoint, names)));
    items.extend(update::sending(site, module));
    items
}

/// The static description of an endpoint.
fn fact(site: &Site<'_>, module: &Module<'_>, endpoint: &Endpoint, names: &EndpointNames) -> TokenStream {
    let name = &names.fact;
    let api = &site.plan.api.name;
    let base = &site.plan.api.base;
    let resource = module.resource.map_or("", |resource| resource.name.as_str());
    let operation = &endpoint.name;
    let path = endpoint.written_path();
    let method = match endpoint.method {
        Method::Get => quote!(Get),
        Method::Post => quote!(Post),
        Method::Put => quote!(Put),
        Method::Patch => quote!(Patch),
        Method::Delete => quote!(Delete),
    };
    let status = &endpoint.status;
    let credential = !site.plan.api.access[endpoint.access].anonymous;
    let errors = errors(site.plan.api.errors.as_ref());
    quote! {
        pub(in super::super) static #name: rt::Endpoint = rt::Endpoint {
            api: #api,
            resource: #resource,
            operation: #operation,
            method: rt::Method::#method,
            base: #base,
            path: #path,
            status: &[#(#status),*],
            credential: #credential,
            errors: #errors,
        };
    }
}

/// Where the API's errors have their texts. The runtime looks for them there where nothing else is described.
fn errors(described: Option<&Errors>) -> TokenStream {
    let Some(ErrorForm { key, listed, parts }) = described.and_then(Errors::form) else { return quote!(rt::ErrorForm::GHOST) };
    let form = match (key, listed) {
        (Some(key), true) => quote!(rt::ErrorForm::list(#key)),
        (Some(key), false) => quote!(rt::ErrorForm::object(#key)),
        (None, _) => quote!(rt::ErrorForm::whole()),
    };
    let parts = parts.into_iter().map(|(part, field)| {
        // `type` is a word of Rust's.
        let method = ident(if part == "type" { "kind" } else { part });
        quote!(.#method(#field))
    });
    quote!(#form #(#parts)*)
}

fn string_enum(site: &Site<'_>, id: EnumId) -> TokenStream {
    let names = site.plan.enumeration(id);
    let ty = &names.ty;
    let pairs = site.plan.api.enums[id.0].values.iter().zip(&names.variants).map(|(value, variant)| {
        let text = &value.value;
        quote!(#variant = #text)
    });
    quote!(rt::string_enum!(#ty { #(#pairs,)* });)
}

fn chosen(site: &Site<'_>, id: ShapeId) -> TokenStream {
    let described = &site.plan.api.shapes[id.0];
    let names = site.plan.shape(id);
    let ty = &names.field;
    let pairs = shape::readable(described).map(|(index, field)| {
        let (variant, text) = (&names.variants[index], &field.name);
        quote!(#variant = #text)
    });
    quote!(rt::string_enum!(#ty { #(#pairs,)* });)
}

/// Awaiting a call, and sending it on a blocking client.
///
/// `#[inline]` leaves them to whoever sends the call: nobody sends all that an API has.
fn sending(site: &Site<'_>, endpoint: &Endpoint, names: &EndpointNames) -> [TokenStream; 2] {
    let ty = &names.call;
    if is_fetched(endpoint) {
        return fetching(ty);
    }
    let (parameter, bare, item) = match replaceable(endpoint) {
        Some(_) => (quote!(, T), quote!(<T>), Some(quote!(T))),
        None => (quote!(), quote!(), None),
    };
    let answer = answer_ty(site, endpoint, item.as_ref());
    [
        quote! {
            impl<'a #parameter> IntoFuture for #ty<'a, rt::Async #parameter> {
                type Output = Result<#answer, rt::Error>;
                type IntoFuture = rt::Sending<'a, #answer>;

                #[inline]
                fn into_future(self) -> Self::IntoFuture { self.call.into_future() }
            }
        },
        quote! {
            impl #bare #ty<'_, rt::Blocking #parameter> {
                /// Sends the call and waits for the answer.
                ///
                /// # Errors
                ///
                /// Whatever kept the answer from arriving whole: see `Error`.
                #[inline]
                pub fn send(self) -> Result<#answer, rt::Error> { self.call.send() }
            }
        },
    ]
}

/// The same for a call whose answer is a file.
fn fetching(ty: &Ident) -> [TokenStream; 2] {
    [
        quote! {
            impl<'a> IntoFuture for #ty<'a, rt::Async> {
                type Output = Result<rt::Download<rt::Async>, rt::Error>;
                type IntoFuture = rt::Fetching<'a>;

                #[inline]
                fn into_future(self) -> Self::IntoFuture { self.call.fetch().into_future() }
            }
        },
        quote! {
            impl #ty<'_, rt::Blocking> {
                /// Sends the call and waits for the head of the answer.
                ///
                /// # Errors
                ///
                /// Whatever kept the answer from arriving: see `Error`.
                #[inline]
                pub fn send(self) -> Result<rt::Download<rt::Blocking>, rt::Error> { self.call.fetch().send() }
            }
        },
    ]
}
