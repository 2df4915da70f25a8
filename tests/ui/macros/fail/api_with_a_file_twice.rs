mod demo {
    ghost_client::api! {
        spec = {
            "api.yaml": "api: demo",
            "api.yaml": "api: demo",
            "notes.txt": "",
        },
    }
}

fn main() {}
