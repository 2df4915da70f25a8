//! What is joined has two sides.

fn main() {
    let _ = ghost_client::filter!(posts: featured &&);
}
