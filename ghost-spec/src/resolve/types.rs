//! Types: by name, or with what belongs to them.

use super::shape::{Home, object};
use super::{Context, names, version};
use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::{Mapping, items, wrong};
use crate::model::{Enum, EnumId, EnumValue, ShapeId, Type};
use crate::node::{Data, Node};
use crate::suggest;

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

/// Keys that belong to a type.
pub(crate) const KEYS: &[&str] = &["type", "of", "values", "like", "fields", "rust"];

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
    match name {
        "id" => id(context, home, mapping.get("of"), &node.at),
        "enum" => enumeration(context, home, mapping, base).map(Type::Enum),
        "list" => inner(context, home, mapping, base).map(|of| Type::List(Box::new(of))),
        "map" => inner(context, home, mapping, base).map(|of| Type::Map(Box::new(of))),
        "object" => {
            let fields = mapping.need("fields", context.sink)?;
            let rust = mapping.text("rust", context.sink);
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
            let allowed = [KEYS, &["doc", "format", "max", "min"]].concat();
            let mapping = Mapping::of(node, "a type", &allowed, context.sink)?;
            of_mapping(context, home, &mapping, base)
        }
        Data::List(_) => {
            context.sink.push(wrong(node, "a type is a name or a mapping"));
            None
        }
    }
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
    let fault = if RICH.contains(&name) {
        Diagnostic::error(Code::UnknownType, at.clone(), format!("`{name}` needs more than its name"))
            .label("incomplete")
            .help(Some(format!("write `{{ type: {name}, … }}`")))
    } else {
        let known: Vec<&str> =
            PLAIN.iter().map(|(name, _)| *name).chain(RICH.iter().copied()).chain(context.names.keys().map(String::as_str)).collect();
        Diagnostic::error(Code::UnknownType, at.clone(), format!("there is no type `{name}`"))
            .label("unknown type")
            .help(suggest::help(name, known.iter().copied()))
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
    let name = node.text().unwrap_or_default();
    let known: Vec<&str> = context.names.keys().map(String::as_str).collect();
    names::index(name, &node.at, known.into_iter(), (Code::UnknownType, "entity or shape"), context.sink)?;
    context.names.get(name).map(|(id, _)| *id)
}

fn enumeration(context: &mut Context<'_>, home: Home, mapping: &Mapping<'_>, base: &str) -> Option<EnumId> {
    if let Some(node) = mapping.get("like") {
        return like(context, node);
    }
    if let Some(found) = context.field_enums.get(base) {
        return Some(*found);
    }
    let node = mapping.need("values", context.sink)?;
    let values = values(context, node);
    let (rust, doc) = (rust_name(context, mapping), mapping.text("doc", context.sink));
    let id = add_enum(context, Enum { name: base.to_owned(), rust, doc, resource: home.resource, values });
    context.field_enums.insert(base.to_owned(), id);
    Some(id)
}

/// `like: post.status`: the enum of another field, which may come later.
fn like(context: &mut Context<'_>, node: &Node) -> Option<EnumId> {
    let path = node.text().unwrap_or_default();
    let base = path.replace('.', "_");
    if let Some(found) = context.field_enums.get(&base) {
        return Some(*found);
    }
    let found = path.split_once('.').and_then(|(shape, field)| {
        let (home, fields) = context.fields_of.get(shape).copied()?;
        let Data::Map(entries) = &fields.data else { return None };
        let field = &entries.iter().find(|entry| entry.key == field)?.value;
        let mapping = Mapping::open(field, "a field", context.sink)?;
        mapping.get("values")?;
        enumeration(context, home, &mapping, &base)
    });
    if found.is_none() {
        let fault = Diagnostic::error(Code::UnknownType, node.at.clone(), format!("`{path}` is no field with values of its own"));
        context.sink.push(fault.label("no such enum").help("write `shape.field`, such as `post.status`".to_owned()));
    }
    found
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
    for item in listed {
        let value = match &item.data {
            Data::Scalar { text, .. } => EnumValue { value: text.clone(), rust: None, doc: None, versions: Default::default() },
            _ => {
                let Some(mapping) = Mapping::of(item, "a value", &["value", "doc", "rust", "since", "until"], context.sink) else {
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
        if values.iter().any(|other| other.value == value.value) {
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
