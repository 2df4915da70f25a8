use ghost_client::{Ghost, Integration, members, posts};

fn main() {}

fn mixed(ghost: &Ghost<Integration>) {
    let _ = ghost.posts().browse().filter(members::filter::label().eq("vip"));
    let _ = ghost.posts().bulk_destroy(members::filter::label().eq("vip"));
    let _ = posts::filter::tag().eq("news") & members::filter::label().eq("vip");
}
