//! Each mistake is told, in its place.

fn main() {
    let _ = ghost_client::filter!(posts: title = "a" && (slug like "b" || tag in []) || published_at >);
}
