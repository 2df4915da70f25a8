//! Endpoints of a resource.

use super::option::{self, Layers, Usage};
use super::shape::{self, Home};
use super::{Context, api, cursor, envelope, names, route, types, version};
use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::{Mapping, items, text, texts, wrong};
use crate::model::{
    Bug, Check, Content, Endpoint, Envelope, EnvelopeKind, FilePart, Method, QueryOption, Returns, Segment, Sends, ShapeBody, ShapeId,
    Type, Upload, Writable,
};
use crate::node::{Data, Node};
use crate::vocabulary;

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
            let mapping = Mapping::of(&entry.value, &vocabulary::ENDPOINT, context.sink)?;
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
        let sends = mapping.get("sends").and_then(|node| self.sends(context, node));
        let returns = self.returns(context);
        let query = self.query(context, returns.as_ref());
        let one_of = self.one_of(context, &query);
        let access = mapping.need("access", context.sink).and_then(|node| {
            let known = context.api.access.iter().map(|class| class.name.as_str());
            if context.api.access.is_empty() {
                // That there are none was told; each use of one need not be.
                return None;
            }
            names::look_up(node, known, (Code::UnknownAccess, "access class"), context.sink)
        });
        let permission = self.permission(context);
        let status = self.status(context, returns.as_ref());
        let deferred = self.deferred(context, &status);
        let cursor = mapping.get("cursor").and_then(|node| cursor::read(context, node, returns.as_ref(), &query));
        let bugs = self.bugs(context);
        let rust = types::rust_name(context, mapping);
        let (docs, traps, flag) =
            (mapping.text("docs", context.sink), mapping.words("traps", context.sink), mapping.text("flag", context.sink));
        let versions = version::bounds(mapping, &context.api.versions, context.sink);
        let (method, path) = call?;
        self.check_lookup(context, &path);
        Some(Endpoint {
            name: self.operation.to_owned(),
            rust,
            doc,
            docs,
            traps,
            method,
            path,
            slash: context.api.slash,
            query,
            one_of,
            sends,
            returns: returns?,
            status,
            deferred,
            cursor,
            access: access?,
            permission,
            flag,
            bugs,
            versions,
        })
    }

    fn call(&self, context: &mut Context<'_>) -> Option<(Method, Vec<Segment>)> {
        let node = self.mapping.need("call", context.sink)?;
        let declared = self.mapping.get("path").and_then(|node| Mapping::open(node, "`path`", context.sink));
        route::read(context, self.home, self.operation, node, declared.as_ref())
    }

    /// What is looked up by is in the path.
    fn check_lookup(&self, context: &mut Context<'_>, path: &[Segment]) {
        let Some(node) = self.mapping.get("lookup") else { return };
        let known: Vec<&str> = path
            .iter()
            .filter_map(|segment| match segment {
                Segment::Parameter { name, .. } => Some(name.as_str()),
                Segment::Fixed(_) => None,
            })
            .collect();
        names::look_up(node, known.into_iter(), (Code::PathParameter, "path parameter"), context.sink);
    }

    /// Fills `{resource}` and `{entity}` of envelopes.
    fn filling(&self, context: &Context<'_>) -> (String, String) {
        let resource = self.home.resource.map_or(String::new(), |index| context.api.resources[index].name.clone());
        let entity = self.home.entity.map_or_else(|| resource.clone(), |id| context.api.shapes[id.0].name.clone());
        (resource, entity)
    }

    fn envelope(&self, context: &mut Context<'_>, node: &Node, key: Option<(String, At)>) -> Option<Envelope> {
        let (resource, entity) = self.filling(context);
        envelope::resolve(context, node, key, (&resource, &entity))
    }

    /// The key that an endpoint gives its envelope.
    fn key(mapping: &Mapping<'_>, context: &mut Context<'_>) -> Option<(String, At)> {
        let node = mapping.get("key")?;
        text(node, "key", context.sink).map(|key| (key.to_owned(), node.at.clone()))
    }

    fn returns(&self, context: &mut Context<'_>) -> Option<Returns> {
        let node = self.mapping.need("returns", context.sink)?;
        if node.text().is_some() {
            let envelope = self.envelope(context, node, None)?;
            return self.content(context, envelope, None, &node.at);
        }
        let mapping = Mapping::of(node, &vocabulary::ANSWER, context.sink)?;
        let mut base = self.base(context);
        if shape::is_taken(context, &base) {
            // The body of the request has the plain name.
            base.push_str("_answer");
        }
        let written = mapping.get("of");
        let of = written.map(|node| self.inline(context, node, &base));
        let meta = mapping.get("meta").and_then(|node| types::shape_name(context, node));
        let named = mapping.need("as", context.sink)?;
        let key = Self::key(&mapping, context);
        let mut envelope = self.envelope(context, named, key)?;
        envelope::check_extras(&mapping, envelope.kind, context.sink);
        if let Some(node) = mapping
            .get("meta")
            .filter(|_| !matches!(envelope.kind, EnvelopeKind::List | EnvelopeKind::Object | EnvelopeKind::One | EnvelopeKind::Pairs))
        {
            let fault = Diagnostic::error(Code::EnvelopeContent, node.at.clone(), "a typed `meta` goes with a list or an object only");
            context.sink.push(fault.label("not for this envelope"));
        }
        envelope.nullable |= mapping.flag("nullable", context.sink);
        envelope.media = mapping.text("media", context.sink).or(envelope.media);
        let of = match of {
            // Its fault was told.
            Some(None) => return None,
            Some(of) => of,
            None => None,
        };
        Some(Returns { meta, ..self.content(context, envelope, of, &named.at)? })
    }

    /// Base name of inline types: one of what the resource is about, and the operation.
    fn base(&self, context: &Context<'_>) -> String {
        let (_, one) = self.filling(context);
        let one = if self.home.entity.is_some() { &one } else { option::singular(&one) };
        format!("{one}_{}", self.operation)
    }

    /// A type, or `{ fields: … }` for an object written in place.
    fn inline(&self, context: &mut Context<'_>, node: &Node, base: &str) -> Option<Type> {
        if let Data::Map(entries) = &node.data
            && let Some(fields) =
                entries.iter().find(|entry| entry.key == "fields").filter(|_| entries.iter().all(|entry| entry.key != "type"))
        {
            let mapping = Mapping::of(node, &vocabulary::INLINE_OBJECT, context.sink)?;
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
        if envelope.kind == EnvelopeKind::Pairs && !matches!(ty, Some(Type::Shape(_))) {
            context.sink.push(fault("pairs are the fields of a shape", "needs `of` a shape"));
        }
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
        let mapping = Mapping::of(node, &vocabulary::BODY, context.sink)?;
        if let Some(upload) = mapping.get("upload") {
            if let Some(entry) = mapping.entries().iter().find(|entry| entry.key != "upload") {
                let fault = Diagnostic::error(Code::EnvelopeContent, entry.key_at.clone(), format!("an upload takes no `{}`", entry.key));
                context.sink.push(fault.label("one too many"));
            }
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
        let key = Self::key(&mapping, context);
        let named = mapping.get("as");
        let envelope = match named {
            Some(node) => self.envelope(context, node, key)?,
            None => one(key.map_or_else(|| self.filling(context).0, |(key, _)| key)),
        };
        if !envelope::has_content(envelope.kind) || envelope.kind == EnvelopeKind::Page {
            let at = named.map_or(&node.at, |named| &named.at).clone();
            let fault = Diagnostic::error(Code::EnvelopeContent, at, format!("the envelope `{}` cannot wrap a request", envelope.name));
            context.sink.push(fault.label("only for answers").help("kinds for requests: list, one, object, pairs, flat".to_owned()));
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
            ShapeBody::Variants(_) | ShapeBody::Tagged(_) => false,
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
            names::check_snake(&entry.key, &entry.key_at, "a file of an upload", context.sink);
            let Some(file) = Mapping::of(&entry.value, &vocabulary::FILE, context.sink) else { continue };
            let required = if file.get("required").is_some() { file.flag("required", context.sink) } else { files.is_empty() };
            let part = file.text("part", context.sink).unwrap_or_else(|| entry.key.clone());
            files.push(FilePart { name: entry.key.clone(), part, required, doc: file.text("doc", context.sink) });
        }
        if files.is_empty() {
            let fault = Diagnostic::error(Code::MissingKey, node.at.clone(), "an upload has a file at least");
            context.sink.push(fault.label("no file").help("write `upload: { file: { part: file } }`".to_owned()));
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
        let listed = returns.is_some_and(|returns| matches!(returns.envelope.kind, EnvelopeKind::Page | EnvelopeKind::List));
        let usage = Usage { home: self.home, operation: self.operation, returned, listed };
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
                let own = self.refined.iter().flat_map(|mapping| mapping.entries()).map(|entry| entry.key.as_str());
                let known: Vec<&str> = context.options.keys().map(String::as_str).chain(own).collect();
                names::index(name, at, known.into_iter(), (Code::UnknownOption, "query option"), context.sink);
                continue;
            }
            names::check_wire(name, at, false, context.sink);
            let layers = Layers::of([shared, refined].into_iter().flatten(), own, context);
            options.extend(option::resolve(context, name, at, required, &layers, &usage));
        }
        options
    }

    /// `one_of: [filter, search]`: indices of options that the query lists.
    fn one_of(&self, context: &mut Context<'_>, query: &[QueryOption]) -> Vec<usize> {
        let listed = self.mapping.texts("one_of", context.sink);
        let known = query.iter().map(|option| option.name.as_str());
        listed
            .iter()
            .filter_map(|(name, at)| names::index(name, at, known.clone(), (Code::UnknownOption, "query option"), context.sink))
            .collect()
    }

    /// The listed status that says that the work is done later.
    fn deferred(&self, context: &mut Context<'_>, status: &[u16]) -> Option<u16> {
        let number = self.mapping.number("deferred", context.sink)?;
        let found = status.iter().copied().find(|known| i64::from(*known) == number);
        if let Some(node) = self.mapping.get("deferred").filter(|_| found.is_none() || status.len() < 2) {
            let text = format!("`{number}` is not one of several statuses of this endpoint");
            context.sink.push(Diagnostic::error(Code::BadStatus, node.at.clone(), text).label("not listed under `status`"));
        }
        found
    }

    fn bugs(&self, context: &mut Context<'_>) -> Vec<Bug> {
        let Some(node) = self.mapping.get("bugs") else { return Vec::new() };
        let mut bugs = Vec::new();
        for item in items(node, "bugs", context.sink) {
            let Some(mapping) = Mapping::of(item, &vocabulary::BUG, context.sink) else { continue };
            let roles = api::role_list(&mapping, &context.api.roles, context.sink);
            let given = mapping.number("status", context.sink);
            let status = given.and_then(|status| u16::try_from(status).ok()).filter(|status| (100..600).contains(status));
            if let (Some(number), None, Some(node)) = (given, status, mapping.get("status")) {
                let fault = Diagnostic::error(Code::BadStatus, node.at.clone(), format!("`{number}` is not an HTTP status"));
                context.sink.push(fault.label("100 to 599"));
            }
            let doc = mapping.need_text("doc", context.sink);
            bugs.push(Bug { roles, status, doc, versions: version::bounds(&mapping, &context.api.versions, context.sink) });
        }
        bugs
    }

    fn permission(&self, context: &mut Context<'_>) -> Check {
        let Some(node) = self.mapping.get("permission") else { return Check::None };
        match &node.data {
            Data::Scalar { text, .. } if text == "none" => Check::None,
            Data::Map(_) => {
                let words =
                    Mapping::of(node, &vocabulary::FUNCTION, context.sink).map(|mapping| mapping.need_text("function", context.sink));
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
        if listed.is_empty() && matches!(node.data, Data::List(_)) {
            context.sink.push(Diagnostic::error(Code::BadStatus, node.at.clone(), "no status of success").label("empty"));
        }
        let mut status = Vec::new();
        for (text, at) in listed {
            match text.parse() {
                Ok(number @ 200..400) if status.contains(&number) => {
                    context
                        .sink
                        .push(Diagnostic::error(Code::DuplicateName, at, format!("`{number}` is listed twice")).label("again here"));
                }
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
