//! The resource comes first.

fn main() {
    let _ = ghost_client::filter!(title == "News");
}
