mod demo {
    ghost_client::api! { spec = { "api.yaml": 7 } }
}

fn main() {}
