//! Only projections are read in part.

use ghost_client::{Ghost, Integration};

fn cards(ghost: &Ghost<Integration>) {
    let _ = ghost.posts().browse().project::<String>();
}

fn main() {}
