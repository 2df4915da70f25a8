//! Write life cycles: add, read, change and delete, with every writable field set and read back.
//!
//! Each field is written alone, so that a failure names it. What the server does with a field other
//! than keeping it stands in [`exceptions`], with the reason.

mod exceptions;

use std::collections::BTreeMap;

use ghost_spec::model::{
    Api, Content, Endpoint, EnvelopeKind, Field, Method, Resource, Segment, Sends, ShapeBody, ShapeId, Shown, Type, Writable,
};
use serde_json::{Map, Value, json};

use self::exceptions::{Exception, Reads};
use super::client::{Answer, Caller, Client};
use super::conformance::{self, Walk};
use super::pool::Pool;
use super::question::{self, Query};
use super::report::Section;
use super::sample::{Samples, same};
use super::seed;
use super::shape;
use super::version::Server;
use crate::server::{GhostServer, Role};

/// Parameters of paths that no thing tells.
const PARAMETERS: [(&str, &str); 1] = [("namespace", "custom")];

/// Runs the life cycle of every resource of an API.
///
/// # Errors
///
/// The site cannot be reached at all.
pub fn run(site: &GhostServer, api: &Api, section: &mut Section) -> Result<(), String> {
    let pool = learn(site, api)?;
    let client = Client::new(site.url())?;
    let session = client.log_in(site.owner())?;
    let server = Server::new(site.version());
    let names = names(site, api, &pool);
    let samples = Samples::new(api, server, &pool);
    let mut runner = Runner { api, client, session, server, samples, names, unique: 0, section };
    for resource in &api.resources {
        let Some(mut cycle) = Cycle::of(api, resource, server) else { continue };
        if let Some(why) = exceptions::not_added(&resource.name).filter(|_| cycle.add.is_some()) {
            runner.section.note(&resource.name, why);
            cycle.add = None;
        }
        runner.resource(&cycle, &pool);
    }
    Ok(())
}

/// What the site has.
fn learn(site: &GhostServer, api: &Api) -> Result<Pool, String> {
    let mut aside = Section::default();
    let mut walk = Walk::new(site, &mut aside)?;
    walk.lists(api);
    Ok(walk.into_pool())
}

/// What the placeholders of [`exceptions`] stand for.
fn names(site: &GhostServer, api: &Api, pool: &Pool) -> BTreeMap<&'static str, String> {
    let named = |shape: &str, name: &str| {
        let shape = api.shapes.iter().position(|known| known.name == shape).map(ShapeId);
        shape.and_then(|shape| pool.id_of(shape, name)).unwrap_or_default().to_owned()
    };
    BTreeMap::from([
        ("$integration", site.integration_id().to_owned()),
        ("$author", site.user(Role::Author).email.clone()),
        ("$lexical", seed::LEXICAL.replace('"', "\\\"")),
        ("$long", "x".repeat(170)),
        ("$editor", named("role", "Editor")),
        ("$newsletter", named("newsletter", "Weekly")),
        ("$tier", named("tier", "Gold")),
    ])
}

/// The endpoints of a resource that make up a life.
struct Cycle<'a> {
    resource: &'a Resource,
    fields: &'a [Field],
    add: Option<&'a Endpoint>,
    read: Option<&'a Endpoint>,
    edit: Option<&'a Endpoint>,
    destroy: Option<&'a Endpoint>,
}

impl<'a> Cycle<'a> {
    /// The life of a resource's entity; `None` if nothing of it can be written.
    fn of(api: &'a Api, resource: &'a Resource, server: Server) -> Option<Self> {
        let shape = resource.entity?;
        let ShapeBody::Fields(fields) = &api.shapes.get(shape.0)?.body else { return None };
        let find =
            |fits: &dyn Fn(&Endpoint) -> bool| resource.endpoints.iter().find(|endpoint| server.has(&endpoint.versions) && fits(endpoint));
        let add = find(&|endpoint| sends(endpoint) == Some(&Content::New(shape)));
        let edit = find(&|endpoint| sends(endpoint) == Some(&Content::Patch(shape)));
        let single =
            |endpoint: &Endpoint| matches!(endpoint.path.last(), Some(Segment::Parameter { name, .. }) if name == "id" || name == "key");
        let whole = |endpoint: &Endpoint| endpoint.returns.envelope.kind == EnvelopeKind::Pairs;
        let read = find(&|endpoint| {
            endpoint.method == Method::Get && (single(endpoint) || whole(endpoint)) && endpoint.returns.ty == Some(Type::Shape(shape))
        });
        let destroy = find(&|endpoint| endpoint.method == Method::Delete && single(endpoint));
        (add.is_some() || edit.is_some()).then_some(Cycle { resource, fields, add, read, edit, destroy })
    }
}

fn sends(endpoint: &Endpoint) -> Option<&Content> {
    match &endpoint.sends {
        Some(Sends::Body { content, .. }) => Some(content),
        _ => None,
    }
}

/// One value for one field.
struct Trial<'a> {
    field: &'a Field,
    value: Value,
    /// The option that this form of the field needs.
    sets: Option<(String, String)>,
    /// What has to be sent along.
    with: Map<String, Value>,
    reads: Reads,
}

struct Runner<'a, 's> {
    api: &'a Api,
    client: Client,
    session: Caller,
    server: Server,
    samples: Samples<'a>,
    names: BTreeMap<&'static str, String>,
    unique: usize,
    section: &'s mut Section,
}

impl<'a> Runner<'a, '_> {
    fn resource(&mut self, cycle: &Cycle<'a>, pool: &Pool) {
        if let Some(add) = cycle.add {
            self.bare(cycle, add);
            self.adds(cycle, add);
        }
        let base = match cycle.add {
            Some(add) => self.base(cycle, add),
            None => self.existing(cycle, pool),
        };
        let Some(base) = base else {
            return self.section.note(&cycle.resource.name, "there is nothing to change");
        };
        let last = match cycle.edit {
            Some(edit) => self.edits(cycle, edit, base),
            None => base,
        };
        if cycle.add.is_some() {
            self.end(cycle, &last);
        }
    }

    /// Adds a thing with what the description requires and nothing else.
    fn bare(&mut self, cycle: &Cycle<'a>, add: &'a Endpoint) {
        if exceptions::is_explained(&cycle.resource.name) {
            return;
        }
        let body = self.required(cycle, add, &Map::new());
        let place = format!("{} with what is required", add.route());
        let Some(path) = path(add, &Map::new()) else { return };
        let answer = self.send(add, &path, &Query::default(), Some(&wrapped(add, body)), &place);
        if let Some(thing) = answer.and_then(|answer| content(add, &answer)) {
            self.section.count("things added with what is required");
            self.remove(cycle, &thing);
        }
    }

    /// A thing of its own for each field that can be given when it is added.
    fn adds(&mut self, cycle: &Cycle<'a>, add: &'a Endpoint) {
        let server = self.server;
        for field in cycle.fields.iter().filter(|field| field.add != Writable::No && server.has(&field.versions)) {
            for trial in self.trials(cycle, field) {
                let place = format!("{} with `{}`", add.route(), field.name);
                let Some(answer) = self.write(cycle, add, &Map::new(), &trial, &place) else { continue };
                let Some(thing) = content(add, &answer) else { continue };
                if self.compare(&trial, &thing, &place) {
                    self.read_back(cycle, &thing, &trial);
                }
                self.remove(cycle, &thing);
            }
        }
    }

    /// Changes one field after the other, and empties those that can be; returns the thing as it is then.
    fn edits(&mut self, cycle: &Cycle<'a>, edit: &'a Endpoint, mut thing: Map<String, Value>) -> Map<String, Value> {
        let server = self.server;
        for field in cycle.fields.iter().filter(|field| field.edit == Writable::Optional && server.has(&field.versions)) {
            let mut trials = self.trials(cycle, field);
            if field.nullable && field.clearable {
                trials.push(self.cleared(cycle, field));
            }
            for trial in trials {
                let place = format!("{} with `{}`", edit.route(), field.name);
                let Some(answer) = self.write(cycle, edit, &thing, &trial, &place) else { continue };
                let Some(after) = content(edit, &answer) else { continue };
                if self.compare(&trial, &after, &place) {
                    self.read_back(cycle, &after, &trial);
                }
                thing = after;
            }
        }
        thing
    }

    /// Adds a thing with as little as possible.
    fn base(&mut self, cycle: &Cycle<'a>, add: &'a Endpoint) -> Option<Map<String, Value>> {
        let body = self.accepted(cycle, add, &Map::new());
        let path = path(add, &Map::new())?;
        let answer = self.send(add, &path, &Query::default(), Some(&wrapped(add, body)), &add.route())?;
        content(add, &answer)
    }

    /// A thing that is there already and that may be changed: the last, as the first is often the caller.
    fn existing(&mut self, cycle: &Cycle<'a>, pool: &Pool) -> Option<Map<String, Value>> {
        let read = cycle.read?;
        let mut ids = pool.values(cycle.resource.entity?, "id").to_vec();
        // What is there but once has no id.
        ids.insert(0, String::new());
        ids.iter().rev().find_map(|id| {
            let path = path(read, &Map::from_iter([("id".to_owned(), Value::from(id.as_str()))]))?;
            let url = format!("{}{path}", self.api.base);
            let answer = self.client.send("GET", &url, &Query::default(), &self.session, None).ok()?;
            content(read, &answer).filter(|_| answer.succeeded())
        })
    }

    /// Deletes the thing and sees that it is gone.
    fn end(&mut self, cycle: &Cycle<'a>, thing: &Map<String, Value>) {
        if cycle.destroy.is_none() {
            return self.section.note(&cycle.resource.name, "cannot be deleted");
        }
        self.remove(cycle, thing);
        let Some((read, path)) = cycle.read.and_then(|read| Some((read, path(read, thing)?))) else { return };
        let gone = self.client.send("GET", &format!("{}{path}", self.api.base), &Query::default(), &self.session, None);
        match gone {
            Ok(answer) if answer.status == 404 => self.section.count("deleted and gone"),
            Ok(answer) => self.section.disagree(read.route(), format!("after deletion: {}", answer.complaint())),
            Err(why) => self.section.disagree(read.route(), why),
        }
    }

    fn remove(&mut self, cycle: &Cycle<'a>, thing: &Map<String, Value>) {
        let Some((destroy, path)) = cycle.destroy.and_then(|destroy| Some((destroy, path(destroy, thing)?))) else { return };
        self.prepare_removal(cycle, thing);
        if self.send(destroy, &path, &Query::default(), None, &destroy.route()).is_some() {
            self.section.count("things deleted");
        }
    }

    fn prepare_removal(&mut self, cycle: &Cycle<'a>, thing: &Map<String, Value>) {
        let change = exceptions::before_deletion(&cycle.resource.name).map(|change| self.parse(change));
        let (Some(Value::Object(change)), Some(edit)) = (change, cycle.edit) else { return };
        if let Some(path) = path(edit, thing) {
            self.send(edit, &path, &Query::default(), Some(&wrapped(edit, change)), &edit.route());
        }
    }

    /// A field that is set to nothing.
    fn cleared(&mut self, cycle: &Cycle<'a>, field: &'a Field) -> Trial<'a> {
        let with = exceptions::of(&cycle.resource.name, &field.name).next().map_or("{}", |known| known.with);
        Trial { field, value: Value::Null, sets: None, with: self.parse(with).as_object().cloned().unwrap_or_default(), reads: Reads::Sent }
    }

    /// The values to try, unless the field is passed over for a reason.
    fn trials(&mut self, cycle: &Cycle<'a>, field: &'a Field) -> Vec<Trial<'a>> {
        let known: Vec<&Exception> = exceptions::of(&cycle.resource.name, &field.name).collect();
        if known.is_empty() && field.spread {
            let forms = self.samples.of_spread(field).into_iter();
            return forms.map(|(value, sets)| Trial { field, value, sets, with: Map::new(), reads: Reads::Sent }).collect();
        }
        if known.is_empty() {
            return self
                .samples
                .of_field(field)
                .into_iter()
                .map(|value| Trial { field, value, sets: field.sets.clone(), with: Map::new(), reads: Reads::Sent })
                .collect();
        }
        let mut trials = Vec::new();
        for exception in known {
            if let Reads::Not(why) = exception.reads {
                self.section.note(format!("{}.{}", cycle.resource.name, field.name), why);
                continue;
            }
            let with = self.parse(exception.with).as_object().cloned().unwrap_or_default();
            let values = if exception.values.is_empty() { self.samples.of_field(field) } else { self.parse_all(exception.values) };
            trials.extend(values.into_iter().map(|value| {
                let sets = option_for(self.api, field, &value);
                Trial { field, value, sets, with: with.clone(), reads: exception.reads }
            }));
        }
        trials
    }

    fn parse_all(&mut self, texts: &[&str]) -> Vec<Value> {
        texts.iter().map(|text| self.parse(text)).collect()
    }

    /// JSON of the table, with ids of this site in it.
    fn parse(&mut self, text: &str) -> Value {
        self.unique += 1;
        let text = text.replace("$unique", &self.unique.to_string());
        let text = self.names.iter().fold(text, |text, (name, value)| text.replace(name, value));
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// What the endpoint will not do without: new values, or those of the thing as it was read.
    fn required(&mut self, cycle: &Cycle<'a>, endpoint: &Endpoint, thing: &Map<String, Value>) -> Map<String, Value> {
        let mut body = Map::new();
        let adds = matches!(sends(endpoint), Some(Content::New(_)));
        for field in cycle.fields.iter().filter(|field| if adds { field.add } else { field.edit } == Writable::Required) {
            let value = match thing.get(&field.name) {
                Some(value) => Some(value.clone()),
                None => self.required_value(cycle, field),
            };
            body.extend(value.map(|value| entries(field, &value)).unwrap_or_default());
        }
        body
    }

    /// What is required, and what the server wants beyond.
    fn accepted(&mut self, cycle: &Cycle<'a>, endpoint: &Endpoint, thing: &Map<String, Value>) -> Map<String, Value> {
        let mut body = self.required(cycle, endpoint, thing);
        if matches!(sends(endpoint), Some(Content::New(_))) {
            body.extend(self.parse(exceptions::along(&cycle.resource.name)).as_object().cloned().unwrap_or_default());
        }
        body
    }

    fn required_value(&mut self, cycle: &Cycle<'a>, field: &Field) -> Option<Value> {
        let known = exceptions::of(&cycle.resource.name, &field.name).find_map(|exception| exception.values.first());
        match known {
            Some(text) => Some(self.parse(text)),
            None => self.samples.one(field),
        }
    }

    /// Sends a body with the field of a trial; the answer if it was taken.
    fn write(
        &mut self,
        cycle: &Cycle<'a>,
        endpoint: &'a Endpoint,
        thing: &Map<String, Value>,
        trial: &Trial<'_>,
        place: &str,
    ) -> Option<Answer> {
        let mut body = self.accepted(cycle, endpoint, thing);
        body.extend(trial.with.clone());
        body.extend(entries(trial.field, &trial.value));
        let mut query = shown(endpoint, cycle.fields, trial);
        if let Some((option, value)) = &trial.sets {
            query = query.with(option, value);
        }
        let answer = self.send(endpoint, &path(endpoint, thing)?, &query, Some(&wrapped(endpoint, body)), place)?;
        self.section.count("fields written");
        Some(answer)
    }

    fn read_back(&mut self, cycle: &Cycle<'a>, thing: &Map<String, Value>, trial: &Trial<'_>) {
        let Some((read, path)) = cycle.read.and_then(|read| Some((read, path(read, thing)?))) else { return };
        let place = format!("{} after `{}`", read.route(), trial.field.name);
        let Some(answer) = self.send(read, &path, &shown(read, cycle.fields, trial), None, &place) else { return };
        if let Some(thing) = content(read, &answer) {
            self.compare(trial, &thing, &place);
        }
    }

    /// Whether the field holds what was sent, or differs for a known reason.
    fn compare(&mut self, trial: &Trial<'_>, thing: &Map<String, Value>, place: &str) -> bool {
        let read = thing.get(&trial.field.name);
        let equal = match &trial.value {
            Value::Object(forms) if trial.field.spread => {
                forms.iter().all(|(key, sent)| thing.get(key).is_none_or(|read| same(sent, read)))
            }
            sent => read.is_some_and(|read| same(sent, &plain(trial.field, read))),
        };
        match trial.reads {
            _ if trial.field.spread && equal => self.section.count("values read as sent"),
            _ if trial.field.shown == Shown::Never => self.section.count("values that cannot be read"),
            _ if equal => self.section.count("values read as sent"),
            Reads::Other(why) => {
                self.section.count("values changed for a known reason");
                self.section.note(place, why);
            }
            Reads::Sent | Reads::Not(_) => {
                self.section.disagree(place, differs(trial.field, &trial.value, read));
                return false;
            }
        }
        true
    }

    /// Sends a request and holds a good answer against its shape; a refusal is a disagreement.
    fn send(&mut self, endpoint: &Endpoint, path: &str, query: &Query, body: Option<&Value>, place: &str) -> Option<Answer> {
        let sent = self.client.send(endpoint.method.as_str(), &format!("{}{path}", self.api.base), query, &self.session, body);
        let answer = match sent {
            Ok(answer) if answer.succeeded() => answer,
            Ok(answer) => return self.refused(place, body, &answer.complaint()),
            Err(why) => return self.refused(place, body, &why),
        };
        for says in conformance::faults(self.api, endpoint, self.server, query, &answer).0 {
            self.section.disagree(endpoint.route(), says);
        }
        Some(answer)
    }

    fn refused(&mut self, place: &str, body: Option<&Value>, why: &str) -> Option<Answer> {
        let sent = body.map(Value::to_string).unwrap_or_default();
        let sent: String = sent.chars().take(160).collect();
        self.section.disagree(place, format!("{why}; sent {sent}"));
        None
    }
}

fn differs(field: &Field, sent: &Value, read: Option<&Value>) -> String {
    let short = |value: &Value| value.to_string().chars().take(80).collect::<String>();
    let read = read.map_or_else(|| "nothing".to_owned(), short);
    format!("`{}` was sent as {} and is read as {read}", field.name, short(sent))
}

/// The option that a value of a field needs: the field's own, or that of the form it has.
fn option_for(api: &Api, field: &Field, value: &Value) -> Option<(String, String)> {
    let forms = match (&field.ty, value) {
        (Type::Shape(id), Value::Object(entries)) if field.spread => Some((api.shapes.get(id.0)?, entries)),
        _ => None,
    };
    let Some((union, entries)) = forms else { return field.sets.clone() };
    let ShapeBody::Variants(variants) = &union.body else { return None };
    variants.iter().find(|variant| entries.contains_key(&variant.key)).and_then(|variant| variant.sets.clone())
}

/// What a value becomes in a body.
fn entries(field: &Field, value: &Value) -> Map<String, Value> {
    match value {
        Value::Object(forms) if field.spread => forms.clone(),
        value if field.encoded && !value.is_null() => Map::from_iter([(field.name.clone(), json!(value.to_string()))]),
        value => Map::from_iter([(field.name.clone(), value.clone())]),
    }
}

/// A value that was read, out of the string that holds it.
fn plain(field: &Field, read: &Value) -> Value {
    let held = read.as_str().filter(|_| field.encoded).and_then(|text| serde_json::from_str(text).ok());
    held.unwrap_or_else(|| read.clone())
}

/// The query that makes what was written visible, as far as the endpoint takes it.
fn shown(endpoint: &Endpoint, fields: &[Field], trial: &Trial<'_>) -> Query {
    let written = entries(trial.field, &trial.value);
    let mut query = Query::default();
    for field in fields.iter().filter(|field| written.contains_key(&field.name)) {
        let Shown::Asked { option, value } = &field.shown else { continue };
        if endpoint.query.iter().any(|known| known.name == *option) {
            let value = value.trim_end_matches(['.', '*']);
            let all = query.get(option).map_or_else(|| value.to_owned(), |given| format!("{given},{value}"));
            query = query.with(option, all);
        }
    }
    query
}

/// The path of an endpoint for a thing; `None` if the thing lacks what it is addressed by.
fn path(endpoint: &Endpoint, thing: &Map<String, Value>) -> Option<String> {
    let mut segments = Vec::new();
    for segment in &endpoint.path {
        segments.push(match segment {
            Segment::Fixed(text) => text.clone(),
            Segment::Parameter { name, .. } => {
                let known = PARAMETERS.iter().find(|(known, _)| known == name).map(|(_, value)| *value);
                known.or_else(|| thing.get(name).and_then(Value::as_str))?.to_owned()
            }
        });
    }
    Some(question::path(&segments))
}

/// A body in the envelope the endpoint wants.
fn wrapped(endpoint: &Endpoint, body: Map<String, Value>) -> Value {
    let Some(Sends::Body { envelope, .. }) = &endpoint.sends else { return Value::Object(body) };
    match (&envelope.key, envelope.kind) {
        (Some(key), EnvelopeKind::One | EnvelopeKind::List) => json!({ key.clone(): [body] }),
        (Some(key), EnvelopeKind::Pairs) => {
            let pairs: Vec<Value> = body.into_iter().map(|(key, value)| json!({ "key": key, "value": value })).collect();
            json!({ key.clone(): pairs })
        }
        (Some(key), _) => json!({ key.clone(): body }),
        (None, _) => Value::Object(body),
    }
}

/// The thing in an answer.
fn content(endpoint: &Endpoint, answer: &Answer) -> Option<Map<String, Value>> {
    let json = answer.json.as_ref()?;
    let content = match &endpoint.returns.envelope.key {
        Some(key) => json.get(key)?,
        None => json,
    };
    if endpoint.returns.envelope.kind == EnvelopeKind::Pairs {
        return content.as_array().map(|pairs| shape::joined(pairs));
    }
    content.get(0).unwrap_or(content).as_object().cloned()
}
