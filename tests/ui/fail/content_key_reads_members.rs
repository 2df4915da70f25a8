use ghost_client::{ContentKey, Ghost};

fn read(ghost: &Ghost<ContentKey>) {
    let _ = ghost.posts().browse();
    let _ = ghost.members().browse();
}

fn main() {
    let _ = read as fn(&_);
}
