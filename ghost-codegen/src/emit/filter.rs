//! Modules `filter`: a function for everything that a filter may ask about.

use ghost_spec::model::{Filterable, ShapeId, Type};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::layout::{Draft, Kind};
use super::types::Site;
use crate::names::{one_of, words};
use crate::plan::Module;

/// Shapes of a module that can be filtered.
fn filtered<'m>(site: &'m Site<'_>, module: &'m Module<'_>) -> impl Iterator<Item = ShapeId> + 'm {
    module.shapes.iter().copied().filter(|id| !site.plan.api.shapes[id.0].filters.is_empty())
}

/// Declares the modules in that of the resource.
pub(crate) fn declarations(site: &Site<'_>, module: &Module<'_>) -> Vec<TokenStream> {
    let declared = |id: ShapeId| {
        let name = &site.plan.shape(id).filter;
        quote!(
            pub mod #name;
        )
    };
    filtered(site, module).map(declared).collect()
}

/// The files of a module, below the folder `folder`. `site` is that of its `wire` file, beside which they stand.
pub(crate) fn drafts(site: &Site<'_>, module: &Module<'_>, folder: &str, origin: &[String]) -> Vec<Draft> {
    let draft = |id: ShapeId| {
        let (shape, names) = (&site.plan.api.shapes[id.0], site.plan.shape(id));
        let functions = shape.filters.iter().zip(&names.filters).map(|(found, name)| function(site, id, found, name));
        let title = format!("What a filter of {} may ask about.", words(&plural(&shape.name)));
        Draft {
            path: format!("{folder}/{}.rs", names.filter),
            origin: origin.to_vec(),
            docs: vec![title, format!("Each field makes conditions, which combine to a `Filter<{}>` with `&`, `|` and `!`.", names.read)],
            kind: Kind::Wire { serde: false },
            items: functions.collect(),
            tables: Vec::new(),
        }
    };
    filtered(site, module).map(draft).collect()
}

fn function(site: &Site<'_>, id: ShapeId, found: &Filterable, name: &Ident) -> TokenStream {
    let (subject, text) = (site.shape(id), &found.name);
    let (ty, of) = match &found.ty {
        _ if found.relation => (quote!(RelationField), None),
        Type::Boolean => (quote!(BoolField), None),
        Type::Integer | Type::Number => (quote!(NumberField), None),
        Type::Timestamp | Type::Date => (quote!(DateField), None),
        Type::Id(of) => (quote!(IdField), Some(site.id(*of))),
        Type::Enum(of) => (quote!(EnumField), Some(site.enumeration(*of))),
        // The checker lets nothing else be filtered by.
        _ => (quote!(TextField), None),
    };
    let of = of.map(|of| quote!(, #of));
    let doc = docs::attributes(&docs::filterable(found, &site.plan.api.shapes[id.0].name));
    quote! {
        #doc
        #[must_use]
        pub const fn #name() -> rt::nql::#ty<#subject #of> { rt::nql::#ty::new(#text) }
    }
}

fn plural(name: &str) -> String {
    match one_of(name).strip_prefix("the ") {
        Some(_) => name.to_owned(),
        None => format!("{name}s"),
    }
}
