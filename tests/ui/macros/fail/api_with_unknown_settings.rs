mod demo {
    ghost_client::api! {
        spce = "api/",
        runtime = ::ghost_client,
        zebra = [1, 2],
    }
}

fn main() {}
