//! Conditions are joined by operators.

fn main() {
    let _ = ghost_client::filter!(posts: (featured and featured));
}
