use ghost_client::users::UserId;
use ghost_client::{Ghost, Integration};

fn main() {}

fn destroy(ghost: &Ghost<Integration>, id: &UserId) {
    let _ = ghost.users().destroy(id);
}
