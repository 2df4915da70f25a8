//! `Serialize`, written out: only what is set is sent.

use ghost_spec::model::{Field, Shape, ShapeBody, ShapeId, Shown, Writable};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::shape::{fields, is_plain};
use super::types::{Site, wrapped};
use super::union;
use crate::plan::ShapeNames;

/// Encoding of everything a shape becomes that is sent.
pub(crate) fn emit(site: &Site<'_>, id: ShapeId) -> Vec<TokenStream> {
    let shape = &site.plan.api.shapes[id.0];
    let names = site.plan.shape(id);
    let mut items = Vec::new();
    if shape.is_written {
        match &shape.body {
            ShapeBody::Variants(variants) => items.extend(union::encode(names, variants)),
            ShapeBody::Tagged(tagged) => items.push(union::encode_tagged(names, tagged)),
            ShapeBody::Fields(all) => items.push(written(shape, names, all)),
        }
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
        .filter(|(field, _)| !(shape.is_read && (field.shown == Shown::Never || field.spread)))
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
    if field.rest {
        return quote!(for (key, value) in &self.#name { map.serialize_entry(key, value)?; });
    }
    if field.spread && plain {
        return quote!(self.#name.entries(&mut map)?;);
    }
    if field.spread {
        return quote!(if let Some(value) = &self.#name { value.entries(&mut map)?; });
    }
    if plain {
        let value = match (field.encoded, super::types::holds_time(ty)) {
            (true, _) => quote!(&rt::wire::Encoded(&self.#name)),
            (false, true) => wrapped(ty, &quote!((&self.#name))),
            (false, false) => quote!(&self.#name),
        };
        return quote!(map.serialize_entry(#key, #value)?;);
    }
    let value = if field.encoded { quote!(&rt::wire::Encoded(value)) } else { wrapped(ty, &quote!(value)) };
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
