//! What inline shapes and enums are called, and which of them are one.

#![allow(clippy::unwrap_used, clippy::panic)]

use ghost_spec::Spec;
use ghost_spec::model::{Api, ShapeBody, Type};

const API: &str = include_str!("diagnostics/shared/api.yaml");

fn api(notes: &str) -> Api {
    let files = [("api.yaml", API), ("notes.yaml", notes)].map(|(name, text)| (name.to_owned(), text.to_owned()));
    let spec = Spec::from_sources(files).check().unwrap_or_else(|faults| panic!("{faults}"));
    spec.apis()[0].clone()
}

fn enums(api: &Api) -> Vec<(&str, Vec<&str>)> {
    let values = |index: usize| api.enums[index].values.iter().map(|value| value.value.as_str()).collect();
    api.resources[0].enums.iter().map(|id| (api.enums[id.0].name.as_str(), values(id.0))).collect()
}

#[test]
fn the_resource_has_the_plain_name_of_an_option_enum_and_an_endpoint_its_own() {
    let api = api("
resource: notes
entity: note
doc: Notes.
fields: { id: { type: id } }
options: { include: { values: [tags, authors] } }
endpoints:
  read: { doc: Reads., call: 'GET /notes/{id}/', query: [{ include: { values: [tags] } }], returns: one, access: anyone }
  browse: { doc: Lists., call: GET /notes/, query: [include], returns: many, access: anyone }
  list: { doc: Lists., call: GET /notes/all/, query: [{ include: { values: [tags, authors] } }], returns: many, access: anyone }
");
    assert_eq!(enums(&api), [("read_include", vec!["tags"]), ("include", vec!["tags", "authors"])]);
}

#[test]
fn enums_of_equal_base_names_are_not_mixed_up() {
    let api = api("
resource: notes
entity: note
doc: Notes.
fields:
  plan_status: { type: enum, values: [a] }
  plan: { type: object, fields: { status: { type: enum, values: [b] } } }
  again: { type: enum, like: note.plan.status }
  many: { type: list, of: { type: enum, values: [c] } }
  more: { type: list, of: { type: enum, like: note.many } }
");
    assert_eq!(enums(&api), [("note_plan_status", vec!["a"]), ("note_plan_status", vec!["b"]), ("note_many", vec!["c"])]);
    let ShapeBody::Fields(fields) = &api.shapes[0].body else { panic!("fields") };
    assert!(matches!(fields[2].ty, Type::Enum(id) if api.enums[id.0].values[0].value == "b"));
    assert_eq!(fields[3].ty, fields[4].ty);
}

#[test]
fn inline_bodies_are_named_after_what_they_are_about_and_the_operation() {
    let api = api("
resource: notes
doc: Notes.
endpoints:
  import:
    doc: Imports.
    call: POST /notes/import/
    sends: { body: { fields: { mode: { type: enum, values: [all, new] } } }, as: object, key: import }
    returns: { as: object, key: '{resource}_meta', of: { fields: { count: { type: integer } } } }
    access: anyone
");
    let shapes: Vec<_> = api.shapes.iter().map(|shape| (shape.name.as_str(), shape.is_written, shape.is_read)).collect();
    assert_eq!(shapes, [("note_import", true, false), ("note_import_answer", false, true)]);
    assert_eq!(enums(&api)[0].0, "note_import_mode");
    assert_eq!(api.resources[0].endpoints[0].returns.envelope.key.as_deref(), Some("notes_meta"));
}

#[test]
fn a_nested_shape_of_what_is_written_is_written_as_its_input() {
    let api = api("
resource: notes
entity: note
doc: Notes.
fields:
  id: { type: id }
  tags: { type: list, of: tag, write: [add] }
  meta: { type: object, fields: { a: { type: string } } }
shapes:
  tag: { fields: { owner: { type: owner, input: owner_ref } } }
  owner: { fields: { name: { type: string } } }
  owner_ref: { variants: { name: { type: string } } }
endpoints:
  add: { doc: Adds., call: POST /notes/, sends: new, returns: one, access: anyone }
");
    let written: Vec<&str> = api.shapes.iter().filter(|shape| shape.is_written).map(|shape| shape.name.as_str()).collect();
    assert_eq!(written, ["tag", "owner_ref"]);
}

#[test]
fn inline_shapes_of_one_name_are_told_apart() {
    let object = "{ type: object, fields: { x: { type: string } } }";
    let api = api(&format!(
        "
resource: notes
entity: note
doc: Notes.
fields:
  a-b: {object}
  a.b: {object}
  a_b: {object}
  c: {object}
shapes:
  note_c: {{ fields: {{ x: {{ type: string }} }} }}
"
    ));
    let mut names: Vec<&str> = api.shapes.iter().map(|shape| shape.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["note", "note_a_b", "note_a_b_inline", "note_a_b_inline_2", "note_c", "note_c_inline"]);
}
