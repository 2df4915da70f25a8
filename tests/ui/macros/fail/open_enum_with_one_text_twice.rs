#[derive(ghost_client::OpenEnum)]
enum Mood {
    SoSo,
    #[ghost(name = "so_so")]
    Neither,
    Unknown(ghost_client::Unknown),
}

fn main() {}
