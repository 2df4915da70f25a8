//! Lengths of time have units.

fn main() {
    let _ = ghost_client::filter!(posts: published_at > now - 30q);
}
