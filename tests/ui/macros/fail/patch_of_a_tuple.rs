#[derive(ghost_client::Patch)]
struct Snippet(String);

fn main() {}
