//! Conditions are joined by two.

fn main() {
    let _ = ghost_client::filter!(posts: featured & featured);
}
