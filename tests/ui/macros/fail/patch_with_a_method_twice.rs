#[derive(ghost_client::Patch)]
struct Snippet {
    new: String,
    text: Option<String>,
    clear_text: bool,
}

fn main() {}
