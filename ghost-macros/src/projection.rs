//! `#[derive(Projection)]`.
//!
//! The macro knows nothing of the API. It names fields of the type that `of` names where the compiler looks them up, so that what is
//! wrong with them is told by the compiler, on the user's own words; what no type tells is asserted of the facts that the type has.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DeriveInput, Path};

use crate::attributes::{Attributes, On};
use crate::errors::Errors;
use crate::object::{self, Member, Reading};

/// What a projection says.
struct Projection<'a> {
    input: &'a DeriveInput,
    /// Path of the runtime.
    rt: TokenStream,
    of: Path,
    members: Vec<Member<'a>>,
    /// What each of them stands for.
    fields: Vec<Ident>,
}

/// The implementations for a struct, and what is wrong with it.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    let attributes = Attributes::read(&input.attrs, On::Item, &mut errors);
    let runtime = attributes.runtime();
    let rt = quote!(#runtime::rt);
    let members = object::members(input, "Projection", &mut errors);
    let Some(of) = attributes.path("of") else {
        if errors.is_empty() {
            errors.push(&input.ident, "say what this is a projection of: `#[ghost(of = Post)]`");
        }
        return errors.into_tokens();
    };
    if of.is_ident(&input.ident) {
        errors.push(of, "a struct cannot be a projection of itself");
        return errors.into_tokens();
    }
    let members = members.unwrap_or_default();
    let fields = members.iter().filter_map(|member| errors.keep(field(member))).collect();
    let projection = Projection { input, rt, of: of.clone(), members, fields };
    if errors.is_empty() { output(&projection) } else { stub(&projection, errors) }
}

fn output(projection: &Projection<'_>) -> TokenStream {
    let Projection { input, rt, of, members, fields } = projection;
    let facts: Vec<Ident> = (0..members.len()).map(|index| format_ident!("FACT_{index}")).collect();
    let names = members.iter().map(|member| &member.key);
    let keys: Vec<TokenStream> = facts.iter().map(|fact| quote!(#fact.name)).collect();
    let helds: Vec<TokenStream> = members.iter().zip(fields).map(|(member, field)| held(projection, member, field)).collect();
    let parts = helds.iter().zip(&facts).map(|(held, fact)| quote!(#held.part(#fact)));
    let checks: Vec<TokenStream> =
        members.iter().zip(&helds).zip(&facts).flat_map(|((member, held), fact)| checks(projection, member, held, fact)).collect();
    // Of a generic struct nothing can be asserted before its types are known.
    let (now, later) = if input.generics.params.is_empty() { (checks, Vec::new()) } else { (Vec::new(), checks) };
    let readings: Vec<Reading> = helds.iter().zip(&keys).enumerate().map(|(index, (held, key))| reading(index, held, key)).collect();
    let object = object::object(input, rt, members, &keys, &readings);
    let marks = marks(projection, &quote!({ #(#later)* &[#(#parts),*] }));
    quote! {
        const _: () = {
            #(const #facts: #rt::Fact = #rt::projection::fact(<#of as #rt::Readable>::FACTS, #names);)*
            #(const _: () = #now)*
            #object
            #marks
        };
    }
}

/// The field of the other type that a field stands for.
fn field(member: &Member<'_>) -> syn::Result<Ident> {
    let (text, span) = (member.key.value(), member.key.span());
    let text = text.trim_start_matches("r#");
    let ident = syn::parse_str::<Ident>(text).map(|_| Ident::new(text, span));
    let raw = |_| syn::parse_str::<Ident>(&format!("r#{text}")).map(|_| Ident::new_raw(text, span));
    ident.or_else(raw).map_err(|_| syn::Error::new(span, "this is not the name of a field"))
}

/// The field and what it stands for, which the closure has the compiler look up.
fn held(projection: &Projection<'_>, member: &Member<'_>, field: &Ident) -> TokenStream {
    let Projection { rt, of, .. } = projection;
    let ty = member.ty;
    // Wherever it stands, what is wrong with it is told in the same words on the same tokens: the compiler says it once.
    let rt = object::at(rt, ty.span());
    quote_spanned!(ty.span()=> #rt::projection::place(|of: &#of| &of.#field).holds::<#ty>())
}

/// How it is read.
fn reading(index: usize, held: &TokenStream, key: &TokenStream) -> Reading {
    let (variable, map) = (format_ident!("field_{index}"), object::map());
    let (next, fill) = (quote!(#variable = #held.next(#map)?), quote!(#held.fill(#variable, #key)?));
    Reading { variable, start: quote!(::core::option::Option::None), next, fill }
}

/// What no type tells.
fn checks(projection: &Projection<'_>, member: &Member<'_>, held: &TokenStream, fact: &Ident) -> [TokenStream; 2] {
    let (ty, field) = (member.ty, member.key.value());
    let Projection { rt, of, .. } = projection;
    let includes = quote!(<#of as #rt::Readable>::INCLUDES);
    let missing = format!("`{field}` may have no value: make it an `Option`");
    let beyond = format!("`{field}` cannot be asked to include all of this");
    [
        quote_spanned!(ty.span()=> ::core::assert!(#held.may_lack(&#fact), #missing);),
        quote_spanned!(ty.span()=> ::core::assert!(#held.is_included(&#fact, #includes), #beyond);),
    ]
}

/// The traits that say what it is.
fn marks(projection: &Projection<'_>, parts: &TokenStream) -> TokenStream {
    let Projection { input, rt, of, .. } = projection;
    let name = &input.ident;
    let (generics, arguments, bounds) = input.generics.split_for_impl();
    let deserialize = object::deserialize(input, rt);
    quote! {
        #deserialize

        #[automatically_derived]
        impl #generics #rt::Projection for #name #arguments #bounds {
            type Of = #of;
        }

        #[automatically_derived]
        impl #generics #rt::Leaf for #name #arguments #bounds {
            type Wire = Self;
            const PARTS: &'static [#rt::projection::Part] = #parts;
            const OF: &'static str = <#of as #rt::Readable>::NAME;
        }

        #[automatically_derived]
        impl #generics #rt::projection::ReadAs<#of> for #name #arguments #bounds {}
    }
}

/// A projection of nothing beside the errors.
fn stub(projection: &Projection<'_>, errors: Errors) -> TokenStream {
    let (object, marks) = (object::stub(projection.input, &projection.rt), marks(projection, &quote!(&[])));
    let errors = errors.into_tokens();
    quote!(#errors const _: () = { #object #marks };)
}
