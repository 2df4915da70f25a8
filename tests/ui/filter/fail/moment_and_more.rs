//! A moment is one step from now.

fn main() {
    let _ = ghost_client::filter!(posts: published_at > now - 30d - 2h);
}
