#[derive(ghost_client::OpenEnum)]
enum Mood {
    #[ghost(nam = "fine")]
    Fine,
    Mixed { of: String },
    #[ghost(name = "fine")]
    Good,
    Unknown(String),
}

fn main() {}
