#[derive(ghost_client::Query)]
struct Options {
    #[ghost(nmae = "limit")]
    limit: Option<u32>,
}

fn main() {}
