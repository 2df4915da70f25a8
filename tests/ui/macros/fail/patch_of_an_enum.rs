#[derive(ghost_client::Patch)]
enum Snippet {
    Name(String),
}

fn main() {}
