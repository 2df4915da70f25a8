//! `Deserialize`, written out: under which key goes what, and what must be there; the loop around it is the runtime's (`object.rs`).
//!
//! A derive would do the same through generic code that every user's build pays for; see "Measurements" in ARCHITECTURE.md.

use ghost_spec::model::{Field, Shape, ShapeBody, ShapeId};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::shape::{is_plain, read_ty, readable};
use super::types::{Site, holds_time, unwrapped};
use super::union;
use crate::names::one_of;
use crate::plan::ShapeNames;

/// Decoding of a shape that is read.
pub(crate) fn emit(site: &Site<'_>, id: ShapeId) -> Vec<TokenStream> {
    let shape = &site.plan.api.shapes[id.0];
    let names = site.plan.shape(id);
    if let ShapeBody::Tagged(tagged) = &shape.body {
        return union::decode(site, shape, names, tagged).into();
    }
    if shape.is_partial {
        let partial = &names.partial;
        return vec![object(site, id, partial), partially(partial), whole(shape, names, partial, &quote!())];
    }
    let found = format_ident!("Found");
    let (gathered, object) = (gathered(site, id, &found), object(site, id, &found));
    vec![whole(shape, names, &found, &quote!(#gathered #object))]
}

/// What the entries of a type without a partial one are gathered in.
fn gathered(site: &Site<'_>, id: ShapeId, found: &Ident) -> TokenStream {
    let (shape, names) = (&site.plan.api.shapes[id.0], site.plan.shape(id));
    let members = readable(shape).map(|(index, field)| {
        let (name, ty) = (&names.fields[index], read_ty(site, id, index, field));
        if field.rest { quote!(#name: #ty) } else { quote!(#name: Option<#ty>) }
    });
    quote! {
        #[derive(Default)]
        struct #found { #(#members,)* }
    }
}

/// Under which key goes what.
fn object(site: &Site<'_>, id: ShapeId, ty: &Ident) -> TokenStream {
    let (shape, names) = (&site.plan.api.shapes[id.0], site.plan.shape(id));
    let arms: Vec<TokenStream> = readable(shape)
        .filter(|(_, field)| !field.rest)
        .map(|(index, field)| {
            let (key, put) = (&field.name, put(site, field, &names.fields[index]));
            quote!(#key => #put,)
        })
        .collect();
    let other = match readable(shape).find(|(_, field)| field.rest) {
        Some((index, _)) => {
            let name = &names.fields[index];
            quote!(value.put_rest(key, &mut self.#name))
        }
        None => quote!(value.skip()),
    };
    let body = if arms.is_empty() { other } else { quote!(match key { #(#arms)* _ => #other, }) };
    let expected = one_of(&shape.name);
    quote! {
        impl<'de> rt::wire::Object<'de> for #ty {
            const NAME: &'static str = #expected;

            fn entry<A: MapAccess<'de>>(&mut self, key: &str, value: rt::wire::Value<'_, A>) -> Result<(), A::Error> { #body }
        }
    }
}

/// How a value gets to its field: `null` is refused where it never stands.
fn put(site: &Site<'_>, field: &Field, name: &Ident) -> TokenStream {
    let nullable = !is_plain(field);
    if field.encoded {
        let (wire, value) = (site.wire_ty(&field.ty), unwrapped(&field.ty, &quote!(value)));
        let put = if nullable { quote!(put_nullable_encoded) } else { quote!(put_encoded) };
        return quote!(value.#put(&mut self.#name, |value: #wire| #value));
    }
    let wire = holds_time(&field.ty).then(|| site.wire_ty(&field.ty));
    match (wire, nullable) {
        (None, false) => quote!(value.put(&mut self.#name)),
        (None, true) => quote!(value.put_nullable(&mut self.#name)),
        (Some(wire), false) => quote!(value.put_as::<#wire>(&mut self.#name)),
        (Some(wire), true) => quote!(value.put_nullable_as::<#wire>(&mut self.#name)),
    }
}

/// `Deserialize` of a partial type, which lacks nothing.
fn partially(partial: &Ident) -> TokenStream {
    quote! {
        impl<'de> Deserialize<'de> for #partial {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> { rt::wire::object(deserializer) }
        }
    }
}

/// `Deserialize` of a whole type from what was found. `items` stand in the function's body.
fn whole(shape: &Shape, names: &ShapeNames, found: &Ident, items: &TokenStream) -> TokenStream {
    let ty = &names.read;
    let fields = || readable(shape).map(|(index, field)| (&names.fields[index], &field.name, is_plain(field) && !field.rest));
    let members = fields().map(|(name, ..)| name);
    let needed: Vec<TokenStream> =
        fields().filter(|(.., needed)| *needed).map(|(name, key, _)| quote!((#key, found.#name.is_none()))).collect();
    let taken = if needed.is_empty() {
        let members = fields().map(|(name, ..)| name);
        quote!(let #found { #(#members,)* } = rt::wire::object(deserializer)?;)
    } else {
        let members = fields().map(|(name, _, needed)| if needed { quote!(#name: Some(#name)) } else { quote!(#name) });
        quote! {
            let found: #found = rt::wire::object(deserializer)?;
            let #found { #(#members,)* } = found else { return Err(rt::wire::missing(&[#(#needed,)*])); };
        }
    };
    quote! {
        impl<'de> Deserialize<'de> for #ty {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #items
                #taken
                Ok(#ty { #(#members,)* })
            }
        }
    }
}
