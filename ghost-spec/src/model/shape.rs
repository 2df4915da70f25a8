//! What travels: shapes with their fields, types and enums.

use super::Versions;

/// Index of a shape in [`Api::shapes`](super::Api::shapes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(pub usize);

/// Index of an enum in [`Api::enums`](super::Api::enums).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnumId(pub usize);

/// A struct or a union of the API.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Name, such as `post` or `member_subscription_plan`.
    pub name: String,
    /// A Rust name that replaces the derived one.
    pub rust: Option<String>,
    /// What it is.
    pub doc: String,
    /// Index of the resource it belongs to; `None` for shapes declared in `api.yaml`.
    pub resource: Option<usize>,
    /// Whether it is the entity of its resource.
    pub entity: bool,
    /// Its content.
    pub body: ShapeBody,
    /// Reached from an answer.
    pub is_read: bool,
    /// Reached from a request body other than as the entity of `new` or `patch`.
    pub is_written: bool,
    /// An endpoint sends it as `new`.
    pub is_added: bool,
    /// An endpoint sends it as `patch`.
    pub is_edited: bool,
    /// An endpoint that answers with it takes the option type `fields`.
    pub is_partial: bool,
    /// A field, path parameter or option holds its id.
    pub has_id: bool,
    /// What a filter of such things may ask about.
    pub filters: Vec<Filterable>,
}

/// Something that a filter may ask about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filterable {
    /// Name in filters, such as `title` or `tags.slug`.
    pub name: String,
    /// A Rust name that replaces the derived one.
    pub rust: Option<String>,
    /// Type it is compared as.
    pub ty: Type,
    /// Said of each of several related things.
    pub relation: bool,
    /// What it is.
    pub doc: Option<String>,
    /// Server behaviour that bites.
    pub trap: Option<String>,
    /// Versions that have it.
    pub versions: Versions,
}

/// What a shape is made of.
#[derive(Clone, Debug)]
pub enum ShapeBody {
    /// An object.
    Fields(Vec<Field>),
    /// One of several forms, written only.
    Variants(Vec<Variant>),
    /// One of several forms, told apart by a key of the object.
    Tagged(Tagged),
}

/// An object whose form a key tells.
#[derive(Clone, Debug)]
pub struct Tagged {
    /// Key that tells the form, such as `type`.
    pub tag: String,
    /// Key of the form's content; without one its fields stand beside the tag.
    pub content: Option<String>,
    /// Known forms; [`Variant::key`] is the value of the tag.
    pub variants: Vec<Variant>,
}

/// One form of a union.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Name.
    pub name: String,
    /// What this form means.
    pub doc: Option<String>,
    /// Written as the value itself, not as `{key: value}`.
    pub bare: bool,
    /// Key of the value; the value of the tag in a tagged union.
    pub key: String,
    /// Fixed entries written beside the value.
    pub with: Vec<(String, String)>,
    /// Text put before a string.
    pub prefix: Option<String>,
    /// Text put after a string.
    pub suffix: Option<String>,
    /// Query option and value the server needs when this form is written.
    pub sets: Option<(String, String)>,
    /// Type of the value; `None` for a form without one.
    pub ty: Option<Type>,
}

/// A field of a shape.
#[derive(Clone, Debug)]
pub struct Field {
    /// Key on the wire.
    pub name: String,
    /// A Rust name that replaces the derived one.
    pub rust: Option<String>,
    /// Type when read.
    pub ty: Type,
    /// Type when written, where it differs.
    pub input: Option<Type>,
    /// May be `null`.
    pub nullable: bool,
    /// May be sent as `null` to empty it.
    pub clearable: bool,
    /// When the key is there.
    pub shown: Shown,
    /// Whether `new` takes it.
    pub add: Writable,
    /// Whether `patch` takes it.
    pub edit: Writable,
    /// Query option and value the server needs when it is written.
    pub sets: Option<(String, String)>,
    /// Its entries are written into the parent, not below its own key.
    pub spread: bool,
    /// Holds all keys that the shape does not name.
    pub rest: bool,
    /// Travels as JSON text in a string.
    pub encoded: bool,
    /// A password, key or token: `Debug` does not show it.
    pub secret: bool,
    /// Other fields that must be chosen with it for it to be right.
    pub needs: Vec<String>,
    /// Not there when fields are chosen.
    pub whole: bool,
    /// Shortest length or smallest number.
    pub min: Option<i64>,
    /// Greatest length or number.
    pub max: Option<i64>,
    /// What the server takes if it is not given.
    pub default: Option<String>,
    /// Kind of string, for documentation.
    pub format: Option<String>,
    /// What it is.
    pub doc: Option<String>,
    /// Server behaviour that bites.
    pub trap: Option<String>,
    /// Versions that have it.
    pub versions: Versions,
}

/// When the key of a field is in an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Always.
    Always,
    /// No telling.
    Sometimes,
    /// Only when the query option holds the value, such as `include` and `tags`.
    Asked {
        /// The option.
        option: String,
        /// Its value; may end in `*`.
        value: String,
    },
    /// Never: it is only written.
    Never,
}

/// Whether a request takes a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writable {
    /// It does not.
    No,
    /// It may be given.
    Optional,
    /// It must be given.
    Required,
}

/// Type of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
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
    /// Id of an entity.
    Id(ShapeId),
    /// One of several strings.
    Enum(EnumId),
    /// Another shape.
    Shape(ShapeId),
    /// List.
    List(Box<Type>),
    /// Object with free keys.
    Map(Box<Type>),
    /// A Rust type that whoever generates puts in the place of the described one. No description has it.
    Rust(String),
}

/// A set of known strings; the server may answer others.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Name, such as `post_status`, `include`.
    pub name: String,
    /// A Rust name that replaces the derived one.
    pub rust: Option<String>,
    /// What it says.
    pub doc: Option<String>,
    /// Index of the resource it belongs to; `None` for `api.yaml`.
    pub resource: Option<usize>,
    /// Known values, in the order declared.
    pub values: Vec<EnumValue>,
}

/// A known value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// As on the wire.
    pub value: String,
    /// A Rust name that replaces the derived one.
    pub rust: Option<String>,
    /// What it means.
    pub doc: Option<String>,
    /// Versions that have it.
    pub versions: Versions,
}
