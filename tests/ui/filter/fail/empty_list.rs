//! A list has items.

fn main() {
    let _ = ghost_client::filter!(posts: id in []);
}
