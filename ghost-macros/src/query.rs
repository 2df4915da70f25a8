//! `#[derive(Query)]`: the options of a call from a struct.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{DeriveInput, Field, Ident, LitStr, Type};

use crate::attributes::{Attributes, On};
use crate::errors::Errors;
use crate::fields;

/// What the struct says.
struct Query<'a> {
    input: &'a DeriveInput,
    runtime: TokenStream,
    options: Vec<Opt<'a>>,
}

/// A field that is written.
struct Opt<'a> {
    field: &'a Ident,
    ty: &'a Type,
    name: LitStr,
    how: How,
}

/// How a field is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Value,
    Display,
    Flatten,
}

/// The implementation for a struct.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    let output = output(&analyse(input, &mut errors));
    let errors = errors.into_tokens();
    quote!(#errors #output)
}

fn analyse<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Query<'a> {
    let runtime = Attributes::read(&input.attrs, On::Item, errors).runtime();
    let options: Vec<Opt<'a>> = fields::named(input, "Query", errors).filter_map(|field| option(field, errors)).collect();
    fields::check_unique(options.iter().filter(|option| option.how != How::Flatten).map(|option| (option.field, &option.name)), errors);
    Query { input, runtime, options }
}

fn option<'a>(field: &'a Field, errors: &mut Errors) -> Option<Opt<'a>> {
    let attributes = Attributes::read(&field.attrs, On::Field, errors);
    attributes.exclude("skip", &["name", "display", "flatten"], errors);
    attributes.exclude("flatten", &["name", "display"], errors);
    let ident = field.ident.as_ref()?;
    let how = match (attributes.has("flatten"), attributes.has("display")) {
        (true, _) => How::Flatten,
        (_, true) => How::Display,
        _ => How::Value,
    };
    let name = fields::wire_name(ident, attributes.text("name"));
    (!attributes.has("skip")).then_some(Opt { field: ident, ty: &field.ty, name, how })
}

fn output(query: &Query<'_>) -> TokenStream {
    let Query { input, runtime, options } = query;
    let of = |how: How| options.iter().filter(move |option| option.how == how).map(|option| option.ty);
    let generics = fields::bounded(&input.generics, of(How::Value), &quote!(#runtime::rt::QueryValue));
    let generics = fields::bounded(&generics, of(How::Display), &quote!(::core::fmt::Display));
    let generics = fields::bounded(&generics, of(How::Flatten), &quote!(#runtime::Query));
    let (impl_generics, _, clause) = generics.split_for_impl();
    let (_, parameters, _) = input.generics.split_for_impl();
    let name = &input.ident;
    let written = options.iter().map(|Opt { field, ty, name, how }| match how {
        How::Value => quote_spanned!(fields::at(ty)=> <#ty as #runtime::rt::QueryValue>::put(&self.#field, #name, to);),
        How::Display => quote_spanned!(fields::at(ty)=> #runtime::rt::QueryPairs::put::<&#ty>(to, #name, &self.#field);),
        How::Flatten => quote_spanned!(fields::at(ty)=> <#ty as #runtime::Query>::write(&self.#field, to);),
    });
    let to = if options.is_empty() { quote!(_) } else { quote!(to) };
    quote! {
        #[automatically_derived]
        impl #impl_generics #runtime::Query for #name #parameters #clause {
            fn write(&self, #to: &mut #runtime::rt::QueryPairs) {
                #(#written)*
            }
        }
    }
}
