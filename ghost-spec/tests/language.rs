//! The examples of `LANGUAGE.md` mean what the page says.

#![allow(clippy::unwrap_used, clippy::panic)]

use ghost_spec::model::{Api, Check, Content, EnvelopeKind, Method, OptionKind, Segment, Sends, Shape, ShapeBody, Shown, Type, Writable};
use ghost_spec::{Checked, Spec};

/// The examples are excerpts; what they leave out is put in.
fn files() -> [(String, String); 2] {
    let page = include_str!("../LANGUAGE.md");
    let mut blocks = page.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let api = with(
        blocks.next().unwrap(),
        &[
            ("  integration:\n", "  staff_token: { doc: A staff token. }\n  session: { doc: A session. }\n  integration:\n"),
            ("permissions:  ", "permissions:\n  tag: [browse, read]\n#"),
            ("  post: [browse,", "  post: [browse,"),
            ("  Owner:  ", "  Author: { doc: Writes., grants: {} }\n  Owner:  "),
            ("options:   ", OPTIONS),
            ("envelopes:   ", ENVELOPES),
            ("shapes: {} ", SHAPES),
        ],
    );
    let posts = with(
        blocks.next().unwrap(),
        &[
            ("query: [include, fields]", "query: [include, fields, formats]"),
            ("sends: new,", "sends: new, query: [source],"),
            ("sends: patch,", "sends: patch, query: [source],"),
            ("call: \"PUT /posts/{id}/\"", "call: \"PUT /posts/{id}/\""),
        ],
    );
    [("api.yaml".to_owned(), api), ("posts.yaml".to_owned(), posts)]
}

const OPTIONS: &str = "options:
  fields: { type: fields }
  filter: { type: filter }
  order: { type: order }
  page: { type: integer }
  formats: { type: choices, values: [html, plaintext] }
  source: { type: choice, values: [html] }
#";
const ENVELOPES: &str = "envelopes:
  object: { kind: object, key: \"{entity}\" }
  empty: { kind: empty }
#";
const SHAPES: &str = "shapes:
  tag: { doc: A tag., fields: { id: { type: id, of: tag }, slug: { type: string } } }
  bulk_result: { doc: How many., fields: { stats: { type: map, of: integer } } }
#";

fn with(text: &str, changes: &[(&str, &str)]) -> String {
    changes.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "the example no longer holds `{from}`");
        text.replace(from, to)
    })
}

fn spec() -> Spec<Checked> {
    Spec::from_sources(files()).check().unwrap_or_else(|faults| panic!("{faults}"))
}

fn shape<'a>(api: &'a Api, name: &str) -> &'a Shape {
    api.shapes.iter().find(|shape| shape.name == name).unwrap_or_else(|| panic!("no shape {name}"))
}

#[test]
fn api_yaml_is_read_whole() {
    let spec = spec();
    let api = &spec.apis()[0];
    assert_eq!((api.name.as_str(), api.client.as_str(), api.base.as_str()), ("admin", "Ghost", "/ghost/api/admin"));
    assert_eq!((api.versions.oldest.numbers, api.versions.newest.numbers), ([5, 0, 0], [6, 65, 0]));
    let public = api.access.iter().find(|class| class.name == "public").unwrap();
    assert!(public.anonymous);
    assert_eq!(public.credentials.len(), api.credentials.len(), "who may call without a credential may call with any");
    let owner = api.roles.iter().find(|role| role.name == "Owner").unwrap();
    assert_eq!(owner.grants.len(), api.permissions.len());
    let rule = &api.rules[0];
    assert_eq!((api.permissions[rule.permission].action.as_str(), api.roles[rule.roles[0]].name.as_str()), ("edit", "Author"));
}

#[test]
fn fields_say_when_they_are_there_and_who_writes_them() {
    let spec = spec();
    let api = &spec.apis()[0];
    let ShapeBody::Fields(fields) = &shape(api, "post").body else { panic!("fields") };
    let field = |name: &str| fields.iter().find(|field| field.name == name).unwrap();
    assert_eq!((field("title").add, field("title").edit), (Writable::Required, Writable::Optional));
    assert_eq!(field("html").shown, Shown::Asked { option: "formats".into(), value: "html".into() });
    assert_eq!(field("html").sets, Some(("source".into(), "html".into())));
    assert_eq!(field("status").default.as_deref(), Some("draft"));
    assert!(matches!(field("tags").input, Some(Type::List(_))));
}

#[test]
fn filters_name_fields_and_what_only_the_server_knows() {
    let spec = spec();
    let api = &spec.apis()[0];
    let post = shape(api, "post");
    let found: Vec<(&str, &Type, bool)> = post.filters.iter().map(|found| (found.name.as_str(), &found.ty, found.relation)).collect();
    let ShapeBody::Fields(fields) = &post.body else { panic!("fields") };
    let status = &fields.iter().find(|field| field.name == "status").unwrap().ty;
    assert!(matches!(found[0], ("id", Type::Id(_), false)));
    assert_eq!(found[1..], [("title", &Type::String, false), ("status", status, false), ("tag", &Type::String, true)]);
    let filtered = |operation: &str| {
        let endpoint = api.resources[0].endpoints.iter().find(|endpoint| endpoint.name == operation).unwrap();
        endpoint.query.iter().find(|option| option.kind == OptionKind::Filter).unwrap().filters.map(|id| api.shapes[id.0].name.as_str())
    };
    assert_eq!((filtered("browse"), filtered("bulk_destroy")), (Some("post"), Some("post")));
}

#[test]
fn inline_types_are_named_after_parent_and_field() {
    let spec = spec();
    let api = &spec.apis()[0];
    let posts = &api.resources[0];
    let shapes: Vec<&str> = posts.shapes.iter().map(|id| api.shapes[id.0].name.as_str()).collect();
    assert_eq!(shapes, ["post", "post_count", "tag_ref", "event"]);
    let enums: Vec<&str> = posts.enums.iter().map(|id| api.enums[id.0].name.as_str()).collect();
    assert_eq!(enums, ["post_status", "include", "format", "source"]);
}

#[test]
fn flags_follow_from_how_endpoints_use_a_shape() {
    let spec = spec();
    let api = &spec.apis()[0];
    let post = shape(api, "post");
    assert!(post.entity && post.is_read && post.is_added && post.is_edited && post.is_partial && post.has_id);
    assert!(!post.is_written, "only `new` and `patch` write it");
    let tag = shape(api, "tag");
    assert!(tag.is_read && !tag.is_written && tag.has_id, "`input` is written in its place");
    let tag_ref = shape(api, "tag_ref");
    assert!(tag_ref.is_written && !tag_ref.is_read);
    assert!(shape(api, "post_count").is_read && !shape(api, "post_count").is_written);
}

#[test]
fn endpoints_are_read_whole() {
    let spec = spec();
    let api = &spec.apis()[0];
    let endpoint = |name: &str| api.resources[0].endpoints.iter().find(|endpoint| endpoint.name == name).unwrap();
    let browse = endpoint("browse");
    assert_eq!((browse.method, browse.returns.envelope.kind), (Method::Get, EnvelopeKind::Page));
    assert_eq!(browse.returns.envelope.key.as_deref(), Some("posts"));
    assert_eq!(browse.query.iter().map(|option| option.name.as_str()).collect::<Vec<_>>()[..3], ["include", "fields", "filter"]);
    assert!(matches!(browse.query[1].kind, OptionKind::Fields(_)));
    assert!(matches!(
        endpoint("read_by_slug").path[..],
        [Segment::Fixed(_), Segment::Fixed(_), Segment::Parameter { ty: Type::String, .. }]
    ));
    assert!(matches!(endpoint("edit").path[1], Segment::Parameter { ty: Type::Id(_), .. }));
    assert!(
        matches!(&endpoint("add").sends, Some(Sends::Body { content: Content::New(_), envelope }) if envelope.kind == EnvelopeKind::One)
    );
    assert_eq!(endpoint("add").status, [201]);
    let bulk = endpoint("bulk_destroy");
    assert!(bulk.query[0].required);
    assert_eq!(bulk.returns.envelope.key.as_deref(), Some("bulk"));
    assert!(matches!(bulk.permission, Check::Permission(index) if api.permissions[index].action == "destroy"));
}

#[test]
fn tagged_unions_groups_and_bounded_grants_are_read_whole() {
    let spec = spec();
    let api = &spec.apis()[0];
    let ShapeBody::Tagged(event) = &shape(api, "event").body else { panic!("not tagged") };
    assert_eq!((event.tag.as_str(), event.content.as_deref()), ("type", Some("data")));
    assert_eq!(
        event.variants.iter().map(|form| (form.key.as_str(), form.ty.is_some())).collect::<Vec<_>>(),
        [("published", true), ("deleted", false)]
    );
    assert_eq!((api.groups[0].name.as_str(), &api.groups[0].resources[..]), ("content", &[0][..]));
    let editor = api.roles.iter().find(|role| role.name == "Editor").unwrap();
    let bounded: Vec<&str> = editor
        .grants
        .iter()
        .filter(|grant| !grant.versions.is_always())
        .map(|grant| api.permissions[grant.permission].action.as_str())
        .collect();
    assert_eq!(bounded, ["read"]);
    let restore = api.permissions.iter().find(|permission| permission.action == "restore").unwrap();
    assert_eq!(restore.versions.since.as_ref().unwrap().numbers, [6, 1, 0]);
}
