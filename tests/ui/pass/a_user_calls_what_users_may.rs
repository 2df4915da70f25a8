use ghost_client::users::UserId;
use ghost_client::{Ghost, Session, StaffToken};

fn staff(ghost: &Ghost<StaffToken>, id: &UserId) {
    let _ = ghost.themes().browse();
    let _ = ghost.users().destroy(id);
    let _ = ghost.posts().browse().limit(5);
    let _ = ghost.site().read();
}

fn session(ghost: &Ghost<Session>, to: ghost_client::users::OwnerRef) {
    let _ = ghost.users().transfer_ownership(to);
    let _ = ghost.invites().browse();
}

fn main() {
    let _ = (staff as fn(&_, &_), session as fn(&_, _));
}
