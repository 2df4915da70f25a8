#[derive(ghost_client::Query)]
struct Options {
    #[ghost(query::name = "limit")]
    limit: Option<u32>,
}

fn main() {}
