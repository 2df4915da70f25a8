#[derive(ghost_client::OpenEnum)]
struct Mood {
    name: String,
}

fn main() {}
