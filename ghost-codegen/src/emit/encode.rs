//! `Serialize`, written out: only what is set is sent.

use ghost_spec::model::{Field, Shape, ShapeBody, ShapeId, Shown, Variant, Writable};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::shape::{fields, is_plain};
use super::types::{Site, wrapped};
use crate::plan::ShapeNames;

/// Encoding of everything a shape becomes that is sent.
pub(crate) fn emit(site: &Site<'_>, id: ShapeId) -> Vec<TokenStream> {
    let shape = &site.plan.api.shapes[id.0];
    let names = site.plan.shape(id);
    let mut items = Vec::new();
    if shape.is_written {
        items.push(match &shape.body {
            ShapeBody::Variants(variants) => union(names, variants),
            ShapeBody::Fields(all) => written(shape, names, all),
        });
    }
    if shape.is_added {
        let entries = entries(fields(shape), &names.fields, |field| field.add, false);
        items.push(object(&names.new, &entries));
    }
    if shape.is_edited {
        let entries = entries(fields(shape), &names.fields, |field| field.edit, true);
        items.push(object(&names.patch, &entries));
    }
    items
}

fn written(shape: &Shape, names: &ShapeNames, all: &[Field]) -> TokenStream {
    let entries: Vec<TokenStream> = all
        .iter()
        .zip(&names.fields)
        .filter(|(field, _)| !(shape.is_read && field.shown == Shown::Never))
        .map(|(field, name)| entry(field, name, &field.ty, is_plain(field), false))
        .collect();
    object(&names.read, &entries)
}

fn entries(all: &[Field], names: &[Ident], takes: impl Fn(&Field) -> Writable, patch: bool) -> Vec<TokenStream> {
    all.iter()
        .zip(names)
        .filter_map(|(field, name)| {
            let ty = field.input.as_ref().unwrap_or(&field.ty);
            match takes(field) {
                Writable::No => None,
                Writable::Required => Some(entry(field, name, ty, !field.nullable, false)),
                Writable::Optional => Some(entry(field, name, ty, false, patch && field.clearable)),
            }
        })
        .collect()
}

fn entry(field: &Field, name: &Ident, ty: &ghost_spec::model::Type, plain: bool, three_state: bool) -> TokenStream {
    let key = &field.name;
    if plain {
        let value = if super::types::holds_time(ty) { wrapped(ty, &quote!((&self.#name))) } else { quote!(&self.#name) };
        return quote!(map.serialize_entry(#key, #value)?;);
    }
    let value = wrapped(ty, &quote!(value));
    if three_state {
        return quote! {
            match &self.#name {
                rt::Patch::Keep => {}
                rt::Patch::Null => map.serialize_entry(#key, &())?,
                rt::Patch::Set(value) => map.serialize_entry(#key, #value)?,
            }
        };
    }
    quote!(if let Some(value) = &self.#name { map.serialize_entry(#key, #value)?; })
}

fn object(ty: &Ident, entries: &[TokenStream]) -> TokenStream {
    if entries.is_empty() {
        return quote! {
            impl Serialize for #ty {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> { serializer.serialize_map(Some(0))?.end() }
            }
        };
    }
    quote! {
        impl Serialize for #ty {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                #(#entries)*
                map.end()
            }
        }
    }
}

fn union(names: &ShapeNames, variants: &[Variant]) -> TokenStream {
    let ty = &names.read;
    let arms = variants.iter().zip(&names.variants).map(|(variant, name)| {
        let value = wrapped(&variant.ty, &quote!(value));
        let key = &variant.name;
        if variant.bare {
            return quote!(#ty::#name(value) => #value.serialize(serializer),);
        }
        quote! {
            #ty::#name(value) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry(#key, #value)?;
                map.end()
            }
        }
    });
    quote! {
        impl Serialize for #ty {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { #(#arms)* }
            }
        }
    }
}
