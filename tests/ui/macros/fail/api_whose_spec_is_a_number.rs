mod demo {
    ghost_client::api! { spec = 7, runtime = ::ghost_client }
}

fn main() {}
