//! What is related is only equal or not.

fn main() {
    let _ = ghost_client::filter!(posts: tag > "a");
}
