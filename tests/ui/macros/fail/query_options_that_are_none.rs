use ghost_client::{Ghost, Integration};

struct Options;

fn browse(ghost: &Ghost<Integration>) {
    let _ = ghost.posts().browse().options(&Options);
}

fn main() {}
