//! Values are Rust.

fn main() {
    let _ = ghost_client::filter!(posts: title == titel);
}
