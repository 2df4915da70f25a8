//! Every mapping of the language, with its keys.

use super::{Key, Kind, Value, kind, may, need};

/// Types of query options.
pub(crate) const OPTION_TYPES: &[&str] =
    &["boolean", "integer", "string", "timestamp", "date", "id", "choice", "choices", "strings", "fields", "filter", "order"];
/// Types of fields that the language has; any other word names an entity or shape.
pub(crate) const FIELD_TYPES: &[&str] =
    &["string", "json_string", "boolean", "integer", "number", "timestamp", "date", "json", "id", "enum", "list", "map", "object"];
/// Kinds of envelopes.
pub(crate) const ENVELOPE_KINDS: &[&str] = &["page", "list", "one", "object", "pairs", "flat", "empty", "text", "file"];

/// What a key holds errors as.
pub(crate) const ERROR_WRAPPERS: &[&str] = &["list", "object"];

/// Parts of a request that hold a credential.
pub(crate) const SENT_PLACES: &[&str] = &["header", "query", "cookie"];

const DOC: &str = "What it is or does: Markdown sentences.";
const SINCE: Key = may("since", Value::Version, "First version that has it.");
const UNTIL: Key = may("until", Value::Version, "Last version that has it.");
const RUST: Key = may("rust", Value::Text, "The Rust name, where the derived one would be poor.");
const TEXTS: Value = Value::List(&Value::Text);
/// Warnings that do not apply, each best with its reason: `[GS0101, { GS0102: Whoever is logged in may log out. }]`.
const ALLOW: Key = may(
    "allow",
    Value::List(&Value::Any(&[Value::Text, Value::One(&Value::Text)])),
    "Codes of warnings that do not apply here, with the reason: `[{ GS0101: There is only one. }]`.",
);
const PAIR: Value = Value::One(&Value::Scalar);
const TYPE: Value =
    Value::Any(&[Value::Word(FIELD_TYPES), Value::Snake, Value::Mapping(|| &TYPE_IN_PLACE), Value::Mapping(|| &SHORT_TYPE)]);
const CONTENT: Value = Value::Any(&[
    Value::Word(&["new", "patch"]),
    Value::Word(FIELD_TYPES),
    Value::Snake,
    Value::Mapping(|| &INLINE_OBJECT),
    Value::Mapping(|| &TYPE_IN_PLACE),
    Value::Mapping(|| &SHORT_TYPE),
]);
const VALUES: Value = Value::List(&Value::Any(&[Value::Scalar, Value::Mapping(|| &ENUM_VALUE)]));
const BOUNDED: Value = Value::List(&Value::Any(&[Value::Text, Value::Mapping(|| &BOUNDED_NAME)]));
const FIELDS: Value = Value::Names(&Value::Mapping(|| &FIELD));
const FILTERS: Value = Value::List(&Value::Any(&[Value::Text, Value::One(&Value::Mapping(|| &FILTERABLE))]));
const SHAPES: Value = Value::Names(&Value::Mapping(|| &SHAPE));
const OPTIONS: Value = Value::Names(&Value::Mapping(|| &OPTION));

const TYPE_KEY: Key = may("type", TYPE, "Its type: one of the language, or the name of an entity or shape.");
const OF: Key = may("of", TYPE, "Of an id: whose. Of a list or map: what is in it.");
const VALUES_KEY: Key = may("values", VALUES, "The known values.");
const LIKE: Key = may("like", Value::Text, "The enum of another field: `post.status`.");
const FIELDS_KEY: Key = may("fields", FIELDS, "Its fields, in the order a reader wants them.");

/// `api.yaml`.
pub static API: Kind = kind(
    "an API",
    &[
        need("api", Value::Snake, "Module name of the generated code."),
        need("title", Value::Text, "Title for people."),
        need("doc", Value::Text, "What the API is for."),
        may("docs", Value::Text, "Link to the vendor's documentation."),
        need("base", Value::Text, "Path in front of every other, without a slash at the end: `/ghost/api/admin`."),
        may("slash", Value::Flag, "`false`: paths do not end in a slash. They do unless this is said."),
        need("client", Value::Text, "The generated client type; APIs of one folder may share it."),
        need("versions", Value::Mapping(|| &VERSIONS), "Versions of the server that are described."),
        ALLOW,
        need("credentials", Value::Names(&Value::Mapping(|| &CREDENTIAL)), "Ways in; each becomes a marker type."),
        need("access", Value::Names(&Value::Mapping(|| &ACCESS_CLASS)), "Classes of who may call; each endpoint names one."),
        may("permissions", Value::Names(&BOUNDED), "What the server checks, object by object."),
        may("roles", Value::Names(&Value::Mapping(|| &ROLE)), "Who is granted what."),
        may("rules", Value::List(&Value::Mapping(|| &RULE)), "Limits below a permission."),
        may("options", OPTIONS, "Query options that resources share, and may refine."),
        may("errors", Value::Mapping(|| &ERRORS), "What the server answers when it refuses or fails."),
        need("envelopes", Value::Names(&Value::Mapping(|| &ENVELOPE)), "How a body wraps its content."),
        may("groups", Value::Names(&Value::Mapping(|| &GROUP)), "Resources that are switched on together: Cargo features."),
        may("shapes", SHAPES, "Shapes that several resources share."),
    ],
);

/// `versions` of an API.
pub static VERSIONS: Kind = kind(
    "`versions`",
    &[need("oldest", Value::Version, "Oldest version described."), need("newest", Value::Version, "Newest version described.")],
);

/// A way in.
pub static CREDENTIAL: Kind = kind(
    "a credential",
    &[
        need("doc", Value::Text, DOC),
        ALLOW,
        may("connect", Value::Text, "What to call to get one: `Ghost::integration`; quoted by the compiler's message."),
        may("sent", Value::Mapping(|| &SENT), "How it travels; for documentation and exports."),
    ],
);

/// How a credential travels.
pub static SENT: Kind = kind(
    "`sent`",
    &[
        need("in", Value::Word(SENT_PLACES), "Part of the request."),
        need("name", Value::Text, "Name of the header, query option or cookie."),
        may("prefix", Value::Text, "What stands before it: `Bearer`, with a space between."),
    ],
);

/// What the server answers when it refuses or fails.
pub static ERRORS: Kind = kind(
    "`errors`",
    &[
        may("key", Value::Text, "Key of the errors in the body; without it the body is an error itself."),
        may("as", Value::Word(ERROR_WRAPPERS), "What the key holds: a `list` of errors, unless this is said, or one as an `object`."),
        need("fields", Value::Names(&Value::Text), "Texts of an error with what they say; each may be `null` or missing."),
        may("parts", Value::Mapping(|| &ERROR_PARTS), "Which field says what, where it has another name than the part."),
        may("statuses", Value::Names(&Value::Text), "Statuses with what they mean."),
    ],
);

/// Which field of an error says what.
pub static ERROR_PARTS: Kind = kind(
    "`parts`",
    &[
        may("message", Value::Text, "What happened."),
        may("context", Value::Text, "What happened in particular."),
        may("type", Value::Text, "Class of error."),
        may("code", Value::Text, "What programs tell errors apart by."),
        may("property", Value::Text, "The field of the request that it is about."),
        may("help", Value::Text, "What to do."),
        may("id", Value::Text, "Identifies the occurrence in the server's log."),
    ],
);

/// A class of who may call.
pub static ACCESS_CLASS: Kind = kind(
    "an access class",
    &[
        need("doc", Value::Text, DOC),
        ALLOW,
        may("credentials", TEXTS, "Credentials that may call."),
        may("anonymous", Value::Flag, "All credentials, and none."),
    ],
);

/// A name with the versions that have it.
pub static BOUNDED_NAME: Kind = kind("a name with versions", &[need("name", Value::Text, "The action, such as `edit`."), SINCE, UNTIL]);

/// A role.
pub static ROLE: Kind = kind(
    "a role",
    &[
        need("doc", Value::Text, DOC),
        may("credential", Value::Text, "The credential that always acts in this role."),
        SINCE,
        UNTIL,
        need(
            "grants",
            Value::Any(&[Value::Word(&["all"]), Value::Names(&Value::Any(&[Value::Word(&["all"]), BOUNDED]))]),
            "`all`, or by object `all` or a list of actions.",
        ),
    ],
);

/// A limit below a permission.
pub static RULE: Kind = kind(
    "a rule",
    &[
        need("permission", Value::Text, "The permission: `post.edit`."),
        may("roles", TEXTS, "Roles that it limits."),
        need("rule", Value::Text, "The limit, in words."),
        SINCE,
        UNTIL,
    ],
);

/// Resources that are switched on together.
pub static GROUP: Kind = kind("a group", &[need("doc", Value::Text, DOC), may("resources", TEXTS, "Its resources; each is in one group.")]);

/// A query option.
pub static OPTION: Kind = kind(
    "an option",
    &[
        may("type", Value::Word(OPTION_TYPES), "Kind of value it takes."),
        may("of", Value::Text, "Of an id: the entity. Of a filter: the shape it is about."),
        VALUES_KEY,
        may("min", Value::Number, "Smallest number."),
        may("max", Value::Number, "Greatest number."),
        RUST,
        may("default", Value::Scalar, "What the server does without it."),
        may("doc", Value::Text, DOC),
        may("trap", Value::Text, "Server behaviour that bites."),
        SINCE,
        UNTIL,
        ALLOW,
    ],
);

/// How a body wraps its content.
pub static ENVELOPE: Kind = kind(
    "an envelope",
    &[
        need("kind", Value::Word(ENVELOPE_KINDS), "Kind of wrapper."),
        may("key", Value::Text, "Key of the content; `{resource}` and `{entity}` are filled in."),
        may("nullable", Value::Flag, "The content may be `null` or missing."),
        may("media", Value::Text, "Content type of a text or file."),
        may("doc", Value::Text, DOC),
        ALLOW,
    ],
);

/// A resource file.
pub static RESOURCE: Kind = kind(
    "a resource",
    &[
        need("resource", Value::Snake, "Module, path root, default envelope key."),
        may("entity", Value::Snake, "Type name; `NewPost`, `PostPatch`, `PostId` follow from it."),
        may("rust", Value::Text, "Rust name of the entity, where the derived one would be poor."),
        need("doc", Value::Text, DOC),
        may("docs", Value::Text, "Link to the vendor's documentation."),
        may("traps", TEXTS, "What bites; shown in the module's documentation."),
        ALLOW,
        may("fields", FIELDS, "Fields of the entity, in the order a reader wants them."),
        may("filters", FILTERS, "What a filter of entities may ask about: fields by name, or `{ name: { type: … } }`."),
        may("shapes", SHAPES, "Further types of this resource."),
        may("options", OPTIONS, "Refines the shared options for this resource."),
        may("endpoints", Value::Names(&Value::Mapping(|| &ENDPOINT)), "What can be called."),
    ],
);

/// A struct or a union.
pub static SHAPE: Kind = kind(
    "a shape",
    &[
        RUST,
        may("doc", Value::Text, DOC),
        ALLOW,
        may("tag", Value::Text, "Key that tells the form; without it the shape is only written."),
        may("content", Value::Text, "Key of the form's content; without it its fields stand beside the tag."),
        may("filters", FILTERS, "What a filter of these may ask about: fields by name, or `{ name: { type: … } }`."),
        FIELDS_KEY,
        may(
            "variants",
            Value::Names(&Value::Any(&[Value::Mapping(|| &VARIANT), Value::Mapping(|| &FORM)])),
            "Its forms, of which each value has one.",
        ),
    ],
);

/// A field.
pub static FIELD: Kind = kind(
    "a field",
    &[
        TYPE_KEY,
        LIKE,
        OF,
        may("secret", Value::Flag, "A password, key or token: `Debug` of the struct does not show it."),
        may("spread", Value::Flag, "Its entries go into the parent, not below this key."),
        may("rest", Value::Flag, "Holds all keys the shape does not name."),
        RUST,
        may("format", Value::Text, "Kind of string, for documentation: `url`, `email` …."),
        VALUES_KEY,
        may("nullable", Value::Flag, "The key is there, the value may be `null`."),
        may("clearable", Value::Flag, "`false`: it can be `null`, but the server refuses `null` when it is written."),
        may("min", Value::Number, "Shortest length, smallest number."),
        may("max", Value::Number, "Greatest length or number."),
        may(
            "shown",
            Value::Any(&[Value::Word(&["always", "sometimes", "never"]), PAIR]),
            "When the key is there at all: `sometimes`, `never` (written only), or `{ include: tags }` (if asked for).",
        ),
        may(
            "write",
            Value::List(&Value::Word(&["add", "edit", "add!", "edit!"])),
            "Whether it is added and edited; `!` makes it required there.",
        ),
        may("input", TYPE, "The type to write, where it differs from the one that is read."),
        may("sets", PAIR, "A query option the server needs when this field is written."),
        may("encoded", Value::Word(&["json"]), "The value travels as JSON text in a string."),
        may("needs", TEXTS, "Fields that must be chosen with it for it to be right."),
        may("whole", Value::Flag, "Not there when fields are chosen: whoever wants it reads the whole."),
        may("default", Value::Scalar, "What the server takes if it is not given."),
        may("doc", Value::Text, DOC),
        may("trap", Value::Text, "Server behaviour that bites."),
        SINCE,
        UNTIL,
        ALLOW,
        FIELDS_KEY,
    ],
);

/// Something that a filter may ask about.
pub static FILTERABLE: Kind = kind(
    "what can be filtered by",
    &[
        TYPE_KEY,
        LIKE,
        OF,
        RUST,
        VALUES_KEY,
        SINCE,
        UNTIL,
        may("relation", Value::Flag, "A text of each of several related things: equal to one of them or to none, and nothing else."),
        may("doc", Value::Text, DOC),
        may("trap", Value::Text, "Server behaviour that bites."),
    ],
);

/// A form of a union that is written.
pub static VARIANT: Kind = kind(
    "a variant",
    &[
        may("bare", Value::Flag, "Written as the value itself."),
        TYPE_KEY,
        LIKE,
        OF,
        RUST,
        VALUES_KEY,
        may("key", Value::Text, "Key of the value; `meta.label.id` puts it into objects within objects."),
        may("with", Value::Names(&Value::Text), "Fixed entries beside it."),
        may("prefix", Value::Text, "Text put before a string."),
        may("suffix", Value::Text, "Text put after a string."),
        may("sets", PAIR, "A query option the server needs with this form."),
        may("doc", Value::Text, DOC),
        FIELDS_KEY,
    ],
);

/// A form of a union that a tag tells apart.
pub static FORM: Kind = kind(
    "a form",
    &[
        TYPE_KEY,
        LIKE,
        OF,
        RUST,
        VALUES_KEY,
        may("key", Value::Text, "Value of the tag, where it is not the form's name."),
        may("doc", Value::Text, DOC),
        FIELDS_KEY,
    ],
);

/// A type inside another.
pub static TYPE_IN_PLACE: Kind = kind(
    "a type",
    &[
        TYPE_KEY,
        LIKE,
        OF,
        RUST,
        may("format", Value::Text, "Kind of string, for documentation."),
        VALUES_KEY,
        may("min", Value::Number, "Shortest length, smallest number."),
        may("max", Value::Number, "Greatest length or number."),
        may("doc", Value::Text, DOC),
        FIELDS_KEY,
    ],
);

/// `{ list: tag_ref }`.
pub static SHORT_TYPE: Kind =
    kind("a short type", &[may("list", TYPE, "A list of these."), may("map", TYPE, "A map of these, with free keys.")]);

/// An object written where it is used.
pub static INLINE_OBJECT: Kind = kind("an inline object", &[RUST, may("doc", Value::Text, DOC), need("fields", FIELDS, "Its fields.")]);

/// A value of an enum with what is to be said of it.
pub static ENUM_VALUE: Kind =
    kind("a value", &[need("value", Value::Scalar, "As it travels."), RUST, may("doc", Value::Text, DOC), SINCE, UNTIL]);

/// An endpoint.
pub static ENDPOINT: Kind = kind(
    "an endpoint",
    &[
        need("doc", Value::Text, DOC),
        may("docs", Value::Text, "Link to the vendor's documentation."),
        may("rust", Value::Text, "Method name, where the operation's name would be poor."),
        need("call", Value::Call, "Method and path: `GET /posts/{id}/`."),
        may("path", Value::Names(&Value::Mapping(|| &PATH_PARAMETER)), "Types of the path's parameters."),
        may(
            "query",
            Value::List(&Value::Any(&[Value::Text, Value::One(&Value::Mapping(|| &OPTION))])),
            "Query options; `filter!` is required; `{ include: { values: […] } }` refines one here.",
        ),
        may("one_of", TEXTS, "Options of `query` of which one must be given."),
        may("sends", Value::Any(&[Value::Word(&["new", "patch"]), Value::Mapping(|| &BODY)]), "Request body."),
        need("returns", Value::Any(&[Value::Text, Value::Mapping(|| &ANSWER)]), "An envelope's name, or more about the answer."),
        may("cursor", Value::Mapping(|| &CURSOR), "For a page that does not count its pages: how its list is walked."),
        may("status", Value::Any(&[Value::Number, Value::List(&Value::Number)]), "Status of success, or several."),
        may("deferred", Value::Number, "The status by which the server says that it does the work later."),
        need("access", Value::Text, "An access class."),
        may("permission", Value::Any(&[Value::Text, Value::Mapping(|| &FUNCTION)]), "`post.edit`, `none`, or what is checked in words."),
        may("lookup", Value::Text, "What it is looked up by: a parameter of the path."),
        may("flag", Value::Text, "Labs flag that must be on."),
        ALLOW,
        SINCE,
        UNTIL,
        may("traps", TEXTS, "What bites."),
        may("bugs", Value::List(&Value::Mapping(|| &BUG)), "Where the server breaks its own rules."),
    ],
);

/// A parameter of a path.
pub static PATH_PARAMETER: Kind =
    kind("a path parameter", &[TYPE_KEY, LIKE, OF, RUST, VALUES_KEY, may("doc", Value::Text, DOC), FIELDS_KEY]);

/// A request body.
pub static BODY: Kind = kind(
    "a body",
    &[
        may("body", CONTENT, "What is sent."),
        may("as", Value::Text, "The envelope; a list of one under the resource's name unless given."),
        may("key", Value::Text, "Key of the content."),
        may("upload", Value::Mapping(|| &UPLOAD), "Files and text parts, sent as a form."),
    ],
);

/// Parts of an upload.
pub static UPLOAD: Kind = Kind { what: "an upload", keys: &[may("fields", FIELDS, "Text parts.")], others: Some(Value::Mapping(|| &FILE)) };

/// A file of an upload.
pub static FILE: Kind = kind(
    "a file of an upload",
    &[
        may("part", Value::Text, "Name of the part on the wire."),
        may("required", Value::Flag, "Must be given; the first one is unless it says otherwise."),
        may("doc", Value::Text, DOC),
    ],
);

/// An answer.
pub static ANSWER: Kind = kind(
    "an answer",
    &[
        need("as", Value::Text, "The envelope."),
        may("media", Value::Text, "Content type of a text or file."),
        may("key", Value::Text, "Key of the content."),
        may("of", CONTENT, "Type of the content; the entity unless given."),
        may("meta", Value::Snake, "Shape of the `meta` beside it."),
        may("nullable", Value::Flag, "The content may be `null` or missing."),
        may("doc", Value::Text, DOC),
    ],
);

/// A check of the server in words.
pub static FUNCTION: Kind = kind("a permission", &[need("function", Value::Text, "What is checked, in words.")]);

/// How a list is walked that has no pages.
pub static CURSOR: Kind = kind(
    "a cursor",
    &[
        need("moment", Value::Text, "Path of the moment in an item, with dots, and its name in a filter."),
        need("id", Value::Text, "Path of the id in an item, with dots."),
        may("id_filter", Value::Text, "Name of the id in a filter, where it is another one."),
        may("kind", Value::Text, "Path of the kind in an item, and its name in a filter, if ids are unique within a kind only."),
        may("called", Value::Names(&Value::Text), "Kinds that a filter calls otherwise than an item does."),
    ],
);

/// Where the server breaks its own rules.
pub static BUG: Kind = kind(
    "a bug",
    &[
        may("roles", TEXTS, "Roles that meet it; everybody without."),
        may("status", Value::Number, "What the server answers instead; no answer at all without."),
        need("doc", Value::Text, "What goes wrong."),
        SINCE,
        UNTIL,
    ],
);

/// Every mapping of the language.
pub static KINDS: &[&Kind] = &[
    &API,
    &VERSIONS,
    &CREDENTIAL,
    &SENT,
    &ERRORS,
    &ERROR_PARTS,
    &ACCESS_CLASS,
    &BOUNDED_NAME,
    &ROLE,
    &RULE,
    &GROUP,
    &OPTION,
    &ENVELOPE,
    &RESOURCE,
    &SHAPE,
    &FIELD,
    &FILTERABLE,
    &VARIANT,
    &FORM,
    &TYPE_IN_PLACE,
    &SHORT_TYPE,
    &INLINE_OBJECT,
    &ENUM_VALUE,
    &ENDPOINT,
    &PATH_PARAMETER,
    &BODY,
    &UPLOAD,
    &FILE,
    &ANSWER,
    &FUNCTION,
    &CURSOR,
    &BUG,
];
