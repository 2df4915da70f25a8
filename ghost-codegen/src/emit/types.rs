//! Rust types for the types of a spec, seen from a module or from its `wire` child.

use ghost_spec::model::{EnumId, ShapeId, Type};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::plan::Plan;

/// Where tokens will stand: decides how another module is reached.
#[derive(Clone, Copy)]
pub(crate) struct Site<'a> {
    pub(crate) plan: &'a Plan<'a>,
    /// Index of the module the tokens stand in.
    pub(crate) module: usize,
    /// In its `wire` child rather than in the module itself.
    pub(crate) wire: bool,
}

impl Site<'_> {
    /// A generated type named `name` of module `module`.
    pub(crate) fn local(&self, module: usize, name: &Ident) -> TokenStream {
        if module == self.module {
            return quote!(#name);
        }
        let other = &self.plan.modules[module].name;
        if self.wire { quote!(super::super::#other::#name) } else { quote!(super::#other::#name) }
    }

    /// The type that is read for a shape.
    pub(crate) fn shape(&self, id: ShapeId) -> TokenStream {
        let names = self.plan.shape(id);
        self.local(names.module, &names.read)
    }

    /// The identity of an entity.
    pub(crate) fn id(&self, id: ShapeId) -> TokenStream {
        let names = self.plan.shape(id);
        let name = &names.id;
        match (names.module == self.module, self.wire) {
            (true, _) => quote!(#name),
            (false, false) => quote!(super::ids::#name),
            (false, true) => quote!(super::super::ids::#name),
        }
    }

    /// An enum.
    pub(crate) fn enumeration(&self, id: EnumId) -> TokenStream {
        let names = self.plan.enumeration(id);
        self.local(names.module, &names.ty)
    }

    /// The Rust type of `ty`.
    pub(crate) fn ty(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Boolean => quote!(bool),
            Type::Integer => quote!(i64),
            Type::Number => quote!(f64),
            Type::String => quote!(String),
            Type::JsonString => quote!(rt::JsonString),
            Type::Timestamp => quote!(rt::Timestamp),
            Type::Date => quote!(rt::Date),
            Type::Json => quote!(rt::Json),
            // Told to be a type when the rules were taken.
            Type::Rust(path) => path.parse().unwrap_or_default(),
            Type::Id(shape) => self.id(*shape),
            Type::Enum(id) => self.enumeration(*id),
            Type::Shape(id) => self.shape(*id),
            Type::List(of) => {
                let of = self.ty(of);
                quote!(Vec<#of>)
            }
            Type::Map(of) => {
                let of = self.ty(of);
                quote!(rt::Map<#of>)
            }
        }
    }

    /// The type that is decoded for `ty`: times need a wrapper that takes every form of the server.
    pub(crate) fn wire_ty(&self, ty: &Type) -> TokenStream {
        match ty {
            Type::Timestamp => quote!(rt::wire::At),
            Type::Date => quote!(rt::wire::Day),
            Type::List(of) => {
                let of = self.wire_ty(of);
                quote!(Vec<#of>)
            }
            Type::Map(of) => {
                let of = self.wire_ty(of);
                quote!(rt::Map<#of>)
            }
            _ => self.ty(ty),
        }
    }
}

/// Whether a time is somewhere in `ty`.
pub(crate) fn holds_time(ty: &Type) -> bool {
    match ty {
        Type::Timestamp | Type::Date => true,
        Type::List(of) | Type::Map(of) => holds_time(of),
        _ => false,
    }
}

/// Unwraps what [`Site::wire_ty`] decoded.
pub(crate) fn unwrapped(ty: &Type, value: &TokenStream) -> TokenStream {
    match ty {
        _ if !holds_time(ty) => value.clone(),
        Type::List(of) => {
            let inner = unwrapped(of, &quote!(item));
            quote!(#value.into_iter().map(|item| #inner).collect())
        }
        Type::Map(of) => {
            let inner = unwrapped(of, &quote!(item));
            quote!(#value.into_iter().map(|(key, item)| (key, #inner)).collect())
        }
        _ => quote!(#value.0),
    }
}

/// Wraps a reference for writing.
pub(crate) fn wrapped(ty: &Type, value: &TokenStream) -> TokenStream {
    match ty {
        Type::Timestamp => quote!(&rt::wire::At(*#value)),
        Type::Date => quote!(&rt::wire::Day(*#value)),
        Type::List(of) if holds_time(of) => {
            let inner = owned_wrap(of);
            quote!(&#value.iter().map(|item| #inner).collect::<Vec<_>>())
        }
        _ => quote!(#value),
    }
}

fn owned_wrap(ty: &Type) -> TokenStream {
    match ty {
        Type::Date => quote!(rt::wire::Day(*item)),
        _ => quote!(rt::wire::At(*item)),
    }
}

/// What a setter or constructor takes for a value.
pub(crate) struct Argument {
    /// Type of the parameter.
    pub(crate) parameter: TokenStream,
    /// What is made of it.
    pub(crate) value: TokenStream,
    /// Whether that is something else, for which the parameter has a type of the caller's choice.
    pub(crate) is_converted: bool,
}

impl Argument {
    fn converted(parameter: TokenStream, value: TokenStream) -> Self {
        Argument { parameter, value, is_converted: true }
    }

    /// `#[inline]` for a setter, which leaves it to the programs that call it. One with a parameter that is converted is left to them by
    /// itself, and so is one that stores a number, by the compiler.
    pub(crate) fn inline(&self, ty: &Type) -> Option<TokenStream> {
        (!self.is_converted && !is_copy(ty)).then(|| quote!(#[inline]))
    }
}

/// What a setter or constructor takes for `ty`, under a name.
pub(crate) fn argument(site: &Site<'_>, ty: &Type, name: &Ident) -> Argument {
    let rust = site.ty(ty);
    match ty {
        Type::String | Type::Json | Type::JsonString => Argument::converted(quote!(impl Into<#rust>), quote!(#name.into())),
        Type::Shape(id) if site.plan.is_union(*id) => Argument::converted(quote!(impl Into<#rust>), quote!(#name.into())),
        Type::List(of) => {
            let of_rust = site.ty(of);
            match &**of {
                Type::String => into_items(&of_rust, name),
                Type::Shape(id) if site.plan.is_union(*id) => into_items(&of_rust, name),
                _ => Argument::converted(quote!(impl IntoIterator<Item = #of_rust>), quote!(#name.into_iter().collect())),
            }
        }
        _ => Argument { parameter: rust, value: quote!(#name), is_converted: false },
    }
}

/// Whether values of a type are copied rather than cloned.
pub(crate) fn is_copy(ty: &Type) -> bool {
    matches!(ty, Type::Boolean | Type::Integer | Type::Number | Type::Timestamp | Type::Date)
}

fn into_items(of: &TokenStream, name: &Ident) -> Argument {
    Argument::converted(quote!(impl IntoIterator<Item = impl Into<#of>>), quote!(#name.into_iter().map(Into::into).collect()))
}
