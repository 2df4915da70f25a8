//! Emission: from a plan to the text of files.
//!
//! One file here is one concept of the output: [`shape`] the structs a reader sees, [`endpoint`]
//! the methods, [`client`] credentials and gating, [`wire`] with [`decode`] and [`encode`] what
//! stands out of the reader's way. [`layout`] turns tokens into files.

mod client;
mod decode;
mod docs;
mod encode;
mod endpoint;
mod layout;
mod shape;
mod types;
mod wire;

use ghost_spec::model::{Api, EnumId, Shape};
use proc_macro2::TokenStream;
use quote::quote;

use self::layout::{Draft, Kind};
use self::types::Site;
use crate::names::{ident, words};
use crate::plan::{Module, Plan};
use crate::settings::Settings;
use crate::timing::Timings;

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// Path below the output folder, with `/`.
    pub(crate) path: String,
    /// Formatted Rust.
    pub(crate) text: String,
}

/// Everything that is generated for the APIs of a spec, ordered by path.
pub(crate) fn emit(apis: &[Api], settings: &Settings, timings: &mut Timings) -> Vec<Source> {
    let drafts = timings.measure("emit", || drafts(apis, settings));
    timings.measure("format", || layout::format(drafts, settings))
}

fn drafts(apis: &[Api], settings: &Settings) -> Vec<Draft> {
    let mut drafts = vec![Draft {
        path: "client.rs".to_owned(),
        origin: apis.iter().map(|api| format!("{}/api.yaml", api.name)).collect::<Vec<_>>().join(", "),
        docs: vec!["The client, its credentials, and which of them may call what.".to_owned()],
        kind: Kind::Plain,
        items: client::items(apis),
    }];
    for api in apis {
        let plan = Plan::new(api);
        drafts.push(api_module(&plan, settings));
        for index in 0..plan.modules.len() {
            drafts.extend(resource_module(&plan, index));
        }
        if settings.routes.is_some() {
            drafts.push(routes(&plan));
        }
    }
    if settings.root {
        drafts.push(root(apis));
    }
    drafts
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
        origin: "api.yaml".to_owned(),
        docs: vec!["Generated bindings.".to_owned()],
        kind: Kind::Root,
        items,
    }
}

/// `admin/mod.rs`: the resources and how to reach them from the client.
fn api_module(plan: &Plan<'_>, settings: &Settings) -> Draft {
    let api = plan.api;
    let mut items: Vec<TokenStream> = plan.modules.iter().map(|module| declaration(module, &api.name)).collect();
    if let Some(feature) = &settings.routes {
        items.push(quote!(
            #[doc = " Every route with what decodes its answer."]
            #[cfg(feature = #feature)]
            pub mod routes;
        ));
    }
    let accessors = plan.modules.iter().filter(|module| has_endpoints(module)).map(accessor);
    let client = ident(&api.client);
    // An API with one way in offers its resources to that credential alone, so that two APIs can share a client.
    let (generics, credential) = match &api.credentials[..] {
        [only] => {
            let ty = client::credential_ty(&only.name);
            (quote!(<M>), quote!(super::#ty))
        }
        _ => (quote!(<C, M>), quote!(C)),
    };
    let handles: Vec<TokenStream> = accessors.map(|accessor| accessor(&credential)).collect();
    items.push(quote! { impl #generics super::#client<#credential, M> { #(#handles)* } });
    let mut paragraphs = vec![docs::sentence(&api.title), docs::sentence(&api.doc)];
    paragraphs.extend(api.docs.as_deref().map(|docs| format!("See <{docs}>.")));
    paragraphs.push(format!("Described for versions {} to {}.", api.versions.oldest.text, api.versions.newest.text));
    Draft { path: format!("{}/mod.rs", api.name), origin: format!("{}/api.yaml", api.name), docs: paragraphs, kind: Kind::Api, items }
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

/// Makes the method of the client that leads to a resource.
fn accessor<'m>(module: &'m Module<'_>) -> impl Fn(&TokenStream) -> TokenStream + use<'m> {
    let name = &module.name;
    let handle = &module.handle;
    let text = module.resource.map_or_else(String::new, |resource| docs::sentence(&resource.doc));
    let doc = docs::attributes(&[text]);
    move |credential| {
        quote! {
            #doc
            #[must_use]
            pub fn #name(&self) -> #name::#handle<'_, #credential, M> { #name::#handle::new(rt::Scope::new(self.connection())) }
        }
    }
}

/// A resource's file and its `wire` child.
fn resource_module(plan: &Plan<'_>, index: usize) -> [Draft; 2] {
    let api = plan.api;
    let module = &plan.modules[index];
    let site = Site { plan, module: index, wire: false };
    let origin = module.resource.map_or_else(|| format!("{}/api.yaml", api.name), |resource| resource.file.clone());
    let mut items = vec![quote!(
        pub(super) mod wire;
    )];
    for id in &module.shapes {
        items.extend(shape::emit(&site, *id));
    }
    items.extend(module.enums.iter().map(|id| enumeration(&site, *id)));
    items.extend(endpoint::handle(&site, module));
    items.extend(endpoint::calls(&site, module));
    let name = module.name.to_string().trim_start_matches("r#").to_owned();
    let wire_site = Site { wire: true, ..site };
    let wire_items = wire::emit(&wire_site, module);
    [
        Draft {
            path: format!("{}/{name}.rs", api.name),
            origin: origin.clone(),
            docs: resource_docs(module),
            kind: if has_endpoints(module) { Kind::Resource } else { Kind::Plain },
            items,
        },
        Draft {
            path: format!("{}/{name}/wire.rs", api.name),
            origin,
            docs: vec![format!("How {} travel: serde, requests, sending.", words(&name))],
            kind: Kind::Wire { serde: module.shapes.iter().any(|id| travels(&api.shapes[id.0])) },
            items: wire_items,
        },
    ]
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

/// Every route with what decodes its answer.
fn routes(plan: &Plan<'_>) -> Draft {
    // The table stands beside the modules, as a `wire` file of none of them does: `super::posts::Post`.
    let site = Site { plan, module: usize::MAX, wire: false };
    let lines = plan
        .modules
        .iter()
        .flat_map(|module| endpoint::each(module).map(|(endpoint, names)| wire::route(&site, module, endpoint, names)).collect::<Vec<_>>());
    let items = vec![quote! {
        /// Every endpoint, with functions that decode its answer: whole, and with only some fields.
        pub static ROUTES: &[rt::Route] = &[#(#lines,)*];
    }];
    Draft {
        path: format!("{}/routes.rs", plan.api.name),
        origin: format!("{}/api.yaml", plan.api.name),
        docs: vec!["Every route, with what decodes its answer: for recordings, proxies and fakes.".to_owned()],
        kind: Kind::Plain,
        items,
    }
}
