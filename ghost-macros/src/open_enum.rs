//! `#[derive(OpenEnum)]`.

use heck::ToSnakeCase;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Fields, Ident, LitStr, Result, Variant};

/// What the enum says.
struct OpenEnum<'a> {
    name: &'a Ident,
    /// Variants with their text.
    known: Vec<(&'a Ident, LitStr)>,
    /// The variant for everything else.
    open: &'a Ident,
}

/// The implementations for an enum.
pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    analyse(input).map(|open_enum| output(&open_enum))
}

fn analyse(input: &DeriveInput) -> Result<OpenEnum<'_>> {
    let Data::Enum(data) = &input.data else {
        return Err(Error::new_spanned(&input.ident, "`OpenEnum` is for enums"));
    };
    let mut known: Vec<(&Ident, LitStr)> = Vec::new();
    let mut open = None;
    let mut faults: Option<Error> = None;
    for variant in &data.variants {
        let step = match &variant.fields {
            Fields::Unit => text(variant).map(|text| known.push((&variant.ident, text))),
            Fields::Unnamed(fields) if variant.ident == "Unknown" && fields.unnamed.len() == 1 => {
                open = Some(&variant.ident);
                Ok(())
            }
            _ => Err(Error::new_spanned(&variant.fields, "a variant of an open enum holds nothing, but for `Unknown(String)`")),
        };
        if let Err(fault) = step {
            match &mut faults {
                Some(all) => all.combine(fault),
                None => faults = Some(fault),
            }
        }
    }
    for (index, (ident, text)) in known.iter().enumerate() {
        if known[..index].iter().any(|(_, other)| other.value() == text.value()) {
            let fault = Error::new_spanned(ident, format!("two variants are written `{}`", text.value()));
            match &mut faults {
                Some(all) => all.combine(fault),
                None => faults = Some(fault),
            }
        }
    }
    if let Some(faults) = faults {
        return Err(faults);
    }
    let open = open.ok_or_else(|| Error::new_spanned(&input.ident, "an open enum needs a variant `Unknown(String)`"))?;
    Ok(OpenEnum { name: &input.ident, known, open })
}

/// How a variant is written.
fn text(variant: &Variant) -> Result<LitStr> {
    let mut text = LitStr::new(&variant.ident.to_string().to_snake_case(), variant.ident.span());
    for attribute in variant.attrs.iter().filter(|attribute| attribute.path().is_ident("open")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                text = meta.value()?.parse()?;
                Ok(())
            } else {
                Err(meta.error("only `rename = \"…\"` has a meaning here"))
            }
        })?;
    }
    Ok(text)
}

fn output(open_enum: &OpenEnum<'_>) -> TokenStream {
    let OpenEnum { name, known, open } = open_enum;
    let (variants, texts): (Vec<_>, Vec<_>) = known.iter().cloned().unzip();
    quote! {
        impl #name {
            /// As it is written.
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #texts,)*
                    Self::#open(text) => text,
                }
            }
        }

        impl ::core::convert::From<&str> for #name {
            fn from(text: &str) -> Self {
                match text {
                    #(#texts => Self::#variants,)*
                    _ => Self::#open(::std::borrow::ToOwned::to_owned(text)),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for #name {
            fn from(text: ::std::string::String) -> Self {
                match text.as_str() {
                    #(#texts => Self::#variants,)*
                    _ => Self::#open(text),
                }
            }
        }

        impl ::core::fmt::Display for #name {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
    }
}
