//! Values of enums are named.

fn main() {
    let _ = ghost_client::filter!(posts: status == "published");
}
