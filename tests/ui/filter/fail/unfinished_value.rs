//! A value is whole.

fn main() {
    let _ = ghost_client::filter!(posts: title == name.);
}
