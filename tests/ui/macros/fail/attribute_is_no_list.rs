#[derive(ghost_client::Query)]
#[ghost]
struct Options {
    #[ghost = "limit"]
    limit: Option<u32>,
}

fn main() {}
