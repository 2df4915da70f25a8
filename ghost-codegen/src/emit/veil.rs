//! `Debug` of structs that hold a password, key or token: all the rest is shown.

use ghost_spec::model::{Field, ShapeId, Writable};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::shape;
use super::types::Site;

/// Impls for each struct of a shape that has a secret in it; none for most.
pub(crate) fn emit(site: &Site<'_>, id: ShapeId) -> Vec<TokenStream> {
    let described = &site.plan.api.shapes[id.0];
    let names = site.plan.shape(id);
    let readable: Vec<_> = shape::readable(described).map(|(index, field)| (&names.fields[index], field)).collect();
    let taken = |takes: fn(&Field) -> Writable| {
        let fields = shape::fields(described).iter().zip(&names.fields);
        fields.filter(|(field, _)| takes(field) != Writable::No).map(|(field, name)| (name, field)).collect::<Vec<_>>()
    };
    let structs = [
        (shape::has_struct(described), &names.read, readable.clone()),
        (described.is_partial, &names.partial, readable),
        (described.is_added, &names.new, taken(|field| field.add)),
        (described.is_edited, &names.patch, taken(|field| field.edit)),
    ];
    let veiled = structs.into_iter().filter(|(exists, _, fields)| *exists && fields.iter().any(|(_, field)| field.secret));
    veiled.map(|(_, ty, fields)| debug(ty, &fields)).collect()
}

fn debug(ty: &Ident, fields: &[(&Ident, &Field)]) -> TokenStream {
    let name = ty.to_string();
    let shown = fields.iter().map(|(name, field)| {
        let label = name.to_string();
        let label = label.trim_start_matches("r#");
        if field.secret { quote!(.field(#label, &rt::veiled(&self.#name))) } else { quote!(.field(#label, &self.#name)) }
    });
    quote! {
        impl Debug for #ty {
            #[inline]
            fn fmt(&self, formatter: &mut Formatter<'_>) -> FmtResult { formatter.debug_struct(#name)#(#shown)*.finish() }
        }
    }
}
