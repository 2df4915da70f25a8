mod demo {
    ghost_client::api! { spec = "api/", prelude = "yes" }
}

fn main() {}
