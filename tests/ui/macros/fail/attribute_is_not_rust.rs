#[derive(ghost_client::Query)]
struct Options {
    #[ghost(name "limit")]
    limit: Option<u32>,
}

fn main() {}
