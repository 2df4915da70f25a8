#[derive(ghost_client::OpenEnum)]
enum Mood {
    Fine,
    Unknown,
}

#[derive(ghost_client::OpenEnum)]
enum Colour {
    Red,
    Unknown { text: ghost_client::Unknown },
}

fn main() {}
