#[derive(ghost_client::Query)]
enum Options {
    Limit(u32),
}

fn main() {}
