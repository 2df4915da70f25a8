#[derive(ghost_client::OpenEnum)]
enum Mood<'a, T> {
    Fine(&'a T),
    Unknown(ghost_client::Unknown),
}

fn main() {}
