//! Unions: the forms that can only be written, and those that a tag tells apart.

use ghost_spec::model::{Shape, Tagged, Type, Variant};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::types::{Argument, Site, argument, holds_time, unwrapped, wrapped};
use crate::names::{one_of, words};
use crate::plan::ShapeNames;

/// The enum of a union that is written, and what its values are made from.
pub(crate) fn written(site: &Site<'_>, shape: &Shape, names: &ShapeNames, variants: &[Variant]) -> Vec<TokenStream> {
    let ty = &names.read;
    let members = variants.iter().zip(&names.variants).map(|(variant, name)| {
        let text = variant.doc.as_deref().map_or_else(|| docs::sentence(&format!("by {}", words(&variant.name))), docs::sentence);
        let doc = docs::attributes(&[text]);
        match &variant.ty {
            Some(of) => {
                let rust = site.ty(of);
                quote!(#doc #name(#rust))
            }
            None => quote!(#doc #name),
        }
    });
    let doc = docs::attributes(&[docs::sentence(&shape.doc)]);
    let mut items = vec![quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #ty { #(#members,)* }
    }];
    items.extend(conversions(site, ty, variants, &names.variants));
    let constructors: Vec<TokenStream> =
        variants.iter().zip(&names.variants).filter_map(|(variant, name)| constructor(site, variant, name)).collect();
    if !constructors.is_empty() {
        items.push(quote!(impl #ty { #(#constructors)* }));
    }
    items
}

/// `Content::html("…")`, where the form's value is made from more than one type.
fn constructor(site: &Site<'_>, variant: &Variant, name: &Ident) -> Option<TokenStream> {
    let of = variant.ty.as_ref().filter(|_| !variant.bare)?;
    let method = crate::names::ident(&crate::names::value_name(&name.to_string()));
    let Argument { parameter, value, is_converted } = argument(site, of, &crate::names::ident("value"));
    // Where a plain value is taken, the variant itself says it as well.
    if !is_converted {
        return None;
    }
    let text = variant.doc.as_deref().map_or_else(|| docs::sentence(&format!("by {}", words(&variant.name))), docs::sentence);
    let doc = docs::attributes(&[text]);
    Some(quote!(#doc #[must_use] pub fn #method(value: #parameter) -> Self { Self::#name(#value) }))
}

/// `From` for each form whose type says which one is meant.
fn conversions(site: &Site<'_>, ty: &Ident, variants: &[Variant], names: &[Ident]) -> Vec<TokenStream> {
    let mut items = Vec::new();
    for (index, (variant, name)) in variants.iter().zip(names).enumerate() {
        let Some(of) = &variant.ty else { continue };
        let is_first = variants[..index].iter().all(|other| other.ty.as_ref() != Some(of));
        if is_first && variant.bare && *of == Type::String {
            items.push(quote!(impl From<&str> for #ty { fn from(value: &str) -> Self { Self::#name(value.into()) } }));
            items.push(quote!(impl From<String> for #ty { fn from(value: String) -> Self { Self::#name(value) } }));
        } else if is_first && matches!(of, Type::Id(_)) {
            let rust = site.ty(of);
            items.push(quote!(impl From<#rust> for #ty { fn from(value: #rust) -> Self { Self::#name(value) } }));
            items.push(quote!(impl From<&#rust> for #ty { fn from(value: &#rust) -> Self { Self::#name(value.clone()) } }));
        }
    }
    items
}

/// The enum of a union that a tag tells apart.
pub(crate) fn tagged(site: &Site<'_>, shape: &Shape, names: &ShapeNames, tagged: &Tagged) -> TokenStream {
    let ty = &names.read;
    let members = tagged.variants.iter().zip(&names.variants).map(|(variant, name)| {
        let text = variant.doc.as_deref().map_or_else(|| format!("`{}`.", variant.key), docs::sentence);
        let doc = docs::attributes(&[text]);
        match form_ty(site, variant) {
            Some(rust) => quote!(#doc #name(#rust)),
            None => quote!(#doc #name),
        }
    });
    let doc = docs::attributes(&[docs::sentence(&shape.doc)]);
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #ty {
            #(#members,)*
            /// Any other form, kept as it is.
            Unknown(rt::UnknownTagged),
        }
    }
}

/// Type of a form's content; structs are boxed, so that the enum is not as large as the largest of them.
fn form_ty(site: &Site<'_>, variant: &Variant) -> Option<TokenStream> {
    let of = variant.ty.as_ref()?;
    let rust = site.ty(of);
    Some(if matches!(of, Type::Shape(_)) { quote!(Box<#rust>) } else { rust })
}

/// Decoding of a tagged union.
pub(crate) fn decode(site: &Site<'_>, shape: &Shape, names: &ShapeNames, tagged: &Tagged) -> [TokenStream; 2] {
    let ty = &names.read;
    let expected = one_of(&shape.name);
    let arms = tagged.variants.iter().zip(&names.variants).map(|(variant, name)| {
        let key = &variant.key;
        match &variant.ty {
            None => quote!(#key => { rt::wire::Skip::deserialize(content)?; #ty::#name }),
            Some(of) if holds_time(of) => {
                let wire = site.wire_ty(of);
                let value = unwrapped(of, &quote!(<#wire as Deserialize>::deserialize(content)?));
                quote!(#key => #ty::#name(#value),)
            }
            Some(_) => quote!(#key => #ty::#name(Deserialize::deserialize(content)?),),
        }
    });
    let tag = &tagged.tag;
    let read = match &tagged.content {
        Some(content) => quote!(rt::wire::tagged(deserializer, #tag, #content)),
        None => quote!(rt::wire::tagged_flat(deserializer, #tag)),
    };
    [
        quote! {
            impl<'de> rt::wire::Tagged<'de> for #ty {
                const EXPECTED: &'static str = #expected;

                fn variant<D: Deserializer<'de>>(tag: &str, content: D) -> Result<Self, D::Error> {
                    Ok(match tag {
                        #(#arms)*
                        _ => #ty::Unknown(rt::UnknownTagged::read(tag, content)?),
                    })
                }
            }
        },
        quote! {
            impl<'de> Deserialize<'de> for #ty {
                fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> { #read }
            }
        },
    ]
}

/// Encoding of a tagged union.
pub(crate) fn encode_tagged(names: &ShapeNames, tagged: &Tagged) -> TokenStream {
    let ty = &names.read;
    let tag = &tagged.tag;
    let content = match &tagged.content {
        Some(content) => quote!(Some(#content)),
        None => quote!(None),
    };
    let arms = tagged.variants.iter().zip(&names.variants).map(|(variant, name)| {
        let key = &variant.key;
        match &variant.ty {
            None => quote!(#ty::#name => rt::wire::write_tagged(serializer, (#tag, #key), #content, &()),),
            Some(of) => {
                let value = wrapped(of, &quote!(value));
                quote!(#ty::#name(value) => rt::wire::write_tagged(serializer, (#tag, #key), #content, #value),)
            }
        }
    });
    quote! {
        impl Serialize for #ty {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    #(#arms)*
                    #ty::Unknown(value) => rt::wire::write_tagged(serializer, (#tag, &value.tag), #content, &value.content),
                }
            }
        }
    }
}

/// Encoding of a union that is written: as an object's entries, which may also be those of its parent, or bare.
pub(crate) fn encode(names: &ShapeNames, variants: &[Variant]) -> Vec<TokenStream> {
    let ty = &names.read;
    if variants.iter().any(|variant| variant.bare) {
        let arms = variants.iter().zip(&names.variants).map(|(variant, name)| {
            if variant.bare {
                let value = variant.ty.as_ref().map_or_else(|| quote!(value), |of| wrapped(of, &quote!(value)));
                return quote!(#ty::#name(value) => #value.serialize(serializer),);
            }
            let (pattern, entries) = entries(ty, variant, name);
            quote!(#pattern => { let mut map = serializer.serialize_map(None)?; #(#entries?;)* map.end() })
        });
        return vec![quote! {
            impl Serialize for #ty {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> { match self { #(#arms)* } }
            }
        }];
    }
    let arms = variants.iter().zip(&names.variants).map(|(variant, name)| {
        let (pattern, mut entries) = entries(ty, variant, name);
        let last = entries.pop().unwrap_or_else(|| quote!(Ok(())));
        quote!(#pattern => { #(#entries?;)* #last })
    });
    vec![
        quote! {
            impl #ty {
                #[doc = " Writes its entries into an object."]
                pub(in super::super) fn entries<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> { match self { #(#arms)* } }
            }
        },
        quote! {
            impl Serialize for #ty {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    let mut map = serializer.serialize_map(None)?;
                    self.entries(&mut map)?;
                    map.end()
                }
            }
        },
    ]
}

/// Pattern of a form and the expressions that write its entries.
fn entries(ty: &Ident, variant: &Variant, name: &Ident) -> (TokenStream, Vec<TokenStream>) {
    let mut steps: Vec<TokenStream> = variant.with.iter().map(|(key, text)| quote!(map.serialize_entry(#key, #text))).collect();
    let Some(of) = &variant.ty else { return (quote!(#ty::#name), steps) };
    let key = &variant.key;
    let value = match (&variant.prefix, &variant.suffix) {
        (None, None) => wrapped(of, &quote!(value)),
        (before, after) => {
            let (before, after) = (before.as_deref().unwrap_or_default(), after.as_deref().unwrap_or_default());
            quote!(&[#before, value.as_str(), #after].concat())
        }
    };
    let mut parts: Vec<&str> = key.rsplit('.').collect();
    let outer = parts.pop().unwrap_or_default();
    let value = parts.iter().fold(value, |value, part| quote!(&rt::wire::Under(#part, #value)));
    steps.push(quote!(map.serialize_entry(#outer, #value)));
    (quote!(#ty::#name(value)), steps)
}
