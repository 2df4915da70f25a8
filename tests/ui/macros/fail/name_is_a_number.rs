#[derive(ghost_client::Query)]
struct Options {
    #[ghost(name = 7)]
    limit: Option<u32>,
}

fn main() {}
