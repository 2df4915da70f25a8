#[derive(ghost_client::OpenEnum)]
enum Mood {
    Fine,
    Unknown(String),
}

fn main() {}
