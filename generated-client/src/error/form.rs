//! Where the errors of an API have their texts, as generated code states it.

use serde_json::{Map, Value};

use super::GhostError;

/// Where a body has its error, and which of the error's fields says what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorForm {
    place: Place,
    message: Option<&'static str>,
    context: Option<&'static str>,
    kind: Option<&'static str>,
    code: Option<&'static str>,
    property: Option<&'static str>,
    help: Option<&'static str>,
    id: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// The first of a list under a key.
    List(&'static str),
    /// Under a key.
    Object(&'static str),
    /// The body itself.
    Whole,
}

impl ErrorForm {
    /// Ghost's: `{"errors": [{"message": …, "context": …, "type": …}]}`.
    pub const GHOST: ErrorForm =
        Self::list("errors").message("message").context("context").kind("type").code("code").property("property").help("help").id("id");

    /// `{key: [{…}]}`.
    #[must_use]
    pub const fn list(key: &'static str) -> Self {
        Self::new(Place::List(key))
    }

    /// `{key: {…}}`.
    #[must_use]
    pub const fn object(key: &'static str) -> Self {
        Self::new(Place::Object(key))
    }

    /// `{…}`.
    #[must_use]
    pub const fn whole() -> Self {
        Self::new(Place::Whole)
    }

    const fn new(place: Place) -> Self {
        ErrorForm { place, message: None, context: None, kind: None, code: None, property: None, help: None, id: None }
    }

    /// The field that says what happened.
    #[must_use]
    pub const fn message(mut self, field: &'static str) -> Self {
        self.message = Some(field);
        self
    }

    /// The field that says what happened in particular.
    #[must_use]
    pub const fn context(mut self, field: &'static str) -> Self {
        self.context = Some(field);
        self
    }

    /// The field that says the class of error.
    #[must_use]
    pub const fn kind(mut self, field: &'static str) -> Self {
        self.kind = Some(field);
        self
    }

    /// The field that programs tell errors apart by.
    #[must_use]
    pub const fn code(mut self, field: &'static str) -> Self {
        self.code = Some(field);
        self
    }

    /// The field that names what of the request it is about.
    #[must_use]
    pub const fn property(mut self, field: &'static str) -> Self {
        self.property = Some(field);
        self
    }

    /// The field that says what to do.
    #[must_use]
    pub const fn help(mut self, field: &'static str) -> Self {
        self.help = Some(field);
        self
    }

    /// The field that identifies the occurrence.
    #[must_use]
    pub const fn id(mut self, field: &'static str) -> Self {
        self.id = Some(field);
        self
    }

    /// Whether it is Ghost's, whose words and codes mean more than a status does.
    pub(crate) fn is_ghosts(&self) -> bool {
        *self == Self::GHOST
    }

    /// The error that a body holds, if it has this form.
    pub(crate) fn read(&self, body: &[u8]) -> Option<GhostError> {
        let value: Value = serde_json::from_str(std::str::from_utf8(body).ok()?).ok()?;
        let error = match self.place {
            Place::List(key) => value.get(key)?.as_array()?.first()?,
            Place::Object(key) => value.get(key)?,
            Place::Whole => &value,
        };
        let error = error.as_object()?;
        let of = |field: Option<&str>| field.and_then(|field| text(error, field));
        let mut found = GhostError {
            message: of(self.message),
            context: of(self.context),
            kind: of(self.kind),
            code: of(self.code),
            property: of(self.property),
            help: of(self.help),
            id: of(self.id),
            details: error.get("details").cloned().unwrap_or_default(),
        };
        // Any object could be a body that is an error itself.
        (self.place != Place::Whole || found.texts().next().is_some()).then_some(found)
    }
}

fn text(error: &Map<String, Value>, key: &str) -> Option<String> {
    match error.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Null => None,
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: ErrorForm, body: &str) -> Option<(Option<String>, Option<String>)> {
        form.read(body.as_bytes()).map(|error| (error.message, error.code))
    }

    fn both(message: &str, code: &str) -> Option<(Option<String>, Option<String>)> {
        Some((Some(message.to_owned()), Some(code.to_owned())))
    }

    #[test]
    fn an_error_is_found_where_the_form_says() {
        let said = r#"{"title":"No such book","number":7}"#;
        let form = |form: ErrorForm| form.message("title").code("number");
        assert_eq!(read(form(ErrorForm::whole()), said), both("No such book", "7"));
        assert_eq!(read(form(ErrorForm::object("error")), &format!(r#"{{"error":{said}}}"#)), both("No such book", "7"));
        assert_eq!(read(form(ErrorForm::list("faults")), &format!(r#"{{"faults":[{said},{{}}]}}"#)), both("No such book", "7"));
    }

    #[test]
    fn what_has_another_form_is_none() {
        let whole = ErrorForm::whole().message("title");
        let object = ErrorForm::object("error").message("title");
        for body in ["", "null", "[]", "{}", r#"{"title":null}"#, r#"{"error":"x"}"#, r#"{"errors":[{"message":"x"}]}"#] {
            assert_eq!((read(whole, body), read(object, body)), (None, None), "{body}");
        }
    }

    #[test]
    fn junk_is_no_ghost_error_and_no_panic() {
        for body in ["", "null", "[]", r#"{"errors":[]}"#, r#"{"errors":"x"}"#, "<html>"] {
            assert_eq!(ErrorForm::GHOST.read(body.as_bytes()), None, "{body}");
        }
    }
}
