//! Flags are not before or after each other.

fn main() {
    let _ = ghost_client::filter!(posts: featured > true);
}
