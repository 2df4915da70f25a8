//! Small specs and answers that fit them, or do not.

use ghost_spec::Spec;
use serde_json::json;

use super::*;
use crate::proof::question::Query;

const API: &str = "
api: demo
title: Demo API
doc: A small one.
base: /api
client: Demo
versions: { oldest: '5.0', newest: '6.0' }
credentials: { key: { doc: A key. } }
access: { anyone: { doc: Any key., credentials: [key] } }
options:
  include: { type: choices, values: [tags, count.notes], doc: Relations. }
  limit: { type: integer, doc: How many. }
envelopes:
  many: { kind: page, key: '{resource}' }
  one: { kind: one, key: '{resource}' }
  flat: { kind: flat }
  pairs: { kind: pairs, key: '{resource}' }
  empty: { kind: empty }
";

const NOTES: &str = "
resource: notes
entity: note
doc: Short texts.
fields:
  id: { type: id }
  text: { type: string, nullable: true }
  kind: { type: enum, values: [memo, { value: list, since: '6.0' }] }
  made: { type: timestamp }
  size: { type: integer, shown: sometimes }
  tags: { type: list, of: note_tag, shown: { include: tags } }
  count: { type: object, shown: { include: count.* }, fields: { notes: { type: integer, shown: sometimes } } }
  fresh: { type: boolean, since: '6.0' }
  secret: { type: string, shown: never, write: [add] }
shapes:
  note_tag: { doc: A mark., fields: { name: { type: string } } }
  event: { doc: What happened., tag: type, content: data, variants: { made: { type: note_tag }, gone: {} } }
  part: { doc: A part., tag: kind, variants: { mark: { type: note_tag } } }
  taste:
    doc: How it looks.
    fields:
      hue: { type: string, shown: sometimes }
      menu: { type: list, of: note_tag, encoded: json, shown: sometimes }
      other: { type: map, of: integer, rest: true }
endpoints:
  event: { doc: Reads., call: GET /event/, returns: { as: flat, of: event }, access: anyone, permission: none }
  part: { doc: Reads., call: GET /part/, returns: { as: flat, of: part }, access: anyone, permission: none }
  taste: { doc: Reads., call: GET /taste/, returns: { as: pairs, of: taste }, access: anyone, permission: none }
  browse: { doc: Lists., call: GET /notes/, query: [include, limit], returns: many, access: anyone, permission: none }
  read: { doc: Reads., call: 'GET /notes/{id}/', query: [include], returns: one, access: anyone, permission: none }
  flat: { doc: Reads., call: 'GET /notes/{id}/flat/', returns: { as: flat, of: note }, access: anyone, permission: none }
  nothing: { doc: Nothing., call: GET /nothing/, returns: empty, access: anyone, permission: none }
  add: { doc: Adds., call: POST /notes/, sends: new, returns: one, access: anyone, permission: none }
";

fn found(endpoint: &str, version: &str, query: &Query, answer: &Value) -> Vec<String> {
    let files = [("api.yaml", API), ("notes.yaml", NOTES)].map(|(name, text)| (name.to_owned(), text.to_owned()));
    let spec = Spec::from_sources(files).check().unwrap_or_else(|faults| panic!("{faults}"));
    let api = &spec.apis()[0];
    let endpoint = api.resources[0].endpoints.iter().find(|known| known.name == endpoint).unwrap();
    let asked = Asked::new(endpoint, query);
    let reading = read(api, Server::new(version), &asked, &endpoint.returns, answer);
    reading.mismatches.into_iter().map(|mismatch| format!("{}: {}", mismatch.path, mismatch.says)).collect()
}

fn note() -> Value {
    json!({ "id": "1", "text": null, "kind": "memo", "made": "2024-05-06T07:08:09.000Z", "fresh": true })
}

/// What is wrong with a note that differs in one key; `None` takes the key away.
fn with(key: &str, value: Option<Value>) -> Vec<String> {
    let mut note = note();
    let object = note.as_object_mut().unwrap();
    match value {
        Some(value) => object.insert(key.to_owned(), value),
        None => object.remove(key),
    };
    found("flat", "6.0.0", &Query::default(), &note)
}

#[test]
fn an_answer_as_described_passes() {
    let page = json!({ "notes": [note()], "meta": { "pagination": { "page": 1, "limit": "all", "pages": 1, "total": 1, "next": null, "prev": null } } });
    assert_eq!(found("browse", "6.0.0", &Query::default(), &page), [""; 0]);
    assert_eq!(found("read", "6.0.0", &Query::default(), &json!({ "notes": [note()] })), [""; 0]);
    assert_eq!(found("nothing", "6.0.0", &Query::default(), &json!({})), [""; 0]);
    assert_eq!(with("size", Some(json!(3))), [""; 0]);
}

#[test]
fn every_kind_of_fault_is_seen() {
    assert_eq!(with("colour", Some(json!("red"))), ["$.colour: is not described; \"red\""]);
    assert_eq!(with("secret", Some(json!("red"))), ["$.secret: is not described; \"red\""]);
    assert_eq!(with("text", None), ["$.text: missing"]);
    assert_eq!(with("id", Some(Value::Null)), ["$.id: null where the description has none"]);
    assert_eq!(with("id", Some(json!(""))), ["$.id: \"\" instead of an id"]);
    assert_eq!(with("text", Some(json!(1))), ["$.text: 1 instead of text"]);
    assert_eq!(with("kind", Some(json!("tale"))), ["$.kind: the value `tale` is not described"]);
    assert_eq!(with("made", Some(json!("yesterday"))), ["$.made: \"yesterday\" instead of a moment"]);
    assert_eq!(with("size", Some(json!(1.5))), ["$.size: 1.5 instead of a whole number"]);
    assert_eq!(with("tags", Some(json!([{ "name": "a" }, {}]))), ["$.tags[1].name: missing"]);
}

#[test]
fn envelopes_are_checked() {
    assert_eq!(found("read", "6.0.0", &Query::default(), &json!({ "notes": [] })), ["$.notes: 0 items instead of one"]);
    let bare = json!({ "notes": [note()], "extra": 1 });
    let expected = ["$.extra: is not described; 1", "$.meta: missing"];
    assert_eq!(found("browse", "6.0.0", &Query::default(), &bare), expected);
    assert_eq!(found("nothing", "6.0.0", &Query::default(), &json!({ "a": 1 })), ["$: {\"a\":1} instead of nothing"]);
    assert_eq!(found("flat", "6.0.0", &Query::default(), &json!([])), ["$: [] instead of an object"]);
}

#[test]
fn unions_are_told_apart_by_their_tag() {
    let event = |answer: Value| found("event", "6.0.0", &Query::default(), &answer);
    assert_eq!(event(json!({ "type": "made", "data": { "name": "x" } })), [""; 0]);
    assert_eq!(event(json!({ "type": "gone" })), [""; 0]);
    assert_eq!(event(json!({ "type": "made", "data": {} })), ["$.data.name: missing"]);
    assert_eq!(event(json!({ "type": "made" })), ["$.data: missing"]);
    assert_eq!(event(json!({ "type": "eaten" })), ["$.type: the form `eaten` is not described"]);
    let part = |answer: Value| found("part", "6.0.0", &Query::default(), &answer);
    assert_eq!(part(json!({ "kind": "mark", "name": "x" })), [""; 0]);
    assert_eq!(part(json!({ "kind": "mark", "size": 1 })), ["$.size: is not described; 1", "$.name: missing"]);
}

#[test]
fn pairs_are_read_as_one_object() {
    let taste = |answer: Value| found("taste", "6.0.0", &Query::default(), &json!({ "notes": answer }));
    let pair = |key: &str, value: Value| json!({ "key": key, "value": value });
    assert_eq!(taste(json!([pair("hue", json!("red")), pair("menu", json!(r#"[{"name":"x"}]"#)), pair("more", json!(1))])), [""; 0]);
    assert_eq!(taste(json!([pair("hue", json!(1))])), ["$.notes.hue: 1 instead of text"]);
    assert_eq!(taste(json!([pair("menu", json!(r#"[{}]"#))])), ["$.notes.menu[0].name: missing"]);
    assert_eq!(taste(json!([pair("more", json!("x"))])), ["$.notes.more: \"x\" instead of a whole number"]);
}

#[test]
fn versions_bound_what_is_there() {
    let mut old = note();
    old.as_object_mut().unwrap().remove("fresh");
    assert_eq!(found("flat", "5.9.0", &Query::default(), &old), [""; 0]);
    assert_eq!(found("flat", "6.0.0", &Query::default(), &old), ["$.fresh: missing"]);
    assert_eq!(found("flat", "5.9.0", &Query::default(), &note()), ["$.fresh: is described for other versions"]);
    old["kind"] = json!("list");
    assert_eq!(found("flat", "5.9.0", &Query::default(), &old), ["$.kind: the value `list` is described for other versions"]);
}

#[test]
fn what_was_asked_for_must_be_there() {
    let answer = json!({ "notes": [note()] });
    let query = Query::default().with("include", "tags,count.notes");
    let expected = ["$.notes[0].tags: missing although `include` asks for it", "$.notes[0].count: missing although `include` asks for it"];
    assert_eq!(found("read", "6.0.0", &query, &answer), expected);
}

#[test]
fn moments_and_days_are_told_from_text() {
    for moment in [json!("2024-05-06 07:08:09"), json!("2024-05-06T07:08:09.000+00:00"), json!(1_700_000_000_000_i64)] {
        assert!(is_moment(&moment), "{moment}");
    }
    for other in [json!("2024-05-06"), json!("x"), json!(null), json!("2024-05-06T07:08")] {
        assert!(!is_moment(&other), "{other}");
    }
}
