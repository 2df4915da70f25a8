//! `api.yaml`: what a whole API shares.

use std::collections::{BTreeMap, HashMap};

use super::{Context, envelope, names, option, version};
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::mapping::{Mapping, Sink, items, texts, wrong};
use crate::model::{AccessClass, Api, Credential, Permission, Role, Rule};
use crate::node::{Data, Node};

const KEYS: &[&str] = &[
    "api",
    "title",
    "doc",
    "docs",
    "base",
    "client",
    "versions",
    "credentials",
    "access",
    "permissions",
    "roles",
    "rules",
    "options",
    "envelopes",
    "shapes",
];

/// Reads everything but the shapes.
pub(crate) fn read<'n>(node: &'n Node, sink: &'n mut Sink) -> Option<Context<'n>> {
    let mapping = Mapping::of(node, "an API", KEYS, sink)?;
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
    let permissions = permissions(&mapping, sink);
    let roles = roles(&mapping, &permissions, &credentials, sink);
    let rules = rules(&mapping, &permissions, &roles, sink);
    let api = Api {
        name,
        title: mapping.need_text("title", sink),
        doc: mapping.need_text("doc", sink),
        docs: mapping.text("docs", sink),
        base: base(&mapping, sink),
        client,
        versions: version::range(&mapping, sink),
        credentials,
        access,
        permissions,
        roles,
        rules,
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
        name: String::new(),
        title: String::new(),
        doc: String::new(),
        docs: None,
        base: String::new(),
        client: String::new(),
        versions: version::any(),
        credentials: Vec::new(),
        access: Vec::new(),
        permissions: Vec::new(),
        roles: Vec::new(),
        rules: Vec::new(),
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
            let mapping = Mapping::of(&entry.value, "a credential", &["doc", "connect"], sink)?;
            let connect = mapping.text("connect", sink);
            if let (Some(connect), Some(node)) = (&connect, mapping.get("connect")) {
                names::check_path(connect, &node.at, sink);
            }
            Some(Credential { name: entry.key.clone(), doc: mapping.need_text("doc", sink), connect })
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
            let mapping = Mapping::of(&entry.value, "an access class", &["doc", "credentials", "anonymous"], sink)?;
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

fn permissions(mapping: &Mapping<'_>, sink: &mut Sink) -> Vec<Permission> {
    let mut permissions = Vec::new();
    for (object, node) in declared(mapping, "permissions", sink) {
        for (action, at) in texts(node, "permissions", sink) {
            let permission = Permission { object: object.clone(), action };
            if permissions.contains(&permission) {
                let text = format!("`{object}.{}` is listed twice", permission.action);
                sink.push(Diagnostic::error(Code::DuplicateName, at, text).label("again here"));
            } else {
                permissions.push(permission);
            }
        }
    }
    permissions
}

fn roles(mapping: &Mapping<'_>, permissions: &[Permission], credentials: &[Credential], sink: &mut Sink) -> Vec<Role> {
    declared(mapping, "roles", sink)
        .filter_map(|(name, node)| {
            names::check_wire(&name, &node.at, false, sink);
            let mapping = Mapping::of(node, "a role", &["doc", "credential", "grants"], sink)?;
            let credential = mapping.get("credential").and_then(|node| {
                let known = credentials.iter().map(|credential| credential.name.as_str());
                names::look_up(node, known, (Code::UnknownCredential, "credential"), sink)
            });
            let mut grants = mapping.need("grants", sink).map_or_else(Vec::new, |node| grants(node, permissions, sink));
            grants.sort_unstable();
            grants.dedup();
            Some(Role { name, doc: mapping.need_text("doc", sink), credential, grants })
        })
        .collect()
}

/// `all`, or `{ post: all, tag: [browse, read] }`.
fn grants(node: &Node, permissions: &[Permission], sink: &mut Sink) -> Vec<usize> {
    if node.text() == Some("all") {
        return (0..permissions.len()).collect();
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
            granted.extend(of_object.iter().map(|(index, _)| *index));
            continue;
        }
        for (action, at) in texts(&entry.value, "grants", sink) {
            let known = of_object.iter().map(|(_, action)| *action);
            let found = names::index(&action, &at, known, (Code::UnknownPermission, "permission"), sink);
            granted.extend(found.map(|index| of_object[index].0));
        }
    }
    granted
}

fn rules(mapping: &Mapping<'_>, permissions: &[Permission], roles: &[Role], sink: &mut Sink) -> Vec<Rule> {
    let Some(node) = mapping.get("rules") else { return Vec::new() };
    items(node, "rules", sink)
        .iter()
        .filter_map(|item| {
            let mapping = Mapping::of(item, "a rule", &["permission", "roles", "rule"], sink)?;
            let permission = permission(mapping.need("permission", sink)?, permissions, sink);
            let known = roles.iter().map(|role| role.name.as_str());
            let listed = mapping.texts("roles", sink);
            let roles =
                listed.iter().filter_map(|(name, at)| names::index(name, at, known.clone(), (Code::UnknownRole, "role"), sink)).collect();
            let rule = mapping.need_text("rule", sink);
            Some(Rule { permission: permission?, roles, rule })
        })
        .collect()
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
