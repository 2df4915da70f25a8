//! Bodies: what is sent and what is answered, in their wrappers.

use ghost_spec::model::{Api, Content, Endpoint, Envelope, EnvelopeKind, Sends, Type, Upload};
use serde_json::{Map, Value, json};

use super::OpenApi;
use super::schema::{Schemas, Use};
use crate::emit::docs::sentence;
use crate::names::{one_of, words};

pub(super) fn request(schemas: &mut Schemas<'_>, endpoint: &Endpoint) -> Option<Value> {
    let (media, schema, encoding) = match endpoint.sends.as_ref()? {
        Sends::Upload(form) => {
            let (schema, encoding) = upload(schemas, form);
            ("multipart/form-data", schema, encoding)
        }
        Sends::Body { content, envelope } => {
            let content = match content {
                Content::New(id) => schemas.reference(*id, Use::New),
                Content::Patch(id) => schemas.reference(*id, Use::Patch),
                Content::Type(ty) => schemas.ty(ty),
            };
            ("application/json", wrapped(schemas, envelope, content), None)
        }
    };
    let mut body = json!({ "schema": schema });
    if let (Some(body), Some(encoding)) = (body.as_object_mut(), encoding) {
        body.insert("encoding".to_owned(), encoding);
    }
    Some(json!({ "required": true, "content": { media: body } }))
}

/// A form, and how its parts with keys of their own are written.
fn upload(schemas: &mut Schemas<'_>, upload: &Upload) -> (Value, Option<Value>) {
    let mut properties = Map::new();
    let mut required: Vec<&str> = Vec::new();
    let mut encoding = Map::new();
    for file in &upload.files {
        let about = file.doc.as_deref().map_or_else(|| sentence(&words(&file.name)), sentence);
        properties.insert(file.part.clone(), json!({ "type": "string", "format": "binary", "description": about }));
        required.extend(file.required.then_some(file.part.as_str()));
    }
    for field in &upload.fields {
        properties.insert(field.name.clone(), schemas.field(field, &field.ty, false, true));
        required.extend(crate::emit::shape::is_plain(field).then_some(field.name.as_str()));
        if matches!(field.ty, Type::Map(_)) {
            encoding.insert(field.name.clone(), json!({ "style": "deepObject", "explode": true }));
        }
    }
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Value::Object(properties));
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    (Value::Object(schema), (!encoding.is_empty()).then_some(Value::Object(encoding)))
}

pub(super) fn responses(schemas: &mut Schemas<'_>, endpoint: &Endpoint) -> Value {
    let mut out = Map::new();
    for status in &endpoint.status {
        let response = if endpoint.deferred == Some(*status) {
            json!({ "description": "The server does the work later." })
        } else {
            success(schemas, endpoint, *status)
        };
        out.insert(status.to_string(), response);
    }
    out.extend(refusals(schemas));
    Value::Object(out)
}

fn success(schemas: &mut Schemas<'_>, endpoint: &Endpoint, status: u16) -> Value {
    let returns = &endpoint.returns;
    let envelope = &returns.envelope;
    if status == 204 || (300..400).contains(&status) || envelope.kind == EnvelopeKind::Empty {
        return json!({ "description": "Done; nothing is answered." });
    }
    let about = returns.ty.as_ref().map_or_else(|| "The content.".to_owned(), |ty| subject(schemas.api, envelope, ty));
    let media = envelope.media.as_deref();
    let content = match envelope.kind {
        EnvelopeKind::Text => all_media(media.unwrap_or("text/plain"), &json!({ "type": "string" })),
        EnvelopeKind::File => all_media(media.unwrap_or("application/octet-stream"), &json!({ "type": "string", "format": "binary" })),
        _ => {
            let content = returns.ty.as_ref().map_or_else(|| json!({}), |ty| schemas.ty(ty));
            let mut schema = wrapped(schemas, envelope, content);
            if let (Some(meta), Some(properties)) = (returns.meta, schema.get_mut("properties").and_then(Value::as_object_mut)) {
                properties.insert("meta".to_owned(), schemas.reference(meta, Use::Whole));
            }
            json!({ "application/json": { "schema": schema } })
        }
    };
    json!({ "description": about, "content": content })
}

fn subject(api: &Api, envelope: &Envelope, ty: &Type) -> String {
    let what = match ty {
        Type::Shape(id) => words(&api.shapes[id.0].name),
        _ => "values".to_owned(),
    };
    match envelope.kind {
        EnvelopeKind::Page => format!("One page of a list: {what}."),
        EnvelopeKind::List => format!("A list: {what}."),
        _ => sentence(&one_of(&what)),
    }
}

fn all_media(media: &str, schema: &Value) -> Value {
    let kinds = media.split(',').map(str::trim).filter(|kind| !kind.is_empty());
    // Of JSON that is a file nothing more is known, but it is no text.
    let of = |kind: &str| if kind == "application/json" { json!({}) } else { schema.clone() };
    Value::Object(kinds.map(|kind| (kind.to_owned(), json!({ "schema": of(kind) }))).collect())
}

/// Content in its wrapper.
fn wrapped(schemas: &mut Schemas<'_>, envelope: &Envelope, content: Value) -> Value {
    let Some(key) = envelope.key.as_deref() else {
        return if envelope.nullable { schemas.nullable(content) } else { content };
    };
    let value = match envelope.kind {
        EnvelopeKind::Page | EnvelopeKind::List => json!({ "type": "array", "items": content }),
        EnvelopeKind::One => {
            let least = u8::from(!envelope.nullable);
            json!({ "type": "array", "items": content, "minItems": least, "maxItems": 1 })
        }
        EnvelopeKind::Pairs => json!({
            "type": "array",
            "description": "The fields of an object one by one.",
            "items": {
                "type": "object",
                "required": ["key", "value"],
                "properties": { "key": { "type": "string" }, "value": schemas.anything() },
            },
            "x-pairs-of": content,
        }),
        _ if envelope.nullable => schemas.nullable(content),
        _ => content,
    };
    let mut properties = Map::new();
    properties.insert(key.to_owned(), value);
    if envelope.kind == EnvelopeKind::Page {
        properties.insert("meta".to_owned(), schemas.page());
    }
    let mut out = Map::new();
    out.insert("type".to_owned(), json!("object"));
    out.insert("properties".to_owned(), Value::Object(properties));
    if !envelope.nullable {
        out.insert("required".to_owned(), json!([key]));
    }
    Value::Object(out)
}

/// What is answered instead of a success: the statuses that are described, and any other.
fn refusals(schemas: &mut Schemas<'_>) -> Vec<(String, Value)> {
    let Some(errors) = &schemas.api.errors else {
        return ["4XX", "5XX"].map(|range| (range.to_owned(), json!({ "description": "Refused, or failed." }))).into();
    };
    let meanings = |from: u16| {
        let listed = errors.statuses.iter().filter(|(status, _)| (from..from + 100).contains(status));
        listed.map(|(status, doc)| format!("- {status}: {}", sentence(doc))).collect::<Vec<_>>().join("\n")
    };
    let schema = schemas.errors(errors);
    let response = |about: &str, meanings: String| {
        let text = if meanings.is_empty() { about.to_owned() } else { format!("{about}\n\n{meanings}") };
        json!({ "description": text, "content": { "application/json": { "schema": schema } } })
    };
    vec![
        ("4XX".to_owned(), response("The server refuses.", meanings(400))),
        ("5XX".to_owned(), response("The server fails.", meanings(500))),
    ]
}

impl Schemas<'_> {
    /// The `meta` of a page.
    fn page(&mut self) -> Value {
        let number = json!({ "type": "integer" });
        let limit = json!({ "description": "At most this many a page; `all` where no limit was set.", "anyOf": [{ "type": "integer" }, { "type": "string" }] });
        let neighbour = self.nullable(number.clone());
        let properties =
            json!({ "page": neighbour, "limit": limit, "pages": number, "total": number, "next": neighbour, "prev": neighbour });
        let schema = json!({
            "type": "object",
            "description": "Where the page stands in its list.",
            "properties": { "pagination": { "type": "object", "properties": properties } },
        });
        self.named("page_meta", schema)
    }

    /// Anything, `null` too.
    fn anything(&self) -> Value {
        match self.version {
            OpenApi::V3_1 => json!({ "description": "Of the type of the field." }),
            OpenApi::V3_0 => json!({ "description": "Of the type of the field.", "nullable": true }),
        }
    }
}
