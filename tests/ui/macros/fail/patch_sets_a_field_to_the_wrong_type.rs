#[derive(ghost_client::Patch)]
struct Snippet {
    name: String,
    mobiledoc: Option<String>,
}

fn main() {
    let _ = SnippetPatch::new().name(7);
    let _ = SnippetPatch::new().clear_name();
}
