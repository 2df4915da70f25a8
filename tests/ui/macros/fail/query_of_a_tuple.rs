#[derive(ghost_client::Query)]
struct Options(Option<u32>);

fn main() {}
