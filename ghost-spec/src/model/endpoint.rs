//! What can be called: endpoints, what they take and what they answer.

use super::{EnumId, Field, ShapeId, Type, Versions};

/// One endpoint.
#[derive(Clone, Debug)]
pub struct Endpoint {
    /// Operation, such as `browse`.
    pub name: String,
    /// A Rust method name that replaces the derived one.
    pub rust: Option<String>,
    /// What it does.
    pub doc: String,
    /// Link to the vendor's documentation.
    pub docs: Option<String>,
    /// Server behaviour that bites.
    pub traps: Vec<String>,
    /// HTTP method.
    pub method: Method,
    /// Path below the base, such as `/posts/{id}/`.
    pub path: Vec<Segment>,
    /// Whether its path ends in a slash, as those of its API do.
    pub slash: bool,
    /// Query options, in the order declared.
    pub query: Vec<QueryOption>,
    /// Indices into `query`: one of these must be given.
    pub one_of: Vec<usize>,
    /// Request body.
    pub sends: Option<Sends>,
    /// Answer.
    pub returns: Returns,
    /// Success statuses; the first is the usual one.
    pub status: Vec<u16>,
    /// Status of success by which the server says that it does the work later.
    pub deferred: Option<u16>,
    /// How its list is walked, if that has no pages.
    pub cursor: Option<Cursor>,
    /// Index into [`Api::access`](super::Api::access).
    pub access: usize,
    /// What the server checks.
    pub permission: Check,
    /// Labs flag that must be on.
    pub flag: Option<String>,
    /// Where the server does not do what access and permission say.
    pub bugs: Vec<Bug>,
    /// Versions that have it.
    pub versions: Versions,
}

impl Endpoint {
    /// Path below the base, as the spec writes it: `/posts/{id}/`.
    #[must_use]
    pub fn written_path(&self) -> String {
        self.path_of(|segment| match segment {
            Segment::Fixed(text) => text.clone(),
            Segment::Parameter { name, .. } => format!("{{{name}}}"),
        })
    }

    /// Path below the base with the segments as `text` gives them.
    #[must_use]
    pub fn path_of(&self, text: impl Fn(&Segment) -> String) -> String {
        let parts: Vec<String> = self.path.iter().map(text).collect();
        let end = if self.slash && !parts.is_empty() { "/" } else { "" };
        format!("/{}{end}", parts.join("/"))
    }

    /// Method and path, as the spec writes them: `GET /posts/{id}/`.
    #[must_use]
    pub fn route(&self) -> String {
        format!("{} {}", self.method.as_str(), self.written_path())
    }
}

/// How a list is walked that has no pages: by the moment it is ordered by, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Path of the moment in an item, with dots, and its name in a filter.
    pub moment: String,
    /// Path of the id in an item.
    pub id: String,
    /// Name of the id in a filter.
    pub id_filter: String,
    /// Path of the kind in an item, and its name in a filter, if ids are unique within a kind only.
    pub kind: Option<String>,
    /// Kinds that a filter calls otherwise than an item does.
    pub called: Vec<(String, String)>,
}

/// A deviation of the server from its own rules.
#[derive(Clone, Debug)]
pub struct Bug {
    /// Indices into [`Api::roles`](super::Api::roles) that meet it; everybody if there are none.
    pub roles: Vec<usize>,
    /// What the server answers instead; `None` if it never answers.
    pub status: Option<u16>,
    /// What goes wrong.
    pub doc: String,
    /// Versions that have it.
    pub versions: Versions,
}

/// HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
    /// `PUT`.
    Put,
    /// `PATCH`.
    Patch,
    /// `DELETE`.
    Delete,
}

impl Method {
    /// As in a request line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Patch => "PATCH",
            Method::Delete => "DELETE",
        }
    }
}

/// Part of a path.
#[derive(Clone, Debug)]
pub enum Segment {
    /// Sent as it is.
    Fixed(String),
    /// Filled in by the caller.
    Parameter {
        /// Name.
        name: String,
        /// Type.
        ty: Type,
        /// What it is.
        doc: Option<String>,
    },
}

/// What the server checks before it answers.
#[derive(Clone, Debug)]
pub enum Check {
    /// Nothing beyond the credential.
    None,
    /// A permission: index into [`Api::permissions`](super::Api::permissions).
    Permission(usize),
    /// Code of its own, in words.
    Function(String),
}

/// A query option of an endpoint.
#[derive(Clone, Debug)]
pub struct QueryOption {
    /// Name on the wire.
    pub name: String,
    /// A Rust name that replaces the derived one.
    pub rust: Option<String>,
    /// Kind of value.
    pub kind: OptionKind,
    /// What a filter is about, where that is described; see [`Shape::filters`](super::Shape::filters).
    pub filters: Option<ShapeId>,
    /// Must be given.
    pub required: bool,
    /// What it does.
    pub doc: Option<String>,
    /// What the server does without it.
    pub default: Option<String>,
    /// Smallest number.
    pub min: Option<i64>,
    /// Greatest number.
    pub max: Option<i64>,
    /// Server behaviour that bites.
    pub trap: Option<String>,
    /// Versions that have it.
    pub versions: Versions,
}

/// Kind of value a query option takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// `true` or `false`.
    Boolean,
    /// Whole number.
    Integer,
    /// Text.
    String,
    /// Moment.
    Timestamp,
    /// Day.
    Date,
    /// Id of an entity.
    Id(ShapeId),
    /// One of several values.
    Choice(EnumId),
    /// Any number of several values.
    Choices(EnumId),
    /// Any number of strings.
    Strings,
    /// Field names of the entity that is returned.
    Fields(ShapeId),
    /// Filter expression.
    Filter,
    /// Order expression.
    Order,
}

/// Request body of an endpoint.
#[derive(Clone, Debug)]
pub enum Sends {
    /// JSON.
    Body {
        /// What is sent.
        content: Content,
        /// How it is wrapped.
        envelope: Envelope,
    },
    /// `multipart/form-data`.
    Upload(Upload),
}

/// What a request body holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A new entity.
    New(ShapeId),
    /// Changes to an entity.
    Patch(ShapeId),
    /// A value of a type.
    Type(Type),
}

/// A multipart upload.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Files; the first is required, others are optional unless said.
    pub files: Vec<FilePart>,
    /// Text parts.
    pub fields: Vec<Field>,
}

/// A file of an upload.
#[derive(Clone, Debug)]
pub struct FilePart {
    /// Name in the spec and of the Rust argument.
    pub name: String,
    /// Name of the part on the wire.
    pub part: String,
    /// Must be given.
    pub required: bool,
    /// What it is.
    pub doc: Option<String>,
}

/// Answer of an endpoint.
#[derive(Clone, Debug)]
pub struct Returns {
    /// How it is wrapped.
    pub envelope: Envelope,
    /// Type of the content; `None` for `empty`, `text` and `file`.
    pub ty: Option<Type>,
    /// Type of the `meta` beside it.
    pub meta: Option<ShapeId>,
}

/// How a body wraps its content, with its key filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// Name of the declared envelope, such as `many`.
    pub name: String,
    /// Kind of wrapper.
    pub kind: EnvelopeKind,
    /// Key of the content, for the kinds that have one.
    pub key: Option<String>,
    /// The content may be `null` or missing.
    pub nullable: bool,
    /// Content type of a text or file.
    pub media: Option<String>,
}

/// Kind of wrapper; see the table in `LANGUAGE.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvelopeKind {
    /// `{key: [T], "meta": {"pagination": …}}`.
    Page,
    /// `{key: [T]}`.
    List,
    /// `{key: [T]}` with exactly one.
    One,
    /// `{key: T}`.
    Object,
    /// `{key: [{"key": K, "value": V}, …]}`: the fields of `T` one by one.
    Pairs,
    /// `T`.
    Flat,
    /// Nothing.
    Empty,
    /// Plain text.
    Text,
    /// Bytes with a name.
    File,
}
