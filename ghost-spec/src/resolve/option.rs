//! Query options: shared ones, refined by a resource, refined by an endpoint.

use super::shape::{Home, check_range};
use super::{Context, filter, names, types, version};
use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::{Mapping, Sink};
use crate::model::{Enum, EnumId, OptionKind, QueryOption, ShapeId};
use crate::node::Node;
use crate::vocabulary;

/// An option's descriptions, the most general first.
pub(crate) struct Layers<'n> {
    layers: Vec<Mapping<'n>>,
    /// Whether the last one is the endpoint's own.
    own: bool,
}

impl<'n> Layers<'n> {
    /// The descriptions of one option: shared and of the resource, and the endpoint's own.
    pub(crate) fn of(general: impl Iterator<Item = &'n Node>, own: Option<&'n Node>, context: &mut Context<'_>) -> Self {
        let layers = general.chain(own).filter_map(|node| Mapping::of(node, &vocabulary::OPTION, context.sink)).collect();
        Layers { layers, own: own.is_some() }
    }

    /// The most special description that has a key, the endpoint's own left out.
    fn general(&self, key: &str) -> Option<&Mapping<'n>> {
        let count = self.layers.len() - usize::from(self.own && !self.layers.is_empty());
        self.layers[..count].iter().rev().find(|mapping| mapping.get(key).is_some())
    }

    /// The most special description that has a key.
    fn with(&self, key: &str) -> Option<&Mapping<'n>> {
        self.layers.iter().rev().find(|mapping| mapping.get(key).is_some())
    }
}

/// Looks at a declared option by itself, for it may be used nowhere.
pub(crate) fn check_declared(name: &str, node: &Node, sink: &mut Sink) {
    names::check_wire(name, &node.at, false, sink);
    let Some(mapping) = Mapping::of(node, &vocabulary::OPTION, sink) else { return };
    if let Some(node) = mapping.get("type") {
        names::look_up(node, vocabulary::OPTION_TYPES.iter().copied(), (Code::UnknownType, "type of option"), sink);
    }
}

/// Keys that an option of a type has no use for.
fn foreign(word: &str) -> &'static [&'static str] {
    match word {
        "choice" | "choices" => &["of"],
        "id" | "filter" => &["values"],
        _ => &["of", "values"],
    }
}

/// What is being resolved, for names and defaults.
pub(crate) struct Usage<'u> {
    pub(crate) home: Home,
    pub(crate) operation: &'u str,
    /// Shape the endpoint returns.
    pub(crate) returned: Option<ShapeId>,
    /// Whether it returns a list.
    pub(crate) listed: bool,
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
        let fault = Diagnostic::error(Code::UnknownOption, at.clone(), format!("the option `{name}` has no `type`"));
        context.sink.push(fault.label("of what type?").help("declare it under `options`, here or in api.yaml".to_owned()));
        return None;
    };
    let node = mapping.get("type")?;
    let word = vocabulary::OPTION_TYPES
        [names::look_up(node, vocabulary::OPTION_TYPES.iter().copied(), (Code::UnknownType, "type of option"), context.sink)?];
    for layer in &layers.layers {
        layer.refuse(foreign(word), word, context.sink);
    }
    let filters = (word == "filter").then(|| {
        let of = layers.with("of").and_then(|mapping| mapping.get("of"));
        filter::subject(context, of, usage)
    });
    let kind = kind(context, (name, at), word, layers, usage)?;
    let text = |context: &mut Context<'_>, key: &str| layers.with(key).and_then(|mapping| mapping.text(key, context.sink));
    let number = |context: &mut Context<'_>, key: &str| layers.with(key).and_then(|mapping| mapping.number(key, context.sink));
    let (min, max) = (number(context, "min"), number(context, "max"));
    if let Some(mapping) = layers.with("min") {
        check_range(context, mapping, min, max);
    }
    check_default(context, layers, &kind);
    let versions = layers.layers.last().map(|mapping| version::bounds(mapping, &context.api.versions, context.sink)).unwrap_or_default();
    Some(QueryOption {
        name: name.to_owned(),
        rust: layers.with("rust").and_then(|mapping| types::rust_name(context, mapping)),
        kind,
        filters: filters.flatten(),
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

/// The default of a choice is one of its values.
fn check_default(context: &mut Context<'_>, layers: &Layers<'_>, kind: &OptionKind) {
    let (OptionKind::Choice(id) | OptionKind::Choices(id)) = kind else { return };
    let Some(node) = layers.with("default").and_then(|mapping| mapping.get("default")) else { return };
    let known = context.api.enums[id.0].values.iter().map(|value| value.value.as_str());
    for word in node.text().into_iter().flat_map(|text| text.split(',')) {
        names::index(word.trim(), &node.at, known.clone(), (Code::UnknownValue, "value"), context.sink);
    }
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
    let general = layers.general("values").and_then(|mapping| mapping.get("values")).filter(|general| general.at != node.at);
    let refined =
        general.is_some_and(|general| !types::values(context, general).iter().map(|v| &v.value).eq(values.iter().map(|v| &v.value)));
    let key = (usage.home.resource, name.to_owned());
    let met = context.option_enums.entry(key).or_default();
    let same = |id: &&EnumId| context.api.enums[id.0].values.iter().map(|value| &value.value).eq(values.iter().map(|value| &value.value));
    if let Some(found) = met.iter().find(same) {
        return Some(*found);
    }
    let stem = singular(name);
    // What the resource says has the plain name, whichever endpoint comes first.
    let taken = met.iter().any(|id| context.api.enums[id.0].name == stem);
    let enum_name = if refined || taken { format!("{}_{stem}", usage.operation) } else { stem.to_owned() };
    let rust = layers.with("rust").and_then(|mapping| types::rust_name(context, mapping));
    let described =
        Enum { name: enum_name, rust, doc: Some(format!("A value of the option `{name}`.")), resource: usage.home.resource, values };
    let id = types::add_enum(context, described);
    context.option_enums.entry((usage.home.resource, name.to_owned())).or_default().push(id);
    Some(id)
}

/// One of what a name is the plural of, as far as an `s` tells.
pub(crate) fn singular(name: &str) -> &str {
    name.strip_suffix('s').filter(|stem| !stem.is_empty() && !name.ends_with("ss") && !name.ends_with("us")).unwrap_or(name)
}
