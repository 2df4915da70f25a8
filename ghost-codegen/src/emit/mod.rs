//! Emission: from a plan to the text of files.
//!
//! One file here is one concept of the output: [`shape`] the structs a reader sees, [`endpoint`]
//! the methods, [`paging`] those that walk through lists, [`update`] those that read and change in one, [`projection`] what is
//! known of fields to choose some of them, [`union`], [`upload`] and [`filter`] what they take, [`client`] credentials and gating,
//! [`ids`] identities, [`permissions`] roles, [`routes`] tables, whose lines are [`rows`], [`veil`] what `Debug` must not show, [`wire`] with [`decode`] and
//! [`encode`] what stands out of the reader's way. [`layout`] turns tokens into files.

mod client;
mod decode;
pub(crate) mod docs;
mod encode;
pub(crate) mod endpoint;
mod filter;
mod ids;
mod layout;
mod paging;
mod permissions;
mod projection;
mod routes;
mod rows;
pub(crate) mod shape;
mod types;
mod union;
mod update;
mod upload;
mod veil;
mod wire;

use ghost_spec::model::{Api, EnumId, Resource, Shape};
use proc_macro2::TokenStream;
use quote::quote;

pub(crate) use self::client::{class_ty, credential_ty};
use self::layout::{Draft, Kind};
pub(crate) use self::shape::readable;
use self::types::Site;
use crate::features::Features;
use crate::lanes;
use crate::names::{ident, words};
use crate::plan::{self, Module, Plan};
use crate::provenance::Stamps;
use crate::settings::Settings;

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// Path below the output folder, with `/`.
    pub(crate) path: String,
    /// Formatted Rust.
    pub(crate) text: String,
}

/// Everything that is generated for the APIs of a spec, ordered by path.
pub(crate) fn emit(apis: &[Api], settings: &Settings, stamps: &Stamps) -> Vec<Source> {
    // Tokens do not cross threads, and names are tokens: each thread makes plans of its own.
    let plans = || apis.iter().map(|api| Planned::new(api, settings)).collect::<Vec<_>>();
    let written = lanes::map(&parts(apis, settings), plans, |plans, part| {
        let drafts = drafts(*part, apis, plans, settings).into_iter();
        drafts.map(|draft| layout::source(draft, settings, stamps)).collect::<Vec<_>>()
    });
    let mut sources: Vec<Source> = written.into_iter().flatten().collect();
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

/// What one thread emits at a time. The number is that of the API.
#[derive(Clone, Copy)]
enum Part {
    Client,
    Root,
    Api(usize),
    Ids(usize),
    Permissions(usize),
    Routes(usize),
    /// A module, by its place in the plan.
    Module(usize, usize),
}

/// All parts, the longest ones first, so that no thread is left alone with one of them.
fn parts(apis: &[Api], settings: &Settings) -> Vec<Part> {
    let numbered = || 0..apis.len();
    let mut parts = Vec::new();
    if settings.routes.is_some() {
        parts.extend(numbered().map(Part::Routes));
    }
    parts.extend(numbered().map(Part::Permissions));
    let mut modules: Vec<(usize, usize, usize)> = numbered()
        .flat_map(|api| (0..plan::module_count(&apis[api])).map(move |module| (api, module)))
        .map(|(api, module)| (apis[api].resources.get(module).map_or(0, weight), api, module))
        .collect();
    modules.sort_by_key(|(weight, ..)| std::cmp::Reverse(*weight));
    parts.extend(modules.into_iter().map(|(_, api, module)| Part::Module(api, module)));
    parts.extend(numbered().flat_map(|api| [Part::Api(api), Part::Ids(api)]));
    parts.push(Part::Client);
    if settings.root {
        parts.push(Part::Root);
    }
    parts
}

/// How long a resource takes to emit, compared with others.
fn weight(resource: &Resource) -> usize {
    resource.shapes.len() + resource.endpoints.len()
}

struct Planned<'a> {
    plan: Plan<'a>,
    features: Features,
}

impl<'a> Planned<'a> {
    fn new(api: &'a Api, settings: &Settings) -> Self {
        let plan = Plan::new(api);
        let features = Features::new(&plan, settings.features);
        Planned { plan, features }
    }
}

fn drafts(part: Part, apis: &[Api], plans: &[Planned<'_>], settings: &Settings) -> Vec<Draft> {
    let of = |api: usize| (&plans[api].plan, &plans[api].features);
    match part {
        Part::Client => vec![client::draft(apis)],
        Part::Root => vec![root(apis)],
        Part::Api(api) => vec![api_module(of(api).0, apis, of(api).1, settings)],
        Part::Ids(api) => ids::draft(of(api).0).into_iter().collect(),
        Part::Permissions(api) => permissions::draft(of(api).0, of(api).1).into_iter().collect(),
        Part::Routes(api) => vec![routes::draft(of(api).0, of(api).1)],
        Part::Module(api, module) => resource_module(of(api).0, module),
    }
}

/// The root module, for a build script whose output is included whole.
fn root(apis: &[Api]) -> Draft {
    let modules = apis.iter().map(|api| {
        let name = ident(&api.name);
        let doc = docs::attributes(&[docs::sentence(&api.title)]);
        quote!(#doc pub mod #name;)
    });
    let mut items = vec![
        quote!(
            mod client;
        ),
        quote!(
            pub use client::*;
        ),
    ];
    items.extend(modules);
    Draft {
        path: "mod.rs".to_owned(),
        origin: apis.iter().map(|api| api.file.clone()).collect(),
        // What is included may not begin with documentation of the module around it.
        docs: Vec::new(),
        kind: Kind::Root,
        items,
        tables: Vec::new(),
    }
}

/// `admin/mod.rs`: the resources and how to reach them from the client.
fn api_module(plan: &Plan<'_>, apis: &[Api], features: &Features, settings: &Settings) -> Draft {
    let api = plan.api;
    let mut items: Vec<TokenStream> = plan
        .modules
        .iter()
        .enumerate()
        .map(|(index, module)| {
            let (cfg, declared) = (features.cfg(index), declaration(module, &api.name));
            quote!(#cfg #declared)
        })
        .collect();
    if api.shapes.iter().any(|shape| shape.has_id) {
        items.push(quote!(
            pub mod ids;
        ));
    }
    if !api.roles.is_empty() {
        let cfg = features.cfg_of_any(None);
        items.push(quote!(#cfg pub mod permissions;));
    }
    if let Some(feature) = &settings.routes {
        let cfg = features.cfg_of_any(Some(feature));
        items.push(quote!(
            #[doc = " Every route with what decodes its answer."]
            #cfg
            pub mod routes;
        ));
    }
    let (generics, credential) = client::impl_for(api, apis);
    let client = ident(&api.client);
    let runtime = settings.runtime_tokens();
    let handles = plan.modules.iter().enumerate().filter(|(_, module)| has_endpoints(module)).map(|(index, module)| {
        let (cfg, accessor) = (features.cfg(index), accessor(module, &credential, &runtime));
        quote!(#cfg #accessor)
    });
    items.push(quote! { impl #generics super::#client<#credential, M> { #(#handles)* } });
    let mut paragraphs = vec![docs::sentence(&api.title), docs::sentence(&api.doc)];
    paragraphs.extend(api.docs.as_deref().map(|docs| format!("See <{docs}>.")));
    paragraphs.push(format!("Described for versions {} to {}.", api.versions.oldest.text, api.versions.newest.text));
    paragraphs.extend(feature_table(plan, features));
    Draft {
        path: format!("{}/mod.rs", api.name),
        origin: vec![api.file.clone()],
        docs: paragraphs,
        kind: Kind::Api,
        items,
        tables: Vec::new(),
    }
}

/// Which Cargo feature brings which module, and what is in it.
fn feature_table(plan: &Plan<'_>, features: &Features) -> Option<String> {
    let lines: Vec<String> = plan
        .modules
        .iter()
        .enumerate()
        .filter(|(index, _)| !features.of(*index).is_empty())
        .map(|(index, module)| {
            let names: Vec<String> = features.of(index).iter().map(|feature| format!("`{feature}`")).collect();
            let types: Vec<String> = module.shapes.iter().map(|id| format!("`{}`", plan.shape(*id).read)).collect();
            format!("| `{}` | {} | {} |", module.name, names.join(", "), types.join(", "))
        })
        .collect();
    if lines.is_empty() {
        return None;
    }
    let head = "Each group of resources is a Cargo feature, all of them on by default. A module comes with its own group and \
                with every group whose types lead to it.";
    Some(format!("# Features\n\n{head}\n\n| Module | Features | Types |\n|---|---|---|\n{}", lines.join("\n")))
}

fn has_endpoints(module: &Module<'_>) -> bool {
    module.resource.is_some_and(|resource| !resource.endpoints.is_empty())
}

/// Whether a shape is read or written.
fn travels(shape: &Shape) -> bool {
    shape.is_read || shape.is_written || shape.is_added || shape.is_edited
}

fn declaration(module: &Module<'_>, api: &str) -> TokenStream {
    let name = &module.name;
    // A resource may well be named like its API.
    let allow = (name == api).then(|| quote!(#[allow(clippy::module_inception)]));
    quote!(#allow pub mod #name;)
}

/// The method of the client that leads to a resource.
fn accessor(module: &Module<'_>, credential: &TokenStream, runtime: &TokenStream) -> TokenStream {
    let name = &module.name;
    let handle = &module.handle;
    let text = module.resource.map_or_else(String::new, |resource| docs::sentence(&resource.doc));
    let doc = docs::attributes(&[text]);
    quote! {
        #doc
        #[must_use]
        pub fn #name(&self) -> #name::#handle<'_, #credential, M> { #name::#handle::new(#runtime::rt::Scope::new(self.connection())) }
    }
}

/// A resource's file, its `wire` child, and what can be filtered by.
fn resource_module(plan: &Plan<'_>, index: usize) -> Vec<Draft> {
    let api = plan.api;
    let module = &plan.modules[index];
    let site = Site { plan, module: index, wire: false };
    let origin = vec![module.resource.map_or(&api.file, |resource| &resource.file).clone()];
    let mut items = vec![quote!(
        pub(super) mod wire;
    )];
    items.extend(filter::declarations(&site, module));
    items.extend(ids::reexport(plan, module));
    for id in &module.shapes {
        items.extend(shape::emit(&site, *id));
    }
    items.extend(module.enums.iter().map(|id| enumeration(&site, *id)));
    items.extend(endpoint::handle(&site, module));
    items.extend(endpoint::calls(&site, module));
    items.extend(update::call(&site, module));
    let name = module.name.to_string().trim_start_matches("r#").to_owned();
    let wire_site = Site { wire: true, ..site };
    let wire_items = wire::emit(&wire_site, module);
    let filters = filter::drafts(&wire_site, module, &format!("{}/{name}", api.name), &origin);
    let mut drafts = vec![
        Draft {
            path: format!("{}/{name}.rs", api.name),
            origin: origin.clone(),
            docs: resource_docs(module),
            kind: if has_endpoints(module) { Kind::Resource } else { Kind::Plain },
            items,
            tables: Vec::new(),
        },
        Draft {
            path: format!("{}/{name}/wire.rs", api.name),
            origin,
            docs: vec![format!("How {} travel: serde, requests, sending.", words(&name))],
            kind: Kind::Wire { serde: module.shapes.iter().any(|id| travels(&api.shapes[id.0])) },
            items: wire_items,
            tables: Vec::new(),
        },
    ];
    drafts.extend(filters);
    drafts
}

fn resource_docs(module: &Module<'_>) -> Vec<String> {
    let Some(resource) = module.resource else { return vec!["Shapes that several resources share.".to_owned()] };
    let mut paragraphs = vec![docs::sentence(&format!("{}: {}", words(&resource.name), resource.doc))];
    if !resource.traps.is_empty() {
        paragraphs.push("# Traps".to_owned());
        paragraphs.push(resource.traps.iter().map(|trap| format!("- {}", docs::sentence(trap))).collect::<Vec<_>>().join("\n"));
    }
    paragraphs.extend(resource.docs.as_deref().map(|docs| format!("See <{docs}>.")));
    paragraphs
}

fn enumeration(site: &Site<'_>, id: EnumId) -> TokenStream {
    let described = &site.plan.api.enums[id.0];
    let names = site.plan.enumeration(id);
    let doc = docs::attributes(&docs::enumeration(described));
    let variants = described.values.iter().zip(&names.variants).map(|(value, variant)| {
        let doc = docs::attributes(&docs::value(value));
        quote!(#doc #variant)
    });
    shape::open_enum(&doc, &names.ty, variants)
}
