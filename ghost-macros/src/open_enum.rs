//! `#[derive(OpenEnum)]`: a string enum that keeps what it does not know.

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, Ident, LitStr, Type, Variant};

use crate::attributes::{Attributes, On};
use crate::errors::Errors;

/// What the enum says.
struct OpenEnum<'a> {
    name: &'a Ident,
    /// Whether it has parameters, which it may not.
    is_generic: bool,
    runtime: TokenStream,
    /// Variants with their texts.
    known: Vec<(&'a Ident, LitStr)>,
}

/// The implementations for an enum.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    let open_enum = analyse(input, &mut errors);
    if errors.is_empty() { output(&open_enum) } else { stub(&open_enum, errors) }
}

fn analyse<'a>(input: &'a DeriveInput, errors: &mut Errors) -> OpenEnum<'a> {
    let runtime = Attributes::read(&input.attrs, On::Item, errors).runtime();
    let mut open_enum = OpenEnum { name: &input.ident, is_generic: !input.generics.params.is_empty(), runtime, known: Vec::new() };
    let Data::Enum(data) = &input.data else {
        errors.push(&input.ident, "`OpenEnum` is for enums");
        return open_enum;
    };
    if open_enum.is_generic {
        errors.push(&input.generics, "an open enum is text, it has no parameters");
    }
    let mut is_open = false;
    for variant in &data.variants {
        let attributes = Attributes::read(&variant.attrs, On::Variant, errors);
        if variant.ident == "Unknown" {
            is_open = true;
            check_unknown(variant, &attributes, errors);
        } else if matches!(variant.fields, Fields::Unit) {
            open_enum.add(&variant.ident, &attributes, errors);
        } else {
            errors.push(&variant.fields, "a variant of an open enum holds nothing, but for `Unknown`");
        }
    }
    if !is_open {
        errors.push(&input.ident, "an open enum needs a variant `Unknown(ghost_client::Unknown)` for texts it does not know");
    }
    open_enum
}

/// The variant for everything else.
fn check_unknown(variant: &Variant, attributes: &Attributes, errors: &mut Errors) {
    if let Some(key) = attributes.key("name") {
        errors.push(key, "`Unknown` has no text of its own");
    }
    let form = "`Unknown` holds what cannot be made by hand, so that each known text has one form: `Unknown(ghost_client::Unknown)`";
    match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => match &fields.unnamed[0].ty {
            // Under another name rustc tells.
            Type::Path(ty) if ty.path.segments.last().is_none_or(|last| last.ident != "String") => {}
            ty => errors.push(ty, form),
        },
        Fields::Unit => errors.push(&variant.ident, form),
        fields => errors.push(fields, form),
    }
}

impl<'a> OpenEnum<'a> {
    fn add(&mut self, variant: &'a Ident, attributes: &Attributes, errors: &mut Errors) {
        let own = || LitStr::new(&variant.unraw().to_string().to_snake_case(), variant.span());
        let text = attributes.text("name").cloned().unwrap_or_else(own);
        match self.known.iter().find(|(_, other)| other.value() == text.value()) {
            Some((other, _)) => errors.push(&text, format!("`{other}` is written `{}` too", text.value())),
            None => self.known.push((variant, text)),
        }
    }
}

/// The same as generated enums have, by the same macro.
fn output(open_enum: &OpenEnum<'_>) -> TokenStream {
    let OpenEnum { name, runtime, known, .. } = open_enum;
    let (variants, texts): (Vec<_>, Vec<_>) = known.iter().cloned().unzip();
    quote!(#runtime::rt::string_enum!(#name { #(#variants = #texts,)* });)
}

/// What stands in for the implementations, so that one mistake does not become several.
fn stub(open_enum: &OpenEnum<'_>, errors: Errors) -> TokenStream {
    let (name, runtime, errors) = (open_enum.name, &open_enum.runtime, errors.into_tokens());
    let stub = (!open_enum.is_generic).then(|| quote!(#runtime::rt::string_enum_stub!(#name);));
    quote!(#errors #stub)
}
