mod alone {
    ghost_client::api! { spec }
}

mod last {
    ghost_client::api! { spec = "api/", runtime = }
}

fn main() {}
