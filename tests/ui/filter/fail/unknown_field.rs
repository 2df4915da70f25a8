//! The compiler names the nearest field.

fn main() {
    let _ = ghost_client::filter!(posts: titel == "News");
}
