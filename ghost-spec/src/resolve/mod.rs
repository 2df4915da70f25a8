//! From trees to the model: every name is looked up, every fault is noted, reading goes on.
//!
//! An API is resolved in three steps: [`api`] reads `api.yaml`, [`shape`] and [`resource`] the
//! resources (all names are declared before any is used), and [`usage`] works out how each shape
//! is used.

mod api;
mod endpoint;
mod envelope;
mod names;
mod option;
mod resource;
mod shape;
mod types;
mod usage;
mod version;

use std::collections::BTreeMap;

use self::shape::Home;
use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::Sink;
use crate::model::{Api, EnumId, ShapeId};
use crate::node::{self, Node};
use crate::source::Sources;

/// A parsed file.
pub(crate) struct File<'s> {
    name: &'s str,
    node: Node,
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
    /// Enums of fields by base name.
    pub(crate) field_enums: BTreeMap<String, EnumId>,
    /// Enums of options by resource and option.
    pub(crate) option_enums: BTreeMap<(Option<usize>, String), Vec<EnumId>>,
    /// Shared query options.
    pub(crate) options: BTreeMap<String, &'n Node>,
    pub(crate) envelopes: BTreeMap<String, envelope::Declared>,
    /// Routes met, without names of parameters.
    pub(crate) routes: BTreeMap<String, At>,
    pub(crate) sink: &'n mut Sink,
}

/// Resolves every API of the files.
pub(crate) fn apis(sources: &Sources, sink: &mut Sink) -> Vec<Api> {
    let files: Vec<File<'_>> = sources
        .files()
        .iter()
        .enumerate()
        .filter_map(|(index, file)| node::parse(index, &file.text, sink).map(|node| File { name: &file.name, node }))
        .collect();
    let mut folders: BTreeMap<&str, Vec<&File<'_>>> = BTreeMap::new();
    for file in &files {
        let folder = file.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        folders.entry(folder).or_default().push(file);
    }
    if sources.files().is_empty() && sink.is_empty() {
        sink.push(Diagnostic::nowhere(Code::NoApi, "the spec has no files"));
    }
    let mut apis = Vec::new();
    for (folder, files) in folders {
        match files.iter().position(|file| base_name(file.name) == "api.yaml") {
            Some(index) => {
                let resources: Vec<&File<'_>> = files.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, file)| *file).collect();
                apis.extend(one(files[index], &resources, sink));
            }
            // Its own faults were told when it was parsed; then there is nothing to say but those.
            None if sources.files().iter().any(|file| file.name == joined(folder, "api.yaml")) => {}
            None => {
                let text = format!("`{}` has no api.yaml beside it", files.first().map_or("", |file| file.name));
                sink.push(Diagnostic::nowhere(Code::NoApi, text));
            }
        }
    }
    apis.sort_by(|a: &Api, b| a.name.cmp(&b.name));
    apis
}

fn base_name(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, base)| base)
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

fn one(file: &File<'_>, resources: &[&File<'_>], sink: &mut Sink) -> Option<Api> {
    let mut context = api::read(&file.node, sink)?;
    let drafts = resource::declare(&mut context, &file.node, resources);
    resource::fill(&mut context, drafts);
    usage::mark(&mut context.api);
    Some(context.api)
}
