//! One of several values is not greater or less than another.

fn main() {
    let _ = ghost_client::filter!(posts: status >= "draft");
}
