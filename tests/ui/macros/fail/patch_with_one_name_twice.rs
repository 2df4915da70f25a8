#[derive(ghost_client::Patch)]
struct Snippet {
    name: String,
    #[ghost(name = "name")]
    title: String,
}

fn main() {}
