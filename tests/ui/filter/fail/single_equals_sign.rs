//! Comparing takes two.

fn main() {
    let _ = ghost_client::filter!(posts: title = "News");
}
