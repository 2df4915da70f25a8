//! Something must be said.

fn main() {
    let _ = ghost_client::filter!();
}
