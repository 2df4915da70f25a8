//! Ids have kinds.

fn main() {
    let _ = ghost_client::filter!(posts: id == &ghost_client::tags::TagId::new("0123456789abcdef01234567").unwrap());
}
