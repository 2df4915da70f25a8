//! `api!`: bindings from a spec, inside of a module.
//!
//! [`input`] is what stands in the macro, [`spec`] reads it once per process with the generator's core, [`modules`] puts the files
//! into each other.

mod input;
mod modules;
mod spec;

use std::path;

use proc_macro2::TokenStream;
use quote::quote;

use self::input::{Input, Place};
use self::spec::{Bindings, Refused};
use crate::errors::Errors;

/// Everything the generator writes for the spec, as the content of the module the macro stands in.
pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    match syn::parse2::<Input>(tokens).and_then(|input| bindings(&input)) {
        Ok(bindings) => bindings,
        Err(errors) => errors.into_compile_error(),
    }
}

fn bindings(input: &Input) -> syn::Result<TokenStream> {
    match &*spec::bindings(input) {
        Ok(bindings) => output(bindings, input.prelude),
        Err(refused) => Err(explained(refused, &input.place)),
    }
}

fn output(bindings: &Bindings, prelude: bool) -> syn::Result<TokenStream> {
    // Relative ones would be looked for beside the source file.
    let watched = bindings.inputs.iter().filter_map(|path| path::absolute(path).ok()?.into_os_string().into_string().ok());
    let modules = modules::nested(&bindings.files, prelude)?;
    Ok(quote! {
        // Whoever edits one of them builds anew.
        const _: &[&[u8]] = &[#(::core::include_bytes!(#watched)),*];
        #modules
    })
}

/// Each fault on the narrowest token that holds it.
fn explained(refused: &Refused, place: &Place) -> syn::Error {
    let mut errors = Errors::default();
    match refused {
        Refused::Faults(faults) => {
            let mut left = faults.len();
            for (fault, text) in faults.rendered() {
                errors.add(syn::Error::new(place.of(faults.label(fault).map(|label| label.place)), text));
                left -= 1;
            }
            if left > 0 {
                errors.add(syn::Error::new(place.of(None), format!("the spec has {left} faults more")));
            }
        }
        Refused::Other(text) => errors.add(syn::Error::new(place.of(None), text)),
    }
    errors.into_result().err().unwrap_or_else(|| syn::Error::new(place.of(None), "the spec has faults"))
}

#[cfg(test)]
mod tests;
