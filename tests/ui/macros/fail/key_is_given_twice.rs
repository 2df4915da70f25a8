#[derive(ghost_client::Query)]
struct Options {
    #[ghost(name = "limit", name = "page")]
    limit: Option<u32>,
}

fn main() {}
