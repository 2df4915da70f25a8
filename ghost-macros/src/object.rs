//! Structs that are read key by key: what `Projection` and `Resource` have in common.
//!
//! Parameters that are the macro's own begin with `__`: the struct may have any others.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Data, DeriveInput, Fields, Ident, LitStr, Type};

use crate::attributes::{Attributes, On};
use crate::errors::Errors;
use crate::fields::wire_name;

/// A field that is read.
pub(crate) struct Member<'a> {
    /// Its name in the struct.
    pub(crate) ident: &'a Ident,
    /// What it stands for: `#[ghost(name = "…")]`, or its own name, without what Rust needs to take that for one.
    pub(crate) key: LitStr,
    /// Whether serde reads it.
    pub(crate) by_serde: bool,
    pub(crate) ty: &'a Type,
}

/// The fields of a struct with names; `None` after noting why there are none.
pub(crate) fn members<'a>(input: &'a DeriveInput, what: &str, errors: &mut Errors) -> Option<Vec<Member<'a>>> {
    let fields = match &input.data {
        Data::Struct(data) => &data.fields,
        _ => {
            errors.push(&input.ident, format!("`{what}` is for structs"));
            return None;
        }
    };
    let Fields::Named(named) = fields else {
        errors.push(&input.ident, format!("`{what}` is for structs whose fields have names"));
        return None;
    };
    if named.named.is_empty() {
        errors.push(&input.ident, format!("a `{what}` without fields reads nothing"));
        return None;
    }
    let mut members: Vec<Member<'a>> = Vec::new();
    for field in &named.named {
        let Some(ident) = &field.ident else { continue };
        let attributes = Attributes::read(&field.attrs, On::Field, errors);
        let key = wire_name(ident, attributes.text("name"));
        if members.iter().any(|other| other.key.value() == key.value()) {
            errors.push(&key, format!("two fields read `{}`", key.value()));
            continue;
        }
        members.push(Member { ident, key, by_serde: attributes.has("serde"), ty: &field.ty });
    }
    Some(members)
}

/// The same tokens in another place: an error in what begins with them is told there.
pub(crate) fn at(tokens: &TokenStream, span: Span) -> TokenStream {
    let moved = tokens.clone().into_iter().map(|mut token| {
        token.set_span(span);
        token
    });
    moved.collect()
}

/// How a field is read into a variable.
pub(crate) struct Reading {
    pub(crate) variable: Ident,
    /// What the variable begins with.
    pub(crate) start: TokenStream,
    /// Reads the next value of `map` into it.
    pub(crate) next: TokenStream,
    /// What the field becomes.
    pub(crate) fill: TokenStream,
}

/// The name of the map that [`Reading::next`] reads from, wherever else its tokens stand.
pub(crate) fn map() -> Ident {
    Ident::new("map", Span::call_site())
}

/// `Object`. `keys` are expressions of what each field is called on the wire.
pub(crate) fn object(
    input: &DeriveInput,
    rt: &TokenStream,
    members: &[Member<'_>],
    keys: &[TokenStream],
    readings: &[Reading],
) -> TokenStream {
    let name = &input.ident;
    let text = name.to_string();
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    let (idents, map) = (members.iter().map(|member| member.ident), map());
    let starts = readings.iter().map(|Reading { variable, start, .. }| quote!(let mut #variable = #start;));
    let (nexts, fills) = (readings.iter().map(|reading| &reading.next), readings.iter().map(|reading| &reading.fill));
    quote! {
        #[automatically_derived]
        impl #generics #rt::projection::Object for #name #arguments #bounds {
            const NAME: &'static str = #text;

            fn from_map<'__de, __A: #rt::serde::de::MapAccess<'__de>>(#map: &mut __A) -> ::core::result::Result<Self, __A::Error> {
                #(#starts)*
                while let ::core::option::Option::Some(key) = #rt::serde::de::MapAccess::next_key::<#rt::wire::Key<'__de>>(#map)? {
                    let key = key.as_str();
                    #(if key == #keys { #nexts; } else)* {
                        #rt::serde::de::MapAccess::next_value::<#rt::wire::Skip>(#map)?;
                    }
                }
                ::core::result::Result::Ok(Self { #(#idents: #fills,)* })
            }
        }
    }
}

/// `Deserialize` of what is an `Object`.
pub(crate) fn deserialize(input: &DeriveInput, rt: &TokenStream) -> TokenStream {
    let name = &input.ident;
    let mut with = input.generics.clone();
    with.params.insert(0, syn::parse_quote!('__de));
    let (generics, ..) = with.split_for_impl();
    let (_, arguments, bounds) = input.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #generics #rt::serde::Deserialize<'__de> for #name #arguments #bounds {
            fn deserialize<__D: #rt::serde::Deserializer<'__de>>(deserializer: __D) -> ::core::result::Result<Self, __D::Error> {
                #rt::projection::read(deserializer)
            }
        }
    }
}

/// An `Object` that is never read, where mistakes were found: so that one does not lead to others.
pub(crate) fn stub(input: &DeriveInput, rt: &TokenStream) -> TokenStream {
    let name = &input.ident;
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #generics #rt::projection::Object for #name #arguments #bounds {
            const NAME: &'static str = "";

            fn from_map<'__de, __A: #rt::serde::de::MapAccess<'__de>>(_: &mut __A) -> ::core::result::Result<Self, __A::Error> {
                ::core::unreachable!()
            }
        }
    }
}
