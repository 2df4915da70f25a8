//! Errors as Ghost words them.

use serde_json::{Value, json};

use crate::permission::Version;

/// An error to be answered.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    pub(super) status: u16,
    said: Box<Said>,
}

/// What an error says.
#[derive(Clone, Debug, Default)]
struct Said {
    kind: &'static str,
    message: String,
    context: Option<String>,
    code: Option<&'static str>,
    property: Option<String>,
    help: Option<String>,
    details: Value,
}

impl Refusal {
    pub(super) fn new(status: u16, kind: &'static str, message: impl Into<String>) -> Self {
        Refusal { status, said: Box::new(Said { kind, message: message.into(), ..Said::default() }) }
    }

    pub(super) fn context(mut self, context: impl Into<String>) -> Self {
        self.said.context = Some(context.into());
        self
    }

    pub(super) fn code(mut self, code: &'static str) -> Self {
        self.said.code = Some(code);
        self
    }

    pub(super) fn property(mut self, property: impl Into<String>) -> Self {
        self.said.property = Some(property.into());
        self
    }

    pub(super) fn details(mut self, details: Value) -> Self {
        self.said.details = details;
        self
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.said.help = Some(help.into());
        self
    }

    /// A value that is not taken.
    pub(super) fn validation(message: impl Into<String>) -> Self {
        Refusal::new(422, "ValidationError", message)
    }

    /// A body that breaks a rule of its JSON schema, which 5.x and 6.x point at with different keys.
    pub(super) fn schema(version: Version, property: &str, path: &str, keyword: &str, params: Value, message: &str) -> Self {
        let pointer = if version.major >= 6 { "instancePath" } else { "dataPath" };
        let path = if version.major >= 6 { path.to_owned() } else { old_path(path) };
        let schema = format!("#/properties/{property}/{keyword}");
        let message = if version.major >= 6 { message.to_owned() } else { message.replace("must ", "should ") };
        let detail = json!({ pointer: path, "schemaPath": schema, "keyword": keyword, "params": params, "message": message });
        Refusal::validation(format!("Validation failed for {property}.")).property(property).details(json!([detail]))
    }

    pub(super) fn not_found(entity: &str) -> Self {
        Refusal::new(404, "NotFoundError", format!("{} not found.", capitalised(entity)))
    }

    pub(super) fn denied(message: impl Into<String>) -> Self {
        Refusal::new(403, "NoPermissionError", message)
    }

    pub(super) fn token(status: u16, code: &'static str, message: impl Into<String>) -> Self {
        let kind = if status == 400 { "BadRequestError" } else { "UnauthorizedError" };
        Refusal::new(status, kind, message).code(code)
    }

    /// A route that the version does not have: 404, or 406 to whom asks for a version.
    pub(super) fn no_route(version: Version, asked_for: Option<&str>) -> Self {
        let Some(asked) = asked_for else { return Refusal::new(404, "NotFoundError", "Resource not found") };
        let ahead = Version::parse(asked).is_some_and(|asked| (asked.major, asked.minor) > (version.major, version.minor));
        let (place, help, code) = if ahead {
            ("ahead of", "Try upgrading your Ghost install.", "UPDATE_GHOST")
        } else {
            ("behind", "Try upgrading your Ghost API client.", "UPDATE_CLIENT")
        };
        let server = format!("v{}.{}", version.major, version.minor);
        Refusal::new(406, "RequestNotAcceptableError", "Request could not be served, the endpoint was not found.")
            .context(format!("Provided client accept-version {asked} is {place} current Ghost version {server}."))
            .help(help)
            .code(code)
    }

    /// Too many tries; the wait is only in the text.
    pub(super) fn rate_limited(minutes: u64) -> Self {
        let message = format!("Too many attempts. Please wait {minutes} minutes before trying again.");
        Refusal::new(429, "TooManyRequestsError", message).context("Too many attempts.").help("Too many attempts.")
    }

    /// An object that somebody else changed meanwhile. Version 6 leaves the times out by mistake.
    pub(super) fn collision(version: Version, entity: &str, changed: &[&str], (client, server): (&str, &str)) -> Self {
        let message = format!("Saving failed! Someone else is editing this {entity}.");
        let time = |time: &str| if version.major >= 6 { json!({}) } else { json!(time) };
        let details = json!({ "changedFields": changed, "clientUpdatedAt": time(client), "serverUpdatedAt": time(server) });
        Refusal::new(409, "UpdateCollisionError", message.clone()).context(message).code("UPDATE_COLLISION").details(details)
    }

    /// Whether its message begins so.
    pub(super) fn is_about(&self, words: &str) -> bool {
        self.said.message.starts_with(words)
    }

    /// What Ghost makes of an error of an ordinary operation: a general message, and the particular one as its context.
    pub(super) fn during(mut self, verb: &str, entity: &str) -> Self {
        let general = match self.said.kind {
            "ValidationError" => "Validation error",
            "NotFoundError" => "Resource not found error",
            "NoPermissionError" => "Permission error",
            "BadRequestError" => "Request not understood error",
            "InternalServerError" => "Internal server error",
            _ => return self,
        };
        if self.said.context.is_none() {
            self.said.context = Some(std::mem::take(&mut self.said.message));
        }
        self.said.message = format!("{general}, cannot {verb} {entity}.");
        self
    }

    /// The answer's body.
    pub(super) fn body(&self) -> Value {
        json!({ "errors": [{
            "message": self.said.message,
            "context": self.said.context,
            "type": self.said.kind,
            "details": self.said.details,
            "property": self.said.property,
            "help": self.said.help,
            "code": self.said.code,
            "id": "00000000-0000-4000-8000-00000000fa4e",
            "ghostErrorCode": null,
        }] })
    }
}

/// `/posts/0/title` as 5.x writes it: `.posts[0].title`.
fn old_path(path: &str) -> String {
    let parts = path.split('/').filter(|part| !part.is_empty());
    parts.map(|part| if part.parse::<usize>().is_ok() { format!("[{part}]") } else { format!(".{part}") }).collect()
}

pub(super) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
