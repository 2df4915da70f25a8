//! A value is one.

fn main() {
    let _ = ghost_client::filter!(posts: title == "a" "b");
}
