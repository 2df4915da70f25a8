//! Types: by name, or with what belongs to them.

use std::collections::BTreeSet;

use super::shape::{Home, object};
use super::{Context, names, version};
use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::{Mapping, items, text, wrong};
use crate::model::{Enum, EnumId, EnumValue, ShapeId, Type};
use crate::node::{Data, Node};
use crate::suggest;
use crate::vocabulary;

/// Types that a name alone says.
const PLAIN: &[(&str, Type)] = &[
    ("string", Type::String),
    ("json_string", Type::JsonString),
    ("boolean", Type::Boolean),
    ("integer", Type::Integer),
    ("number", Type::Number),
    ("timestamp", Type::Timestamp),
    ("date", Type::Date),
    ("json", Type::Json),
];

/// Types that need more than their name.
const RICH: &[&str] = &["id", "enum", "list", "map", "object"];

/// The type that a mapping with the key `type` says; inline types are named `base`.
pub(crate) fn of_mapping(context: &mut Context<'_>, home: Home, mapping: &Mapping<'_>, base: &str) -> Option<Type> {
    if mapping.get("type").is_none()
        && let Some(node) = mapping.get("like")
    {
        return like(context, node).map(Type::Enum);
    }
    let node = mapping.need("type", context.sink)?;
    let Some(name) = node.text() else {
        return of_node(context, home, node, base);
    };
    let own: &[&str] = match name {
        "id" | "list" | "map" => &["of"],
        "enum" => &["values", "like"],
        "object" => &["fields"],
        _ => &[],
    };
    let foreign: Vec<&str> = ["of", "values", "like", "fields"].into_iter().filter(|key| !own.contains(key)).collect();
    mapping.refuse(&foreign, name, context.sink);
    match name {
        "id" => id(context, home, mapping.get("of"), &node.at),
        "enum" => enumeration(context, home, mapping, base).map(Type::Enum),
        "list" => inner(context, home, mapping, base).map(|of| Type::List(Box::new(of))),
        "map" => inner(context, home, mapping, base).map(|of| Type::Map(Box::new(of))),
        "object" => {
            let fields = mapping.need("fields", context.sink)?;
            let rust = rust_name(context, mapping);
            let doc =
                mapping.text("doc", context.sink).unwrap_or_else(|| format!("The {} of it.", base.rsplit('_').next().unwrap_or(base)));
            Some(Type::Shape(object(context, home, base, (rust, doc), fields)))
        }
        _ => by_name(context, name, &node.at),
    }
}

/// The type that a node says: a name, a mapping with `type`, or `{ list: … }`.
pub(crate) fn of_node(context: &mut Context<'_>, home: Home, node: &Node, base: &str) -> Option<Type> {
    match &node.data {
        Data::Scalar { text, .. } if text == "id" => id(context, home, None, &node.at),
        Data::Scalar { text, .. } => by_name(context, text, &node.at),
        Data::Map(entries) => {
            if let [entry] = &entries[..]
                && (entry.key == "list" || entry.key == "map")
            {
                let of = Box::new(of_node(context, home, &entry.value, base)?);
                return Some(if entry.key == "list" { Type::List(of) } else { Type::Map(of) });
            }
            let mapping = Mapping::of(node, &vocabulary::TYPE_IN_PLACE, context.sink)?;
            of_mapping(context, home, &mapping, base)
        }
        Data::List(_) => {
            context.sink.push(wrong(node, "a type is a name or a mapping"));
            None
        }
    }
}

/// Whether the language has a type of this name already.
pub(crate) fn is_built_in(name: &str) -> bool {
    PLAIN.iter().any(|(plain, _)| *plain == name) || RICH.contains(&name)
}

fn inner(context: &mut Context<'_>, home: Home, mapping: &Mapping<'_>, base: &str) -> Option<Type> {
    let node = mapping.need("of", context.sink)?;
    of_node(context, home, node, base)
}

fn by_name(context: &mut Context<'_>, name: &str, at: &At) -> Option<Type> {
    if let Some((_, ty)) = PLAIN.iter().find(|(plain, _)| *plain == name) {
        return Some(ty.clone());
    }
    if let Some((id, _)) = context.names.get(name) {
        return Some(Type::Shape(*id));
    }
    let fault =
        if RICH.contains(&name) {
            Diagnostic::error(Code::UnknownType, at.clone(), format!("`{name}` needs more than its name"))
                .label("incomplete")
                .help(Some(format!("write `{{ type: {name}, … }}`")))
        } else {
            let known: Vec<&str> =
                PLAIN.iter().map(|(name, _)| *name).chain(RICH.iter().copied()).chain(context.names.keys().map(String::as_str)).collect();
            Diagnostic::error(Code::UnknownType, at.clone(), format!("there is no type `{name}`"))
                .label("unknown type")
                .help(suggest::help(name, known.iter().copied(), context.sink.len()))
        };
    context.sink.push(fault);
    None
}

fn id(context: &mut Context<'_>, home: Home, of: Option<&Node>, at: &At) -> Option<Type> {
    let Some(node) = of else {
        if home.entity.is_none() {
            let fault = Diagnostic::error(Code::NoEntity, at.clone(), "whose id is it? There is no entity here");
            context.sink.push(fault.label("needs `of`").help("write `{ type: id, of: entity }`".to_owned()));
        }
        return home.entity.map(Type::Id);
    };
    shape_name(context, node).map(Type::Id)
}

/// A shape by name.
pub(crate) fn shape_name(context: &mut Context<'_>, node: &Node) -> Option<ShapeId> {
    let known: Vec<&str> = context.names.keys().map(String::as_str).collect();
    let index = names::look_up(node, known.iter().copied(), (Code::UnknownType, "entity or shape"), context.sink)?;
    context.names.get(known[index]).map(|(id, _)| *id)
}

fn enumeration(context: &mut Context<'_>, home: Home, mapping: &Mapping<'_>, base: &str) -> Option<EnumId> {
    if let Some(node) = mapping.get("like") {
        if let Some(values) = mapping.get("values") {
            let fault =
                Diagnostic::error(Code::WrongKind, values.at.clone(), "an enum has `values` of its own or those of `like`, not both");
            context.sink.push(fault.label("one too many"));
        }
        return like(context, node);
    }
    let node = mapping.need("values", context.sink)?;
    let key = (node.at.file, node.at.start);
    if let Some(found) = context.field_enums.get(&key) {
        return Some(*found);
    }
    let values = values(context, node);
    let (rust, doc) = (rust_name(context, mapping), mapping.text("doc", context.sink));
    let id = add_enum(context, Enum { name: base.to_owned(), rust, doc, resource: home.resource, values });
    context.field_enums.insert(key, id);
    Some(id)
}

/// `like: post.status`: the enum of another field, which may come later.
fn like(context: &mut Context<'_>, node: &Node) -> Option<EnumId> {
    let path = text(node, "like", context.sink)?;
    let mut parts = path.split('.');
    let shape = parts.next().unwrap_or_default();
    let Some((home, fields)) = context.fields_of.get(shape).copied() else {
        let known: Vec<&str> = context.fields_of.keys().map(String::as_str).collect();
        names::index(shape, &node.at, known.into_iter(), (Code::UnknownType, "entity or shape"), context.sink);
        return None;
    };
    let parts: Vec<&str> = parts.collect();
    let Some(written) = written_values(fields, &parts) else {
        let fault = Diagnostic::error(Code::UnknownType, node.at.clone(), format!("`{path}` is no field with values of its own"));
        let last = parts.last().copied().unwrap_or_default();
        let near = suggest::nearest(last, keys(fields), context.sink.len()).filter(|near| parts.len() == 1 && *near != last);
        let help =
            near.map_or_else(|| "write `shape.field`, such as `post.status`".to_owned(), |near| format!("did you mean `{shape}.{near}`?"));
        context.sink.push(fault.label("no such enum").help(help));
        return None;
    };
    let mapping = Mapping::open(written, "a field", context.sink)?;
    enumeration(context, home, &mapping, &path.replace('.', "_"))
}

/// The mapping with `values` that a path of field names leads to. One that refers on to another is refused, or two
/// could refer to each other.
fn written_values<'n>(fields: &'n Node, path: &[&str]) -> Option<&'n Node> {
    let (name, rest) = path.split_first()?;
    let mut node = value(fields, name)?;
    loop {
        match rest {
            [] if value(node, "like").is_none() && value(node, "values").is_some() => return Some(node),
            [_, ..] if value(node, "fields").is_some() => return written_values(value(node, "fields")?, rest),
            _ => node = value(node, "of")?,
        }
    }
}

fn value<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let Data::Map(entries) = &node.data else { return None };
    entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
}

fn keys(node: &Node) -> impl Iterator<Item = &str> {
    let entries = match &node.data {
        Data::Map(entries) => &entries[..],
        _ => &[],
    };
    entries.iter().map(|entry| entry.key.as_str())
}

/// Adds an enum to the API.
pub(crate) fn add_enum(context: &mut Context<'_>, described: Enum) -> EnumId {
    context.api.enums.push(described);
    EnumId(context.api.enums.len() - 1)
}

/// A checked `rust` name.
pub(crate) fn rust_name(context: &mut Context<'_>, mapping: &Mapping<'_>) -> Option<String> {
    let name = mapping.text("rust", context.sink)?;
    let at = mapping.get("rust").map(|node| node.at.clone())?;
    names::check_rust(&name, &at, context.sink).then_some(name)
}

/// Values of an enum: texts, or mappings with `value`.
pub(crate) fn values(context: &mut Context<'_>, node: &Node) -> Vec<EnumValue> {
    let listed = items(node, "values", context.sink);
    let mut values: Vec<EnumValue> = Vec::new();
    let mut met = BTreeSet::new();
    for item in listed {
        let value = match &item.data {
            Data::Scalar { text, .. } => EnumValue { value: text.clone(), rust: None, doc: None, versions: Default::default() },
            _ => {
                let Some(mapping) = Mapping::of(item, &vocabulary::ENUM_VALUE, context.sink) else {
                    continue;
                };
                EnumValue {
                    value: mapping.need_text("value", context.sink),
                    rust: rust_name(context, &mapping),
                    doc: mapping.text("doc", context.sink),
                    versions: version::bounds(&mapping, &context.api.versions, context.sink),
                }
            }
        };
        names::check_wire(&value.value, &item.at, value.rust.is_some(), context.sink);
        if !met.insert(value.value.clone()) {
            context.sink.push(
                Diagnostic::error(Code::DuplicateName, item.at.clone(), format!("`{}` is listed twice", value.value)).label("again here"),
            );
        } else {
            values.push(value);
        }
    }
    if listed.is_empty() {
        context.sink.push(Diagnostic::error(Code::EmptyEnum, node.at.clone(), "no values").label("empty"));
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vocabulary_has_every_type() {
        let known: Vec<&str> = PLAIN.iter().map(|(name, _)| *name).chain(RICH.iter().copied()).collect();
        assert_eq!(known, vocabulary::FIELD_TYPES);
    }
}
