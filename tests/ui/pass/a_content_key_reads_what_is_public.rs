use ghost_client::content::posts::PostId;
use ghost_client::{ContentKey, Ghost};

fn read(ghost: &Ghost<ContentKey>, id: &PostId) {
    let _ = ghost.posts().read(id);
    let _ = ghost.settings().read();
    let _ = ghost.search_index().posts();
    let _ = ghost.tiers().browse().limit(5);
}

fn main() {
    let _ = read as fn(&_, &_);
}
