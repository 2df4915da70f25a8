//! Endpoints that reach more than they should, are open to more than they should, or do not say what they do.

use std::collections::{BTreeMap, BTreeSet};

use super::warning;
use crate::code::Code;
use crate::diagnostic::At;
use crate::mapping::Sink;
use crate::model::{Api, Check, Endpoint, EnvelopeKind, Method, Resource, Segment};
use crate::node::{Entry, Node};

/// Words that stand where somebody meant to write something.
const PLACEHOLDERS: [&str; 6] = ["todo", "fixme", "tbd", "xxx", "undocumented", "wip"];

/// Looks at the endpoints of one resource file.
pub(super) fn check(api: &Api, file: &Node, sink: &mut Sink) {
    let name = file.get("resource").and_then(Node::text).unwrap_or_default();
    let Some(resource) = api.resources.iter().find(|resource| resource.name == name) else { return };
    let entries = file.get("endpoints").map_or(&[][..], Node::entries);
    let listed: BTreeSet<String> =
        resource.endpoints.iter().filter(|endpoint| lists(endpoint)).map(|endpoint| endpoint.written_path()).collect();
    let mut docs: BTreeMap<&str, &At> = BTreeMap::new();
    for (entry, endpoint) in entries.iter().zip(&resource.endpoints) {
        bulk(entry, endpoint, &listed, sink);
        permission(api, entry, endpoint, sink);
        doc(resource, entry, endpoint, sink);
        if let Some(node) = entry.value.get("doc") {
            if let Some(first) = docs.get(endpoint.doc.as_str()) {
                let text = format!("`{}` says what another endpoint says", endpoint.name);
                sink.push(warning(Code::Undocumented, node.at.clone(), text, "word for word").also((*first).clone(), "first here"));
            }
            docs.entry(&endpoint.doc).or_insert(&node.at);
        }
    }
}

fn lists(endpoint: &Endpoint) -> bool {
    endpoint.method == Method::Get && matches!(endpoint.returns.envelope.kind, EnvelopeKind::Page | EnvelopeKind::List)
}

/// A change that nothing narrows: no parameter, no option that must be given, and no body that says what it is about.
fn bulk(entry: &Entry, endpoint: &Endpoint, listed: &BTreeSet<String>, sink: &mut Sink) {
    let changes = matches!(endpoint.method, Method::Put | Method::Patch | Method::Delete);
    let is_narrowed = endpoint.path.iter().any(|segment| matches!(segment, Segment::Parameter { .. }))
        || endpoint.query.iter().any(|option| option.required)
        || !endpoint.one_of.is_empty();
    if !changes || is_narrowed {
        return;
    }
    // What is sent to the path of a page is about its items; elsewhere a body is about the one thing that is there.
    let says_what = endpoint.method != Method::Delete && endpoint.sends.is_some() && !is_page_of(endpoint, listed);
    if says_what {
        return;
    }
    let at = entry.value.get("call").map_or(&entry.key_at, |node| &node.at).clone();
    let filter = endpoint.query.iter().find(|option| option.name == "filter");
    let help = match filter {
        Some(_) => "write `filter!` in `query`: it becomes an argument that cannot be left out or be empty",
        None => "let it take a filter that must be given: `query: [filter!]`; or say with `allow` why it is meant to",
    };
    let text = format!("`{}` reaches everything: nothing must be given that narrows it", endpoint.name);
    sink.push(warning(Code::BulkWithoutFilter, at, text, "no parameter, no required option").help(help.to_owned()));
}

/// Whether the body goes to a list whose items it may change, and is not a list itself.
fn is_page_of(endpoint: &Endpoint, listed: &BTreeSet<String>) -> bool {
    use crate::model::Sends;
    let is_list = matches!(&endpoint.sends, Some(Sends::Body { envelope, .. }) if envelope.kind == EnvelopeKind::List);
    listed.contains(&endpoint.written_path()) && !is_list
}

/// A change that no permission guards, in an API that has permissions.
fn permission(api: &Api, entry: &Entry, endpoint: &Endpoint, sink: &mut Sink) {
    let said = entry.value.get("permission");
    let is_public = api.access.get(endpoint.access).is_some_and(|class| class.anonymous);
    let is_guarded = !matches!(endpoint.permission, Check::None);
    // Where nobody logs in there is no role to ask; that it is so must be said.
    if endpoint.method == Method::Get || is_guarded || api.permissions.is_empty() || is_public && said.is_some() {
        return;
    }
    let at = said.map_or(&entry.key_at, |node| &node.at).clone();
    let label = if said.is_some() { "no role is asked" } else { "no `permission`" };
    let text = format!("`{}` changes something, and every role may call it", endpoint.name);
    let help = "name what the server checks: `permission: post.edit`, or `permission: { function: the check in words }`";
    sink.push(warning(Code::WriteWithoutPermission, at, text, label).help(help.to_owned()));
}

/// Documentation that says nothing.
fn doc(resource: &Resource, entry: &Entry, endpoint: &Endpoint, sink: &mut Sink) {
    let Some(node) = entry.value.get("doc") else { return };
    let words: Vec<String> =
        endpoint.doc.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let is_placeholder = words.iter().any(|word| PLACEHOLDERS.contains(&word.as_str()));
    if words.len() > 1 && !is_placeholder {
        return;
    }
    let text = format!("nothing tells what `{}.{}` does", resource.name, endpoint.name);
    let help = "a sentence that begins with a verb: `Lists posts.`; it becomes the documentation of the method";
    sink.push(warning(Code::Undocumented, node.at.clone(), text, "says nothing").help(help.to_owned()));
}
