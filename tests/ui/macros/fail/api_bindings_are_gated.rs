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
                credentials: { key: { doc: A key., connect: 'Demo::with_key' }, login: { doc: A person., connect: 'Demo::login' } }
                access: { anyone: { doc: Any., credentials: [key, login] }, person: { doc: People., credentials: [login] } }
                envelopes: { one: { kind: one, key: '{resource}' } }
            ",
            "notes.yaml": r"
                resource: notes
                entity: note
                doc: Short texts.
                fields: { id: { type: id }, text: { type: string } }
                endpoints:
                  read: { doc: Reads a note., call: 'GET /notes/{id}/', returns: one, access: person, permission: none }
            ",
        },
    }
}

fn read(demo: &demo::Demo<demo::Key>, id: &demo::demo::notes::NoteId) {
    let _ = demo.notes().read(id);
}

fn main() {}
