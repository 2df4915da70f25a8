//! Warnings: what a spec may say but had better not, each with a code from 101 on.
//!
//! They are looked for once a spec has no errors, in its trees, since that is where the places are. [`allow`] takes away those that
//! the spec declines with `allow: [GS0101]`.

mod allow;
mod choice;
mod endpoint;
mod naming;
mod secret;
mod unused;

use crate::diagnostic::{At, Diagnostic, Severity};
use crate::mapping::Sink;
use crate::model::Api;
use crate::node::{Entry, Node};
use crate::vocabulary;
use crate::walk::{self, Found};

/// Adds the warnings of an API to `sink`, which holds what was found in it so far, and takes away those that it allows.
pub(crate) fn check(api: Option<&Api>, shared: Option<&Node>, resources: &[&Node], sink: &mut Sink) {
    let mut mappings = Vec::new();
    shared.into_iter().for_each(|node| walk::mappings(&vocabulary::API, node, &mut |found| mappings.push(found)));
    resources.iter().for_each(|node| walk::mappings(&vocabulary::RESOURCE, node, &mut |found| mappings.push(found)));
    let allowed = allow::read(&mappings, sink);
    if sink.iter().any(|fault| fault.severity() == Severity::Error) {
        return;
    }
    for found in &mappings {
        naming::check(found, sink);
        secret::check(found, sink);
        choice::check(found, sink);
    }
    if let Some(api) = api {
        resources.iter().for_each(|node| endpoint::check(api, node, sink));
        shared.into_iter().for_each(|shared| unused::check(api, shared, resources, sink));
    }
    allow::apply(allowed, sink);
}

/// The place of a mapping's key, or of its first key where it has none.
fn place(found: &Found<'_>) -> At {
    found.entry.map_or_else(|| found.node.entries().first().map_or(&found.node.at, |entry| &entry.key_at), |entry| &entry.key_at).clone()
}

/// What a mapping with `rust` is called by that, if it says so.
fn renamed(entry: &Entry) -> Option<&str> {
    entry.value.get("rust").and_then(Node::text)
}

/// A warning with the help to decline it.
fn warning(code: crate::Code, at: At, message: String, label: &str) -> Diagnostic {
    Diagnostic::warning(code, at, message).label(label)
}
