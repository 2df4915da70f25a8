//! The table of who may do what, to be asked at run time.

use ghost_spec::model::{Api, Check, Endpoint, Role, Versions};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::docs;
use super::endpoint::each;
use super::layout::{Draft, Kind};
use super::rows::{self, Row};
use crate::features::Features;
use crate::names::{Scope, type_name};
use crate::plan::{EndpointNames, Module, Plan};

/// `permissions.rs` of an API that has roles.
pub(crate) fn draft(plan: &Plan<'_>, features: &Features) -> Option<Draft> {
    let api = plan.api;
    if api.roles.is_empty() {
        return None;
    }
    let permissions = (0..api.permissions.len()).map(|index| Row { attributes: TokenStream::new(), value: permission(api, index) });
    let rights = plan.modules.iter().enumerate().flat_map(|(index, module)| {
        let attributes = features.cfg(index);
        each(module).map(move |described| Row { attributes: attributes.clone(), value: right(api, module, described) })
    });
    let mut items = roles(api);
    let behind = behind(api);
    items.push(quote! {
        #[doc = " Roles that are behind a credential, with that credential."]
        static BEHIND: &[(&str, &str)] = &[#(#behind,)*];
    });
    items.push(quote! {
        #[doc = " What an endpoint asks for: `permissions::of(\"posts\", \"edit\")`. `None` if there is no such endpoint."]
        #[must_use]
        pub fn of(resource: &str, operation: &str) -> Option<&'static rt::Right> {
            RIGHTS.iter().find(|right| right.endpoint.resource == resource && right.endpoint.operation == operation)
        }
    });
    Some(Draft {
        path: format!("{}/permissions.rs", api.name),
        origin: vec![api.file.clone()],
        docs: vec![
            "Who may do what, to be asked at run time.".to_owned(),
            "What a credential may call at all is known to the compiler; what the role of a member of staff allows is known only now."
                .to_owned(),
        ],
        kind: Kind::Plain,
        items,
        tables: vec![
            rows::table("Every permission with the roles that have it.", "static PERMISSIONS: &[rt::Permission]", permissions),
            rows::table("Every endpoint with what it asks for.", "pub static RIGHTS: &[rt::Right]", rights),
        ],
    })
}

fn roles(api: &Api) -> Vec<TokenStream> {
    let mut scope = Scope::without(&["Unknown"]);
    let variants: Vec<_> = api.roles.iter().map(|role| scope.pick(&[type_name(&role.name)])).collect();
    let members = api.roles.iter().zip(&variants).map(|(role, variant)| {
        let mut paragraphs = vec![docs::sentence(&role.doc)];
        paragraphs.extend(docs::versions(&role.versions));
        let doc = docs::attributes(&paragraphs);
        quote!(#doc #variant)
    });
    let doc = docs::attributes(&["A role, of a member of staff or behind a credential.".to_owned()]);
    let pairs = api.roles.iter().zip(&variants).map(|(role, variant)| {
        let name = &role.name;
        quote!(#variant = #name)
    });
    vec![super::shape::open_enum(&doc, &crate::names::ident("Role"), members), quote!(rt::string_enum!(Role { #(#pairs,)* });)]
}

fn permission(api: &Api, index: usize) -> TokenStream {
    let described = &api.permissions[index];
    let name = format!("{}.{}", described.object, described.action);
    let holders = api.roles.iter().enumerate().filter_map(|(role_index, role)| holder(api, (role_index, role), index));
    quote!(rt::Permission { name: #name, holders: &[#(#holders,)*] })
}

fn holder(api: &Api, (index, role): (usize, &Role), permission: usize) -> Option<TokenStream> {
    let grant = role.grants.iter().find(|grant| grant.permission == permission)?;
    let limits = api.rules.iter().filter(|rule| rule.permission == permission && rule.roles.contains(&index)).map(|rule| {
        let (text, versions) = (&rule.rule, versions(&rule.versions));
        quote!(rt::Limited { rule: #text, versions: #versions })
    });
    let limits: Vec<TokenStream> = limits.collect();
    let name = &role.name;
    let within = within(&grant.versions);
    let limited = (!limits.is_empty()).then(|| quote!(.limited(&[#(#limits,)*])));
    Some(quote!(rt::Holder::new(#name) #within #limited))
}

fn right(api: &Api, module: &Module<'_>, (endpoint, names): (&Endpoint, &EndpointNames)) -> TokenStream {
    let (file, fact) = (&module.name, &names.fact);
    let class = &api.access[endpoint.access];
    let credentials = class.credentials.iter().map(|index| &api.credentials[*index].name);
    let credentials = if class.anonymous { quote!(None) } else { quote!(Some(&[#(#credentials),*])) };
    let need = match &endpoint.permission {
        Check::None => quote!(Nothing),
        Check::Permission(index) => {
            let place = Literal::usize_unsuffixed(*index);
            quote!(Permission(&PERMISSIONS[#place]))
        }
        Check::Function(words) => quote!(Function(#words)),
    };
    let flag = endpoint.flag.as_ref().map(|flag| quote!(.flagged(#flag)));
    let bugs: Vec<TokenStream> = endpoint
        .bugs
        .iter()
        .map(|bug| {
            let roles = bug.roles.iter().map(|index| &api.roles[*index].name);
            let status = bug.status.map_or_else(
                || quote!(None),
                |status| {
                    let status = Literal::u16_unsuffixed(status);
                    quote!(Some(#status))
                },
            );
            let (doc, versions) = (&bug.doc, versions(&bug.versions));
            quote!(rt::Bug { roles: &[#(#roles,)*], status: #status, doc: #doc, versions: #versions })
        })
        .collect();
    let bugs = (!bugs.is_empty()).then(|| quote!(.deviating(&[#(#bugs),*])));
    let within = within(&endpoint.versions);
    quote!(rt::Right::new(&super::#file::wire::#fact, #credentials, BEHIND, rt::Need::#need) #flag #within #bugs)
}

/// What bounds a line of a table to some versions; nothing if it holds in all.
pub(super) fn within(versions: &Versions) -> Option<TokenStream> {
    let versions = (!versions.is_always()).then(|| self::versions(versions))?;
    Some(quote!(.within(#versions)))
}

/// Bounds of versions as the runtime states them.
pub(super) fn versions(versions: &Versions) -> TokenStream {
    let numbers = |numbers: [u32; 3]| {
        let number = |number: u32| if number == u32::MAX { quote!(u32::MAX) } else { Literal::u32_unsuffixed(number).into_token_stream() };
        numbers.map(number)
    };
    let since = versions.since.as_ref().map(|version| {
        let numbers = numbers(version.numbers);
        quote!(.since(#(#numbers),*))
    });
    let until = versions.until.as_ref().map(|version| {
        let numbers = numbers(version.last());
        quote!(.until(#(#numbers),*))
    });
    quote!(rt::Versions::ALL #since #until)
}

/// Which credential a role is behind: only such a role is no member of staff.
fn behind(api: &Api) -> Vec<TokenStream> {
    let pairs = api.roles.iter().filter_map(|role| role.credential.map(|credential| (&role.name, &api.credentials[credential].name)));
    pairs.map(|(role, credential)| quote!((#role, #credential))).collect()
}
