//! A moment is so long before now.

fn main() {
    let _ = ghost_client::filter!(posts: published_at > now - tomorrow);
}
