//! A moment is no text.

fn main() {
    let _ = ghost_client::filter!(posts: published_at > "yesterday");
}
