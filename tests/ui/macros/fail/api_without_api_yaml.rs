mod demo {
    ghost_client::api! { spec = {} }
}

fn main() {}
