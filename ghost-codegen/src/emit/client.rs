//! The file at the output's root: the client, its credentials, and who may call what.

use std::collections::BTreeSet;

use ghost_spec::model::{AccessClass, Api, Credential};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::docs;
use super::layout::{Draft, Kind};
use crate::names::{ident, type_name, words};
use crate::provenance::FORMAT;

/// Marker of an access class.
pub(crate) fn class_ty(name: &str) -> Ident {
    ident(&type_name(name))
}

/// Marker of a credential.
pub(crate) fn credential_ty(name: &str) -> Ident {
    ident(&type_name(name))
}

/// `client.rs`, the file at the output's root.
pub(crate) fn draft(apis: &[Api]) -> Draft {
    let mut items = vec![format_check()];
    items.extend(self::items(apis));
    Draft {
        path: "client.rs".to_owned(),
        origin: apis.iter().map(|api| api.file.clone()).collect(),
        docs: vec!["The client, its credentials, and which of them may call what.".to_owned()],
        kind: Kind::Plain,
        items,
        tables: Vec::new(),
    }
}

/// Lets a runtime refuse code that it does not fit, with words rather than with the errors that would follow.
fn format_check() -> TokenStream {
    let format = Literal::u32_unsuffixed(FORMAT);
    quote! {
        /// The runtime knows the format of this code: else `ghost-codegen` and the runtime do not belong together.
        const _: () = rt::require_format(#format);
    }
}

/// The items of `client.rs` for all APIs of a spec; the first API names the client.
fn items(apis: &[Api]) -> Vec<TokenStream> {
    let Some(first) = apis.first() else { return Vec::new() };
    let mut items = client(&ident(&first.client));
    let mut seen = BTreeSet::new();
    let credentials: Vec<&Credential> = apis.iter().flat_map(|api| &api.credentials).filter(|c| seen.insert(c.name.clone())).collect();
    items.extend(credentials.iter().map(|credential| marker(credential)));
    items.push(classes(apis));
    items.push(may_call(&credentials));
    items.push(quote!(
        mod sealed {
            #[doc = " Closes `MayCall` to other crates' credentials."]
            pub trait Sealed {}
        }
    ));
    items.extend(credentials.iter().map(|credential| {
        let ty = credential_ty(&credential.name);
        quote!(impl sealed::Sealed for #ty {})
    }));
    items.extend(permits(apis));
    items.extend(apis.iter().filter(|api| is_shared(api, apis)).flat_map(belonging));
    items
}

/// Whether an API with several credentials shares its client with another.
fn is_shared(api: &Api, apis: &[Api]) -> bool {
    api.credentials.len() > 1 && apis.iter().filter(|other| other.client == api.client).count() > 1
}

/// Generics and credential of the `impl` that leads to an API's resources.
///
/// An API with one way in offers its resources to that credential alone, one with several to all of its own: so two
/// APIs can share a client and have resources of the same name.
pub(crate) fn impl_for(api: &Api, apis: &[Api]) -> (TokenStream, TokenStream) {
    if let [only] = &api.credentials[..] {
        let ty = credential_ty(&only.name);
        return (quote!(<M>), quote!(super::#ty));
    }
    if is_shared(api, apis) {
        let ty = belonging_ty(api);
        return (quote!(<C: super::#ty, M>), quote!(C));
    }
    (quote!(<C, M>), quote!(C))
}

fn belonging_ty(api: &Api) -> Ident {
    ident(&format!("{}Credential", type_name(&api.name)))
}

/// The trait of an API's credentials.
fn belonging(api: &Api) -> Vec<TokenStream> {
    let ty = belonging_ty(api);
    let doc = docs::attributes(&[format!("A credential of the {}.", api.title)]);
    let label = format!("not a credential of the {}", api.title);
    let mut items = vec![quote! {
        #doc
        #[diagnostic::on_unimplemented(label = #label)]
        pub trait #ty: sealed::Sealed {}
    }];
    items.extend(api.credentials.iter().map(|credential| {
        let credential = credential_ty(&credential.name);
        quote!(impl #ty for #credential {})
    }));
    items
}

fn client(ty: &Ident) -> Vec<TokenStream> {
    let doc = docs::attributes(&[
        "A connection that presents a credential of kind `C`.".to_owned(),
        "`M` says how calls are made: awaited (`Async`), or sent on the calling thread (`Blocking`). Cloning is cheap.".to_owned(),
    ]);
    let name = ty.to_string();
    vec![
        quote!(#doc pub struct #ty<C, M = rt::Async> { connection: rt::Connection<M>, credential: PhantomData<fn() -> C> }),
        quote! {
            impl<C, M> #ty<C, M> {
                /// Wraps a connection whose requests carry a credential of kind `C`; that they do is the caller's word.
                #[must_use]
                pub fn from_connection(connection: rt::Connection<M>) -> Self { Self { connection, credential: PhantomData } }

                /// The connection below.
                #[must_use]
                pub fn connection(&self) -> &rt::Connection<M> { &self.connection }
            }
        },
        quote! {
            impl<C, M> Clone for #ty<C, M> {
                fn clone(&self) -> Self { Self::from_connection(self.connection.clone()) }
            }
        },
        quote! {
            impl<C, M> Debug for #ty<C, M> {
                fn fmt(&self, formatter: &mut Formatter<'_>) -> FmtResult {
                    formatter.debug_struct(#name).field("connection", &self.connection).finish_non_exhaustive()
                }
            }
        },
    ]
}

fn marker(credential: &Credential) -> TokenStream {
    let ty = credential_ty(&credential.name);
    let mut paragraphs = vec![docs::sentence(&credential.doc)];
    paragraphs.extend(credential.connect.as_deref().map(|connect| format!("Connect with `{connect}`.")));
    let doc = docs::attributes(&paragraphs);
    quote!(#doc #[derive(Clone, Copy, Debug)] pub enum #ty {})
}

fn classes(apis: &[Api]) -> TokenStream {
    let mut seen = BTreeSet::new();
    let classes =
        apis.iter().flat_map(|api| api.access.iter().map(move |class| (api, class))).filter(|(_, class)| seen.insert(class.name.clone()));
    let markers = classes.map(|(api, class)| {
        let ty = class_ty(&class.name);
        let doc = docs::attributes(&[docs::sentence(&class.doc), who(api, class)]);
        quote!(#doc #[derive(Clone, Copy, Debug)] pub enum #ty {})
    });
    quote! {
        /// Classes of endpoints: who may call them.
        pub mod access { #(#markers)* }
    }
}

fn who(api: &Api, class: &AccessClass) -> String {
    let names: Vec<String> = allowed(api, class).map(|credential| format!("`{}`", credential_ty(&credential.name))).collect();
    format!("Credentials: {}.", names.join(", "))
}

fn allowed<'a>(api: &'a Api, class: &'a AccessClass) -> impl Iterator<Item = &'a Credential> {
    api.credentials
        .iter()
        .enumerate()
        .filter(|(index, _)| class.anonymous || class.credentials.contains(index))
        .map(|(_, credential)| credential)
}

fn may_call(credentials: &[&Credential]) -> TokenStream {
    let ways: Vec<String> = credentials
        .iter()
        .filter_map(|credential| credential.connect.as_deref().map(|connect| format!("{} (`{connect}`)", words(&credential.name))))
        .collect();
    let says = "the method's documentation says which of them may call it";
    let note =
        if ways.is_empty() { says.replace("them", "the credentials") } else { format!("ways to connect: {}; {says}", ways.join(", ")) };
    quote! {
        /// Says that a credential may call the endpoints of an access class.
        #[diagnostic::on_unimplemented(
            message = "`{Self}` credentials may not call this endpoint: it needs `{A}`",
            label = "not allowed for `{Self}`",
            note = #note
        )]
        pub trait MayCall<A>: sealed::Sealed {}
    }
}

fn permits(apis: &[Api]) -> Vec<TokenStream> {
    let mut seen = BTreeSet::new();
    let mut items = Vec::new();
    for api in apis {
        for class in &api.access {
            let class_ty = class_ty(&class.name);
            for credential in allowed(api, class) {
                if seen.insert((class.name.clone(), credential.name.clone())) {
                    let ty = credential_ty(&credential.name);
                    items.push(quote!(impl MayCall<access::#class_ty> for #ty {}));
                }
            }
        }
    }
    items
}
