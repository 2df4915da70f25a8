//! Something is compared with.

fn main() {
    let _ = ghost_client::filter!(posts: title ==);
}
