//! Identities, in a module of their own: naming one brings no other module along.

use ghost_spec::model::Shape;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::layout::{Draft, Kind};
use crate::names::one_of;
use crate::plan::{Module, Plan};

/// `ids.rs` of an API that has any.
pub(crate) fn draft(plan: &Plan<'_>) -> Option<Draft> {
    let api = plan.api;
    let known = plan.modules.iter().flat_map(|module| &module.shapes).filter(|id| api.shapes[id.0].has_id);
    let items: Vec<TokenStream> = known.map(|id| identity(&api.shapes[id.0], &plan.shape(*id).id)).collect();
    (!items.is_empty()).then(|| Draft {
        path: format!("{}/ids.rs", api.name),
        origin: vec![api.file.clone()],
        docs: vec!["Identities: one type for each kind of thing, so that none is taken for another.".to_owned()],
        kind: Kind::Plain,
        items,
        tables: Vec::new(),
    })
}

/// Makes the identities of a module's shapes part of it.
pub(crate) fn reexport(plan: &Plan<'_>, module: &Module<'_>) -> Option<TokenStream> {
    let names: Vec<&Ident> = module.shapes.iter().filter(|id| plan.api.shapes[id.0].has_id).map(|id| &plan.shape(*id).id).collect();
    match &names[..] {
        [] => None,
        [only] => Some(quote!(pub use super::ids::#only;)),
        several => Some(quote!(pub use super::ids::{#(#several),*};)),
    }
}

fn identity(shape: &Shape, ty: &Ident) -> TokenStream {
    let doc = docs::attributes(&[format!("Identifies {}; never empty.", one_of(&shape.name))]);
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #ty(rt::Id);
        rt::id!(#ty);
    }
}
