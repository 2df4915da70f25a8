//! Endpoints of a resource.

use super::option::{self, Layers, Usage};
use super::shape::{self, Home};
use super::{Context, api, envelope, names, types, version};
use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::{Mapping, items, texts, wrong};
use crate::model::{
    Check, Content, Endpoint, Envelope, EnvelopeKind, FilePart, Method, QueryOption, Returns, Segment, Sends, ShapeBody, ShapeId, Type,
    Upload, Writable,
};
use crate::node::{Data, Node};

const KEYS: &[&str] = &[
    "doc",
    "docs",
    "traps",
    "call",
    "path",
    "query",
    "sends",
    "returns",
    "status",
    "access",
    "permission",
    "flag",
    "since",
    "until",
    "rust",
];

const METHODS: &[(&str, Method)] =
    &[("GET", Method::Get), ("POST", Method::Post), ("PUT", Method::Put), ("PATCH", Method::Patch), ("DELETE", Method::Delete)];

/// All endpoints of a resource.
pub(crate) fn all(context: &mut Context<'_>, resource: &Mapping<'_>, home: Home) -> Vec<Endpoint> {
    let Some(found) = resource.get("endpoints").and_then(|node| Mapping::open(node, "`endpoints`", context.sink)) else {
        return Vec::new();
    };
    let refined = resource.get("options").and_then(|node| Mapping::open(node, "`options`", context.sink));
    found
        .entries()
        .iter()
        .filter_map(|entry| {
            names::check_snake(&entry.key, &entry.key_at, "an operation", context.sink);
            let mapping = Mapping::of(&entry.value, "an endpoint", KEYS, context.sink)?;
            Reader { home, refined, mapping, operation: &entry.key }.read(context)
        })
        .collect()
}

/// One endpoint that is being read.
struct Reader<'r, 'n> {
    home: Home,
    /// `options` of the resource.
    refined: Option<Mapping<'n>>,
    mapping: Mapping<'n>,
    operation: &'r str,
}

impl Reader<'_, '_> {
    fn read(&self, context: &mut Context<'_>) -> Option<Endpoint> {
        let mapping = &self.mapping;
        let doc = mapping.need_text("doc", context.sink);
        let call = self.call(context);
        let returns = self.returns(context);
        let sends = mapping.get("sends").and_then(|node| self.sends(context, node));
        let query = self.query(context, returns.as_ref());
        let access = mapping.need("access", context.sink).and_then(|node| {
            let known: Vec<String> = context.api.access.iter().map(|class| class.name.clone()).collect();
            let name = node.text().unwrap_or_default();
            names::index(name, &node.at, known.iter().map(String::as_str), (Code::UnknownAccess, "access class"), context.sink)
        });
        let permission = self.permission(context);
        let status = self.status(context, returns.as_ref());
        let (method, path) = call?;
        Some(Endpoint {
            name: self.operation.to_owned(),
            rust: types::rust_name(context, mapping),
            doc,
            docs: mapping.text("docs", context.sink),
            traps: mapping.words("traps", context.sink),
            method,
            path,
            query,
            sends,
            returns: returns?,
            status,
            access: access?,
            permission,
            flag: mapping.text("flag", context.sink),
            versions: version::bounds(mapping, &context.api.versions, context.sink),
        })
    }

    /// `GET /posts/{id}/`.
    fn call(&self, context: &mut Context<'_>) -> Option<(Method, Vec<Segment>)> {
        let node = self.mapping.need("call", context.sink)?;
        let text = node.text().unwrap_or_default();
        let bad = |message: String| {
            Diagnostic::error(Code::BadCall, node.at.clone(), message)
                .label("not a call")
                .help("a method and a path with a slash at both ends: `GET /posts/{id}/`".to_owned())
        };
        let Some((word, path)) = text.split_once(' ') else {
            context.sink.push(bad(format!("`{text}` is not a method and a path")));
            return None;
        };
        let Some((_, method)) = METHODS.iter().find(|(name, _)| *name == word) else {
            context.sink.push(bad(format!("`{word}` is not an HTTP method in capitals")));
            return None;
        };
        let Some(inner) = path.strip_prefix('/').and_then(|path| path.strip_suffix('/')) else {
            context.sink.push(bad(format!("the path `{path}` does not start and end with a slash")));
            return None;
        };
        let declared = self.mapping.get("path").and_then(|node| Mapping::open(node, "`path`", context.sink));
        let mut segments = Vec::new();
        for part in inner.split('/') {
            let parameter = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
            let plain = |text: &str| {
                !text.is_empty() && text != "." && text != ".." && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_.~".contains(c))
            };
            match parameter {
                Some(name) if plain(name) => segments.push(self.parameter(context, name, declared.as_ref())),
                None if plain(part) => segments.push(Segment::Fixed(part.to_owned())),
                _ => {
                    context.sink.push(bad(format!("`{part}` cannot be part of a path")));
                    return None;
                }
            }
        }
        for entry in declared.iter().flat_map(|mapping| mapping.entries()) {
            let used = segments.iter().any(|segment| matches!(segment, Segment::Parameter { name, .. } if *name == entry.key));
            if !used {
                let fault = Diagnostic::error(Code::PathParameter, entry.key_at.clone(), format!("the path has no `{{{}}}`", entry.key));
                context.sink.push(fault.label("not in the path"));
            }
        }
        self.check_unique(context, *method, &segments, &node.at);
        Some((*method, segments))
    }

    fn parameter(&self, context: &mut Context<'_>, name: &str, declared: Option<&Mapping<'_>>) -> Segment {
        let allowed = [types::KEYS, &["doc"]].concat();
        if let Some(node) = declared.and_then(|mapping| mapping.get(name)) {
            let mapping = Mapping::of(node, "a path parameter", &allowed, context.sink);
            if let Some(mapping) = mapping {
                let base = format!("{}_{name}", self.operation);
                let ty = types::of_mapping(context, self.home, &mapping, &base).unwrap_or(Type::String);
                return Segment::Parameter { name: name.to_owned(), ty, doc: mapping.text("doc", context.sink) };
            }
        }
        let ty = if name == "id" { self.home.entity.map_or(Type::String, Type::Id) } else { Type::String };
        Segment::Parameter { name: name.to_owned(), ty, doc: None }
    }

    fn check_unique(&self, context: &mut Context<'_>, method: Method, segments: &[Segment], at: &At) {
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
            context.sink.push(fault.label("again here").also(first.clone(), "first here"));
        } else {
            context.routes.insert(key, at.clone());
        }
    }

    /// Fills `{resource}` and `{entity}` of envelopes.
    fn filling(&self, context: &Context<'_>) -> (String, String) {
        let resource = self.home.resource.map_or(String::new(), |index| context.api.resources[index].name.clone());
        let entity = self.home.entity.map_or_else(|| resource.clone(), |id| context.api.shapes[id.0].name.clone());
        (resource, entity)
    }

    fn envelope(&self, context: &mut Context<'_>, node: &Node, key: Option<String>) -> Option<Envelope> {
        let (resource, entity) = self.filling(context);
        let name = node.text().unwrap_or_default();
        envelope::resolve(context, name, &node.at, key, (&resource, &entity))
    }

    fn returns(&self, context: &mut Context<'_>) -> Option<Returns> {
        let node = self.mapping.need("returns", context.sink)?;
        if node.text().is_some() {
            let envelope = self.envelope(context, node, None)?;
            return self.content(context, envelope, None, &node.at);
        }
        let mapping = Mapping::of(node, "an answer", &["as", "key", "of", "meta", "nullable", "media", "doc"], context.sink)?;
        let named = mapping.need("as", context.sink)?;
        let key = mapping.text("key", context.sink);
        let mut envelope = self.envelope(context, named, key)?;
        envelope.nullable |= mapping.flag("nullable", context.sink);
        envelope.media = mapping.text("media", context.sink).or(envelope.media);
        let base = self.base(context);
        let of = match mapping.get("of") {
            Some(node) => Some(self.inline(context, node, &base)?),
            None => None,
        };
        let meta = mapping.get("meta").and_then(|node| types::shape_name(context, node));
        Some(Returns { meta, ..self.content(context, envelope, of, &named.at)? })
    }

    /// Base name of inline types.
    fn base(&self, context: &Context<'_>) -> String {
        format!("{}_{}", self.filling(context).1, self.operation)
    }

    /// A type, or `{ fields: … }` for an object written in place.
    fn inline(&self, context: &mut Context<'_>, node: &Node, base: &str) -> Option<Type> {
        if let Data::Map(entries) = &node.data
            && let Some(fields) =
                entries.iter().find(|entry| entry.key == "fields").filter(|_| entries.iter().all(|entry| entry.key != "type"))
        {
            let mapping = Mapping::of(node, "an inline object", &["fields", "doc", "rust"], context.sink)?;
            let rust = types::rust_name(context, &mapping);
            let doc = mapping.text("doc", context.sink).unwrap_or_else(|| format!("What `{}` is about.", self.operation));
            return Some(Type::Shape(shape::object(context, self.home, base, (rust, doc), &fields.value)));
        }
        types::of_node(context, self.home, node, base)
    }

    fn content(&self, context: &mut Context<'_>, envelope: Envelope, of: Option<Type>, at: &At) -> Option<Returns> {
        let fault = |message: &str, label: &str| Diagnostic::error(Code::EnvelopeContent, at.clone(), message).label(label);
        let ty = match (envelope::has_content(envelope.kind), of) {
            (true, Some(ty)) => Some(ty),
            (true, None) => {
                if self.home.entity.is_none() {
                    context.sink.push(fault("what does it hold? The resource has no entity", "needs `of`"));
                    return None;
                }
                self.home.entity.map(Type::Shape)
            }
            (false, Some(_)) => {
                context.sink.push(fault("this kind of envelope holds no typed value", "takes no `of`"));
                None
            }
            (false, None) => None,
        };
        Some(Returns { envelope, ty, meta: None })
    }

    fn sends(&self, context: &mut Context<'_>, node: &Node) -> Option<Sends> {
        if let Some(word) = node.text() {
            let known = ["new", "patch"].into_iter();
            names::index(word, &node.at, known, (Code::UnknownValue, "body"), context.sink)?;
            let content = self.entity_body(context, word, &node.at)?;
            let (resource, _) = self.filling(context);
            return Some(Sends::Body { content, envelope: one(resource) });
        }
        let mapping = Mapping::of(node, "a body", &["body", "as", "key", "upload"], context.sink)?;
        if let Some(upload) = mapping.get("upload") {
            return self.upload(context, upload).map(Sends::Upload);
        }
        let body = mapping.need("body", context.sink)?;
        let content = match body.text() {
            Some(word @ ("new" | "patch")) => self.entity_body(context, word, &body.at)?,
            _ => {
                let base = self.base(context);
                Content::Type(self.inline(context, body, &base)?)
            }
        };
        let key = mapping.text("key", context.sink);
        let envelope = match mapping.get("as") {
            Some(node) => self.envelope(context, node, key)?,
            None => one(key.unwrap_or_else(|| self.filling(context).0)),
        };
        if !envelope::has_content(envelope.kind) {
            let fault = Diagnostic::error(Code::EnvelopeContent, node.at.clone(), format!("`{}` cannot wrap a body", envelope.name));
            context.sink.push(fault.label("holds nothing"));
            return None;
        }
        Some(Sends::Body { content, envelope })
    }

    fn entity_body(&self, context: &mut Context<'_>, word: &str, at: &At) -> Option<Content> {
        let Some(entity) = self.home.entity else {
            context.sink.push(
                Diagnostic::error(Code::NoEntity, at.clone(), format!("`{word}` of what? The resource has no entity")).label("no entity"),
            );
            return None;
        };
        let takes = |entity: ShapeId| match &context.api.shapes[entity.0].body {
            ShapeBody::Fields(fields) => fields.iter().any(|field| if word == "new" { field.add } else { field.edit } != Writable::No),
            ShapeBody::Variants(_) => false,
        };
        if !takes(entity) {
            let verb = if word == "new" { "add" } else { "edit" };
            let fault = Diagnostic::error(Code::NothingWritable, at.clone(), format!("no field of the entity has `write: [{verb}]`"));
            context.sink.push(fault.label("nothing to send"));
        }
        Some(if word == "new" { Content::New(entity) } else { Content::Patch(entity) })
    }

    fn upload(&self, context: &mut Context<'_>, node: &Node) -> Option<Upload> {
        let mapping = Mapping::open(node, "an upload", context.sink)?;
        let mut files = Vec::new();
        for entry in mapping.entries().iter().filter(|entry| entry.key != "fields") {
            let Some(file) = Mapping::of(&entry.value, "a file of an upload", &["part", "doc", "required"], context.sink) else { continue };
            let required = if file.get("required").is_some() { file.flag("required", context.sink) } else { files.is_empty() };
            let part = file.text("part", context.sink).unwrap_or_else(|| entry.key.clone());
            files.push(FilePart { name: entry.key.clone(), part, required, doc: file.text("doc", context.sink) });
        }
        let base = self.base(context);
        let fields = mapping.get("fields").map_or_else(Vec::new, |node| shape::fields(context, self.home, node, &base));
        Some(Upload { files, fields })
    }

    fn query(&self, context: &mut Context<'_>, returns: Option<&Returns>) -> Vec<QueryOption> {
        let Some(node) = self.mapping.get("query") else { return Vec::new() };
        let returned = match returns.and_then(|returns| returns.ty.as_ref()) {
            Some(Type::Shape(id)) => Some(*id),
            _ => None,
        };
        let usage = Usage { home: self.home, operation: self.operation, returned };
        let mut options: Vec<QueryOption> = Vec::new();
        for item in items(node, "query", context.sink) {
            let (word, at, own) = match &item.data {
                Data::Scalar { text, .. } => (text.as_str(), &item.at, None),
                Data::Map(entries) if entries.len() == 1 => (entries[0].key.as_str(), &entries[0].key_at, Some(&entries[0].value)),
                _ => {
                    context.sink.push(wrong(item, "an option is a name or one `{ name: { … } }`"));
                    continue;
                }
            };
            let (name, required) = word.strip_suffix('!').map_or((word, false), |name| (name, true));
            if options.iter().any(|option| option.name == name) {
                context
                    .sink
                    .push(Diagnostic::error(Code::DuplicateName, at.clone(), format!("`{name}` is listed twice")).label("again here"));
                continue;
            }
            let shared = context.options.get(name).copied();
            let refined = self.refined.and_then(|mapping| mapping.get(name));
            if shared.is_none() && refined.is_none() && own.is_none() {
                let mut known: Vec<String> = context.options.keys().cloned().collect();
                known.extend(self.refined.iter().flat_map(|mapping| mapping.entries()).map(|entry| entry.key.clone()));
                names::index(name, at, known.iter().map(String::as_str), (Code::UnknownOption, "query option"), context.sink);
                continue;
            }
            let layers = Layers::of([shared, refined, own].into_iter().flatten(), context);
            options.extend(option::resolve(context, name, at, required, &layers, &usage));
        }
        options
    }

    fn permission(&self, context: &mut Context<'_>) -> Check {
        let Some(node) = self.mapping.get("permission") else { return Check::None };
        match &node.data {
            Data::Scalar { text, .. } if text == "none" => Check::None,
            Data::Map(_) => {
                let words = Mapping::of(node, "a permission", &["function"], context.sink)
                    .map(|mapping| mapping.need_text("function", context.sink));
                Check::Function(words.unwrap_or_default())
            }
            _ => api::permission(node, &context.api.permissions, context.sink).map_or(Check::None, Check::Permission),
        }
    }

    fn status(&self, context: &mut Context<'_>, returns: Option<&Returns>) -> Vec<u16> {
        let Some(node) = self.mapping.get("status") else {
            let empty = returns.is_some_and(|returns| returns.envelope.kind == EnvelopeKind::Empty);
            return if empty { vec![200, 204] } else { vec![200] };
        };
        let listed = match node.text() {
            Some(text) => vec![(text.to_owned(), node.at.clone())],
            None => texts(node, "status", context.sink),
        };
        let mut status = Vec::new();
        for (text, at) in listed {
            match text.parse() {
                Ok(number @ 200..400) => status.push(number),
                _ => context
                    .sink
                    .push(Diagnostic::error(Code::BadStatus, at, format!("`{text}` is not a status of success")).label("200 to 399")),
            }
        }
        status
    }
}

/// The envelope of requests that do not name one: a list of exactly one under the resource's name.
fn one(key: String) -> Envelope {
    Envelope { name: "one".to_owned(), kind: EnvelopeKind::One, key: Some(key), nullable: false, media: None }
}
