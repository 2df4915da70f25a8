mod demo {
    ghost_client::api! { spec = "api/", runtime = "::ghost_client" }
}

fn main() {}
