//! Operators are known.

fn main() {
    let _ = ghost_client::filter!(posts: title like "News");
}
