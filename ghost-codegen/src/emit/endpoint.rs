//! Endpoints: the methods of a resource, and the calls that take their options.

use ghost_spec::model::{Content, Endpoint, EnvelopeKind, OptionKind, QueryOption, Segment, Sends, ShapeId, Type, Upload, Writable};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::shape::fields;
use super::types::{Site, argument};
use crate::names::{Scope, ident, value_name, words};
use crate::plan::{EndpointNames, Module, chosen_fields, field_names};

/// The handle of a resource with one method an endpoint.
pub(crate) fn handle(site: &Site<'_>, module: &Module<'_>) -> Vec<TokenStream> {
    let Some(resource) = module.resource.filter(|resource| !resource.endpoints.is_empty()) else { return Vec::new() };
    let ty = &module.handle;
    let methods = resource.endpoints.iter().zip(&module.endpoints).map(|(endpoint, names)| method(site, endpoint, names));
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
            }
        },
    ]
}

/// The calls with options, and the parts of uploads.
pub(crate) fn calls(site: &Site<'_>, module: &Module<'_>) -> Vec<TokenStream> {
    each(module)
        .flat_map(|(endpoint, names)| {
            let mut items = upload(endpoint).map_or_else(Vec::new, |upload| form(site, endpoint, upload, names));
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

/// Whether the call has methods of its own.
pub(crate) fn has_options(endpoint: &Endpoint) -> bool {
    endpoint.query.iter().any(|option| !option.required)
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
        EnvelopeKind::Page => quote!(rt::Page<#content>),
        EnvelopeKind::List => quote!(Vec<#content>),
        EnvelopeKind::One | EnvelopeKind::Object | EnvelopeKind::Flat if returns.envelope.nullable => quote!(Option<#content>),
        EnvelopeKind::One | EnvelopeKind::Object | EnvelopeKind::Flat => content,
        EnvelopeKind::Empty => quote!(()),
        EnvelopeKind::Text => quote!(String),
        EnvelopeKind::File => quote!(rt::Download),
    };
    match returns.meta {
        Some(meta) => {
            let meta = site.shape(meta);
            quote!(rt::WithMeta<#value, #meta>)
        }
        None => value,
    }
}

/// How an answer is unwrapped.
pub(crate) fn decoder(endpoint: &Endpoint) -> TokenStream {
    let envelope = &endpoint.returns.envelope;
    let key = envelope.key.as_deref().unwrap_or_default();
    let with = endpoint.returns.meta.is_some();
    match (envelope.kind, with) {
        (EnvelopeKind::Page, false) => quote!(|answer| answer.page(#key)),
        (EnvelopeKind::Page, true) => quote!(|answer| answer.page_with(#key)),
        (EnvelopeKind::List, false) => quote!(|answer| answer.list(#key)),
        (EnvelopeKind::List, true) => quote!(|answer| answer.list_with(#key)),
        (EnvelopeKind::One | EnvelopeKind::Object, false) if envelope.nullable => quote!(|answer| answer.nullable(#key)),
        (EnvelopeKind::One, false) => quote!(|answer| answer.one(#key)),
        (EnvelopeKind::One, true) => quote!(|answer| answer.one_with(#key)),
        (EnvelopeKind::Object, false) => quote!(|answer| answer.object(#key)),
        (EnvelopeKind::Object, true) => quote!(|answer| answer.object_with(#key)),
        (EnvelopeKind::Flat, _) => quote!(|answer| answer.flat()),
        (EnvelopeKind::Empty, _) => quote!(|answer| answer.empty()),
        (EnvelopeKind::Text, _) => quote!(|answer| answer.text()),
        (EnvelopeKind::File, _) => quote!(|answer| answer.file()),
    }
}

/// Arguments and steps of a method, gathered in the order of its parameters.
#[derive(Default)]
struct Signature {
    parameters: Vec<TokenStream>,
    steps: Vec<TokenStream>,
    /// Statements before the call is returned.
    after: Vec<TokenStream>,
}

fn method(site: &Site<'_>, endpoint: &Endpoint, names: &EndpointNames) -> TokenStream {
    let mut scope = Scope::without(&["call"]);
    let mut signature = Signature::default();
    path(site, endpoint, &mut scope, &mut signature);
    body(site, endpoint, names, &mut scope, &mut signature);
    required(site, endpoint, &mut scope, &mut signature);

    let class = super::client::class_ty(&site.plan.api.access[endpoint.access].name);
    let (method, fact, decode) = (&names.method, &names.fact, decoder(endpoint));
    let Signature { parameters, steps, after } = signature;
    let output = output(site, endpoint, names);
    let start = quote!(self.scope.call(&wire::#fact, #decode) #(#steps)*);
    let wrap = |call: TokenStream| {
        let ty = &names.call;
        if has_options(endpoint) { quote!(#ty { call: #call }) } else { call }
    };
    let block = if after.is_empty() {
        wrap(start)
    } else {
        let end = if has_options(endpoint) {
            let ty = &names.call;
            quote!(#ty { call })
        } else {
            quote!(call)
        };
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

fn body(site: &Site<'_>, endpoint: &Endpoint, names: &EndpointNames, scope: &mut Scope, signature: &mut Signature) {
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
                Type::Shape(id) => value_name(&site.plan.api.shapes[id.0].name),
                Type::List(_) => "items".to_owned(),
                _ => "body".to_owned(),
            };
            (name, site.wire_ty(ty))
        }
    }
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
        .filter(|(field, _)| if is_patch { field.edit == Writable::Optional } else { field.add == Writable::Optional })
        .filter_map(|(field, name)| {
            let (option, value) = field.sets.as_ref()?;
            let given = if is_patch && field.clearable { quote!(!#argument.#name.is_keep()) } else { quote!(#argument.#name.is_some()) };
            Some(quote!(if #given { call.set(#option, #value); }))
        })
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
        OptionKind::Filter => (quote!(impl Into<rt::Filter>), quote!(#name.into())),
        OptionKind::Order => (quote!(impl Into<rt::Order>), quote!(#name.into())),
    }
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
    let mut scope = Scope::without(&["call", "send", "into_future"]);
    let setters = endpoint.query.iter().filter(|option| !option.required).map(|option| {
        let candidate = option.rust.clone().unwrap_or_else(|| value_name(&option.name));
        let method = scope.pick(&[candidate.clone(), format!("{candidate}_")]);
        setter(site, endpoint, names, option, &method)
    });
    let doc = docs::attributes(&[
        format!("A call of `{} {}`, with its options.", docs::method(endpoint.method), docs::path(&endpoint.path)),
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
            impl<'a, M #parameter> #ty<'a, M #parameter> { #(#setters)* }
        },
    ]
}

fn setter(site: &Site<'_>, endpoint: &Endpoint, names: &EndpointNames, option: &QueryOption, method: &Ident) -> TokenStream {
    let argument = ident("value");
    let (rust, value) = option_argument(site, option, &argument);
    let doc = docs::attributes(&docs::option(option));
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
                let mut call = self.call.decode_as(#decode);
                call.set_list(#name, value);
                #ty { call }
            }
        };
    }
    let step = match option.kind {
        OptionKind::Choices(_) | OptionKind::Strings | OptionKind::Fields(_) => quote!(self.call.set_list(#name, #value);),
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

/// A struct for the parts of an upload: files and texts.
fn form(site: &Site<'_>, endpoint: &Endpoint, upload: &Upload, names: &EndpointNames) -> Vec<TokenStream> {
    let ty = &names.form;
    let mut scope = Scope::without(&["new", "into_form"]);
    let mut members = Vec::new();
    let mut parameters = Vec::new();
    let mut starts = Vec::new();
    let mut setters = Vec::new();
    let mut steps = Vec::new();
    for file in &upload.files {
        let name = scope.pick(&[value_name(&file.name)]);
        let part = &file.part;
        let doc = docs::attributes(&[file.doc.as_deref().map_or_else(|| docs::sentence(&words(&file.name)), docs::sentence)]);
        if file.required {
            members.push(quote!(#doc pub #name: rt::File));
            parameters.push(quote!(#name: rt::File));
            starts.push(quote!(#name));
            steps.push(quote!(form = form.file(#part, self.#name);));
        } else {
            members.push(quote!(#doc pub #name: Option<rt::File>));
            starts.push(quote!(#name: None));
            setters.push(quote!(#doc #[must_use] pub fn #name(mut self, #name: rt::File) -> Self { self.#name = Some(#name); self }));
            steps.push(quote!(if let Some(file) = self.#name { form = form.file(#part, file); }));
        }
    }
    for (field, candidate) in upload.fields.iter().zip(field_names(&upload.fields)) {
        let name = scope.pick(&[candidate.to_string().trim_start_matches("r#").to_owned()]);
        let part = &field.name;
        let doc = docs::attributes(&docs::field(field, true));
        let rust = site.ty(&field.ty);
        let (parameter, value) = argument(site, &field.ty, &name);
        let plain = super::shape::is_plain(field);
        if let Type::List(_) = field.ty {
            members.push(quote!(#doc pub #name: #rust));
            starts.push(quote!(#name: Vec::new()));
            setters.push(quote!(#doc #[must_use] pub fn #name(mut self, #name: #parameter) -> Self { self.#name = #value; self }));
            steps.push(quote!(for value in &self.#name { form = form.text(#part, value); }));
        } else if let Type::Map(_) = field.ty {
            members.push(quote!(#doc pub #name: #rust));
            starts.push(quote!(#name: rt::Map::new()));
            setters.push(quote!(#doc #[must_use] pub fn #name(mut self, #name: #rust) -> Self { self.#name = #name; self }));
            steps.push(quote!(for (key, value) in &self.#name { form = form.entry(#part, key, value); }));
        } else if plain {
            members.push(quote!(#doc pub #name: #rust));
            parameters.push(quote!(#name: #parameter));
            starts.push(if name == value.to_string() { quote!(#name) } else { quote!(#name: #value) });
            steps.push(quote!(form = form.text(#part, self.#name);));
        } else {
            members.push(quote!(#doc pub #name: Option<#rust>));
            starts.push(quote!(#name: None));
            setters.push(quote!(#doc #[must_use] pub fn #name(mut self, #name: #parameter) -> Self { self.#name = Some(#value); self }));
            steps.push(quote!(if let Some(value) = self.#name { form = form.text(#part, value); }));
        }
    }
    let doc = docs::attributes(&[format!("What `{} {}` takes.", docs::method(endpoint.method), docs::path(&endpoint.path))]);
    vec![
        quote! {
            #doc
            #[derive(Clone, Debug)]
            #[non_exhaustive]
            pub struct #ty { #(#members,)* }
        },
        quote! {
            impl #ty {
                /// Starts with what must be sent.
                #[must_use]
                pub fn new(#(#parameters,)*) -> Self { Self { #(#starts,)* } }
                #(#setters)*
                fn into_form(self) -> rt::Form { let mut form = rt::Form::new(); #(#steps)* form }
            }
        },
    ]
}
