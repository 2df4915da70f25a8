mod demo {
    ghost_client::api! { spec = "nowhere/" }
}

fn main() {}
