mod demo {
    ghost_client::api! {
        spec = {
        "api.yaml": r"
            api: demo
            title: Demo API
            doc: Shows the language.
            base: /api
            client: Demo
            versions: { oldest: 1.0, newest: 1.0 }
            credentials: { key: { doc: A key. } }
            access: { anyone: { doc: Any key., credentials: [key] } }
            envelopes: { one: { kind: one, key: '{resource}' } }
            grups: 1
        ",
        "notes.yaml": r"
            resource: notes
            entity: note
            doc: Short texts.
            fields: { id: { type: id }, text: { type: strin } }
            endpoints:
              read: { doc: Reads a note., call: 'GET /notes/{id}/', returns: one, access: anyon, permission: none }
        ",
        },
    }
}

fn main() {}
