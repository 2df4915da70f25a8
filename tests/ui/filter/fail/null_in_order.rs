//! Nothing is not before or after anything.

fn main() {
    let _ = ghost_client::filter!(posts: published_at > null);
}
