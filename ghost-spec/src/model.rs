//! The resolved description: what a checked spec says, with every name looked up.
//!
//! Plain data without source positions. Names are as written in the spec (`snake_case`);
//! turning them into Rust identifiers is the generator's business.

/// Index of a shape in [`Api::shapes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(pub usize);

/// Index of an enum in [`Api::enums`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EnumId(pub usize);

/// One API: a base path and everything below it.
#[derive(Clone, Debug)]
pub struct Api {
    /// Module name, such as `admin`.
    pub name: String,
    /// Human title.
    pub title: String,
    /// What the API is for.
    pub doc: String,
    /// Link to the vendor's documentation.
    pub docs: Option<String>,
    /// Path prefix without a trailing slash, such as `/ghost/api/admin`.
    pub base: String,
    /// Name of the generated client type, such as `Ghost`.
    pub client: String,
    /// Oldest and newest server version described.
    pub versions: VersionRange,
    /// Ways in, in the order declared.
    pub credentials: Vec<Credential>,
    /// Access classes, in the order declared.
    pub access: Vec<AccessClass>,
    /// Permissions the server checks, in the order declared.
    pub permissions: Vec<Permission>,
    /// Roles and what they are granted, in the order declared.
    pub roles: Vec<Role>,
    /// Limits below a permission.
    pub rules: Vec<Rule>,
    /// Groups of resources that are switched on together, in the order declared.
    pub groups: Vec<Group>,
    /// Resources, ordered by name.
    pub resources: Vec<Resource>,
    /// Every entity, named shape and inline object of the API.
    pub shapes: Vec<Shape>,
    /// Every enum of the API: of fields and of query options.
    pub enums: Vec<Enum>,
}

/// First and last version that has something, both inclusive, such as `6.0`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    /// First version that has it.
    pub since: Option<Version>,
    /// Last version that has it.
    pub until: Option<Version>,
}

impl Versions {
    /// Whether `version` has it. A bound of `6.0` stands for all that start with it.
    #[must_use]
    pub fn hold(&self, version: &Version) -> bool {
        self.since.as_ref().is_none_or(|since| since.numbers <= version.numbers)
            && self.until.as_ref().is_none_or(|until| version.numbers <= until.last())
    }

    /// Whether every version has it.
    #[must_use]
    pub fn is_always(&self) -> bool {
        self.since.is_none() && self.until.is_none()
    }
}

/// The versions an API description covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRange {
    /// Oldest version described.
    pub oldest: Version,
    /// Newest version described.
    pub newest: Version,
}

/// A server version of one to three numbers, kept as written for display.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// Major, minor, patch; missing numbers are zero.
    pub numbers: [u32; 3],
    /// As written.
    pub text: String,
}

impl Version {
    /// Reads `6`, `6.65` or `6.65.1`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Version> {
        let mut numbers = [0; 3];
        let mut parts = text.split('.');
        for number in &mut numbers {
            match parts.next() {
                None => break,
                Some(part) => *number = part.parse().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()))?,
            }
        }
        parts.next().is_none().then(|| Version { numbers, text: text.to_owned() })
    }

    /// The last version that a short one stands for: `6.65` for every `6.65.x`.
    #[must_use]
    pub fn last(&self) -> [u32; 3] {
        let given = self.text.split('.').count();
        std::array::from_fn(|index| if index < given { self.numbers[index] } else { u32::MAX })
    }
}

/// A way in.
#[derive(Clone, Debug)]
pub struct Credential {
    /// Name, such as `staff_token`.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// What to call to connect with it, such as `Ghost::staff_token`.
    pub connect: Option<String>,
}

/// A class of endpoints that the same credentials may call.
#[derive(Clone, Debug)]
pub struct AccessClass {
    /// Name, such as `user`.
    pub name: String,
    /// Who that is.
    pub doc: String,
    /// Indices into [`Api::credentials`]; all of them when `anonymous`.
    pub credentials: Vec<usize>,
    /// Callable without any credential too.
    pub anonymous: bool,
}

/// Something a role can be granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permission {
    /// What it is about, such as `post`.
    pub object: String,
    /// What may be done, such as `edit`.
    pub action: String,
    /// Versions that check it.
    pub versions: Versions,
}

/// A role of staff, or the one behind a credential.
#[derive(Clone, Debug)]
pub struct Role {
    /// Name as the server spells it.
    pub name: String,
    /// Who has it.
    pub doc: String,
    /// Index of the credential that always acts in this role.
    pub credential: Option<usize>,
    /// What it is granted, ordered by permission.
    pub grants: Vec<Grant>,
    /// Versions that have it.
    pub versions: Versions,
}

/// A permission that a role has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Index into [`Api::permissions`].
    pub permission: usize,
    /// Versions in which the role has it.
    pub versions: Versions,
}

/// A limit that holds although the permission is granted.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Index into [`Api::permissions`].
    pub permission: usize,
    /// Indices into [`Api::roles`].
    pub roles: Vec<usize>,
    /// The limit, in words.
    pub rule: String,
    /// Versions that have it.
    pub versions: Versions,
}

/// Resources that are switched on together.
#[derive(Clone, Debug)]
pub struct Group {
    /// Name, such as `members`.
    pub name: String,
    /// What they are about.
    pub doc: String,
    /// Indices into [`Api::resources`].
    pub resources: Vec<usize>,
}

/// One resource file.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Name, such as `posts`; module and default envelope key.
    pub name: String,
    /// The entity's shape.
    pub entity: Option<ShapeId>,
    /// What it is.
    pub doc: String,
    /// Link to the vendor's documentation.
    pub docs: Option<String>,
    /// Server behaviour that bites.
    pub traps: Vec<String>,
    /// Spec file relative to the spec's root, such as `admin/posts.yaml`.
    pub file: String,
    /// Shapes that belong to this resource (entity first), in the order declared; inline objects after their parent.
    pub shapes: Vec<ShapeId>,
    /// Enums that belong to this resource, in the order met.
    pub enums: Vec<EnumId>,
    /// Endpoints, in the order declared.
    pub endpoints: Vec<Endpoint>,
}

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
    /// Index into [`Api::access`].
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

/// A deviation of the server from its own rules.
#[derive(Clone, Debug)]
pub struct Bug {
    /// Indices into [`Api::roles`] that meet it; everybody if there are none.
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
    /// A permission: index into [`Api::permissions`].
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
