//! Routes: the method and path of an endpoint, and what stands in its braces.

use super::shape::Home;
use super::{Context, names, types};
use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::{Mapping, text};
use crate::model::{Method, Segment, Type};
use crate::node::Node;
use crate::vocabulary;

const METHODS: &[(&str, Method)] =
    &[("GET", Method::Get), ("POST", Method::Post), ("PUT", Method::Put), ("PATCH", Method::Patch), ("DELETE", Method::Delete)];

/// Reads `GET /posts/{id}/`; `declared` says the types of parameters.
pub(crate) fn read(
    context: &mut Context<'_>,
    home: Home,
    operation: &str,
    node: &Node,
    declared: Option<&Mapping<'_>>,
) -> Option<(Method, Vec<Segment>)> {
    let text = text(node, "call", context.sink)?;
    let (method, parts) = match split(text, context.api.slash) {
        Ok(found) => found,
        Err(message) => {
            let fault = Diagnostic::error(Code::BadCall, node.at.clone(), message).label("not a call");
            let help = if context.api.slash {
                "a method and a path with a slash at both ends: `GET /posts/{id}/`"
            } else {
                "a method and a path without a slash at its end, as `slash: false` of the API says: `GET /posts/{id}`"
            };
            context.sink.push(fault.help(help.to_owned()));
            return None;
        }
    };
    let mut segments = Vec::new();
    for part in parts {
        match part {
            Part::Fixed(text) => segments.push(Segment::Fixed(text.to_owned())),
            Part::Parameter(name) => {
                names::check_snake(name, &node.at, "a path parameter", context.sink);
                if segments.iter().any(|segment| is(segment, name)) {
                    let fault = Diagnostic::error(Code::PathParameter, node.at.clone(), format!("`{{{name}}}` is in the path twice"));
                    context.sink.push(fault.label("one name for two"));
                }
                segments.push(parameter(context, home, (name, &node.at), operation, declared));
            }
        }
    }
    for entry in declared.iter().flat_map(|mapping| mapping.entries()) {
        if !segments.iter().any(|segment| is(segment, &entry.key)) {
            let fault = Diagnostic::error(Code::PathParameter, entry.key_at.clone(), format!("the path has no `{{{}}}`", entry.key));
            context.sink.push(fault.label("not in the path").also(node.at.clone(), "this path"));
        }
    }
    check_unique(context, method, &segments, &node.at);
    Some((method, segments))
}

enum Part<'t> {
    Fixed(&'t str),
    Parameter(&'t str),
}

/// Method and segments; `slash` is whether paths end in one. The API's own address is `/` in any case.
fn split(text: &str, slash: bool) -> Result<(Method, Vec<Part<'_>>), String> {
    let (word, path) = text.split_once(' ').ok_or_else(|| format!("`{text}` is not a method and a path"))?;
    let known = METHODS.iter().find(|(name, _)| *name == word);
    let (_, method) = known.ok_or_else(|| format!("`{word}` is not an HTTP method in capitals"))?;
    if path == "/" {
        return Ok((*method, Vec::new()));
    }
    let inner = match (path.strip_prefix('/'), slash) {
        (Some(rest), false) if !rest.ends_with('/') => rest,
        (Some(rest), true) if rest.ends_with('/') => &rest[..rest.len() - 1],
        (_, true) => return Err(format!("the path `{path}` does not start and end with a slash")),
        (Some(_), false) => return Err(format!("the path `{path}` ends with a slash, and paths of this API do not")),
        (None, false) => return Err(format!("the path `{path}` does not start with a slash")),
    };
    Ok((*method, inner.split('/').map(part).collect::<Result<_, _>>()?))
}

fn part(part: &str) -> Result<Part<'_>, String> {
    match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
        Some(name) => Ok(Part::Parameter(name)),
        None if part.is_empty() => Err("there are two slashes in a row".to_owned()),
        None if is_plain(part) => Ok(Part::Fixed(part)),
        None => Err(format!("`{part}` cannot be part of a path")),
    }
}

/// What needs no encoding and leads nowhere else.
fn is_plain(part: &str) -> bool {
    !part.is_empty() && part != "." && part != ".." && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.~".contains(c))
}

fn is(segment: &Segment, parameter: &str) -> bool {
    matches!(segment, Segment::Parameter { name, .. } if name == parameter)
}

fn parameter(context: &mut Context<'_>, home: Home, (name, at): (&str, &At), operation: &str, declared: Option<&Mapping<'_>>) -> Segment {
    let said = declared.and_then(|mapping| mapping.get(name));
    if let Some(mapping) = said.and_then(|node| Mapping::of(node, &vocabulary::PATH_PARAMETER, context.sink)) {
        let ty = types::of_mapping(context, home, &mapping, &format!("{operation}_{name}")).unwrap_or(Type::String);
        if matches!(ty, Type::Json | Type::JsonString | Type::Shape(_) | Type::List(_) | Type::Map(_)) {
            let at = mapping.get("type").map_or(at, |node| &node.at).clone();
            let fault = Diagnostic::error(Code::PathParameter, at, format!("`{{{name}}}` cannot be of this type"));
            context.sink.push(fault.label("not a single value"));
        }
        return Segment::Parameter { name: name.to_owned(), ty, doc: mapping.text("doc", context.sink) };
    }
    if said.is_none() && name == "id" && home.entity.is_none() {
        let fault = Diagnostic::error(Code::PathParameter, at.clone(), "whose id is `{id}`? The resource has no entity");
        context.sink.push(fault.label("id of what?").help("say its type: `path: { id: { type: string } }`".to_owned()));
    }
    let ty = if name == "id" { home.entity.map_or(Type::String, Type::Id) } else { Type::String };
    Segment::Parameter { name: name.to_owned(), ty, doc: None }
}

fn check_unique(context: &mut Context<'_>, method: Method, segments: &[Segment], at: &At) {
    let shape: Vec<&str> = segments
        .iter()
        .map(|segment| match segment {
            Segment::Fixed(text) => text.as_str(),
            Segment::Parameter { .. } => "{}",
        })
        .collect();
    let key = format!("{method:?} {}", shape.join("/"));
    if let Some(first) = context.routes.get(&key) {
        let fault = Diagnostic::error(Code::DuplicateRoute, at.clone(), "two endpoints answer the same route");
        let fault = fault.label("again here").also(first.clone(), "first here");
        context.sink.push(fault.note("names of parameters do not tell routes apart"));
    } else {
        context.routes.insert(key, at.clone());
    }
}
