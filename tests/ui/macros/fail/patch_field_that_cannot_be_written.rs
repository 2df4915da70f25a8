#[derive(Clone, Debug)]
struct Custom;

#[derive(ghost_client::Patch)]
struct Snippet {
    name: String,
    custom: Custom,
}

fn main() {}
