//! Brackets are joined like anything else.

fn main() {
    let _ = ghost_client::filter!(posts: (featured) featured);
}
