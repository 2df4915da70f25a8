//! What is known of fields to ask for some of them: facts of types, and the method of a call that takes a projection.

use std::collections::BTreeSet;

use ghost_spec::model::{Endpoint, Field, OptionKind, Shape, ShapeBody, ShapeId, Shown, Type};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::endpoint::{decoder, replaceable};
use super::shape::{is_plain, readable};
use super::types::Site;

/// `Readable` of a shape that is read; of one that takes several forms, only that it can be part of another.
pub(crate) fn facts(site: &Site<'_>, id: ShapeId) -> TokenStream {
    let shape = &site.plan.api.shapes[id.0];
    let names = site.plan.shape(id);
    let ty = &names.read;
    if !matches!(shape.body, ShapeBody::Fields(_)) {
        return quote!(impl rt::Leaf for #ty { type Wire = Self; });
    }
    let facts: Vec<TokenStream> = readable(shape).filter_map(|(index, field)| fact(shape, field, &names.fields[index])).collect();
    let facts = (!facts.is_empty()).then(|| quote!(const FACTS: &'static [rt::Fact] = &[#(#facts,)*];));
    let includes = includes(site, id);
    let includes = (!includes.is_empty()).then(|| quote!(const INCLUDES: &'static [&'static str] = &[#(#includes),*];));
    let known = format!("{}.{}", site.plan.api.name, shape.name);
    quote!(impl rt::Readable for #ty { const NAME: &'static str = #known; #facts #includes })
}

/// What is to be known of a field, unless it is that it is called as on the wire and named in `fields`.
fn fact(shape: &Shape, field: &Field, ident: &Ident) -> Option<TokenStream> {
    let name = &field.name;
    let rust = ident.to_string().trim_start_matches("r#").to_owned();
    let is_nested = matches!(field.ty, Type::Shape(_) | Type::List(_) | Type::Map(_) | Type::Json);
    let asked = match &field.shown {
        Shown::Asked { option, value } => Some((option, value)),
        _ => None,
    };
    // What is no column of its own is not chosen; where an option asks for it, it comes along.
    let whole = field.whole || is_nested && asked.is_none() && shape.is_partial || field.rest;
    // One that comes with another, as the first tag does with the tags, is chosen by its name as well.
    let comes_along = asked.is_some_and(|(_, value)| value != name && !value.contains('.'));
    let named = (!is_nested || comes_along) && !whole;
    if named && asked.is_none() && rust == *name && field.needs.is_empty() {
        return None;
    }
    let given = asked.is_some() && is_plain(&Field { shown: Shown::Always, ..field.clone() });
    // Related things are found by the id of what they belong to.
    let id = (asked.is_some() && is_nested && !whole && shape_has_id(shape)).then(|| "id".to_owned());
    let needs = field.needs.iter().cloned().chain(id);
    let asked = asked.map_or_else(|| quote!(None), |(option, value)| quote!(Some((#option, #value))));
    Some(quote! {
        rt::Fact { field: #rust, name: #name, asked: #asked, named: #named, whole: #whole, given: #given, needs: &[#(#needs),*] }
    })
}

fn shape_has_id(shape: &Shape) -> bool {
    readable(shape).any(|(_, field)| field.name == "id")
}

/// Values of `include` that all endpoints take which let fields of the shape be chosen.
fn includes<'a>(site: &Site<'a>, id: ShapeId) -> Vec<&'a str> {
    let api = site.plan.api;
    let endpoints = api.resources.iter().flat_map(|resource| &resource.endpoints).filter(|endpoint| replaceable(endpoint) == Some(id));
    let values = |endpoint: &'a Endpoint| -> Vec<&'a str> {
        let choices = endpoint.query.iter().filter(|option| option.name == "include").find_map(|option| match option.kind {
            OptionKind::Choices(id) => Some(id),
            _ => None,
        });
        choices.map_or_else(Vec::new, |id| api.enums[id.0].values.iter().map(|value| value.value.as_str()).collect())
    };
    let mut each = endpoints.map(values);
    let Some(first) = each.next() else { return Vec::new() };
    let common = each.fold(first.iter().copied().collect::<BTreeSet<_>>(), |common, other| {
        common.into_iter().filter(|value| other.contains(value)).collect()
    });
    first.into_iter().filter(|value| common.contains(value)).collect()
}

/// `project` of a call whose fields can be chosen.
pub(crate) fn method(site: &Site<'_>, endpoint: &Endpoint, ty: &Ident) -> TokenStream {
    let Some(entity) = replaceable(endpoint) else { return quote!() };
    let (of, decode) = (site.shape(entity), decoder(endpoint));
    quote! {
        /// Reads just what a projection wants, straight into it: see `Projection`.
        ///
        /// It says what `fields`, `include` and `formats` are; what is included afterwards comes besides.
        pub fn project<P: rt::Projection<Of = #of>>(self) -> #ty<'a, M, P> { #ty { call: self.call.projected::<P, _>(#decode) } }
    }
}
