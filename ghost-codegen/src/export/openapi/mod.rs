//! A description as an OpenAPI document, for the tools that read one.
//!
//! What OpenAPI has no word for is said twice: in descriptions for people, and under `x-` keys for machines. Operation ids and the names
//! of schemas begin with the name of their API, whether or not the document holds others, so that they stay as they are.

mod body;
mod parameter;
mod schema;
mod yaml;

use std::collections::BTreeMap;

use ghost_spec::model::{Api, Bug, Check, Credential, Endpoint, Resource, Role, Segment, Versions};
use serde_json::{Map, Value, json};

use self::schema::Schemas;
use crate::emit::docs::{self, sentence};
use crate::names::type_name;

/// A version of the OpenAPI Specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenApi {
    /// 3.1.0, whose schemas are those of JSON Schema.
    V3_1,
    /// 3.0.3, for older tools.
    V3_0,
}

/// Some APIs as one OpenAPI document.
///
/// ```
/// use ghost_codegen::export::{OpenApi, openapi};
///
/// assert_eq!(openapi(&[], OpenApi::V3_1)["openapi"], "3.1.0");
/// ```
#[must_use]
pub fn openapi(apis: &[Api], version: OpenApi) -> Value {
    let mut document = Document { version, paths: BTreeMap::new(), schemas: Map::new(), security: Map::new() };
    for api in apis {
        document.api(api);
    }
    let titles: Vec<&str> = apis.iter().map(|api| api.title.as_str()).collect();
    let about: Vec<String> = apis.iter().map(about).collect();
    let newest = apis.iter().max_by_key(|api| api.versions.newest.numbers).map_or("0", |api| api.versions.newest.text.as_str());
    let tags: Vec<Value> = apis.iter().flat_map(|api| api.resources.iter().filter_map(|resource| tag(api, resource))).collect();
    let facts: Map<String, Value> = apis.iter().map(|api| (api.name.clone(), facts(api))).collect();
    let mut out = json!({
        "openapi": match version { OpenApi::V3_1 => "3.1.0", OpenApi::V3_0 => "3.0.3" },
        "info": { "title": titles.join(", "), "version": newest, "description": about.join("\n\n") },
        "servers": [{
            "url": "{site}",
            "description": "The site.",
            "variables": { "site": { "default": "https://example.com", "description": "Scheme and host, without a slash at the end." } },
        }],
        "tags": tags,
        "paths": document.paths,
        "components": { "schemas": document.schemas, "securitySchemes": document.security },
        "x-apis": facts,
    });
    if let ([api], Some(out)) = (apis, out.as_object_mut()) {
        out.extend(link(api.docs.as_ref()));
    }
    out
}

/// The document as YAML, with what says what it is first.
#[must_use]
pub fn openapi_yaml(document: &Value) -> String {
    yaml::write(document)
}

struct Document {
    version: OpenApi,
    paths: BTreeMap<String, Map<String, Value>>,
    schemas: Map<String, Value>,
    security: Map<String, Value>,
}

impl Document {
    fn api(&mut self, api: &Api) {
        for credential in &api.credentials {
            self.security.insert(security_name(api, credential), scheme(credential));
        }
        let mut schemas = Schemas::new(api, self.version);
        // OpenAPI takes paths for the same that differ in the names of their parameters only.
        let mut templates: BTreeMap<String, String> = BTreeMap::new();
        for resource in &api.resources {
            for endpoint in &resource.endpoints {
                let template = templates.entry(template(endpoint)).or_insert_with(|| endpoint.written_path()).clone();
                let operation = operation(&mut schemas, resource, endpoint, &template);
                let path = self.paths.entry(format!("{}{template}", api.base)).or_default();
                path.insert(endpoint.method.as_str().to_lowercase(), operation);
            }
        }
        self.schemas.extend(schemas.finish());
    }
}

/// A path without the names of its parameters.
fn template(endpoint: &Endpoint) -> String {
    let parts = endpoint.path.iter().map(|segment| match segment {
        Segment::Fixed(text) => text.as_str(),
        Segment::Parameter { .. } => "{}",
    });
    parts.collect::<Vec<_>>().join("/")
}

fn operation(schemas: &mut Schemas<'_>, resource: &Resource, endpoint: &Endpoint, template: &str) -> Value {
    let api = schemas.api;
    let mut out = Map::new();
    out.insert("operationId".to_owned(), json!(format!("{}_{}_{}", api.name, resource.name, endpoint.name)));
    out.insert("tags".to_owned(), json!([tag_name(api, resource)]));
    out.insert("summary".to_owned(), json!(sentence(&endpoint.doc)));
    out.insert("description".to_owned(), json!(description(api, endpoint)));
    out.insert("parameters".to_owned(), parameter::all(schemas, endpoint, template));
    out.extend(body::request(schemas, endpoint).map(|body| ("requestBody".to_owned(), body)));
    out.insert("responses".to_owned(), body::responses(schemas, endpoint));
    out.insert("security".to_owned(), security(api, endpoint));
    out.extend(link(endpoint.docs.as_ref()));
    out.insert("x-access".to_owned(), json!(api.access[endpoint.access].name));
    match &endpoint.permission {
        Check::None => {}
        Check::Permission(index) => {
            out.insert("x-permission".to_owned(), json!(permission_name(api, *index)));
        }
        Check::Function(words) => {
            out.insert("x-permission-check".to_owned(), json!(words));
        }
    }
    out.extend(endpoint.flag.as_ref().map(|flag| ("x-flag".to_owned(), json!(flag))));
    out.extend(endpoint.deferred.map(|status| ("x-deferred-status".to_owned(), json!(status))));
    if !endpoint.one_of.is_empty() {
        let names: Vec<&str> = endpoint.one_of.iter().map(|index| endpoint.query[*index].name.as_str()).collect();
        out.insert("x-one-of".to_owned(), json!(names));
    }
    if let Some(cursor) = &endpoint.cursor {
        let called: BTreeMap<&String, &String> = cursor.called.iter().map(|(item, filter)| (item, filter)).collect();
        let cursor =
            json!({ "moment": cursor.moment, "id": cursor.id, "idFilter": cursor.id_filter, "kind": cursor.kind, "called": called });
        out.insert("x-cursor".to_owned(), cursor);
    }
    if !endpoint.traps.is_empty() {
        out.insert("x-traps".to_owned(), json!(endpoint.traps));
    }
    if !endpoint.bugs.is_empty() {
        out.insert("x-bugs".to_owned(), endpoint.bugs.iter().map(|bug| bug_entry(api, bug)).collect());
    }
    bounds(&mut out, &endpoint.versions);
    Value::Object(out)
}

fn description(api: &Api, endpoint: &Endpoint) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    paragraphs.push(match &endpoint.permission {
        Check::None => "Needs no permission.".to_owned(),
        Check::Function(words) => format!("The server checks: {}", sentence(words)),
        Check::Permission(index) => {
            let holders: Vec<String> =
                api.roles.iter().enumerate().filter_map(|(place, role)| docs::holder(api, (place, role), *index)).collect();
            let holders = if holders.is_empty() { String::new() } else { format!(": {}", holders.join(", ")) };
            format!("Permission `{}`{holders}.", permission_name(api, *index))
        }
    });
    paragraphs.extend(docs::rules(api, endpoint).map(|rules| rules.replace("Limits:\n", "Limits:\n\n")));
    paragraphs.extend(endpoint.flag.as_ref().map(|flag| format!("Only while the flag `{flag}` is on.")));
    paragraphs.extend(docs::versions(&endpoint.versions));
    if !endpoint.one_of.is_empty() {
        let names: Vec<String> = endpoint.one_of.iter().map(|index| format!("`{}`", endpoint.query[*index].name)).collect();
        paragraphs.push(format!("One of {} must be given.", names.join(", ")));
    }
    paragraphs.extend(endpoint.deferred.map(|status| format!("With status {status} the server does the work later.")));
    paragraphs.extend(
        endpoint
            .cursor
            .as_ref()
            .map(|cursor| format!("The list counts no pages: older items are asked for by a filter on `{}`.", cursor.moment)),
    );
    paragraphs.extend(endpoint.bugs.iter().map(|bug| docs::bug_text(api, bug)));
    paragraphs.extend(endpoint.traps.iter().map(|trap| format!("**Trap:** {}", sentence(trap))));
    paragraphs.join("\n\n")
}

fn bug_entry(api: &Api, bug: &Bug) -> Value {
    let roles: Vec<&str> = bug.roles.iter().map(|index| api.roles[*index].name.as_str()).collect();
    let mut out = Map::new();
    out.insert("doc".to_owned(), json!(bug.doc));
    out.insert("roles".to_owned(), json!(roles));
    out.insert("status".to_owned(), json!(bug.status));
    bounds(&mut out, &bug.versions);
    Value::Object(out)
}

/// What an API says of itself as a whole, that no operation says.
fn facts(api: &Api) -> Value {
    let classes: Map<String, Value> = api
        .access
        .iter()
        .map(|class| {
            let names: Vec<&str> = class.credentials.iter().map(|index| api.credentials[*index].name.as_str()).collect();
            (class.name.clone(), json!({ "doc": class.doc, "credentials": names, "anonymous": class.anonymous }))
        })
        .collect();
    let rules: Vec<Value> = api
        .rules
        .iter()
        .map(|rule| {
            let roles: Vec<&str> = rule.roles.iter().map(|index| api.roles[*index].name.as_str()).collect();
            let mut out = Map::new();
            out.insert("permission".to_owned(), json!(permission_name(api, rule.permission)));
            out.insert("roles".to_owned(), json!(roles));
            out.insert("rule".to_owned(), json!(rule.rule));
            bounds(&mut out, &rule.versions);
            Value::Object(out)
        })
        .collect();
    let roles: Vec<Value> = api.roles.iter().map(|role| role_entry(api, role)).collect();
    json!({
        "title": api.title,
        "base": api.base,
        "versions": { "oldest": api.versions.oldest.text, "newest": api.versions.newest.text },
        "access": classes,
        "roles": roles,
        "rules": rules,
    })
}

fn role_entry(api: &Api, role: &Role) -> Value {
    let grants: Vec<Value> = role
        .grants
        .iter()
        .map(|grant| {
            let mut out = Map::new();
            out.insert("permission".to_owned(), json!(permission_name(api, grant.permission)));
            bounds(&mut out, &grant.versions);
            Value::Object(out)
        })
        .collect();
    let mut out = Map::new();
    out.insert("name".to_owned(), json!(role.name));
    out.insert("doc".to_owned(), json!(role.doc));
    out.extend(role.credential.map(|index| ("credential".to_owned(), json!(api.credentials[index].name))));
    out.insert("grants".to_owned(), json!(grants));
    bounds(&mut out, &role.versions);
    Value::Object(out)
}

fn about(api: &Api) -> String {
    let range = format!("Described for versions {} to {}.", api.versions.oldest.text, api.versions.newest.text);
    format!("**{}**: {} {range}", api.title, sentence(&api.doc))
}

fn tag(api: &Api, resource: &Resource) -> Option<Value> {
    let mut paragraphs = vec![sentence(&resource.doc)];
    paragraphs.extend(resource.traps.iter().map(|trap| format!("**Trap:** {}", sentence(trap))));
    let mut out = Map::new();
    out.insert("name".to_owned(), json!(tag_name(api, resource)));
    out.insert("description".to_owned(), json!(paragraphs.join("\n\n")));
    out.extend(link(resource.docs.as_ref()));
    (!resource.endpoints.is_empty()).then_some(Value::Object(out))
}

fn tag_name(api: &Api, resource: &Resource) -> String {
    format!("{}_{}", api.name, resource.name)
}

fn security_name(api: &Api, credential: &Credential) -> String {
    format!("{}_{}", api.name, credential.name)
}

fn scheme(credential: &Credential) -> Value {
    let (place, name, about) = match &credential.sent {
        Some(sent) => {
            let value = sent.prefix.as_ref().map(|prefix| format!(" The value is `{prefix}`, a space and the token.")).unwrap_or_default();
            (sent.place.as_str(), sent.name.as_str(), value)
        }
        // OpenAPI wants a place.
        None => ("header", "Authorization", " How it travels is not described.".to_owned()),
    };
    let mut out = json!({ "type": "apiKey", "in": place, "name": name, "description": format!("{}{about}", sentence(&credential.doc)) });
    if let (Some(out), Some(prefix)) = (out.as_object_mut(), credential.sent.as_ref().and_then(|sent| sent.prefix.as_ref())) {
        out.insert("x-prefix".to_owned(), json!(prefix));
    }
    out
}

/// Any one of these; an empty one stands for no credential.
fn security(api: &Api, endpoint: &Endpoint) -> Value {
    let class = &api.access[endpoint.access];
    let none = class.anonymous.then(|| json!({}));
    none.into_iter().chain(class.credentials.iter().map(|index| json!({ security_name(api, &api.credentials[*index]): [] }))).collect()
}

fn permission_name(api: &Api, index: usize) -> String {
    let permission = &api.permissions[index];
    format!("{}.{}", permission.object, permission.action)
}

fn bounds(out: &mut Map<String, Value>, versions: &Versions) {
    out.extend(versions.since.as_ref().map(|version| ("x-since".to_owned(), json!(version.text))));
    out.extend(versions.until.as_ref().map(|version| ("x-until".to_owned(), json!(version.text))));
}

fn link(docs: Option<&String>) -> Option<(String, Value)> {
    docs.map(|url| ("externalDocs".to_owned(), json!({ "url": url })))
}

/// `admin`, `new_post` → `AdminNewPost`.
fn schema_name(api: &Api, name: &str) -> String {
    format!("{}{}", type_name(&api.name), type_name(name))
}
