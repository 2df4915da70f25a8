#[derive(ghost_client::Patch)]
struct Snippet {
    name: String,
    #[ghost(skip, required)]
    updated_at: String,
}

fn main() {}
