#[derive(ghost_client::Query)]
struct Options {
    #[ghost(zebra)]
    limit: Option<u32>,
}

fn main() {}
