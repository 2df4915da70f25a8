//! From trees to the model: every name is looked up, every fault is noted, reading goes on.
//!
//! An API is resolved in three steps: [`api`] reads `api.yaml`, [`shape`] and [`resource`] the
//! resources (all names are declared before any is used), and [`usage`] works out how each shape
//! is used.

mod api;
mod asked;
mod cursor;
mod endpoint;
mod envelope;
mod filter;
pub(crate) mod names;
mod option;
mod resource;
mod route;
mod shape;
mod transport;
mod types;
mod usage;
mod version;

use std::collections::{BTreeMap, HashMap};

use self::shape::Home;
use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::lint;
use crate::mapping::Sink;
use crate::model::{Api, EnumId, ShapeId};
use crate::node::{self, Node};
use crate::source::Sources;

/// A file of the spec.
pub(crate) struct File<'s> {
    name: &'s str,
    /// `None` if it cannot be read or is malformed; a fault says why.
    node: Option<Node>,
}

/// What is known of an API while it is resolved.
pub(crate) struct Context<'n> {
    pub(crate) api: Api,
    /// Named shapes and entities with the place of their name.
    pub(crate) names: BTreeMap<String, (ShapeId, At)>,
    /// Their fields as written, for `like`.
    pub(crate) fields_of: BTreeMap<String, (Home, &'n Node)>,
    /// Inline shapes by their parent; named ones have none.
    pub(crate) children: BTreeMap<Option<ShapeId>, Vec<ShapeId>>,
    /// Names of inline shapes, and how many more would have had each.
    pub(crate) inline: HashMap<String, usize>,
    /// Enums of fields by the file and byte at which their values are written: `like` may lead to them early.
    pub(crate) field_enums: BTreeMap<(usize, usize), EnumId>,
    /// Enums of options by resource and option.
    pub(crate) option_enums: BTreeMap<(Option<usize>, String), Vec<EnumId>>,
    /// Shared query options.
    pub(crate) options: BTreeMap<String, &'n Node>,
    /// Envelopes; `None` for one whose declaration is at fault.
    pub(crate) envelopes: BTreeMap<String, Option<envelope::Declared>>,
    /// What fields say of query options, to be checked when the endpoints are known.
    pub(crate) claims: Vec<asked::Claim>,
    /// Routes met, without names of parameters.
    pub(crate) routes: BTreeMap<String, At>,
    pub(crate) sink: &'n mut Sink,
}

/// Resolves every API of the files.
pub(crate) fn apis(sources: &Sources, sink: &mut Sink) -> Vec<Api> {
    if sources.files().is_empty() && sink.is_empty() {
        sink.push(Diagnostic::nowhere(Code::NoApi, "the spec has no files"));
    }
    let files: Vec<File<'_>> = sources
        .files()
        .iter()
        .enumerate()
        .map(|(index, file)| File { name: &file.name, node: file.read.then(|| node::parse(index, &file.text, sink)).flatten() })
        .collect();
    let mut folders: BTreeMap<&str, Vec<&File<'_>>> = BTreeMap::new();
    for file in &files {
        let folder = file.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        folders.entry(folder).or_default().push(file);
    }
    let mut apis: Vec<(Api, At)> = Vec::new();
    for files in folders.into_values() {
        let (shared, resources): (Vec<&File<'_>>, Vec<&File<'_>>) = files.into_iter().partition(|file| base_name(file.name) == "api.yaml");
        let Some(shared) = shared.first() else {
            sink.push(without_api(&resources));
            continue;
        };
        let Some((api, at)) = one(shared, &resources, sink) else { continue };
        if let Some((_, first)) = apis.iter().find(|(other, _)| other.name == api.name) {
            let fault = Diagnostic::error(Code::DuplicateName, at.clone(), format!("there are two APIs `{}`", api.name));
            sink.push(fault.label("again here").also(first.clone(), "first here"));
        }
        apis.push((api, at));
    }
    let mut apis: Vec<Api> = apis.into_iter().map(|(api, _)| api).collect();
    apis.sort_by(|a, b| a.name.cmp(&b.name));
    apis
}

fn base_name(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, base)| base)
}

fn without_api(files: &[&File<'_>]) -> Diagnostic {
    let first = files.first().map_or("", |file| file.name);
    let text = match files.len() {
        1 => format!("there is no `api.yaml` beside `{first}`"),
        count => format!("there is no `api.yaml` beside `{first}` and {} more", count - 1),
    };
    Diagnostic::nowhere(Code::NoApi, text).help("`api.yaml` says what the resources of a folder share".to_owned())
}

/// Resolves the files of one folder.
fn one(shared: &File<'_>, resources: &[&File<'_>], sink: &mut Sink) -> Option<(Api, At)> {
    let mut found = Sink::new();
    let read = shared.node.as_ref().and_then(|node| api::read(node, &mut found));
    let (api, shared_missing) = match read {
        Some(context) => (Some(resolve(context, shared.node.as_ref(), resources)), false),
        None => {
            resolve(api::unknown(&mut found), None, resources);
            (None, true)
        }
    };
    let trees: Vec<&Node> = resources.iter().filter_map(|file| file.node.as_ref()).collect();
    lint::check(api.as_ref(), shared.node.as_ref(), &trees, &mut found);
    let resource_missing = resources.iter().any(|file| file.node.is_none());
    found.retain(|fault| !(shared_missing && needs_shared(fault.code()) || resource_missing && may_be_declared(fault)));
    sink.append(&mut found);
    let at = shared.node.as_ref().map(|node| match &node.data {
        node::Data::Map(entries) => entries.iter().find(|entry| entry.key == "api").map_or(&node.at, |entry| &entry.value.at).clone(),
        _ => node.at.clone(),
    });
    api.map(|api| Api { file: shared.name.to_owned(), ..api }).zip(at)
}

fn resolve<'n>(mut context: Context<'n>, shared: Option<&'n Node>, resources: &'n [&'n File<'n>]) -> Api {
    let drafts = resource::declare(&mut context, shared, resources);
    resource::fill(&mut context, drafts);
    if let Some(node) = shared {
        api::groups(node, &mut context);
    }
    usage::mark(&mut context.api);
    usage::check(&mut context);
    filter::check(&mut context);
    context.api
}

/// Whether faults of a kind cannot be told without `api.yaml`.
fn needs_shared(code: Code) -> bool {
    matches!(
        code,
        Code::UnknownType
            | Code::UnknownOption
            | Code::UnknownEnvelope
            | Code::UnknownAccess
            | Code::UnknownPermission
            | Code::UnknownAsked
            | Code::UnusedSets
            | Code::EmptyEnum
            | Code::EnvelopeContent
            | Code::Unused
            | Code::NotFilterable
    )
}

/// Whether a file that cannot be read may declare what a fault misses. A near name is a slip all the same.
fn may_be_declared(fault: &Diagnostic) -> bool {
    fault.code() == Code::UnknownType && !fault.help_text().is_some_and(|help| help.starts_with("did you mean"))
}
