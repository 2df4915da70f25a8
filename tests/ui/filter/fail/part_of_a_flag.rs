//! A flag has no parts.

fn main() {
    let _ = ghost_client::filter!(posts: featured contains "t");
}
