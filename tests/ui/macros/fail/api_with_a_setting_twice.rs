mod demo {
    ghost_client::api! { spec = "api/", spec = "more/" }
}

fn main() {}
