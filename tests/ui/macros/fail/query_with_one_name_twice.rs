#[derive(ghost_client::Query)]
struct Options {
    limit: Option<u32>,
    #[ghost(name = "limit")]
    size: Option<u32>,
}

fn main() {}
