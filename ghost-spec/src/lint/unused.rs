//! What is declared for a whole API and used nowhere: envelopes, access classes, credentials, options, shapes.

use std::collections::BTreeSet;

use super::warning;
use crate::code::Code;
use crate::mapping::Sink;
use crate::model::{Api, Endpoint, Sends, Shape};
use crate::node::{Entry, Node};

/// Looks at what `api.yaml` declares, and at the shapes of all files.
pub(super) fn check(api: &Api, shared: &Node, resources: &[&Node], sink: &mut Sink) {
    let endpoints: Vec<&Endpoint> = api.resources.iter().flat_map(|resource| &resource.endpoints).collect();
    declarations(shared, ("envelopes", "no endpoint has the envelope"), &envelopes(&endpoints), sink);
    let classes = endpoints.iter().filter_map(|endpoint| api.access.get(endpoint.access)).map(|class| class.name.as_str());
    declarations(shared, ("access", "no endpoint has the access class"), &classes.collect(), sink);
    let listed = api.access.iter().filter(|class| !class.anonymous).flat_map(|class| &class.credentials);
    let credentials = listed.filter_map(|index| api.credentials.get(*index)).map(|credential| credential.name.as_str());
    declarations(shared, ("credentials", "no access class lists the credential"), &credentials.collect(), sink);
    let options = endpoints.iter().flat_map(|endpoint| &endpoint.query).map(|option| option.name.as_str());
    declarations(shared, ("options", "no endpoint takes the option"), &options.collect(), sink);
    std::iter::once(&shared).chain(resources).for_each(|file| shapes(api, file, sink));
}

/// Entries of a mapping of `api.yaml` that are not among the `used`.
fn declarations(shared: &Node, (key, told): (&str, &str), used: &BTreeSet<&str>, sink: &mut Sink) {
    for entry in entries(shared, key).iter().filter(|entry| !used.contains(entry.key.as_str())) {
        let fault = warning(Code::UnusedDeclaration, entry.key_at.clone(), format!("{told} `{}`", entry.key), "never used");
        sink.push(fault.help("take it out, or say with `allow` what it is for".to_owned()));
    }
}

fn envelopes<'a>(endpoints: &[&'a Endpoint]) -> BTreeSet<&'a str> {
    let sent = endpoints.iter().filter_map(|endpoint| match &endpoint.sends {
        Some(Sends::Body { envelope, .. }) => Some(envelope),
        Some(Sends::Upload(_)) | None => None,
    });
    endpoints.iter().map(|endpoint| &endpoint.returns.envelope).chain(sent).map(|envelope| envelope.name.as_str()).collect()
}

/// Shapes of a file that nothing reads, writes or names by its id.
fn shapes(api: &Api, file: &Node, sink: &mut Sink) {
    for entry in entries(file, "shapes") {
        if api.shapes.iter().any(|shape| shape.name == entry.key && !is_reached(shape)) {
            let text = format!("no endpoint leads to the shape `{}`", entry.key);
            let fault = warning(Code::UnreachedShape, entry.key_at.clone(), text, "nothing holds one");
            sink.push(fault.help("take it out, or let a field or an endpoint be of this type".to_owned()));
        }
    }
}

fn is_reached(shape: &Shape) -> bool {
    shape.is_read || shape.is_written || shape.is_added || shape.is_edited || shape.has_id
}

fn entries<'n>(file: &'n Node, key: &str) -> &'n [Entry] {
    file.get(key).map_or(&[], Node::entries)
}
