//! Updates: reading, changing and, on a collision, both again.

use ghost_spec::model::{Content, Endpoint, Segment, Sends};
use proc_macro2::TokenStream;
use quote::quote;

use super::endpoint::{self, Signature};
use super::types::Site;
use super::{client, docs};
use crate::names::{Scope, ident, one_of};
use crate::plan::{EndpointNames, Module, UpdateNames};

/// An update with what it is made of.
struct Parts<'m> {
    names: &'m UpdateNames,
    read: (&'m Endpoint, &'m EndpointNames),
    edit: (&'m Endpoint, &'m EndpointNames),
}

fn parts<'m>(module: &'m Module<'_>) -> Option<Parts<'m>> {
    let (names, resource) = (module.update.as_ref()?, module.resource?);
    let endpoint = |index: usize| (&resource.endpoints[index], &module.endpoints[index]);
    Some(Parts { names, read: endpoint(names.read), edit: endpoint(names.edit) })
}

/// The method of the handle.
pub(crate) fn method(site: &Site<'_>, module: &Module<'_>) -> Option<TokenStream> {
    let Parts { names, read, edit } = parts(module)?;
    let Some(Sends::Body { content: Content::Patch(entity), .. }) = &edit.0.sends else { return None };
    let shape = site.plan.shape(*entity);
    let (item, patch) = (site.shape(*entity), site.local(shape.module, &shape.patch));
    let (argument, change, item_name) = (ident("id"), ident("change"), ident("item"));
    let id = site.id(*entity);
    let token = &shape.fields[names.token];

    let mut scope = Scope::without(&["call", "change", "item", "id"]);
    let mut signature = Signature::default();
    endpoint::body(site, edit.0, edit.1, &mut scope, &mut signature);
    let Signature { steps, after, .. } = signature;
    let (read_method, fact, decode) = (&read.1.method, &edit.1.fact, endpoint::decoder(edit.0));
    let parameter = edit.0.path.iter().find_map(|segment| match segment {
        Segment::Parameter { name, .. } => Some(name),
        Segment::Fixed(_) => None,
    })?;
    let read_call =
        if endpoint::has_options(read.0) { quote!(self.#read_method(#argument).call) } else { quote!(self.#read_method(#argument)) };
    let classes = [read.0.access, edit.0.access].map(|access| client::class_ty(&site.plan.api.access[access].name));
    let bounds = if classes[0] == classes[1] {
        let class = &classes[0];
        quote!(MayCall<access::#class>)
    } else {
        let [reading, editing] = &classes;
        quote!(MayCall<access::#reading> + MayCall<access::#editing>)
    };
    let finish =
        if after.is_empty() { quote!(Some(call #(#steps)*)) } else { quote!(let mut call = call #(#steps)*; #(#after)* Some(call)) };
    let (method, ty) = (&names.method, &names.ty);
    let what = one_of(&site.plan.api.shapes[entity.0].name);
    let doc = docs::attributes(&[
        format!("Reads {what}, changes it, and does both again if somebody else was faster."),
        format!(
            "`change` is asked for the change to what is there; `None` leaves it as it is. On a collision what is there now is read and \
             `change` is asked again, 5 times in all unless [`attempts`]({ty}::attempts) says otherwise: nothing that is out of date is sent."
        ),
        format!(
            "`{}` and `{}`; see [`{}`](Self::{}) for who may, and for the limits.",
            read.0.route(),
            edit.0.route(),
            edit.1.method,
            edit.1.method
        ),
    ]);
    Some(quote! {
        #doc
        pub fn #method<R>(&self, #argument: &#id, mut #change: impl FnMut(&#item) -> R + Send + 'a) -> #ty<'a, M>
        where
            C: #bounds,
            R: Into<Option<#patch>>,
        {
            let edit = self.scope.call(&wire::#fact, #decode).path(#parameter, #argument.as_str());
            #ty {
                update: rt::Update::new(#read_call, edit, move |#item_name: &#item, call| {
                    let mut patch: #patch = #change(#item_name).into()?;
                    patch.#token = #item_name.#token;
                    #finish
                })
            }
        }
    })
}

/// The value that is sent.
pub(crate) fn call(site: &Site<'_>, module: &Module<'_>) -> Vec<TokenStream> {
    let Some(Parts { names, read, edit }) = parts(module) else { return Vec::new() };
    let ty = &names.ty;
    let item = endpoint::answer_ty(site, edit.0, None);
    let options = [("reading", read), ("editing", edit)].into_iter().filter(|(_, (endpoint, _))| endpoint::has_options(endpoint)).map(
        |(method, (endpoint, endpoint_names))| {
            let (method, call) = (ident(method), &endpoint_names.call);
            let doc = docs::attributes(&[format!("Options of the {} call, `{}`.", method, endpoint.route())]);
            quote! {
                #doc
                pub fn #method(self, options: impl FnOnce(#call<'a, M>) -> #call<'a, M>) -> Self {
                    Self { update: self.update.#method(|call| options(#call { call }).call) }
                }
            }
        },
    );
    let doc = docs::attributes(&[
        format!("An update by `{}` and `{}`.", read.0.route(), edit.0.route()),
        "Nothing is sent until it is awaited, or until `send` is called on a blocking client.".to_owned(),
    ]);
    vec![
        quote! {
            #doc
            #[derive(Debug)]
            #[must_use = "nothing is sent until the update is awaited or `send` is called"]
            pub struct #ty<'a, M> { update: rt::Update<'a, M, #item> }
        },
        quote! {
            impl<'a, M> #ty<'a, M> {
                /// How often the change is tried before a collision is an error; 5 unless set, and at least once.
                pub fn attempts(self, attempts: u32) -> Self { Self { update: self.update.attempts(attempts) } }
                #(#options)*
            }
        },
    ]
}

/// Awaiting an update, and sending it on a blocking client.
pub(crate) fn sending(site: &Site<'_>, module: &Module<'_>) -> Vec<TokenStream> {
    let Some(Parts { names, edit, .. }) = parts(module) else { return Vec::new() };
    let (ty, item) = (&names.ty, endpoint::answer_ty(site, edit.0, None));
    vec![
        quote! {
            impl<'a, M> From<#ty<'a, M>> for rt::Update<'a, M, #item> {
                #[inline]
                fn from(update: #ty<'a, M>) -> Self { update.update }
            }
        },
        quote! {
            impl<'a> IntoFuture for #ty<'a, rt::Async> {
                type Output = Result<#item, rt::Error>;
                type IntoFuture = rt::Updating<'a, #item>;

                #[inline]
                fn into_future(self) -> Self::IntoFuture { self.update.into_future() }
            }
        },
        quote! {
            impl #ty<'_, rt::Blocking> {
                /// Reads, changes and waits for the answer.
                ///
                /// # Errors
                ///
                /// Whatever kept an answer from arriving whole, and a collision after so many tries: see `Error`.
                #[inline]
                pub fn send(self) -> Result<#item, rt::Error> { self.update.send() }
            }
        },
    ]
}
