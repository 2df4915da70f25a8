//! Endpoints: the methods of a resource, and the calls that take their options.

use std::collections::BTreeMap;

use ghost_spec::model::{
    Content, Endpoint, EnvelopeKind, OptionKind, QueryOption, Segment, Sends, ShapeBody, ShapeId, Type, Upload, Writable,
};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::shape::fields;
use super::types::Site;
use super::upload::form;
use super::{docs, paging, projection, update};
use crate::names::{Scope, ident, value_name, words};
use crate::plan::{EndpointNames, Module, chosen_fields, short_name};

/// The handle of a resource with one method an endpoint.
pub(crate) fn handle(site: &Site<'_>, module: &Module<'_>) -> Vec<TokenStream> {
    let Some(resource) = module.resource.filter(|resource| !resource.endpoints.is_empty()) else { return Vec::new() };
    let ty = &module.handle;
    let methods = resource.endpoints.iter().zip(&module.endpoints).map(|(endpoint, names)| method(site, endpoint, names));
    let update = update::method(site, module);
    let doc = docs::attributes(&[format!("The endpoints of {}.", words(&resource.name))]);
    vec![
        quote! {
            #doc
            #[derive(Debug)]
            pub struct #ty<'a, C, M> { scope: rt::Scope<'a, C, M> }
        },
        quote! {
            impl<'a, C, M> #ty<'a, C, M> {
                pub(super) fn new(scope: rt::Scope<'a, C, M>) -> Self { Self { scope } }
                #(#methods)*
                #update
            }
        },
    ]
}

/// The calls with options, and the parts of uploads.
pub(crate) fn calls(site: &Site<'_>, module: &Module<'_>) -> Vec<TokenStream> {
    each(module)
        .flat_map(|(endpoint, names)| {
            let mut items = upload(endpoint).map_or_else(Vec::new, |upload| form(site, endpoint, upload, names));
            if names.selection.as_ref().is_some_and(|selection| selection.is_first) {
                items.extend(selection(site, endpoint, names));
            }
            if has_options(endpoint) {
                items.extend(call(site, endpoint, names));
            }
            items
        })
        .collect()
}

/// Each endpoint of a module with its names.
pub(crate) fn each<'m>(module: &'m Module<'_>) -> impl Iterator<Item = (&'m Endpoint, &'m EndpointNames)> {
    module.resource.map_or(&[][..], |resource| &resource.endpoints[..]).iter().zip(&module.endpoints)
}

fn upload(endpoint: &Endpoint) -> Option<&Upload> {
    match &endpoint.sends {
        Some(Sends::Upload(upload)) => Some(upload),
        _ => None,
    }
}

/// Options that are methods of the call: neither required nor part of a selection.
pub(crate) fn optional(endpoint: &Endpoint) -> impl Iterator<Item = &QueryOption> {
    endpoint
        .query
        .iter()
        .enumerate()
        .filter(|(index, option)| !option.required && !endpoint.one_of.contains(index))
        .map(|(_, option)| option)
}

/// Whether the call has methods of its own.
pub(crate) fn has_options(endpoint: &Endpoint) -> bool {
    optional(endpoint).next().is_some()
}

/// Whether the answer is a file, which is read piece by piece.
pub(crate) fn is_fetched(endpoint: &Endpoint) -> bool {
    endpoint.returns.envelope.kind == EnvelopeKind::File
}

/// The item type that `fields` replaces, where it can.
pub(crate) fn replaceable(endpoint: &Endpoint) -> Option<ShapeId> {
    let entity = chosen_fields(endpoint)?;
    (endpoint.returns.ty == Some(Type::Shape(entity))).then_some(entity)
}

/// What a call returns; `item` stands for the entity where the caller chooses fields.
pub(crate) fn answer_ty(site: &Site<'_>, endpoint: &Endpoint, item: Option<&TokenStream>) -> TokenStream {
    let returns = &endpoint.returns;
    let content = match (item, &returns.ty) {
        (Some(item), _) => item.clone(),
        (None, Some(ty)) => site.wire_ty(ty),
        (None, None) => quote!(()),
    };
    let value = match returns.envelope.kind {
        _ if returns.envelope.nullable => quote!(Option<#content>),
        EnvelopeKind::Page => quote!(rt::Page<#content>),
        EnvelopeKind::List => quote!(Vec<#content>),
        EnvelopeKind::One | EnvelopeKind::Object | EnvelopeKind::Pairs | EnvelopeKind::Flat => content,
        // A file is fetched; what is checked of a recorded one is that it is no page of HTML.
        EnvelopeKind::Empty | EnvelopeKind::File => quote!(()),
        EnvelopeKind::Text => quote!(String),
    };
    let value = match returns.meta {
        Some(meta) => {
            let meta = site.shape(meta);
            quote!(rt::WithMeta<#value, #meta>)
        }
        None => value,
    };
    if endpoint.deferred.is_some() { quote!(rt::Outcome<#value>) } else { value }
}

/// How an answer is unwrapped.
pub(crate) fn decoder(endpoint: &Endpoint) -> TokenStream {
    let whole = whole_decoder(endpoint);
    match endpoint.deferred {
        Some(status) => quote!(|answer| answer.outcome(#status, #whole)),
        None => whole,
    }
}

fn whole_decoder(endpoint: &Endpoint) -> TokenStream {
    let envelope = &endpoint.returns.envelope;
    let key = envelope.key.as_deref().unwrap_or_default();
    let with = endpoint.returns.meta.is_some();
    match (envelope.kind, with) {
        (EnvelopeKind::Page, false) => quote!(|answer| answer.page(#key)),
        (EnvelopeKind::Page, true) => quote!(|answer| answer.page_with(#key)),
        (EnvelopeKind::List, false) => quote!(|answer| answer.list(#key)),
        (EnvelopeKind::List, true) => quote!(|answer| answer.list_with(#key)),
        (EnvelopeKind::One, _) if envelope.nullable => quote!(|answer| answer.first_of(#key)),
        (EnvelopeKind::Object, _) if envelope.nullable => quote!(|answer| answer.nullable(#key)),
        (EnvelopeKind::Flat, _) if envelope.nullable => quote!(|answer| answer.optional(|answer| answer.flat())),
        (EnvelopeKind::One, false) => quote!(|answer| answer.one(#key)),
        (EnvelopeKind::One, true) => quote!(|answer| answer.one_with(#key)),
        (EnvelopeKind::Object, false) => quote!(|answer| answer.object(#key)),
        (EnvelopeKind::Object, true) => quote!(|answer| answer.object_with(#key)),
        (EnvelopeKind::Pairs, false) => quote!(|answer| answer.pairs(#key)),
        (EnvelopeKind::Pairs, true) => quote!(|answer| answer.pairs_with(#key)),
        (EnvelopeKind::Flat, _) => quote!(|answer| answer.flat()),
        (EnvelopeKind::Empty, _) => quote!(|answer| answer.empty()),
        (EnvelopeKind::Text, _) => quote!(|answer| answer.text()),
        (EnvelopeKind::File, _) => quote!(|answer| answer.file().map(drop)),
    }
}

/// Arguments and steps of a method, gathered in the order of its parameters.
#[derive(Default)]
pub(super) struct Signature {
    parameters: Vec<TokenStream>,
    pub(super) steps: Vec<TokenStream>,
    /// Statements before the call is returned.
    pub(super) after: Vec<TokenStream>,
    /// A function that the call goes through.
    wrap: Option<TokenStream>,
}

fn method(site: &Site<'_>, endpoint: &Endpoint, names: &EndpointNames) -> TokenStream {
    let mut scope = Scope::without(&["call"]);
    let mut signature = Signature::default();
    path(site, endpoint, &mut scope, &mut signature);
    required(site, endpoint, &mut scope, &mut signature);
    if let Some(selection) = &names.selection {
        let (ty, argument) = (&selection.ty, scope.pick(&["selection".to_owned(), "selection_".to_owned()]));
        signature.parameters.push(quote!(#argument: #ty));
        signature.wrap = Some(quote!(#argument.apply));
    }
    body(site, endpoint, names, &mut scope, &mut signature);

    let class = super::client::class_ty(&site.plan.api.access[endpoint.access].name);
    let (method, fact, decode) = (&names.method, &names.fact, decoder(endpoint));
    let Signature { parameters, steps, after, wrap } = signature;
    let output = output(site, endpoint, names);
    let start = quote!(self.scope.call(&wire::#fact, #decode) #(#steps)*);
    let start = wrap.map_or_else(|| start.clone(), |wrap| quote!(#wrap(#start)));
    let wrap = |call: TokenStream| {
        let ty = &names.call;
        match (has_options(endpoint), is_fetched(endpoint)) {
            (true, _) if call.to_string() == "call" => quote!(#ty { call }),
            (true, _) => quote!(#ty { call: #call }),
            (false, true) => quote!(#call.fetch()),
            (false, false) => call,
        }
    };
    let block = if after.is_empty() {
        wrap(start)
    } else {
        let end = wrap(quote!(call));
        quote!(let mut call = #start; #(#after)* #end)
    };
    let doc = docs::attributes(&docs::endpoint(site.plan.api, endpoint));
    quote! {
        #doc
        pub fn #method(&self, #(#parameters,)*) -> #output where C: MayCall<access::#class> { #block }
    }
}

/// The type a method returns.
fn output(site: &Site<'_>, endpoint: &Endpoint, names: &EndpointNames) -> TokenStream {
    if has_options(endpoint) {
        let ty = &names.call;
        return quote!(#ty<'a, M>);
    }
    if is_fetched(endpoint) {
        return quote!(rt::Fetch<'a, M>);
    }
    let answer = answer_ty(site, endpoint, None);
    quote!(rt::Call<'a, M, #answer>)
}

fn path(site: &Site<'_>, endpoint: &Endpoint, scope: &mut Scope, signature: &mut Signature) {
    for segment in &endpoint.path {
        let Segment::Parameter { name, ty, .. } = segment else { continue };
        let argument = scope.pick(&[value_name(name), format!("{}_", value_name(name))]);
        match ty {
            Type::Id(shape) => {
                let rust = site.id(*shape);
                signature.parameters.push(quote!(#argument: &#rust));
                signature.steps.push(quote!(.path(#name, #argument.as_str())));
            }
            Type::Enum(id) => {
                let rust = site.enumeration(*id);
                signature.parameters.push(quote!(#argument: &#rust));
                signature.steps.push(quote!(.path(#name, #argument.as_str())));
            }
            Type::String => {
                signature.parameters.push(quote!(#argument: &str));
                signature.steps.push(quote!(.path(#name, #argument)));
            }
            other => {
                let rust = site.ty(other);
                signature.parameters.push(quote!(#argument: #rust));
                signature.steps.push(quote!(.path(#name, &#argument.to_string())));
            }
        }
    }
}

pub(super) fn body(site: &Site<'_>, endpoint: &Endpoint, names: &EndpointNames, scope: &mut Scope, signature: &mut Signature) {
    match &endpoint.sends {
        None => {}
        Some(Sends::Upload(_)) => {
            let form = &names.form;
            let argument = scope.pick(&["form".to_owned(), "form_".to_owned()]);
            signature.parameters.push(quote!(#argument: #form));
            signature.steps.push(quote!(.upload(#argument.into_form())));
        }
        Some(Sends::Body { content, envelope }) => {
            let (name, rust) = content_argument(site, content);
            let key = envelope.key.as_deref().unwrap_or_default();
            if matches!(envelope.kind, EnvelopeKind::List | EnvelopeKind::Page) {
                let argument = scope.pick(&[format!("{name}s"), format!("{name}s_")]);
                signature.parameters.push(quote!(#argument: impl IntoIterator<Item = #rust>));
                signature.steps.push(quote!(.send_list(#key, &#argument.into_iter().collect::<Vec<_>>())));
                return;
            }
            let argument = scope.pick(&[name.clone(), format!("{name}_")]);
            signature.parameters.push(quote!(#argument: #rust));
            signature.steps.push(match envelope.kind {
                EnvelopeKind::One => quote!(.send_one(#key, &#argument)),
                EnvelopeKind::Object => quote!(.send_object(#key, &#argument)),
                EnvelopeKind::Pairs => quote!(.send_pairs(#key, &#argument)),
                _ => quote!(.send_flat(&#argument)),
            });
            signature.after = implied_options(site, content, &argument);
        }
    }
}

/// Name and type of the argument that becomes the body.
fn content_argument(site: &Site<'_>, content: &Content) -> (String, TokenStream) {
    match content {
        Content::New(id) => {
            let names = site.plan.shape(*id);
            (value_name(&site.plan.api.shapes[id.0].name), site.local(names.module, &names.new))
        }
        Content::Patch(id) => {
            let names = site.plan.shape(*id);
            ("patch".to_owned(), site.local(names.module, &names.patch))
        }
        Content::Type(ty) => {
            let name = match ty {
                Type::Shape(id) => value_name(short_name(site.plan.api, *id, entity(site, *id))),
                Type::List(_) => "items".to_owned(),
                _ => "body".to_owned(),
            };
            (name, site.wire_ty(ty))
        }
    }
}

/// The entity of the resource that a shape belongs to.
fn entity(site: &Site<'_>, id: ShapeId) -> Option<ShapeId> {
    let api = site.plan.api;
    api.shapes[id.0].resource.and_then(|index| api.resources[index].entity)
}

/// Options that the server needs when certain fields are written.
fn implied_options(site: &Site<'_>, content: &Content, argument: &Ident) -> Vec<TokenStream> {
    let (id, is_patch) = match content {
        Content::New(id) => (*id, false),
        Content::Patch(id) => (*id, true),
        Content::Type(_) => return Vec::new(),
    };
    let names = site.plan.shape(id);
    fields(&site.plan.api.shapes[id.0])
        .iter()
        .zip(&names.fields)
        .map(|(field, name)| (field, name, if is_patch { field.edit } else { field.add }))
        .filter(|(.., takes)| *takes != Writable::No)
        .flat_map(|(field, name, takes)| match (&field.sets, field.input.as_ref().unwrap_or(&field.ty)) {
            (Some((option, value)), _) if takes == Writable::Required => vec![quote!(call.set(#option, #value);)],
            (Some((option, value)), _) => {
                let given =
                    if is_patch && field.clearable { quote!(!#argument.#name.is_keep()) } else { quote!(#argument.#name.is_some()) };
                vec![quote!(if #given { call.set(#option, #value); })]
            }
            (None, Type::Shape(union)) if field.spread => {
                options_of_forms(site, *union, &quote!(#argument.#name), takes == Writable::Required)
            }
            _ => Vec::new(),
        })
        .collect()
}

/// Options that the server needs when certain forms of a spread union are written.
fn options_of_forms(site: &Site<'_>, id: ShapeId, place: &TokenStream, required: bool) -> Vec<TokenStream> {
    let ShapeBody::Variants(variants) = &site.plan.api.shapes[id.0].body else { return Vec::new() };
    let (ty, names) = (site.shape(id), &site.plan.shape(id).variants);
    let mut by_option: BTreeMap<&(String, String), Vec<TokenStream>> = BTreeMap::new();
    for (variant, name) in variants.iter().zip(names) {
        let Some(sets) = &variant.sets else { continue };
        let form = if variant.ty.is_some() { quote!(#ty::#name(_)) } else { quote!(#ty::#name) };
        let pattern = if required { form } else { quote!(Some(#form)) };
        by_option.entry(sets).or_default().push(pattern);
    }
    by_option
        .into_iter()
        .map(|((option, value), patterns)| quote!(if let #(#patterns)|* = &#place { call.set(#option, #value); }))
        .collect()
}

fn required(site: &Site<'_>, endpoint: &Endpoint, scope: &mut Scope, signature: &mut Signature) {
    for option in endpoint.query.iter().filter(|option| option.required) {
        let candidate = option.rust.clone().unwrap_or_else(|| value_name(&option.name));
        let argument = scope.pick(&[candidate.clone(), format!("{candidate}_")]);
        let (rust, value) = option_argument(site, option, &argument);
        let name = &option.name;
        signature.parameters.push(quote!(#argument: #rust));
        signature.steps.push(match option.kind {
            OptionKind::Choices(_) | OptionKind::Strings | OptionKind::Fields(_) => quote!(.query_list(#name, #value)),
            OptionKind::Filter => quote!(.query_filter(#name, #value)),
            _ => quote!(.query(#name, #value)),
        });
    }
}

/// Parameter type of an option and what is handed on.
fn option_argument(site: &Site<'_>, option: &QueryOption, name: &Ident) -> (TokenStream, TokenStream) {
    match &option.kind {
        OptionKind::Boolean => (quote!(bool), quote!(#name)),
        OptionKind::Integer => (quote!(u32), quote!(#name)),
        OptionKind::String => (quote!(impl AsRef<str>), quote!(#name.as_ref())),
        OptionKind::Timestamp => (quote!(rt::Timestamp), quote!(#name)),
        OptionKind::Date => (quote!(rt::Date), quote!(#name)),
        OptionKind::Id(shape) => {
            let rust = site.id(*shape);
            (quote!(&#rust), quote!(#name))
        }
        OptionKind::Choice(id) => {
            let rust = site.enumeration(*id);
            (rust, quote!(#name))
        }
        OptionKind::Choices(id) => {
            let rust = site.enumeration(*id);
            (quote!(impl IntoIterator<Item = #rust>), quote!(#name))
        }
        OptionKind::Strings => (quote!(impl IntoIterator<Item = impl AsRef<str>>), quote!(#name)),
        OptionKind::Fields(shape) => {
            let names = site.plan.shape(*shape);
            let rust = site.local(names.module, &names.field);
            (quote!(impl IntoIterator<Item = #rust>), quote!(#name))
        }
        // Whoever must give a filter would reach everything with an empty one.
        OptionKind::Filter if option.required => {
            let of = subject(site, option);
            (quote!(impl Into<rt::BulkFilter #of>), quote!(#name.into()))
        }
        OptionKind::Filter => {
            let of = subject(site, option);
            (quote!(impl Into<rt::Filter #of>), quote!(#name.into()))
        }
        OptionKind::Order => (quote!(impl Into<rt::Order>), quote!(#name.into())),
    }
}

/// What a filter is about, as a type's argument; nothing if it takes text only.
fn subject(site: &Site<'_>, option: &QueryOption) -> TokenStream {
    let ty = option.filters.map(|shape| site.shape(shape));
    ty.map_or_else(|| quote!(), |ty| quote!(<#ty>))
}

/// Where the fields of a filter are.
fn fields_to_filter_by(site: &Site<'_>, option: &QueryOption) -> Option<String> {
    let names = site.plan.shape(option.filters?);
    let path = site.local(names.module, &names.filter).to_string().replace(' ', "");
    Some(format!("Fields to filter by are in [`{}`](mod@{path}); text in the server's language is taken too.", names.filter))
}

fn call(site: &Site<'_>, endpoint: &Endpoint, names: &EndpointNames) -> Vec<TokenStream> {
    let ty = &names.call;
    let entity = replaceable(endpoint);
    let (parameter, default, generic) = match entity {
        Some(shape) => {
            let rust = site.shape(shape);
            (quote!(, T), quote!(, T = #rust), Some(quote!(T)))
        }
        None => (quote!(), quote!(), None),
    };
    let answer = answer_ty(site, endpoint, generic.as_ref());
    let item = generic.clone().unwrap_or_else(|| endpoint.returns.ty.as_ref().map_or_else(|| quote!(()), |ty| site.wire_ty(ty)));
    let lenient = lenient(endpoint, &item, generic.is_some());
    let project = projection::method(site, endpoint, ty);
    let walks = paging::methods(endpoint, names, &item, generic.is_some());
    let mut scope =
        Scope::without(&["call", "send", "into_future", "lenient", "options", "project", paging::METHODS[0], paging::METHODS[1]]);
    let setters = optional(endpoint).map(|option| {
        let candidate = option.rust.clone().unwrap_or_else(|| value_name(&option.name));
        let method = scope.pick(&[candidate.clone(), format!("{candidate}_")]);
        setter(site, endpoint, names, option, &method)
    });
    let options = quote! {
        /// Takes options from a struct, in place of what was set before.
        pub fn options(mut self, options: &impl rt::Query) -> Self {
            self.call.options(options);
            self
        }
    };
    let doc = docs::attributes(&[
        format!("A call of `{}`, with its options.", endpoint.route()),
        "Nothing is sent until it is awaited, or until `send` is called on a blocking client.".to_owned(),
    ]);
    vec![
        quote! {
            #doc
            #[derive(Debug)]
            #[must_use = "nothing is sent until the call is awaited or `send` is called"]
            pub struct #ty<'a, M #default> { call: rt::Call<'a, M, #answer> }
        },
        quote! {
            impl<'a, M #parameter> #ty<'a, M #parameter> { #(#setters)* #options #project #lenient #walks }
        },
    ]
}

/// Pages can be read with the items that cannot set aside.
fn lenient(endpoint: &Endpoint, item: &TokenStream, generic: bool) -> TokenStream {
    let envelope = &endpoint.returns.envelope;
    let (EnvelopeKind::Page, Some(key), None) = (envelope.kind, &envelope.key, endpoint.returns.meta) else { return quote!() };
    let bound = generic.then(|| quote!(where T: rt::serde::de::DeserializeOwned));
    quote! {
        /// Sets items aside that cannot be read, instead of failing the page: they are named beside the good ones.
        pub fn lenient(self) -> rt::Call<'a, M, rt::Lenient<#item>> #bound { self.call.decoded(|answer| answer.lenient(#key)) }
    }
}

/// The choice between options of which one must be given; endpoints of a resource with the same choice share it.
fn selection(site: &Site<'_>, endpoint: &Endpoint, names: &EndpointNames) -> Vec<TokenStream> {
    let Some(selection) = &names.selection else { return Vec::new() };
    let ty = &selection.ty;
    let options = endpoint.one_of.iter().map(|index| &endpoint.query[*index]);
    let (mut members, mut arms) = (Vec::new(), Vec::new());
    for (option, variant) in options.zip(&selection.variants) {
        let doc = docs::attributes(&docs::option(option));
        let name = &option.name;
        match &option.kind {
            OptionKind::Boolean => {
                members.push(quote!(#doc #variant));
                arms.push(quote!(#ty::#variant => call.query(#name, true),));
            }
            OptionKind::Filter => {
                let of = subject(site, option);
                members.push(quote!(#doc #variant(rt::BulkFilter #of)));
                arms.push(quote!(#ty::#variant(value) => call.query_filter(#name, value),));
            }
            OptionKind::Integer => {
                members.push(quote!(#doc #variant(u32)));
                arms.push(quote!(#ty::#variant(value) => call.query(#name, value),));
            }
            OptionKind::Choice(id) => {
                let rust = site.enumeration(*id);
                members.push(quote!(#doc #variant(#rust)));
                arms.push(quote!(#ty::#variant(value) => call.query(#name, value),));
            }
            OptionKind::Id(id) => {
                let rust = site.id(*id);
                members.push(quote!(#doc #variant(#rust)));
                arms.push(quote!(#ty::#variant(value) => call.query(#name, value),));
            }
            _ => {
                members.push(quote!(#doc #variant(String)));
                arms.push(quote!(#ty::#variant(value) => call.query(#name, value),));
            }
        }
    }
    vec![
        quote! {
            /// What a call is about: one of these must be said.
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum #ty { #(#members,)* }
        },
        quote! {
            impl #ty {
                fn apply<'a, M, T>(self, call: rt::Call<'a, M, T>) -> rt::Call<'a, M, T> { match self { #(#arms)* } }
            }
        },
    ]
}

fn setter(site: &Site<'_>, endpoint: &Endpoint, names: &EndpointNames, option: &QueryOption, method: &Ident) -> TokenStream {
    let argument = ident("value");
    let (rust, value) = option_argument(site, option, &argument);
    let mut paragraphs = docs::option(option);
    paragraphs.extend(fields_to_filter_by(site, option));
    let doc = docs::attributes(&paragraphs);
    let name = &option.name;
    if let (OptionKind::Fields(shape), Some(_)) = (&option.kind, replaceable(endpoint)) {
        let (ty, decode) = (&names.call, decoder(endpoint));
        let shape_names = site.plan.shape(*shape);
        let partial = site.local(shape_names.module, &shape_names.partial);
        return quote! {
            #doc
            #[doc = ""]
            #[doc = " The answer then holds just these fields."]
            pub fn #method(self, value: #rust) -> #ty<'a, M, #partial> {
                let mut call = self.call.decoded(#decode);
                call.set_list(#name, value);
                #ty { call }
            }
        };
    }
    let step = match option.kind {
        OptionKind::Choices(_) | OptionKind::Strings | OptionKind::Fields(_) => quote!(self.call.set_list(#name, #value);),
        OptionKind::Filter => quote!(self.call.set_filter(#name, #value);),
        OptionKind::Integer => {
            let bound = |bound: Option<i64>| bound.map_or_else(|| quote!(None), |bound| quote!(Some(#bound)));
            let (min, max) = (bound(option.min), bound(option.max));
            quote!(self.call.set_number(#name, #value, #min, #max);)
        }
        _ => quote!(self.call.set(#name, #value);),
    };
    quote! {
        #doc
        pub fn #method(mut self, value: #rust) -> Self { #step self }
    }
}
