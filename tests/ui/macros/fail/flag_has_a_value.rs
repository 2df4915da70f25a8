#[derive(ghost_client::Query)]
struct Options {
    #[ghost(skip = true)]
    limit: Option<u32>,
}

fn main() {}
