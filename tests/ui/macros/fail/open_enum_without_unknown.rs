#[derive(ghost_client::OpenEnum)]
enum Mood {
    Fine,
}

fn main() {
    // What it would have is there: one mistake is one error.
    assert_eq!(Mood::from("fine").as_str(), "fine");
}
