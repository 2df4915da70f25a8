//! A flag is true or false.

fn main() {
    let _ = ghost_client::filter!(posts: featured == "yes");
}
