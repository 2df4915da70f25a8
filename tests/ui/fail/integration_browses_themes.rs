use ghost_client::{Ghost, Integration};

fn main() {}

fn browse(ghost: &Ghost<Integration>) {
    let _ = ghost.themes().browse();
}
