#[derive(ghost_client::Query)]
struct Options {
    #[ghost(crate = "ghost_client")]
    limit: Option<u32>,
}

fn main() {}
