//! Structs that are read key by key: what `Projection` and `Resource` have in common.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Data, DeriveInput, Fields, Ident, Type};

use crate::attributes::{Attributes, On};
use crate::errors::Errors;

/// A field that is read.
pub(crate) struct Member<'a> {
    /// Its name in the struct.
    pub(crate) ident: &'a Ident,
    /// What it stands for: `#[ghost(name = "…")]`, or its own name.
    pub(crate) stands_for: Ident,
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
        let stands_for = match attributes.text("name") {
            None => Some(ident.clone()),
            Some(text) => errors.keep(text.parse::<Ident>().map_err(|_| syn::Error::new_spanned(text, "this is not the name of a field"))),
        };
        let Some(stands_for) = stands_for else { continue };
        if members.iter().any(|other| other.stands_for == stands_for) {
            errors.push(&stands_for, format!("two fields read `{stands_for}`"));
            continue;
        }
        members.push(Member { ident, stands_for, ty: &field.ty });
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

/// `Object`. `keys` are expressions of what each field is called on the wire, `helds` of what reads and fills it.
pub(crate) fn reading(
    input: &DeriveInput,
    rt: &TokenStream,
    members: &[Member<'_>],
    keys: &[TokenStream],
    helds: &[TokenStream],
) -> TokenStream {
    let name = &input.ident;
    let text = name.to_string();
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    let locals: Vec<Ident> = (0..members.len()).map(|index| quote::format_ident!("field_{index}")).collect();
    let idents = members.iter().map(|member| member.ident);
    quote! {
        #[automatically_derived]
        impl #generics #rt::projection::Object for #name #arguments #bounds {
            const NAME: &'static str = #text;

            fn from_map<'de, A: #rt::serde::de::MapAccess<'de>>(map: &mut A) -> ::core::result::Result<Self, A::Error> {
                #(let mut #locals = ::core::option::Option::None;)*
                while let ::core::option::Option::Some(key) = #rt::serde::de::MapAccess::next_key::<#rt::wire::Key<'de>>(map)? {
                    let key = key.as_str();
                    #(if key == #keys { #locals = #helds.next(map)?; } else)* {
                        #rt::serde::de::MapAccess::next_value::<#rt::wire::Skip>(map)?;
                    }
                }
                ::core::result::Result::Ok(Self { #(#idents: #helds.fill(#locals, #keys)?,)* })
            }
        }
    }
}

/// `Deserialize` of what is an `Object`.
pub(crate) fn deserialize(input: &DeriveInput, rt: &TokenStream) -> TokenStream {
    let name = &input.ident;
    let mut with = input.generics.clone();
    with.params.insert(0, syn::parse_quote!('de));
    let (generics, ..) = with.split_for_impl();
    let (_, arguments, bounds) = input.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #generics #rt::serde::Deserialize<'de> for #name #arguments #bounds {
            fn deserialize<D: #rt::serde::Deserializer<'de>>(deserializer: D) -> ::core::result::Result<Self, D::Error> {
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

            fn from_map<'de, A: #rt::serde::de::MapAccess<'de>>(_: &mut A) -> ::core::result::Result<Self, A::Error> {
                ::core::unreachable!()
            }
        }
    }
}
