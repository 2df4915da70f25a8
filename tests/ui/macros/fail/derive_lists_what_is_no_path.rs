#[derive(ghost_client::Patch)]
#[ghost(derive("Clone"))]
struct Snippet {
    name: String,
}

fn main() {}
