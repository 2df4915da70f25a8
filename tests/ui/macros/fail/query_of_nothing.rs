#[derive(ghost_client::Query)]
struct Options;

fn main() {}
