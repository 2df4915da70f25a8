#[derive(ghost_client::OpenEnum)]
enum Mood {
    Fine,
    Mixed(String, String),
    Unknown(ghost_client::Unknown),
}

fn main() {}
