#[derive(ghost_client::Query)]
struct Options {
    #[ghost(skip, name = "limit")]
    limit: Option<u32>,
}

fn main() {}
