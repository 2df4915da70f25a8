//! Structs, as a reader sees them: what is read, added, changed, and the forms of a union.

use ghost_spec::model::{Field, Shape, ShapeBody, ShapeId, Shown, Type, Writable};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::types::{Argument, Site, argument, is_copy};
use super::{docs, union};
use crate::names::{ident, one_of};
use crate::plan::{ShapeNames, collision_token};

/// Whether a field that is read is plain: always there, never null, in every version.
pub(crate) fn is_plain(field: &Field) -> bool {
    !field.nullable && field.shown == Shown::Always && field.versions.since.is_none() && field.versions.until.is_none()
}

/// The fields of a struct; none for a union.
pub(crate) fn fields(shape: &Shape) -> &[Field] {
    match &shape.body {
        ShapeBody::Fields(fields) => fields,
        ShapeBody::Variants(_) | ShapeBody::Tagged(_) => &[],
    }
}

/// Fields that an answer can hold, with their place.
pub(crate) fn readable(shape: &Shape) -> impl Iterator<Item = (usize, &Field)> {
    fields(shape).iter().enumerate().filter(|(_, field)| !shape.is_read || field.shown != Shown::Never && !field.spread)
}

/// `Debug` among what is derived, unless it would show a secret: then it is written out in [`veil`](super::veil).
fn debug<'a>(mut fields: impl Iterator<Item = &'a Field>) -> TokenStream {
    if fields.any(|field| field.secret) { quote!() } else { quote!(, Debug) }
}

/// Whether it has a struct other than those of `new` and `patch`.
pub(crate) fn has_struct(shape: &Shape) -> bool {
    shape.is_read || shape.is_written || !(shape.is_added || shape.is_edited)
}

/// Everything a shape becomes, in the order a reader wants it.
pub(crate) fn emit(site: &Site<'_>, id: ShapeId) -> Vec<TokenStream> {
    let shape = &site.plan.api.shapes[id.0];
    let names = site.plan.shape(id);
    let mut items = Vec::new();
    match &shape.body {
        ShapeBody::Variants(variants) => items.extend(union::written(site, shape, names, variants)),
        ShapeBody::Tagged(tagged) => items.push(union::tagged(site, shape, names, tagged)),
        ShapeBody::Fields(all) => {
            if has_struct(shape) {
                items.push(read(site, id, shape, names));
            }
            if shape.is_written {
                items.push(writer(site, shape, &names.read, all, &names.fields, is_plain));
            }
            if shape.is_edited && shape.is_read {
                items.extend(start_of_patch(shape, names));
            }
            if shape.is_partial {
                items.push(partial(site, id, shape, names));
                items.push(chosen(shape, names));
            }
            if shape.is_added {
                items.extend(new(site, shape, names));
            }
            if shape.is_edited {
                items.extend(patch(site, shape, names));
            }
        }
    }
    items
}

/// The type of a field that is read, boxed where it must be.
pub(crate) fn read_ty(site: &Site<'_>, id: ShapeId, index: usize, field: &Field) -> TokenStream {
    let rust = site.ty(&field.ty);
    if site.plan.is_boxed(id, index) { quote!(Box<#rust>) } else { rust }
}

fn read(site: &Site<'_>, id: ShapeId, shape: &Shape, names: &ShapeNames) -> TokenStream {
    let members = readable(shape).map(|(index, field)| {
        let name = &names.fields[index];
        let rust = read_ty(site, id, index, field);
        let rust = if is_plain(field) || field.rest { rust } else { quote!(Option<#rust>) };
        let doc = docs::attributes(&docs::field(field, !shape.is_read));
        quote!(#doc pub #name: #rust)
    });
    let doc = docs::attributes(&[docs::sentence(&shape.doc)]);
    let ty = &names.read;
    let default =
        if shape.is_written && !readable(shape).any(|(_, field)| is_plain(field) && !field.rest) { quote!(, Default) } else { quote!() };
    let debug = debug(readable(shape).map(|(_, field)| field));
    quote! {
        #doc
        #[derive(Clone #debug, PartialEq #default)]
        #[non_exhaustive]
        pub struct #ty { #(#members,)* }
    }
}

fn partial(site: &Site<'_>, id: ShapeId, shape: &Shape, names: &ShapeNames) -> TokenStream {
    let members = readable(shape).map(|(index, field)| {
        let name = &names.fields[index];
        let rust = read_ty(site, id, index, field);
        let doc = docs::attributes(&[docs::field(field, false).swap_remove(0)]);
        let rust = if field.rest { rust } else { quote!(Option<#rust>) };
        quote!(#doc pub #name: #rust)
    });
    let doc = docs::attributes(&[format!("What `fields` asked for of {}: everything else is `None`.", one_of(&shape.name))]);
    let ty = &names.partial;
    let debug = debug(readable(shape).map(|(_, field)| field));
    quote! {
        #doc
        #[derive(Clone #debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #ty { #(#members,)* }
    }
}

fn chosen(shape: &Shape, names: &ShapeNames) -> TokenStream {
    let variants = readable(shape).map(|(index, field)| {
        let variant = &names.variants[index];
        let doc = docs::attributes(&[docs::field(field, false).swap_remove(0)]);
        quote!(#doc #variant)
    });
    let doc = docs::attributes(&[format!("A field of {}, to be named in `fields`.", one_of(&shape.name))]);
    let ty = &names.field;
    open_enum(&doc, ty, variants)
}

/// An enum that takes what it does not know.
pub(crate) fn open_enum(doc: &TokenStream, ty: &Ident, variants: impl Iterator<Item = TokenStream>) -> TokenStream {
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #ty {
            #(#variants,)*
            /// Any other value, kept as it is.
            Unknown(rt::Unknown),
        }
    }
}

/// One field of a request struct.
struct Slot<'a> {
    field: &'a Field,
    name: &'a Ident,
    ty: Type,
    required: bool,
    three_state: bool,
}

fn slots<'a>(fields: &'a [Field], names: &'a [Ident], takes: impl Fn(&Field) -> Writable, patch: bool) -> Vec<Slot<'a>> {
    fields
        .iter()
        .zip(names)
        .filter_map(|(field, name)| {
            let required = match takes(field) {
                Writable::No => return None,
                Writable::Optional => false,
                Writable::Required => true,
            };
            let ty = field.input.clone().unwrap_or_else(|| field.ty.clone());
            Some(Slot { field, name, ty, required, three_state: patch && !required && field.clearable && !field.rest })
        })
        .collect()
}

fn new(site: &Site<'_>, shape: &Shape, names: &ShapeNames) -> [TokenStream; 2] {
    let slots = slots(fields(shape), &names.fields, |field| field.add, false);
    let doc = docs::attributes(&[docs::sentence(&format!("{} to add", one_of(&shape.name)))]);
    [request_struct(site, &doc, &names.new, &slots), request_impl(site, &names.new, &slots, &one_of(&shape.name))]
}

fn patch(site: &Site<'_>, shape: &Shape, names: &ShapeNames) -> [TokenStream; 2] {
    let slots = slots(fields(shape), &names.fields, |field| field.edit, true);
    let doc = docs::attributes(&[format!("Changes to {}: what is not set stays as it is.", one_of(&shape.name))]);
    [request_struct(site, &doc, &names.patch, &slots), request_impl(site, &names.patch, &slots, &one_of(&shape.name))]
}

fn request_struct(site: &Site<'_>, doc: &TokenStream, ty: &Ident, slots: &[Slot<'_>]) -> TokenStream {
    let members = slots.iter().map(|slot| {
        let name = slot.name;
        let rust = site.ty(&slot.ty);
        let rust = match (slot.required, slot.three_state) {
            (true, _) if !(slot.field.nullable) => rust,
            _ if slot.field.rest => rust,
            (_, true) => quote!(rt::Patch<#rust>),
            _ => quote!(Option<#rust>),
        };
        let doc = docs::attributes(&docs::field(slot.field, true));
        quote!(#doc pub #name: #rust)
    });
    let default = if slots.iter().any(|slot| slot.required) { quote!() } else { quote!(, Default) };
    let debug = debug(slots.iter().map(|slot| slot.field));
    quote! {
        #doc
        #[derive(Clone #debug, PartialEq #default)]
        #[non_exhaustive]
        pub struct #ty { #(#members,)* }
    }
}

fn request_impl(site: &Site<'_>, ty: &Ident, slots: &[Slot<'_>], label: &str) -> TokenStream {
    let (parameters, values): (Vec<_>, Vec<_>) = slots
        .iter()
        .map(|slot| {
            let name = slot.name;
            if !slot.required {
                let empty = match (slot.three_state, slot.field.rest) {
                    (_, true) => quote!(rt::Map::new()),
                    (true, _) => quote!(rt::Patch::Keep),
                    _ => quote!(None),
                };
                return (quote!(), quote!(#name: #empty));
            }
            let Argument { parameter, value, is_converted } = argument(site, &slot.ty, name);
            let value = match (slot.field.nullable, is_converted) {
                (true, _) => quote!(#name: Some(#value)),
                (false, true) => quote!(#name: #value),
                (false, false) => value,
            };
            (quote!(#name: #parameter,), value)
        })
        .unzip();
    let setters = slots.iter().filter(|slot| !slot.required).map(|slot| setter(site, slot));
    let about =
        if slots.iter().any(|slot| slot.required) { format!("Starts with what {label} must have.") } else { "Starts empty.".to_owned() };
    let doc = docs::attributes(&[about]);
    quote! {
        impl #ty {
            #doc
            #[must_use]
            pub fn new(#(#parameters)*) -> Self { Self { #(#values,)* } }
            #(#setters)*
        }
    }
}

fn setter(site: &Site<'_>, slot: &Slot<'_>) -> TokenStream {
    let name = slot.name;
    let argument = argument(site, &slot.ty, name);
    let inline = argument.inline(&slot.ty);
    let Argument { parameter, value, .. } = argument;
    let doc = docs::attributes(&docs::field(slot.field, true));
    let method = if name == "new" { ident("new_") } else { name.clone() };
    if let (true, Type::Map(of)) = (slot.field.rest, &slot.ty) {
        let rust = site.ty(of);
        return quote! {
            #doc
            #[must_use]
            pub fn #method(mut self, key: impl Into<String>, value: impl Into<#rust>) -> Self {
                self.#name.insert(key.into(), value.into());
                self
            }
        };
    }
    if !slot.three_state {
        return quote! {
            #doc
            #[must_use]
            #inline
            pub fn #method(mut self, #name: #parameter) -> Self { self.#name = Some(#value); self }
        };
    }
    let clear = format_ident!("clear_{}", name.to_string().trim_start_matches("r#"));
    let clear_doc = docs::attributes(&[format!("Empties `{}`.", slot.field.name)]);
    quote! {
        #doc
        #[must_use]
        #inline
        pub fn #method(mut self, #name: #parameter) -> Self { self.#name = rt::Patch::Set(#value); self }
        #clear_doc
        #[must_use]
        #[inline]
        pub fn #clear(mut self) -> Self { self.#name = rt::Patch::Null; self }
    }
}

/// Constructor and setters of a shape that is written and has a single struct for it.
pub(crate) fn writer(
    site: &Site<'_>,
    shape: &Shape,
    ty: &Ident,
    all: &[Field],
    names: &[Ident],
    required: impl Fn(&Field) -> bool,
) -> TokenStream {
    let takes = |field: &Field| match (shape.is_read && (field.shown == Shown::Never || field.spread), required(field)) {
        (true, _) => Writable::No,
        (false, _) if field.rest => Writable::Optional,
        (false, true) => Writable::Required,
        (false, false) => Writable::Optional,
    };
    let slots: Vec<Slot<'_>> = slots(all, names, takes, false).into_iter().map(|slot| Slot { ty: slot.field.ty.clone(), ..slot }).collect();
    request_impl(site, ty, &slots, &one_of(&shape.name))
}

/// `post.patch()`: changes that carry what the server wants to see again.
fn start_of_patch(shape: &Shape, names: &ShapeNames) -> Option<TokenStream> {
    let all = fields(shape);
    let required: Vec<usize> = (0..all.len()).filter(|index| all[*index].edit == Writable::Required).collect();
    let carries_over = |index: &usize| {
        all[*index].input.is_none()
            && all[*index].shown != Shown::Never
            && !all[*index].spread
            && (is_plain(&all[*index]) || all[*index].nullable)
    };
    if required.is_empty() || !required.iter().all(carries_over) {
        return None;
    }
    let values = all.iter().zip(&names.fields).filter_map(|(field, name)| match field.edit {
        Writable::No => None,
        Writable::Required if is_copy(&field.ty) => Some(quote!(#name: self.#name)),
        Writable::Required => Some(quote!(#name: self.#name.clone())),
        Writable::Optional if field.rest => Some(quote!(#name: rt::Map::new())),
        Writable::Optional if field.clearable => Some(quote!(#name: rt::Patch::Keep)),
        Writable::Optional => Some(quote!(#name: None)),
    });
    let (read, patch) = (&names.read, &names.patch);
    let keys: Vec<String> = required.iter().map(|index| format!("`{}`", all[*index].name)).collect();
    let doc = docs::attributes(&[
        "Starts changes to it.".to_owned(),
        match collision_token(shape) {
            Some(_) => format!("They carry its {}, by which the server sees whether somebody else was faster.", keys.join(", ")),
            None => format!("They carry its {}, which the server wants in every change.", keys.join(", ")),
        },
    ]);
    Some(quote! {
        impl #read {
            #doc
            #[must_use]
            #[inline]
            pub fn patch(&self) -> #patch { #patch { #(#values,)* } }
        }
    })
}
