//! Uploads: a struct for the parts of each.

use ghost_spec::model::{Endpoint, Type, Upload};
use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::types::{Argument, Site, argument};
use crate::names::{Scope, value_name, words};
use crate::plan::{EndpointNames, field_names};

/// A struct for the parts of an upload: files and texts.
pub(crate) fn form(site: &Site<'_>, endpoint: &Endpoint, upload: &Upload, names: &EndpointNames) -> Vec<TokenStream> {
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
            setters.push(
                quote!(#doc #[must_use] #[inline] pub fn #name(mut self, #name: rt::File) -> Self { self.#name = Some(#name); self }),
            );
            steps.push(quote!(if let Some(file) = self.#name { form = form.file(#part, file); }));
        }
    }
    for (field, candidate) in upload.fields.iter().zip(field_names(&upload.fields)) {
        let name = scope.pick(&[candidate.to_string().trim_start_matches("r#").to_owned()]);
        let part = &field.name;
        let doc = docs::attributes(&docs::field(field, true));
        let rust = site.ty(&field.ty);
        let argument = argument(site, &field.ty, &name);
        let inline = argument.inline(&field.ty);
        let Argument { parameter, value, is_converted } = argument;
        let plain = super::shape::is_plain(field);
        if let Type::List(_) = field.ty {
            members.push(quote!(#doc pub #name: #rust));
            starts.push(quote!(#name: Vec::new()));
            setters.push(quote!(#doc #[must_use] pub fn #name(mut self, #name: #parameter) -> Self { self.#name = #value; self }));
            steps.push(quote!(for value in &self.#name { form = form.text(#part, value); }));
        } else if let Type::Map(of) = &field.ty {
            let of = site.ty(of);
            members.push(quote!(#doc pub #name: #rust));
            starts.push(quote!(#name: rt::Map::new()));
            setters.push(quote! {
                #doc
                #[must_use]
                pub fn #name(mut self, #name: impl IntoIterator<Item = (impl Into<String>, impl Into<#of>)>) -> Self {
                    self.#name = #name.into_iter().map(|(key, value)| (key.into(), value.into())).collect();
                    self
                }
            });
            steps.push(quote!(for (key, value) in &self.#name { form = form.entry(#part, key, value); }));
        } else if plain {
            members.push(quote!(#doc pub #name: #rust));
            parameters.push(quote!(#name: #parameter));
            starts.push(if is_converted { quote!(#name: #value) } else { value });
            steps.push(quote!(form = form.text(#part, self.#name);));
        } else {
            members.push(quote!(#doc pub #name: Option<#rust>));
            starts.push(quote!(#name: None));
            setters.push(
                quote!(#doc #[must_use] #inline pub fn #name(mut self, #name: #parameter) -> Self { self.#name = Some(#value); self }),
            );
            steps.push(quote!(if let Some(value) = self.#name { form = form.text(#part, value); }));
        }
    }
    let doc = docs::attributes(&[format!("What `{}` takes.", endpoint.route())]);
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
                #[inline]
                fn into_form(self) -> rt::Form { let mut form = rt::Form::new(); #(#steps)* form }
            }
        },
    ]
}
