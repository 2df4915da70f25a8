//! Which Cargo features switch which modules on.
//!
//! A group of resources is a feature. A module is compiled if the group of its resource is on, or
//! one whose types lead to it: `content` has posts, posts have authors, so `users` comes along.
//! Identities lead nowhere: they have a module of their own.

use std::collections::BTreeSet;

use ghost_spec::model::{Api, Content, Endpoint, EnumId, Field, OptionKind, Segment, Sends, Shape, ShapeBody, ShapeId, Tagged, Type};
use proc_macro2::TokenStream;
use quote::quote;

use crate::plan::Plan;

/// The features of each module of a plan.
#[derive(Debug)]
pub(crate) struct Features {
    /// By module: names of the features that need it, in the order of the groups.
    needed_by: Vec<Vec<String>>,
}

impl Features {
    /// Works out who needs what; with no groups, or unless `wanted`, nothing is behind a feature.
    pub(crate) fn new(plan: &Plan<'_>, wanted: bool) -> Self {
        let mut needed_by = vec![Vec::new(); plan.modules.len()];
        if wanted {
            let references: Vec<BTreeSet<usize>> = (0..plan.modules.len()).map(|module| references(plan, module)).collect();
            for group in &plan.api.groups {
                for module in closure(&references, &group.resources) {
                    needed_by[module].push(feature(&group.name));
                }
            }
        }
        Features { needed_by }
    }

    /// Features that need a module.
    pub(crate) fn of(&self, module: usize) -> &[String] {
        &self.needed_by[module]
    }

    /// `#[cfg(…)]` for what stands or falls with a module.
    pub(crate) fn cfg(&self, module: usize) -> TokenStream {
        cfg(&self.needed_by[module])
    }

    /// `#[cfg(…)]` for what is about any resource at all, and only with `also`, where that is given.
    pub(crate) fn cfg_of_any(&self, also: Option<&str>) -> TokenStream {
        let all: BTreeSet<&String> = self.needed_by.iter().flatten().collect();
        let any = condition(&all.into_iter().cloned().collect::<Vec<_>>());
        match (any, also) {
            (None, None) => quote!(),
            (Some(any), None) => quote!(#[cfg(#any)]),
            (None, Some(also)) => quote!(#[cfg(feature = #also)]),
            (Some(any), Some(also)) => quote!(#[cfg(all(feature = #also, #any))]),
        }
    }
}

fn cfg(features: &[String]) -> TokenStream {
    condition(features).map_or_else(|| quote!(), |condition| quote!(#[cfg(#condition)]))
}

fn condition(features: &[String]) -> Option<TokenStream> {
    match features {
        [] => None,
        [only] => Some(quote!(feature = #only)),
        several => Some(quote!(any(#(feature = #several),*))),
    }
}

/// Cargo's spelling of a group.
pub(crate) fn feature(group: &str) -> String {
    group.replace('_', "-")
}

/// Everything that can be reached from some modules.
fn closure(references: &[BTreeSet<usize>], start: &[usize]) -> BTreeSet<usize> {
    let mut reached: BTreeSet<usize> = BTreeSet::new();
    let mut open: Vec<usize> = start.to_vec();
    while let Some(module) = open.pop() {
        if reached.insert(module) {
            open.extend(&references[module]);
        }
    }
    reached
}

/// Modules that a module's types and methods name.
fn references(plan: &Plan<'_>, module: usize) -> BTreeSet<usize> {
    let mut found = Found { plan, modules: BTreeSet::new() };
    for id in &plan.modules[module].shapes {
        found.body(&plan.api.shapes[id.0].body);
        found.filters(&plan.api.shapes[id.0]);
    }
    for endpoint in plan.modules[module].resource.iter().flat_map(|resource| &resource.endpoints) {
        found.endpoint(plan.api, endpoint);
    }
    found.modules.remove(&module);
    found.modules
}

struct Found<'p, 'a> {
    plan: &'p Plan<'a>,
    modules: BTreeSet<usize>,
}

impl Found<'_, '_> {
    fn shape(&mut self, id: ShapeId) {
        self.modules.insert(self.plan.shape(id).module);
    }

    fn enumeration(&mut self, id: EnumId) {
        self.modules.insert(self.plan.enumeration(id).module);
    }

    fn ty(&mut self, ty: &Type) {
        match ty {
            // An identity has a module that is always there.
            Type::Shape(id) => self.shape(*id),
            Type::Enum(id) => self.enumeration(*id),
            Type::List(of) | Type::Map(of) => self.ty(of),
            _ => {}
        }
    }

    fn fields(&mut self, fields: &[Field]) {
        for field in fields {
            self.ty(&field.ty);
            field.input.iter().for_each(|ty| self.ty(ty));
        }
    }

    fn body(&mut self, body: &ShapeBody) {
        match body {
            ShapeBody::Fields(fields) => self.fields(fields),
            ShapeBody::Variants(variants) | ShapeBody::Tagged(Tagged { variants, .. }) => {
                variants.iter().filter_map(|variant| variant.ty.as_ref()).for_each(|ty| self.ty(ty));
            }
        }
    }

    fn filters(&mut self, shape: &Shape) {
        shape.filters.iter().for_each(|found| self.ty(&found.ty));
    }

    fn endpoint(&mut self, api: &Api, endpoint: &Endpoint) {
        endpoint.returns.ty.iter().for_each(|ty| self.ty(ty));
        endpoint.returns.meta.iter().for_each(|id| self.shape(*id));
        for segment in &endpoint.path {
            if let Segment::Parameter { ty, .. } = segment {
                self.ty(ty);
            }
        }
        for option in &endpoint.query {
            option.filters.iter().for_each(|id| self.shape(*id));
            match option.kind {
                OptionKind::Fields(id) => self.shape(id),
                OptionKind::Choice(id) | OptionKind::Choices(id) => self.enumeration(id),
                _ => {}
            }
        }
        match &endpoint.sends {
            Some(Sends::Body { content: Content::Type(ty), .. }) => self.ty(ty),
            Some(Sends::Body { content: Content::New(id) | Content::Patch(id), .. }) => {
                self.shape(*id);
                self.body(&api.shapes[id.0].body);
            }
            Some(Sends::Upload(upload)) => self.fields(&upload.fields),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closure_follows_references_and_ends() {
        let references = [BTreeSet::from([1]), BTreeSet::from([2, 0]), BTreeSet::new(), BTreeSet::from([0])];
        assert_eq!(closure(&references, &[0]), BTreeSet::from([0, 1, 2]));
        assert_eq!(closure(&references, &[2]), BTreeSet::from([2]));
    }

    #[test]
    fn features_are_spelt_as_cargo_does() {
        assert_eq!(feature("site_admin"), "site-admin");
    }
}
