//! `Deserialize`, written out: one visitor a shape, unknown keys skipped.
//!
//! A derive would do the same through generic code that every user's build pays for; see
//! "What the generator emits" in ARCHITECTURE.md.

use ghost_spec::model::{Field, Shape, ShapeBody, ShapeId};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::shape::{is_plain, readable};
use super::types::{Site, holds_time, unwrapped};
use super::union;
use crate::names::one_of;

/// Decoding of a shape that is read.
pub(crate) fn emit(site: &Site<'_>, id: ShapeId) -> Vec<TokenStream> {
    let shape = &site.plan.api.shapes[id.0];
    let names = site.plan.shape(id);
    if let ShapeBody::Tagged(tagged) = &shape.body {
        return union::decode(site, shape, names, tagged).into();
    }
    if !shape.is_partial {
        return vec![visitor(site, id, &names.read, false)];
    }
    vec![visitor(site, id, &names.partial, true), completion(shape, &names.partial, &names.read, &names.fields)]
}

/// The visitor that fills `ty`; in a partial type nothing is required.
fn visitor(site: &Site<'_>, id: ShapeId, ty: &Ident, partial: bool) -> TokenStream {
    let shape = &site.plan.api.shapes[id.0];
    let names = &site.plan.shape(id).fields;
    let optional = |field: &Field| partial || !is_plain(field) || field.rest;
    let locals = readable(shape).map(|(index, field)| {
        let name = local(&names[index]);
        if field.rest { quote!(let mut #name = rt::Map::new();) } else { quote!(let mut #name = None;) }
    });
    let unnamed = match readable(shape).find(|(_, field)| field.rest) {
        Some((index, _)) => {
            let name = local(&names[index]);
            quote!(_ => { let unnamed = key.as_str().to_owned(); #name.insert(unnamed, map.next_value()?); })
        }
        None => quote!(_ => { map.next_value::<rt::wire::Skip>()?; }),
    };
    let arms = readable(shape).filter(|(_, field)| !field.rest).map(|(index, field)| {
        let name = local(&names[index]);
        let key = &field.name;
        let value = value(site, field);
        quote!(#key => #name = #value,)
    });
    let members = readable(shape).map(|(index, field)| {
        let (name, local) = (&names[index], local(&names[index]));
        let key = &field.name;
        match (optional(field), *name == local) {
            (true, true) => quote!(#name),
            (true, false) => quote!(#name: #local),
            (false, _) => quote!(#name: rt::wire::need(#local, #key)?),
        }
    });
    let expecting = one_of(&shape.name);
    quote! {
        impl<'de> Deserialize<'de> for #ty {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields;

                impl<'de> Visitor<'de> for Fields {
                    type Value = #ty;

                    fn expecting(&self, formatter: &mut Formatter<'_>) -> FmtResult { formatter.write_str(#expecting) }

                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<#ty, A::Error> {
                        #(#locals)*
                        while let Some(key) = map.next_key::<rt::wire::Key<'de>>()? {
                            match key.as_str() {
                                #(#arms)*
                                #unnamed
                            }
                        }
                        Ok(#ty { #(#members,)* })
                    }
                }

                deserializer.deserialize_map(Fields)
            }
        }
    }
}

/// The local of a field, kept apart from the visitor's own.
fn local(field: &Ident) -> Ident {
    if field == "key" || field == "map" || field == "unnamed" { format_ident!("{field}_value") } else { field.clone() }
}

/// What is assigned to a field's local: `Option` always, `null` refused where it never stands.
fn value(site: &Site<'_>, field: &Field) -> TokenStream {
    let nullable = !is_plain(field);
    if field.encoded {
        let wire = site.wire_ty(&field.ty);
        let inner = holds_time(&field.ty).then(|| {
            let inner = unwrapped(&field.ty, &quote!(value));
            quote!(.map(|value| #inner))
        });
        return if nullable {
            quote!(map.next_value::<Option<rt::wire::Encoded<Option<#wire>>>>()?.and_then(|value| value.0) #inner)
        } else {
            let direct = unwrapped(&field.ty, &quote!(map.next_value::<rt::wire::Encoded<#wire>>()?.0));
            quote!(Some(#direct))
        };
    }
    if !holds_time(&field.ty) {
        return if nullable { quote!(map.next_value()?) } else { quote!(Some(map.next_value()?)) };
    }
    let wire = site.wire_ty(&field.ty);
    let inner = unwrapped(&field.ty, &quote!(value));
    if nullable {
        quote!(map.next_value::<Option<#wire>>()?.map(|value| #inner))
    } else {
        let direct = unwrapped(&field.ty, &quote!(map.next_value::<#wire>()?));
        quote!(Some(#direct))
    }
}

/// The whole type from the partial one.
fn completion(shape: &Shape, partial: &Ident, whole: &Ident, names: &[Ident]) -> TokenStream {
    let members = readable(shape).map(|(index, field)| {
        let name = &names[index];
        let key = &field.name;
        if is_plain(field) && !field.rest { quote!(#name: rt::wire::need(found.#name, #key)?) } else { quote!(#name: found.#name) }
    });
    quote! {
        impl<'de> Deserialize<'de> for #whole {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let found = #partial::deserialize(deserializer)?;
                Ok(#whole { #(#members,)* })
            }
        }
    }
}
