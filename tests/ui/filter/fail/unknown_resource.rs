//! The resource exists.

fn main() {
    let _ = ghost_client::filter!(pots: title == "News");
}
