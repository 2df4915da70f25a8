mod nothing {
    ghost_client::api! {}
}

mod only_a_runtime {
    ghost_client::api! { runtime = ::ghost_client }
}

fn main() {}
