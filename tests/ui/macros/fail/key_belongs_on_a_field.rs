#[derive(ghost_client::Query)]
#[ghost(flatten)]
struct Options {
    limit: Option<u32>,
}

fn main() {}
