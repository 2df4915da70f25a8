//! `api.yaml`: what a whole API shares.

use std::collections::{BTreeMap, HashMap};

use super::{Context, envelope, names, option, transport, version};
use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::{Mapping, Sink, items, text, wrong};
use crate::model::{AccessClass, Api, Credential, Grant, Group, Permission, Role, Rule, VersionRange, Versions};
use crate::node::{Data, Node};
use crate::vocabulary;

/// Reads everything but the shapes.
pub(crate) fn read<'n>(node: &'n Node, sink: &'n mut Sink) -> Option<Context<'n>> {
    let mapping = Mapping::of(node, &vocabulary::API, sink)?;
    let name = mapping.need_text("api", sink);
    if let Some(node) = mapping.get("api") {
        names::check_snake(&name, &node.at, "an API", sink);
    }
    let client = mapping.need_text("client", sink);
    if let Some(node) = mapping.get("client") {
        names::check_rust(&client, &node.at, sink);
    }
    let credentials = credentials(&mapping, sink);
    let access = access(&mapping, &credentials, sink);
    let versions = version::range(&mapping, sink);
    let permissions = permissions(&mapping, &versions, sink);
    let roles = roles(&mapping, (&permissions, &credentials, &versions), sink);
    let rules = rules(&mapping, (&permissions, &roles, &versions), sink);
    let api = Api {
        file: String::new(),
        name,
        title: mapping.need_text("title", sink),
        doc: mapping.need_text("doc", sink),
        docs: mapping.text("docs", sink),
        base: base(&mapping, sink),
        slash: mapping.get("slash").is_none() || mapping.flag("slash", sink),
        client,
        versions,
        credentials,
        access,
        permissions,
        roles,
        rules,
        errors: transport::errors(&mapping, sink),
        groups: Vec::new(),
        resources: Vec::new(),
        shapes: Vec::new(),
        enums: Vec::new(),
    };
    let options = declared(&mapping, "options", sink).collect::<BTreeMap<_, _>>();
    for (name, node) in &options {
        option::check_declared(name, node, sink);
    }
    let envelopes = envelope::declare(&mapping, sink);
    Some(Context { options, envelopes, ..empty(api, sink) })
}

/// For resources whose `api.yaml` cannot be read: nothing is known.
pub(crate) fn unknown(sink: &mut Sink) -> Context<'_> {
    let api = Api {
        file: String::new(),
        name: String::new(),
        title: String::new(),
        doc: String::new(),
        docs: None,
        base: String::new(),
        slash: true,
        client: String::new(),
        versions: version::any(),
        credentials: Vec::new(),
        access: Vec::new(),
        permissions: Vec::new(),
        roles: Vec::new(),
        rules: Vec::new(),
        errors: None,
        groups: Vec::new(),
        resources: Vec::new(),
        shapes: Vec::new(),
        enums: Vec::new(),
    };
    empty(api, sink)
}

fn empty(api: Api, sink: &mut Sink) -> Context<'_> {
    Context {
        api,
        names: BTreeMap::new(),
        fields_of: BTreeMap::new(),
        children: BTreeMap::new(),
        inline: HashMap::new(),
        field_enums: BTreeMap::new(),
        option_enums: BTreeMap::new(),
        options: BTreeMap::new(),
        envelopes: BTreeMap::new(),
        claims: Vec::new(),
        routes: BTreeMap::new(),
        sink,
    }
}

/// Names and nodes of a mapping of declarations.
fn declared<'n>(mapping: &Mapping<'n>, key: &'static str, sink: &mut Sink) -> impl Iterator<Item = (String, &'n Node)> + use<'n> {
    let entries = mapping.get(key).and_then(|node| Mapping::open(node, key, sink)).map_or(&[][..], |found| found.entries());
    entries.iter().map(|entry| (entry.key.clone(), &entry.value))
}

fn base(mapping: &Mapping<'_>, sink: &mut Sink) -> String {
    let base = mapping.need_text("base", sink);
    if let Some(node) = mapping.get("base") {
        let plain = base.chars().all(|c| c.is_ascii_alphanumeric() || "/-_.~".contains(c));
        if !plain || !base.is_empty() && !base.starts_with('/') || base.ends_with('/') || base.contains("..") || base.contains("//") {
            let fault = Diagnostic::error(Code::BadCall, node.at.clone(), format!("`{base}` is not a path prefix"));
            sink.push(fault.label("not a prefix").help("starts with `/`, does not end with one: `/ghost/api/admin`".to_owned()));
        }
    }
    base
}

fn credentials(mapping: &Mapping<'_>, sink: &mut Sink) -> Vec<Credential> {
    let Some(found) = mapping.need("credentials", sink).and_then(|node| Mapping::open(node, "`credentials`", sink)) else {
        return Vec::new();
    };
    found
        .entries()
        .iter()
        .filter_map(|entry| {
            names::check_snake(&entry.key, &entry.key_at, "a credential", sink);
            let mapping = Mapping::of(&entry.value, &vocabulary::CREDENTIAL, sink)?;
            let connect = mapping.text("connect", sink);
            if let (Some(connect), Some(node)) = (&connect, mapping.get("connect")) {
                names::check_path(connect, &node.at, sink);
            }
            let sent = transport::sent(&mapping, sink);
            Some(Credential { name: entry.key.clone(), doc: mapping.need_text("doc", sink), connect, sent })
        })
        .collect()
}

fn access(mapping: &Mapping<'_>, credentials: &[Credential], sink: &mut Sink) -> Vec<AccessClass> {
    let Some(found) = mapping.need("access", sink).and_then(|node| Mapping::open(node, "`access`", sink)) else { return Vec::new() };
    found
        .entries()
        .iter()
        .filter_map(|entry| {
            names::check_snake(&entry.key, &entry.key_at, "an access class", sink);
            let mapping = Mapping::of(&entry.value, &vocabulary::ACCESS_CLASS, sink)?;
            let anonymous = mapping.flag("anonymous", sink);
            if !anonymous {
                mapping.need("credentials", sink);
            }
            let known = credentials.iter().map(|credential| credential.name.as_str());
            let mut listed: Vec<usize> = mapping
                .texts("credentials", sink)
                .iter()
                .filter_map(|(name, at)| names::index(name, at, known.clone(), (Code::UnknownCredential, "credential"), sink))
                .collect();
            if anonymous {
                listed = (0..credentials.len()).collect();
            }
            Some(AccessClass { name: entry.key.clone(), doc: mapping.need_text("doc", sink), credentials: listed, anonymous })
        })
        .collect()
}

fn permissions(mapping: &Mapping<'_>, range: &VersionRange, sink: &mut Sink) -> Vec<Permission> {
    let mut permissions: Vec<Permission> = Vec::new();
    for (object, node) in declared(mapping, "permissions", sink) {
        for (action, at, versions) in bounded(node, "permissions", range, sink) {
            if permissions.iter().any(|known| known.object == object && known.action == action) {
                sink.push(Diagnostic::error(Code::DuplicateName, at, format!("`{object}.{action}` is listed twice")).label("again here"));
            } else {
                permissions.push(Permission { object: object.clone(), action, versions });
            }
        }
    }
    permissions
}

/// Names with the versions that have them: `[browse, { name: add, until: "5.130" }]`.
fn bounded(node: &Node, what: &str, range: &VersionRange, sink: &mut Sink) -> Vec<(String, At, Versions)> {
    items(node, what, sink)
        .iter()
        .filter_map(|item| match &item.data {
            Data::Map(_) => {
                let mapping = Mapping::of(item, &vocabulary::BOUNDED_NAME, sink)?;
                let at = mapping.need("name", sink)?.at.clone();
                Some((mapping.need_text("name", sink), at, version::bounds(&mapping, range, sink)))
            }
            _ => text(item, what, sink).map(|name| (name.to_owned(), item.at.clone(), Versions::default())),
        })
        .collect()
}

/// What roles are made of.
type Known<'k, T> = (&'k [Permission], &'k [T], &'k VersionRange);

fn roles(mapping: &Mapping<'_>, (permissions, credentials, range): Known<'_, Credential>, sink: &mut Sink) -> Vec<Role> {
    declared(mapping, "roles", sink)
        .filter_map(|(name, node)| {
            names::check_wire(&name, &node.at, false, sink);
            let mapping = Mapping::of(node, &vocabulary::ROLE, sink)?;
            let credential = mapping.get("credential").and_then(|node| {
                let known = credentials.iter().map(|credential| credential.name.as_str());
                names::look_up(node, known, (Code::UnknownCredential, "credential"), sink)
            });
            let mut grants = mapping.need("grants", sink).map_or_else(Vec::new, |node| grants(node, permissions, range, sink));
            grants.sort_by_key(|grant| grant.permission);
            grants.dedup_by_key(|grant| grant.permission);
            let versions = version::bounds(&mapping, range, sink);
            Some(Role { name, doc: mapping.need_text("doc", sink), credential, grants, versions })
        })
        .collect()
}

/// `all`, or `{ post: all, tag: [browse, read] }`.
fn grants(node: &Node, permissions: &[Permission], range: &VersionRange, sink: &mut Sink) -> Vec<Grant> {
    let always = |permission: usize| Grant { permission, versions: Versions::default() };
    if node.text() == Some("all") {
        return (0..permissions.len()).map(always).collect();
    }
    let Some(objects) = Mapping::open(node, "`grants`", sink) else { return Vec::new() };
    let mut granted = Vec::new();
    for entry in objects.entries() {
        let of_object: Vec<(usize, &str)> =
            permissions.iter().enumerate().filter(|(_, p)| p.object == entry.key).map(|(index, p)| (index, p.action.as_str())).collect();
        if of_object.is_empty() {
            let known = permissions.iter().map(|permission| permission.object.as_str());
            names::index(&entry.key, &entry.key_at, known, (Code::UnknownPermission, "object of permissions"), sink);
            continue;
        }
        if entry.value.text() == Some("all") {
            granted.extend(of_object.iter().map(|(index, _)| always(*index)));
            continue;
        }
        for (action, at, versions) in bounded(&entry.value, "grants", range, sink) {
            let known = of_object.iter().map(|(_, action)| *action);
            let found = names::index(&action, &at, known, (Code::UnknownPermission, "permission"), sink);
            granted.extend(found.map(|index| Grant { permission: of_object[index].0, versions }));
        }
    }
    granted
}

fn rules(mapping: &Mapping<'_>, (permissions, roles, range): Known<'_, Role>, sink: &mut Sink) -> Vec<Rule> {
    let Some(node) = mapping.get("rules") else { return Vec::new() };
    items(node, "rules", sink)
        .iter()
        .filter_map(|item| {
            let mapping = Mapping::of(item, &vocabulary::RULE, sink)?;
            let permission = permission(mapping.need("permission", sink)?, permissions, sink);
            let roles = role_list(&mapping, roles, sink);
            let rule = mapping.need_text("rule", sink);
            let versions = version::bounds(&mapping, range, sink);
            Some(Rule { permission: permission?, roles, rule, versions })
        })
        .collect()
}

/// `roles: [Author, Contributor]`, looked up.
pub(crate) fn role_list(mapping: &Mapping<'_>, roles: &[Role], sink: &mut Sink) -> Vec<usize> {
    let known = roles.iter().map(|role| role.name.as_str());
    let listed = mapping.texts("roles", sink);
    listed.iter().filter_map(|(name, at)| names::index(name, at, known.clone(), (Code::UnknownRole, "role"), sink)).collect()
}

/// `groups`, when the resources are known; each resource is in one at most.
pub(crate) fn groups(node: &Node, context: &mut Context<'_>) {
    let Some(found) = Mapping::open(node, "an API", context.sink).and_then(|mapping| mapping.get("groups")) else { return };
    let Some(found) = Mapping::open(found, "`groups`", context.sink) else { return };
    let mut taken: BTreeMap<usize, At> = BTreeMap::new();
    for entry in found.entries() {
        names::check_snake(&entry.key, &entry.key_at, "a group", context.sink);
        let Some(mapping) = Mapping::of(&entry.value, &vocabulary::GROUP, context.sink) else { continue };
        let mut listed = Vec::new();
        for (name, at) in mapping.texts("resources", context.sink) {
            let known = context.api.resources.iter().map(|resource| resource.name.as_str());
            let Some(index) = names::index(&name, &at, known, (Code::UnknownType, "resource"), context.sink) else { continue };
            if let Some(first) = taken.get(&index) {
                let fault = Diagnostic::error(Code::DuplicateName, at, format!("`{name}` is in two groups"));
                context.sink.push(fault.label("again here").also(first.clone(), "first here"));
                continue;
            }
            taken.insert(index, at);
            listed.push(index);
        }
        let doc = mapping.need_text("doc", context.sink);
        context.api.groups.push(Group { name: entry.key.clone(), doc, resources: listed });
    }
    if found.entries().is_empty() {
        return;
    }
    let missing: Vec<&str> = (0..context.api.resources.len())
        .filter(|index| !taken.contains_key(index))
        .map(|index| context.api.resources[index].name.as_str())
        .collect();
    if !missing.is_empty() {
        let text = format!("resources without a group: {}", missing.join(", "));
        let at = found.entries()[0].key_at.clone();
        context.sink.push(Diagnostic::error(Code::MissingKey, at, text).label("in none of these"));
    }
}

/// `post.edit`, looked up.
pub(crate) fn permission(node: &Node, permissions: &[Permission], sink: &mut Sink) -> Option<usize> {
    let Data::Scalar { text, .. } = &node.data else {
        sink.push(wrong(node, "a permission is written `object.action`"));
        return None;
    };
    let keys: Vec<String> = permissions.iter().map(|permission| format!("{}.{}", permission.object, permission.action)).collect();
    names::index(text, &node.at, keys.iter().map(String::as_str), (Code::UnknownPermission, "permission"), sink)
}
