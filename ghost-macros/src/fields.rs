//! The named fields of a struct, and its parameters: what derives for structs have in common.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Data, DeriveInput, Field, Fields, GenericParam, Generics, LitStr, Type, WherePredicate, parse_quote};

use crate::errors::Errors;

/// The named fields of a struct; nothing, and a mistake noted, if it is something else.
pub(crate) fn named<'a>(input: &'a DeriveInput, derive: &str, errors: &mut Errors) -> impl Iterator<Item = &'a Field> + use<'a> {
    let refusal = format!("`{derive}` is for structs with named fields");
    let fields = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => Some(&fields.named),
            Fields::Unit => {
                errors.push(&input.ident, refusal);
                None
            }
            fields @ Fields::Unnamed(_) => {
                errors.push(fields, refusal);
                None
            }
        },
        Data::Enum(data) => {
            errors.push(data.enum_token, refusal);
            None
        }
        Data::Union(data) => {
            errors.push(data.union_token, refusal);
            None
        }
    };
    fields.into_iter().flatten()
}

/// A field's name on the wire: its own unless `name` says otherwise.
pub(crate) fn wire_name(ident: &Ident, name: Option<&LitStr>) -> LitStr {
    name.cloned().unwrap_or_else(|| LitStr::new(&ident.unraw().to_string(), ident.span()))
}

/// The same identifier at the same place, but the macro's own word: lints of unused code leave it alone.
pub(crate) fn generated(ident: &Ident) -> Ident {
    let mut ident = ident.clone();
    ident.set_span(Span::call_site().located_at(ident.span()));
    ident
}

/// Where a type is: what does not fit it is told there, as the macro's own words.
pub(crate) fn at(ty: &Type) -> Span {
    Span::call_site().located_at(ty.span())
}

/// Notes two fields with one name on the wire.
pub(crate) fn check_unique<'a>(names: impl Iterator<Item = (&'a Ident, &'a LitStr)>, errors: &mut Errors) {
    let mut seen: Vec<(&Ident, String)> = Vec::new();
    for (ident, name) in names {
        match seen.iter().find(|(_, other)| *other == name.value()) {
            Some((other, _)) => errors.push(name, format!("`{other}` is called `{}` too", name.value())),
            None => seen.push((ident, name.value())),
        }
    }
}

/// Whether a type depends on a type parameter, so that what it must do is for the `where` clause to say.
pub(crate) fn is_generic(ty: &Type, generics: &Generics) -> bool {
    fn names(tokens: TokenStream, parameters: &[&Ident]) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(ident) => parameters.iter().any(|parameter| **parameter == ident),
            TokenTree::Group(group) => names(group.stream(), parameters),
            _ => false,
        })
    }
    let parameters: Vec<&Ident> = generics.type_params().map(|parameter| &parameter.ident).collect();
    !parameters.is_empty() && names(ty.to_token_stream(), &parameters)
}

/// The parameters with a bound on each type that depends on them.
pub(crate) fn bounded<'a>(generics: &Generics, types: impl Iterator<Item = &'a Type>, bound: &TokenStream) -> Generics {
    let wanted: Vec<WherePredicate> = types.filter(|ty| is_generic(ty, generics)).map(|ty| parse_quote!(#ty: #bound)).collect();
    let mut bounded = generics.clone();
    if !wanted.is_empty() {
        bounded.make_where_clause().predicates.extend(wanted);
    }
    bounded
}

/// A type that holds all parameters and owns nothing, for structs in which some of them are not used.
pub(crate) fn phantom(generics: &Generics) -> Option<TokenStream> {
    let held = generics.params.iter().filter_map(|parameter| match parameter {
        GenericParam::Lifetime(lifetime) => {
            let lifetime = &lifetime.lifetime;
            Some(quote!(&#lifetime ()))
        }
        GenericParam::Type(ty) => {
            let ident = &ty.ident;
            Some(quote!(fn() -> #ident))
        }
        GenericParam::Const(_) => None,
    });
    let held: Vec<TokenStream> = held.collect();
    (!held.is_empty()).then(|| quote!(::core::marker::PhantomData<(#(#held,)*)>))
}
