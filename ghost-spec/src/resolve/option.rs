//! Query options: shared ones, refined by a resource, refined by an endpoint.

use super::shape::{Home, check_range};
use super::{Context, names, types, version};
use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::Mapping;
use crate::model::{Enum, EnumId, OptionKind, QueryOption, ShapeId};
use crate::node::Node;

pub(crate) const KEYS: &[&str] = &["type", "doc", "values", "of", "default", "min", "max", "trap", "since", "until", "rust"];

const TYPES: &[&str] =
    &["boolean", "integer", "string", "timestamp", "date", "id", "choice", "choices", "strings", "fields", "filter", "order"];

/// An option's descriptions, the most general first.
pub(crate) struct Layers<'n> {
    layers: Vec<Mapping<'n>>,
}

impl<'n> Layers<'n> {
    /// The descriptions of one option.
    pub(crate) fn of(nodes: impl Iterator<Item = &'n Node>, context: &mut Context<'_>) -> Self {
        Layers { layers: nodes.filter_map(|node| Mapping::of(node, "an option", KEYS, context.sink)).collect() }
    }

    /// The most special description that has a key.
    fn with(&self, key: &str) -> Option<&Mapping<'n>> {
        self.layers.iter().rev().find(|mapping| mapping.get(key).is_some())
    }
}

/// What is being resolved, for names and defaults.
pub(crate) struct Usage<'u> {
    pub(crate) home: Home,
    pub(crate) operation: &'u str,
    /// Shape the endpoint returns.
    pub(crate) returned: Option<ShapeId>,
}

/// An option of an endpoint.
pub(crate) fn resolve(
    context: &mut Context<'_>,
    name: &str,
    at: &At,
    required: bool,
    layers: &Layers<'_>,
    usage: &Usage<'_>,
) -> Option<QueryOption> {
    if layers.layers.is_empty() {
        return None;
    }
    let Some(mapping) = layers.with("type") else {
        let fault = Diagnostic::error(Code::MissingKey, at.clone(), format!("the option `{name}` has no `type`"));
        context.sink.push(fault.label("of what type?").help("declare it under `options`, here or in api.yaml".to_owned()));
        return None;
    };
    let node = mapping.get("type")?;
    let word = node.text().unwrap_or_default();
    names::index(word, &node.at, TYPES.iter().copied(), (Code::UnknownType, "type of option"), context.sink)?;
    let kind = kind(context, (name, at), word, layers, usage)?;
    let text = |context: &mut Context<'_>, key: &str| layers.with(key).and_then(|mapping| mapping.text(key, context.sink));
    let number = |context: &mut Context<'_>, key: &str| layers.with(key).and_then(|mapping| mapping.number(key, context.sink));
    let (min, max) = (number(context, "min"), number(context, "max"));
    if let Some(mapping) = layers.with("min") {
        check_range(context, mapping, min, max);
    }
    let versions = layers.layers.last().map(|mapping| version::bounds(mapping, &context.api.versions, context.sink)).unwrap_or_default();
    Some(QueryOption {
        name: name.to_owned(),
        rust: layers.with("rust").and_then(|mapping| types::rust_name(context, mapping)),
        kind,
        required,
        doc: text(context, "doc"),
        default: text(context, "default"),
        min,
        max,
        trap: text(context, "trap"),
        versions,
    })
}

fn kind(context: &mut Context<'_>, (name, at): (&str, &At), word: &str, layers: &Layers<'_>, usage: &Usage<'_>) -> Option<OptionKind> {
    Some(match word {
        "boolean" => OptionKind::Boolean,
        "integer" => OptionKind::Integer,
        "string" => OptionKind::String,
        "timestamp" => OptionKind::Timestamp,
        "date" => OptionKind::Date,
        "strings" => OptionKind::Strings,
        "filter" => OptionKind::Filter,
        "order" => OptionKind::Order,
        "choice" => OptionKind::Choice(choices(context, (name, at), layers, usage)?),
        "choices" => OptionKind::Choices(choices(context, (name, at), layers, usage)?),
        "id" => OptionKind::Id(match layers.with("of").and_then(|mapping| mapping.get("of")) {
            Some(node) => types::shape_name(context, node)?,
            None => entity(context, at, usage.home.entity)?,
        }),
        _ => OptionKind::Fields(entity(context, at, usage.returned.or(usage.home.entity))?),
    })
}

fn entity(context: &mut Context<'_>, at: &At, found: Option<ShapeId>) -> Option<ShapeId> {
    if found.is_none() {
        context
            .sink
            .push(Diagnostic::error(Code::NoEntity, at.clone(), "there is no entity that this option could be about").label("about what?"));
    }
    found
}

/// The enum of an option: equal values of one option share one within a resource.
fn choices(context: &mut Context<'_>, (name, at): (&str, &At), layers: &Layers<'_>, usage: &Usage<'_>) -> Option<EnumId> {
    let Some(node) = layers.with("values").and_then(|mapping| mapping.get("values")) else {
        let fault = Diagnostic::error(Code::EmptyEnum, at.clone(), format!("the option `{name}` has no `values` here"));
        context.sink.push(fault.label("which ones?").help("list them under `options` of this resource".to_owned()));
        return None;
    };
    let values = types::values(context, node);
    let key = (usage.home.resource, name.to_owned());
    let met = context.option_enums.entry(key.clone()).or_default();
    let same = |id: &&EnumId| context.api.enums[id.0].values.iter().map(|value| &value.value).eq(values.iter().map(|value| &value.value));
    if let Some(found) = met.iter().find(same) {
        return Some(*found);
    }
    let singular = name.strip_suffix('s').filter(|stem| !stem.is_empty() && !name.ends_with("ss") && !name.ends_with("us")).unwrap_or(name);
    let enum_name = if met.is_empty() { singular.to_owned() } else { format!("{}_{singular}", usage.operation) };
    let rust = layers.with("rust").and_then(|mapping| types::rust_name(context, mapping));
    let described =
        Enum { name: enum_name, rust, doc: Some(format!("A value of the option `{name}`.")), resource: usage.home.resource, values };
    let id = types::add_enum(context, described);
    context.option_enums.entry(key).or_default().push(id);
    Some(id)
}
