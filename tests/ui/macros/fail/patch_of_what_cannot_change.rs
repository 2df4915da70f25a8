#[derive(ghost_client::Patch)]
struct Snippet {
    #[ghost(skip)]
    name: String,
}

fn main() {}
