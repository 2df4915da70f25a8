mod demo {
    ghost_client::api! { spec = "api/", runtime = super::ghost }
}

fn main() {}
