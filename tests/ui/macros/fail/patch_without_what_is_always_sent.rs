#[derive(ghost_client::Patch)]
struct Snippet {
    name: String,
    #[ghost(required)]
    updated_at: String,
}

fn main() {
    let _ = SnippetPatch::new().name("x");
}
