#[derive(ghost_client::OpenEnum)]
enum Mood {
    Fine,
    #[ghost(name = "?")]
    Unknown(ghost_client::Unknown),
}

fn main() {}
