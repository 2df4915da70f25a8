//! `#[derive(Patch)]`: changes to a struct, each field kept, emptied or set.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Attribute, DeriveInput, Field, GenericArgument, Ident, LitStr, Path, PathArguments, Type, Visibility};

use crate::attributes::{Attributes, On};
use crate::errors::Errors;
use crate::fields;

/// What the struct says.
struct Patch<'a> {
    input: &'a DeriveInput,
    /// Name of the struct of changes.
    name: Ident,
    runtime: TokenStream,
    /// What the struct of changes derives.
    derives: Option<Vec<Path>>,
    changes: Vec<Change<'a>>,
}

/// A field that can change.
struct Change<'a> {
    docs: Vec<&'a Attribute>,
    visibility: &'a Visibility,
    field: &'a Ident,
    /// The type of a value; of `Option<T>` it is `T`.
    ty: &'a Type,
    name: LitStr,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Kept or set.
    Plain,
    /// Kept, emptied or set.
    Nullable,
    /// Always sent.
    Required,
}

/// The struct of changes to a struct.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut errors = Errors::default();
    let output = output(&analyse(input, &mut errors));
    let errors = errors.into_tokens();
    quote!(#errors #output)
}

fn analyse<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Patch<'a> {
    let attributes = Attributes::read(&input.attrs, On::Item, errors);
    let before = errors.is_empty();
    let mut changes: Vec<Change<'a>> = fields::named(input, "Patch", errors).filter_map(|field| change(field, errors)).collect();
    fields::check_unique(changes.iter().map(|change| (change.field, &change.name)), errors);
    check_methods(&mut changes, errors);
    if changes.is_empty() && before && errors.is_empty() {
        errors.push(&input.ident, "nothing of it can change: it has no field, or all of them are skipped");
    }
    let derives = attributes.paths("derive").map(<[Path]>::to_vec);
    Patch { input, name: format_ident!("{}Patch", input.ident), runtime: attributes.runtime(), derives, changes }
}

fn change<'a>(field: &'a Field, errors: &mut Errors) -> Option<Change<'a>> {
    let attributes = Attributes::read(&field.attrs, On::Field, errors);
    attributes.exclude("skip", &["name", "required"], errors);
    let ident = field.ident.as_ref()?;
    let (ty, kind) = match (attributes.has("required"), of_option(&field.ty)) {
        (true, _) => (&field.ty, Kind::Required),
        (false, Some(ty)) => (ty, Kind::Nullable),
        (false, None) => (&field.ty, Kind::Plain),
    };
    let docs = field.attrs.iter().filter(|attribute| attribute.path().is_ident("doc")).collect();
    let name = fields::wire_name(ident, attributes.text("name"));
    (!attributes.has("skip")).then_some(Change { docs, visibility: &field.vis, field: ident, ty, name, kind })
}

/// Leaves out fields whose methods would have the name of another one.
fn check_methods(changes: &mut Vec<Change<'_>>, errors: &mut Errors) {
    let emptied: Vec<(Ident, Ident)> =
        changes.iter().filter(|change| change.kind == Kind::Nullable).map(|change| (change.clear(), change.field.clone())).collect();
    changes.retain(|Change { field, kind, .. }| {
        if *kind == Kind::Required {
            return true;
        }
        let is_own = ["new", "is_empty"].iter().any(|own| field == own);
        let emptied = emptied.iter().find(|(clear, _)| *field == clear);
        if is_own {
            errors.push(field, format!("changes have a method `{field}` of their own: call it something else, with `name = \"{field}\"`"));
        } else if let Some((_, other)) = emptied {
            errors.push(field, format!("`{field}` is how `{other}` is emptied"));
        }
        !is_own && emptied.is_none()
    });
}

/// The `T` of an `Option<T>`.
fn of_option(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Option")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}

impl Change<'_> {
    /// The field that holds the change.
    fn held(&self, runtime: &TokenStream) -> TokenStream {
        let ty = self.ty;
        match self.kind {
            Kind::Plain => quote!(::core::option::Option<#ty>),
            Kind::Nullable => quote!(#runtime::rt::Patch<#ty>),
            Kind::Required => ty.to_token_stream(),
        }
    }

    /// Before it is set.
    fn unset(&self, runtime: &TokenStream) -> TokenStream {
        match self.kind {
            Kind::Plain => quote!(::core::option::Option::None),
            Kind::Nullable => quote!(#runtime::rt::Patch::Keep),
            Kind::Required => self.field.to_token_stream(),
        }
    }

    /// Name of the method that empties it.
    fn clear(&self) -> Ident {
        format_ident!("clear_{}", self.field, span = self.field.span())
    }

    fn setters(&self, runtime: &TokenStream) -> Option<TokenStream> {
        let (visibility, field, ty, docs) = (self.visibility, self.field, self.ty, &self.docs);
        let method = fields::generated(field);
        let set = match self.kind {
            Kind::Required => return None,
            Kind::Plain => quote!(::core::option::Option::Some),
            Kind::Nullable => quote!(#runtime::rt::Patch::Set),
        };
        let undocumented = docs.is_empty().then(|| {
            let doc = format!(" Sets `{field}`.");
            quote!(#[doc = #doc])
        });
        let clear = (self.kind == Kind::Nullable).then(|| {
            let (clear, doc) = (fields::generated(&self.clear()), format!(" Empties `{field}`."));
            quote! {
                #[doc = #doc]
                #[must_use]
                #visibility fn #clear(mut self) -> Self {
                    self.#field = #runtime::rt::Patch::Null;
                    self
                }
            }
        });
        Some(quote! {
            #(#docs)*
            #undocumented
            #[must_use]
            #visibility fn #method(mut self, #method: impl ::core::convert::Into<#ty>) -> Self {
                self.#field = #set(::core::convert::Into::into(#method));
                self
            }
            #clear
        })
    }

    /// How it is written, if it is set.
    fn written(&self, runtime: &TokenStream) -> TokenStream {
        let (field, name, ty) = (self.field, &self.name, self.ty);
        let entry = |value: TokenStream| quote_spanned!(fields::at(ty)=> #runtime::rt::serde::ser::SerializeMap::serialize_entry::<str, #ty>(&mut map, #name, #value)?);
        match self.kind {
            Kind::Required => {
                let entry = entry(quote!(&self.#field));
                quote!(#entry;)
            }
            Kind::Plain => {
                let entry = entry(quote!(value));
                quote!(if let ::core::option::Option::Some(value) = &self.#field { #entry; })
            }
            Kind::Nullable => {
                let entry = entry(quote!(value));
                quote! {
                    match &self.#field {
                        #runtime::rt::Patch::Keep => {}
                        #runtime::rt::Patch::Null => #runtime::rt::serde::ser::SerializeMap::serialize_entry(&mut map, #name, &())?,
                        #runtime::rt::Patch::Set(value) => #entry,
                    }
                }
            }
        }
    }

    /// Whether nothing changes.
    fn is_kept(&self) -> Option<TokenStream> {
        let field = self.field;
        match self.kind {
            Kind::Plain => Some(quote!(::core::option::Option::is_none(&self.#field))),
            Kind::Nullable => Some(quote!(self.#field.is_keep())),
            Kind::Required => None,
        }
    }
}

fn output(patch: &Patch<'_>) -> TokenStream {
    let Patch { input, name, runtime, changes, .. } = patch;
    let (declaration, new, default, serialize) = (declaration(patch), new(patch), default(patch), serialize(patch));
    let (impl_generics, parameters, clause) = input.generics.split_for_impl();
    let visibility = &input.vis;
    let setters = changes.iter().filter_map(|change| change.setters(runtime));
    let kept: Vec<TokenStream> = changes.iter().filter_map(Change::is_kept).collect();
    let kept = if kept.is_empty() { quote!(true) } else { quote!(#(#kept)&&*) };
    quote! {
        #declaration

        #[automatically_derived]
        #[allow(dead_code)]
        impl #impl_generics #name #parameters #clause {
            #new
            #(#setters)*

            /// Whether nothing changes.
            #[must_use]
            #visibility fn is_empty(&self) -> bool {
                #kept
            }
        }

        #default
        #serialize
    }
}

/// The struct of changes.
fn declaration(patch: &Patch<'_>) -> TokenStream {
    let Patch { input, name, runtime, changes, derives } = patch;
    let (visibility, generics) = (&input.vis, &input.generics);
    let clause = &generics.where_clause;
    let doc = format!(" Changes to [`{}`]: what is not set stays as it is.", input.ident);
    let derives = match derives {
        Some(derives) => quote!(#[derive(#(#derives),*)]),
        None => quote!(#[derive(::core::clone::Clone, ::core::fmt::Debug)]),
    };
    let held = changes.iter().map(|change| {
        let (visibility, docs, field, held) = (change.visibility, &change.docs, change.field, change.held(runtime));
        let undocumented = docs.is_empty().then(|| {
            let doc = format!(" Change to `{field}`.");
            quote!(#[doc = #doc])
        });
        quote!(#(#docs)* #undocumented #visibility #field: #held)
    });
    let phantom = fields::phantom(generics).map(|phantom| quote!(__parameters: #phantom,));
    quote! {
        #[doc = #doc]
        #derives
        #[allow(dead_code)]
        #visibility struct #name #generics #clause {
            #(#held,)*
            #phantom
        }
    }
}

/// `new` with what is always sent.
fn new(patch: &Patch<'_>) -> TokenStream {
    let Patch { input, runtime, changes, .. } = patch;
    let visibility = &input.vis;
    let required = changes.iter().filter(|change| change.kind == Kind::Required);
    let arguments = required.map(|Change { field, ty, .. }| quote!(#field: #ty));
    let unset = changes.iter().map(|change| {
        let (field, unset) = (change.field, change.unset(runtime));
        quote!(#field: #unset)
    });
    let phantom = fields::phantom(&input.generics).map(|_| quote!(__parameters: ::core::marker::PhantomData,));
    quote! {
        /// Starts with what is always sent.
        #[must_use]
        #visibility fn new(#(#arguments),*) -> Self {
            Self { #(#unset,)* #phantom }
        }
    }
}

/// `Default`, if nothing is always sent and nothing else writes it.
fn default(patch: &Patch<'_>) -> Option<TokenStream> {
    let Patch { input, name, changes, derives, .. } = patch;
    let is_derived = derives.iter().flatten().any(|path| path.segments.last().is_some_and(|last| last.ident == "Default"));
    if is_derived || changes.iter().any(|change| change.kind == Kind::Required) {
        return None;
    }
    let (impl_generics, parameters, clause) = input.generics.split_for_impl();
    Some(quote! {
        #[automatically_derived]
        impl #impl_generics ::core::default::Default for #name #parameters #clause {
            fn default() -> Self {
                Self::new()
            }
        }
    })
}

fn serialize(patch: &Patch<'_>) -> TokenStream {
    let Patch { input, name, runtime, changes, .. } = patch;
    let bounded = fields::bounded(&input.generics, changes.iter().map(|change| change.ty), &quote!(#runtime::rt::serde::Serialize));
    let (impl_generics, _, clause) = bounded.split_for_impl();
    let (_, parameters, _) = input.generics.split_for_impl();
    let written = changes.iter().map(|change| change.written(runtime));
    let serializer = format_ident!("__S");
    quote! {
        #[automatically_derived]
        impl #impl_generics #runtime::rt::serde::Serialize for #name #parameters #clause {
            fn serialize<#serializer: #runtime::rt::serde::Serializer>(
                &self,
                serializer: #serializer,
            ) -> ::core::result::Result<#serializer::Ok, #serializer::Error> {
                let mut map = #runtime::rt::serde::Serializer::serialize_map(serializer, ::core::option::Option::None)?;
                #(#written)*
                #runtime::rt::serde::ser::SerializeMap::end(map)
            }
        }
    }
}
