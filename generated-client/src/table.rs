//! The tables that generated code states: every route, and every shape that is read.
//!
//! They say at run time what the types say to the compiler: for recordings, proxies and fakes.

use crate::answer::Answer;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::permission::Versions;

/// A line of the table of routes: an endpoint with what it takes and answers.
#[derive(Debug)]
pub struct Route {
    /// The endpoint.
    pub endpoint: &'static Endpoint,
    /// Credentials that may call it, as the description names them; `None` if none is needed.
    pub credentials: Option<&'static [&'static str]>,
    /// Versions that have it.
    pub versions: Versions,
    /// Query options that it takes.
    pub query: &'static [Parameter],
    /// How a JSON body is wrapped; `None` for uploads and where nothing is sent.
    pub sends: Option<Envelope>,
    /// How the answer is wrapped.
    pub returns: Envelope,
    /// Shape of the answer's content: its place in the table of shapes.
    pub content: Option<usize>,
    /// Decodes an answer and says whether it is as described.
    pub check: Check,
    /// The same for an answer that holds only the fields asked for.
    pub partial: Option<Check>,
}

/// Decodes an answer and says whether it is as described.
pub type Check = fn(&Answer) -> Result<(), Error>;

/// Decodes an answer and forgets the value.
///
/// # Errors
///
/// The answer is not as described.
pub fn checked<T>(answer: &Answer, decode: fn(&Answer) -> Result<T, Error>) -> Result<(), Error> {
    decode(answer).map(drop)
}

/// How a body wraps its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// Kind of wrapper.
    pub kind: Wrapper,
    /// Key of the content; empty for the kinds that have none.
    pub key: &'static str,
}

impl Envelope {
    /// A wrapper of a kind, with its key.
    #[must_use]
    pub const fn new(kind: Wrapper, key: &'static str) -> Self {
        Envelope { kind, key }
    }
}

/// Kind of wrapper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapper {
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

/// A query option of a route.
#[derive(Debug)]
#[non_exhaustive]
pub struct Parameter {
    /// Name on the wire.
    pub name: &'static str,
    /// Whether it must be given.
    pub required: bool,
    /// What the server takes if it is not given.
    pub default: Option<&'static str>,
    /// Known values; none if it is free.
    pub values: &'static [&'static str],
}

impl Parameter {
    /// An option that may be given, with any value.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Parameter { name, required: false, default: None, values: &[] }
    }

    /// It must be given.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// What the server takes if it is not given.
    #[must_use]
    pub const fn default(mut self, value: &'static str) -> Self {
        self.default = Some(value);
        self
    }

    /// Known values.
    #[must_use]
    pub const fn values(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }
}

/// An object of the API.
#[derive(Debug)]
pub struct Shape {
    /// Name in the description, such as `post`.
    pub name: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
}

/// A field of a shape.
#[derive(Debug)]
#[non_exhaustive]
pub struct Field {
    /// Key on the wire.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be `null`.
    pub nullable: bool,
    /// When the key is there.
    pub shown: Shown,
    /// Whether it is taken when the object is added.
    pub add: Taken,
    /// Whether it is taken when the object is changed.
    pub edit: Taken,
    /// Shortest length or smallest number.
    pub min: Option<i64>,
    /// Greatest length or number.
    pub max: Option<i64>,
    /// What the server takes if it is not given.
    pub default: Option<&'static str>,
    /// Versions that have it.
    pub versions: Versions,
}

/// What a field holds.
#[derive(Debug)]
pub enum Kind {
    /// `true` or `false`.
    Boolean,
    /// Whole number.
    Integer,
    /// Any number.
    Number,
    /// Text.
    String,
    /// JSON carried inside a string.
    JsonString,
    /// Moment.
    Timestamp,
    /// Day.
    Date,
    /// Anything.
    Json,
    /// Id of an object.
    Id,
    /// One of several strings.
    Enum(&'static [&'static str]),
    /// An object: its place in the table of shapes.
    Shape(usize),
    /// A list.
    List(&'static Kind),
    /// An object with free keys.
    Map,
    /// No value of its own: these keys may be written in its place.
    Keys(&'static [&'static str]),
}

/// When the key of a field is in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Always.
    Always,
    /// No telling.
    Sometimes,
    /// Only when the query option holds the value, which may end in `*`.
    Asked(&'static str, &'static str),
    /// Never: it is only written.
    Never,
}

/// Whether a request takes a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It does not.
    No,
    /// It may be given.
    Optional,
    /// It must be given.
    Required,
}

impl Field {
    /// A field that is always there, and that nobody writes.
    #[must_use]
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Field {
            name,
            kind,
            nullable: false,
            shown: Shown::Always,
            add: Taken::No,
            edit: Taken::No,
            min: None,
            max: None,
            default: None,
            versions: Versions::ALL,
        }
    }

    /// It may be `null`.
    #[must_use]
    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }

    /// When the key is there.
    #[must_use]
    pub const fn shown(mut self, shown: Shown) -> Self {
        self.shown = shown;
        self
    }

    /// Whether it is taken when the object is added, and when it is changed.
    #[must_use]
    pub const fn written(mut self, add: Taken, edit: Taken) -> Self {
        self.add = add;
        self.edit = edit;
        self
    }

    /// Its bounds.
    #[must_use]
    pub const fn bounds(mut self, min: Option<i64>, max: Option<i64>) -> Self {
        self.min = min;
        self.max = max;
        self
    }

    /// What the server takes if it is not given.
    #[must_use]
    pub const fn default(mut self, value: &'static str) -> Self {
        self.default = Some(value);
        self
    }

    /// In some versions only.
    #[must_use]
    pub const fn within(mut self, versions: Versions) -> Self {
        self.versions = versions;
        self
    }
}
