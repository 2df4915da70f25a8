//! Edits of the small spec, and whom each concerns.

use ghost_spec::diff::Class::{self, Additive, Callers, Docs, Readers};

/// A change of the small spec.
pub(crate) struct Case {
    /// The concern it belongs to: the name of its snapshot.
    pub(crate) concern: &'static str,
    /// A sentence.
    pub(crate) name: &'static str,
    /// Whom it concerns.
    pub(crate) classes: &'static [Class],
    /// Texts and what stands in their place.
    pub(crate) edits: &'static [(&'static str, &'static str)],
}

const fn case(
    concern: &'static str,
    name: &'static str,
    classes: &'static [Class],
    edits: &'static [(&'static str, &'static str)],
) -> Case {
    Case { concern, name, classes, edits }
}

const DUE: &str = "due:        { type: date, nullable: true, write: [add, edit] }";
const EXTRA: &str = "extra:      { type: map, of: string, doc: Anything else. }";
const NEWEST: &str = "  newest:   { doc: The newest one., call: GET /notes/newest/, returns: { as: one, nullable: true }, access: public, permission: none }\n";
const DESTROY: &str = "call: \"DELETE /notes/{id}/\", returns: empty, status: 204, access: person";
const READ: &str = "call: \"GET /notes/{id}/\", query: [include, fields], returns: one";
const BROWSE_WHO: &str = "query: [page, include, fields, filter, limit, order, since], returns: many, access: anyone";
const BROWSE: &str = "query: [page, include, fields, filter, limit, order, since], returns: many";
const EVENTS: &str = "call: GET /notes/events/, query: [limit, filter]";
const EVENTS_PAGED: &str = "call: GET /notes/events/, query: [limit, filter, page]";
const EVENTS_CURSOR: &str = " cursor: { moment: data.at, id: data.by, kind: type, called: { seen: read } },";

pub(crate) const CASES: &[Case] = &[
    // The API as a whole.
    case("api", "another base", &[Callers], &[("base: /api/v1", "base: /api/v2")]),
    case("api", "another client", &[Callers], &[("client: Notes", "client: Notebook")]),
    case("api", "fewer versions", &[Callers], &[("oldest: \"1.0\"", "oldest: \"1.1\"")]),
    case("api", "more versions", &[Additive], &[("newest: \"2.1\"", "newest: \"2.2\"")]),
    case("api", "other texts", &[Docs], &[("title: Notes API", "title: The Notes API"), ("notes.example/api", "notes.example/docs")]),
    case("api", "another name", &[Callers, Additive], &[("api: notes\n", "api: memos\n")]),
    case("api", "a group under another name", &[Callers, Additive], &[("  writing: {", "  reading: {")]),
    case("api", "errors under another key", &[Readers], &[("  key: errors\n", "  key: faults\n")]),
    case("api", "one error instead of a list", &[Readers], &[("  as: list\n", "  as: object\n")]),
    case("api", "another field that says what an error is about", &[Readers], &[("  parts: { property: field }\n", "")]),
    case("api", "another status of a refusal", &[Docs], &[("{ 403: Not allowed. }", "{ 401: Not allowed. }")]),
    // Who may call.
    case("access", "a credential that travels otherwise", &[Docs], &[("name: X-Key", "name: X-Api-Key")]),
    case("access", "a credential more", &[Additive], &[("credentials:\n", "credentials:\n  ticket: { doc: A ticket. }\n")]),
    case("access", "a class for fewer", &[Callers], &[("[key, login]", "[login]")]),
    case("access", "a class for more", &[Additive], &[("credentials: [login] }", "credentials: [key, login] }")]),
    case("access", "a class without anybody's credential no more", &[Callers], &[("anonymous: true", "credentials: [key, login]")]),
    case(
        "access",
        "an endpoint for fewer",
        &[Callers],
        &[(BROWSE_WHO, "query: [page, include, fields, filter, limit, order, since], returns: many, access: person")],
    ),
    case(
        "access",
        "an endpoint for more",
        &[Additive],
        &[(DESTROY, "call: \"DELETE /notes/{id}/\", returns: empty, status: 204, access: anyone")],
    ),
    case("access", "another way to connect", &[Docs], &[("connect_with_key", "connect_by_key")]),
    // What can be filtered by.
    case("filter", "a field more", &[Additive], &[("[id, title, mood, document,", "[id, title, mood, document, body,")]),
    case("filter", "a field less", &[Callers], &[("[id, title, mood, document,", "[id, title, document,")]),
    case(
        "filter",
        "compared as something else",
        &[Callers],
        &[("{ type: integer, doc: Kind of note.", "{ type: string, doc: Kind of note.")],
    ),
    case("filter", "of one instead of several", &[Callers], &[("relation: true, doc: Names of its tags.", "doc: Names of its tags.")]),
    case("filter", "another name in Rust", &[Callers], &[("timestamp, rust: at", "timestamp, rust: when")]),
    case(
        "filter",
        "for fewer versions",
        &[Callers],
        &[("locked: { type: boolean, since: \"2.0\" }", "locked: { type: boolean, since: \"2.1\" }")],
    ),
    case("filter", "for more versions", &[Additive], &[("locked: { type: boolean, since: \"2.0\" }", "locked: { type: boolean }")]),
    case(
        "filter",
        "other texts",
        &[Docs],
        &[("Kinds are numbers.", "Kinds are small numbers."), ("Names of its tags.", "Names of the tags.")],
    ),
    case("filter", "text only", &[Callers], &[("    filters: [{ data.at: { type: timestamp, rust: at } }]\n", "")]),
    // What the server checks.
    case("permission", "a role loses a grant", &[Callers], &[("note: [browse, read, { name: edit", "note: [browse, { name: edit")]),
    case(
        "permission",
        "a role wins a grant",
        &[Additive],
        &[("note: [browse, read, { name: edit", "note: [browse, read, add, { name: edit")],
    ),
    case("permission", "a grant for fewer versions", &[Callers], &[("until: \"1.5\"", "until: \"1.4\"")]),
    case("permission", "a permission more", &[Additive], &[("edit, add, {", "edit, add, lock, {")]),
    case("permission", "a role more", &[Additive], &[("roles:\n", "roles:\n  Guest: { doc: Looks., grants: {} }\n")]),
    case(
        "permission",
        "a limit more",
        &[Callers],
        &[("rules:\n", "rules:\n  - { permission: note.add, roles: [Owner], rule: ten a day }\n")],
    ),
    case(
        "permission",
        "a limit less",
        &[Additive],
        &[("rules:\n  - { permission: note.edit, roles: [Owner], rule: only while it is not locked }\n", "")],
    ),
    case("permission", "a limit in other words", &[Docs], &[("only while it is not locked", "only while nobody locked it")]),
    case(
        "permission",
        "an endpoint that needs a permission",
        &[Callers],
        &[("of: stats }, access: public, permission: none", "of: stats }, access: public, permission: note.add")],
    ),
    case(
        "permission",
        "an endpoint that needs none any more",
        &[Additive],
        &[("access: person, permission: note.destroy }\n  clear", "access: person, permission: none }\n  clear")],
    ),
    case(
        "permission",
        "an endpoint that needs another permission",
        &[Callers],
        &[("access: anyone, permission: note.read }\n  add", "access: anyone, permission: note.add }\n  add")],
    ),
    case(
        "permission",
        "an endpoint behind a flag",
        &[Callers],
        &[("of: string }, access: public, permission: none }", "of: string }, access: public, permission: none, flag: names }")],
    ),
    case("permission", "an endpoint behind no flag any more", &[Additive], &[(", flag: contest", "")]),
    // Endpoints.
    case("endpoint", "an endpoint less", &[Callers], &[(NEWEST, "")]),
    case(
        "endpoint",
        "an endpoint more",
        &[Additive],
        &[(
            NEWEST,
            "  newest:   { doc: The newest one., call: GET /notes/newest/, returns: { as: one, nullable: true }, access: public, permission: none }\n  oldest: { doc: The oldest., call: GET /notes/oldest/, returns: one, access: public, permission: none }\n",
        )],
    ),
    case("endpoint", "an endpoint under another name", &[Callers, Additive], &[("  newest:   {", "  youngest: {")]),
    case("endpoint", "another method of HTTP", &[Callers], &[("call: \"PUT /notes/{id}/\"", "call: \"PATCH /notes/{id}/\"")]),
    case("endpoint", "another path", &[Callers], &[("/notes/export/", "/notes/dump/")]),
    case("endpoint", "a parameter of the path more", &[Callers], &[("call: GET /notes/names/", "call: \"GET /notes/names/{letter}/\"")]),
    case(
        "endpoint",
        "a parameter of another type",
        &[Callers],
        &[("call: \"GET /notes/{id}/text/\"", "call: \"GET /notes/{id}/text/\", path: { id: { type: integer } }")],
    ),
    case(
        "endpoint",
        "a parameter under another name",
        &[Docs],
        &[("call: \"GET /notes/{id}/text/\"", "call: \"GET /notes/{note}/text/\", path: { note: { type: id } }")],
    ),
    case("endpoint", "not in as many versions", &[Callers], &[("permission: none, until: \"2.0\"", "permission: none, until: \"1.9\"")]),
    case("endpoint", "in more versions", &[Additive], &[("permission: none, until: \"2.0\"", "permission: none")]),
    case("endpoint", "another method of Rust", &[Callers], &[("newest:   { doc", "newest:   { rust: latest, doc")]),
    case("endpoint", "a status is no success any more", &[Readers], &[("status: [200, 204]", "status: [200]")]),
    case("endpoint", "a status is a success", &[Additive], &[("status: 204, access: person", "status: [204, 200], access: person")]),
    case("endpoint", "known bugs", &[Docs], &[("doc: Locking fails.", "doc: Tagging fails.")]),
    case(
        "endpoint",
        "other texts",
        &[Docs],
        &[("doc: Lists notes.,", "doc: Lists the notes., docs: \"https://notes.example/browse\", traps: [Slow.],")],
    ),
    // What is sent.
    case(
        "request",
        "a body where there was none",
        &[Callers],
        &[("call: GET /notes/newest/,", "call: GET /notes/newest/, sends: { body: block, as: flat },")],
    ),
    case("request", "no body any more", &[Callers], &[("sends: { body: bulk_action, as: object, key: bulk }, ", "")]),
    case(
        "request",
        "another body",
        &[Callers],
        &[("sends: { body: block, as: list, key: blocks }", "sends: { body: preferences, as: list, key: blocks }")],
    ),
    case(
        "request",
        "one instead of many",
        &[Callers],
        &[("sends: { body: block, as: list, key: blocks }", "sends: { body: block, as: one, key: blocks }")],
    ),
    case("request", "a body under another key", &[Callers], &[("as: object, key: bulk }", "as: object, key: all }")]),
    case(
        "request",
        "a part of an upload is required",
        &[Callers],
        &[("dry: { type: boolean, shown: sometimes }", "dry: { type: boolean }")],
    ),
    case(
        "request",
        "a part of an upload more",
        &[Additive],
        &[("dry: { type: boolean,", "wet: { type: boolean, shown: sometimes }, dry: { type: boolean,")],
    ),
    case("request", "a file of an upload less", &[Callers], &[("upload: { file: {", "upload: { table: {")]),
    case("request", "a file of an upload under another name on the wire", &[Callers], &[("part: notesfile", "part: notes")]),
    // What is answered.
    case(
        "answer",
        "an envelope of another kind",
        &[Readers],
        &[("returns: { as: list, key: blocks, of: block }", "returns: { as: many, key: blocks, of: block }")],
    ),
    case(
        "answer",
        "an answer under another key",
        &[Readers],
        &[("returns: { as: list, key: blocks, of: block }", "returns: { as: list, key: parts, of: block }")],
    ),
    case(
        "answer",
        "another content",
        &[Readers],
        &[("returns: { as: list, key: names, of: string }", "returns: { as: list, key: names, of: integer }")],
    ),
    case(
        "answer",
        "an answer that may be missing",
        &[Readers],
        &[("returns: { as: flat, of: stats }", "returns: { as: flat, of: stats, nullable: true }")],
    ),
    case(
        "answer",
        "an answer with a meta",
        &[Readers],
        &[(READ, "call: \"GET /notes/{id}/\", query: [include, fields], returns: { as: one, meta: stats }")],
    ),
    case(
        "answer",
        "an answer that is never put off",
        &[Readers],
        &[("    status: [201, 202]\n    deferred: 202\n", "    status: [201, 202]\n")],
    ),
    case("answer", "a file of another kind", &[Readers], &[("media: text/csv", "media: application/zip")]),
    case(
        "answer",
        "a list of one instead of an object",
        &[Readers],
        &[(
            "call: GET /notes/best/, returns: { as: object, nullable: true }",
            "call: GET /notes/best/, returns: { as: one, nullable: true, key: note }",
        )],
    ),
    case("answer", "a list that is walked by another cursor", &[Additive], &[("called: { seen: read }", "called: { seen: saw }")]),
    case(
        "answer",
        "a list that is walked by pages instead of a cursor",
        &[Callers, Additive],
        &[(EVENTS_CURSOR, ""), (EVENTS, EVENTS_PAGED)],
    ),
    case("answer", "a list that is no longer walked", &[Callers], &[(EVENTS_CURSOR, "")]),
    // Query options.
    case(
        "option",
        "an option less",
        &[Callers],
        &[
            (BROWSE, "query: [page, include, fields, filter, limit, order, { since: { type: timestamp } }], returns: many"),
            (", order, {", ", {"),
        ],
    ),
    case("option", "an option more", &[Additive], &[(READ, "call: \"GET /notes/{id}/\", query: [include, fields, limit], returns: one")]),
    case(
        "option",
        "a first option",
        &[Callers, Additive],
        &[("call: \"GET /notes/{id}/text/\"", "query: [limit], call: \"GET /notes/{id}/text/\"")],
    ),
    case(
        "option",
        "an option under another name",
        &[Callers, Additive],
        &[
            ("order, since]", "order, { after: { type: timestamp, doc: Only younger ones. } }]"),
            ("  since:   { type: timestamp, doc: Only younger ones. }\n", ""),
        ],
    ),
    case(
        "option",
        "a required option more",
        &[Callers],
        &[(DESTROY, "query: [all!], call: \"DELETE /notes/{id}/\", returns: empty, status: 204, access: person")],
    ),
    case("option", "an option that is required now", &[Callers], &[("filter, limit, order, since]", "filter!, limit, order, since]")]),
    case("option", "an option that is required no more", &[Callers], &[("query: [filter!]", "query: [filter]")]),
    case("option", "an option of another type", &[Callers], &[("since:   { type: timestamp", "since:   { type: date")]),
    case(
        "option",
        "an option of which one may be given instead of several",
        &[Callers],
        &[("include: { type: choices,", "include: { type: choice,")],
    ),
    case("option", "an option with less room", &[Callers], &[("max: 100, default: 15", "max: 50, default: 15")]),
    case("option", "an option with more room", &[Additive], &[("max: 100, default: 15", "max: 500, default: 15")]),
    case("option", "an option with another default", &[Callers], &[("default: 15", "default: 25")]),
    case("option", "an option of fewer versions", &[Callers], &[("search:  { type: string,", "search:  { type: string, since: \"1.1\",")]),
    case("option", "an option with other texts", &[Docs], &[("doc: Which ones.", "doc: Which ones to list., trap: Case matters.")]),
    case(
        "option",
        "one of several options must be given",
        &[Callers],
        &[(", order, since], returns: many", ", order, since, search], one_of: [since, search], returns: many")],
    ),
    case(
        "option",
        "a form of the choice less",
        &[Callers],
        &[
            ("query: [filter, search, all], one_of: [filter, search, all]", "query: [filter, search], one_of: [filter, search]"),
            ("  all:     { type: boolean, doc: Every one. }\n", ""),
        ],
    ),
    // Fields, by direction.
    case("field", "a field less that is read and written", &[Callers, Readers], &[(DUE, "")]),
    case("field", "a field less that is only read", &[Readers], &[(EXTRA, "")]),
    case(
        "field",
        "a field more that is read",
        &[Additive],
        &[(EXTRA, "extra:      { type: map, of: string, doc: Anything else. }\n  more:       { type: string }")],
    ),
    case(
        "field",
        "a field more that may be written",
        &[Additive],
        &[(
            DUE,
            "due:        { type: date, nullable: true, write: [add, edit] }\n  begin:      { type: date, nullable: true, write: [add, edit] }",
        )],
    ),
    case(
        "field",
        "a field more that must be written",
        &[Callers, Additive],
        &[(DUE, "due:        { type: date, nullable: true, write: [add, edit] }\n  author:     { type: string, write: [add!] }")],
    ),
    case("field", "a field under another name", &[Callers, Readers, Additive], &[("due:        { type", "until:      { type")]),
    case("field", "a field of another type", &[Callers, Readers], &[("due:        { type: date", "due:        { type: timestamp")]),
    case(
        "field",
        "a field that may be null",
        &[Readers],
        &[("extra:      { type: map, of: string", "extra:      { type: map, of: string, nullable: true")],
    ),
    case(
        "field",
        "a field that is never null",
        &[Readers],
        &[("document:   { type: json_string, nullable: true }", "document:   { type: json_string }")],
    ),
    case(
        "field",
        "a field that is not in every answer",
        &[Readers],
        &[("extra:      { type: map, of: string", "extra:      { type: map, of: string, shown: sometimes")],
    ),
    case("field", "a field that must be asked for in another way", &[Readers], &[("shown: { include: tags }", "shown: { include: body }")]),
    case(
        "field",
        "a field that is there more often",
        &[Additive],
        &[("body:       { type: string, nullable: true, shown: { include: body }", "body:       { type: string, nullable: true")],
    ),
    case(
        "field",
        "a field of which not every version knows",
        &[Readers],
        &[("extra:      { type: map, of: string", "extra:      { type: map, of: string, since: \"1.1\"")],
    ),
    case(
        "field",
        "a field of which fewer versions know",
        &[Readers],
        &[("weight:     { type: number, since: \"2.0\" }", "weight:     { type: number, since: \"2.1\" }")],
    ),
    case(
        "field",
        "a field that must be added",
        &[Callers],
        &[(
            "mood:       { type: enum, values: [fine, { value: so-so, doc: Neither. }, { value: odd, since: \"2.0\" }], write: [add, edit]",
            "mood:       { type: enum, values: [fine, { value: so-so, doc: Neither. }, { value: odd, since: \"2.0\" }], write: [add!, edit]",
        )],
    ),
    case("field", "a field that need not be added", &[Callers], &[("write: [add!, edit]", "write: [add, edit]")]),
    case("field", "a field that cannot be changed any more", &[Callers], &[("write: [add!, edit], doc", "write: [add!], doc")]),
    case(
        "field",
        "a field that cannot be emptied any more",
        &[Callers],
        &[("due:        { type: date, nullable: true,", "due:        { type: date, nullable: true, clearable: false,")],
    ),
    case("field", "a field that is written in another type", &[Callers], &[("input: { list: tag_ref }", "input: { list: string }")]),
    case("field", "a field with less room", &[Callers], &[("max: 20,", "max: 10,")]),
    case("field", "a field with more room", &[Additive], &[("max: 20,", "max: 200,")]),
    case("field", "a field with another default", &[Callers], &[("default: fine", "default: so-so")]),
    case(
        "field",
        "a field that sets another option",
        &[Callers, Additive],
        &[
            ("write: [add, edit], sets: { source: body }", "write: [add, edit], sets: { source: text }"),
            ("source:  { type: choice, values: [body] }", "source:  { type: choice, values: [body, text] }"),
        ],
    ),
    case(
        "field",
        "a field that no longer travels as JSON in a string",
        &[Readers],
        &[("of: text_block, encoded: json,", "of: text_block,")],
    ),
    case(
        "field",
        "a field under another name in Rust",
        &[Callers, Readers],
        &[("due:        { type: date,", "due:        { rust: due_on, type: date,")],
    ),
    case("field", "a field that is secret", &[Docs], &[("body:       { type: string,", "body:       { type: string, secret: true,")]),
    case("field", "a field that is no longer secret", &[Readers], &[("secret: true, nullable: true", "nullable: true")]),
    case("field", "a field with other texts", &[Docs], &[("doc: Headline.", "doc: The headline., trap: Short., format: slug")]),
    case("field", "a field that needs others", &[Additive], &[("doc: Headline.", "doc: Headline., needs: [id], whole: true")]),
    // Shapes and unions.
    case(
        "shape",
        "a shape less",
        &[Readers, Additive],
        &[
            ("\n    status: [201, 202]\n    deferred: 202\n", "\n"),
            ("of: import_result }", "of: stats }"),
            ("  import_result: { doc: What was taken., fields: { taken: { type: integer } } }\n", ""),
        ],
    ),
    case(
        "shape",
        "a shape under another name",
        &[Readers, Additive],
        &[("of: import_result }", "of: taken }"), ("import_result: { doc: What was taken.", "taken: { doc: What was taken.")],
    ),
    case("shape", "a shape that is no longer added", &[Callers], &[("sends: new, returns: one, status: 201", "returns: one, status: 201")]),
    case(
        "shape",
        "a shape under another name in Rust",
        &[Readers],
        &[("lock_event: { doc: A lock.,", "lock_event: { rust: Lock, doc: A lock.,")],
    ),
    case(
        "shape",
        "a struct instead of a union",
        &[Readers, Additive],
        &[(
            "    tag: kind\n    variants:\n      text: { type: text_block }\n      rule: { doc: A line. }\n",
            "    fields: { text: { type: text_block } }\n",
        )],
    ),
    case(
        "shape",
        "a form more that is written",
        &[Additive],
        &[("      lock: { with: { action: lock } }\n", "      lock: { with: { action: lock } }\n      free: { with: { action: free } }\n")],
    ),
    case("shape", "a form less that is written", &[Callers], &[("      lock: { with: { action: lock } }\n", "")]),
    case("shape", "a form that holds another type", &[Callers], &[("markdown: { type: string,", "markdown: { type: json_string,")]),
    case("shape", "a form that travels in another way", &[Callers], &[("with: { action: lock }", "with: { action: close }")]),
    case(
        "shape",
        "a plain value that stands for another form",
        &[Callers, Additive],
        &[(
            "      name: { bare: true, type: string }\n",
            "      slug: { bare: true, type: string }\n      name: { bare: true, type: string }\n",
        )],
    ),
    case(
        "shape",
        "a form more that is read",
        &[Additive],
        &[(
            "      seen:    { doc: Somebody read it. }\n",
            "      seen:    { doc: Somebody read it. }\n      gone:    { doc: It is gone. }\n",
        )],
    ),
    case("shape", "a form less that is read", &[Readers], &[("      seen:    { doc: Somebody read it. }\n", "")]),
    case(
        "shape",
        "another tag",
        &[Readers, Additive],
        &[("kind: type,", "kind: kind,"), ("    tag: type\n    content: data\n", "    tag: kind\n    content: data\n")],
    ),
    // Enums.
    case("enum", "a value more", &[Additive], &[("values: [fine, {", "values: [fine, bad, {")]),
    case("enum", "a value less that is read", &[Readers], &[("{ value: so-so, doc: Neither. }, ", "")]),
    case(
        "enum",
        "a value less that is only asked for",
        &[Callers, Readers],
        &[("include: { values: [body, tags] }", "include: { values: [body] }"), ("shown: { include: tags }", "shown: { include: body }")],
    ),
    case("enum", "a value of fewer versions", &[Readers], &[("{ value: odd, since: \"2.0\" }", "{ value: odd, since: \"2.1\" }")]),
    case("enum", "a value of more versions", &[Additive], &[("{ value: odd, since: \"2.0\" }", "odd")]),
    case(
        "enum",
        "a value under another name in Rust",
        &[Readers],
        &[("{ value: so-so, doc: Neither. }", "{ value: so-so, doc: Neither., rust: Middling }")],
    ),
    case(
        "enum",
        "an enum under another name in Rust",
        &[Readers],
        &[("mood:       { type: enum,", "mood:       { type: enum, rust: Mood,")],
    ),
    case("enum", "another text of a value", &[Docs], &[("doc: Neither.", "doc: Neither good nor bad.")]),
];
