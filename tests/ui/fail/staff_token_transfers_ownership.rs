use ghost_client::{Ghost, StaffToken, users};

fn main() {}

fn transfer(ghost: &Ghost<StaffToken>, to: users::OwnerRef) {
    let _ = ghost.users().transfer_ownership(to);
}
