//! What a server answers when it refuses or fails, and where that is read from.

/// What a server answers when it refuses or fails: `{key: [{…}]}`, `{key: {…}}` or `{…}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errors {
    /// Key of the errors; without it the body is one.
    pub key: Option<String>,
    /// Whether the key holds a list of errors, not one.
    pub listed: bool,
    /// Texts of an error with what they say; each may be `null` or missing.
    pub fields: Vec<(String, String)>,
    /// Parts that a field of another name says: `title` is the `message`.
    pub parts: Vec<(String, String)>,
    /// Statuses with what they mean.
    pub statuses: Vec<(u16, String)>,
}

/// Where an error has its texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorForm<'e> {
    /// Key of the errors; without it the body is one.
    pub key: Option<&'e str>,
    /// Whether the key holds a list of errors, not one.
    pub listed: bool,
    /// Parts of an error, of [`Errors::PARTS`], with the fields that say them.
    pub parts: Vec<(&'static str, &'e str)>,
}

impl Errors {
    /// What an error may say.
    pub const PARTS: [&'static str; 7] = ["message", "context", "type", "code", "property", "help", "id"];

    /// Where errors have their texts; `None` if it is where they are looked for unless a description says otherwise: in a list `errors`, each
    /// part in the field of its name.
    #[must_use]
    pub fn form(&self) -> Option<ErrorForm<'_>> {
        let parts: Vec<_> = Self::PARTS.into_iter().filter_map(|part| Some((part, self.field_of(part)?))).collect();
        let is_usual = self.listed && self.key.as_deref() == Some("errors") && parts.iter().all(|(part, field)| part == field);
        (!is_usual).then_some(ErrorForm { key: self.key.as_deref(), listed: self.listed, parts })
    }

    /// The field that says a part: the one that is named for it, else the one of that name.
    fn field_of(&self, part: &str) -> Option<&str> {
        let named = self.parts.iter().find(|(known, _)| known == part).map(|(_, field)| field.as_str());
        named.or_else(|| self.fields.iter().map(|(name, _)| name.as_str()).find(|name| *name == part))
    }
}
