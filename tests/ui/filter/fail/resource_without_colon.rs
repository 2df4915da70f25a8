//! A colon divides.

fn main() {
    let _ = ghost_client::filter!(posts title == "a");
}
