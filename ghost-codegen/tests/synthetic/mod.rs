//! A made-up spec of any size: resources that lead to each other, with everything that takes long to emit.

use std::fs;
use std::path::Path;

const API: &str = "
api: shop
title: Shop API
doc: Goods without end.
base: /api
client: Shop
versions: { oldest: 1.0, newest: 2.0 }
credentials: { key: { doc: A key. }, login: { doc: A person. } }
access:
  anyone: { doc: Anybody., credentials: [key, login] }
  person: { doc: A person., credentials: [login] }
options:
  fields: { type: fields, doc: Fields to leave in. }
  filter: { type: filter, doc: Which ones. }
  limit:  { type: integer, min: 1, max: 100, default: 15, doc: At most this many a page. }
  page:   { type: integer, min: 1, doc: Which page. }
envelopes:
  many:  { kind: page, key: '{resource}' }
  one:   { kind: one, key: '{resource}' }
  empty: { kind: empty }
";

/// Writes a spec with `count` resources into `dir`; `doc` is said of each.
pub(crate) fn write(dir: &Path, count: usize, doc: &str) {
    fs::create_dir_all(dir).unwrap();
    fs::write(dir.join("api.yaml"), API).unwrap();
    for number in 0..count {
        fs::write(dir.join(format!("things{number:04}.yaml")), resource(number, count, doc)).unwrap();
    }
}

fn resource(number: usize, count: usize, doc: &str) -> String {
    let (name, next) = (format!("thing{number:04}"), format!("thing{:04}", (number * 7 + 1) % count));
    let fields: String = (0..12)
        .map(|field| {
            format!("  word{field}: {{ type: string, max: 191, nullable: true, write: [add, edit], doc: Word number {field} of it. }}\n")
        })
        .collect();
    format!(
        "
resource: things{number:04}
entity: {name}
doc: {doc}
fields:
  id:         {{ type: id }}
  title:      {{ type: string, write: [add!, edit], doc: Headline. }}
{fields}  state:      {{ type: enum, values: [new, sold, lost], write: [add, edit], default: new }}
  other:      {{ type: {next}, nullable: true, shown: sometimes, doc: The one beside it. }}
  parts:      {{ type: list, of: {name}_part, shown: sometimes, doc: What it is made of. }}
  created_at: {{ type: timestamp }}
  updated_at: {{ type: timestamp, nullable: true }}
filters: [id, title, state, created_at]
shapes:
  {name}_part: {{ doc: A part., fields: {{ name: {{ type: string }}, weight: {{ type: number, nullable: true }}, made_at: {{ type: timestamp }} }} }}
endpoints:
  browse:  {{ doc: Lists them., call: GET /things{number:04}/, query: [fields, filter, limit, page], returns: many, access: anyone, permission: none }}
  read:    {{ doc: Reads one., call: 'GET /things{number:04}/{{id}}/', query: [fields], returns: one, access: anyone, permission: none }}
  add:     {{ doc: Adds one., call: POST /things{number:04}/, sends: new, returns: one, status: 201, access: person, permission: none }}
  edit:    {{ doc: Changes one., call: 'PUT /things{number:04}/{{id}}/', sends: patch, returns: one, access: person, permission: none }}
  destroy: {{ doc: Removes one., call: 'DELETE /things{number:04}/{{id}}/', returns: empty, status: 204, access: person, permission: none }}
"
    )
}
