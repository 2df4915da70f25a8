//! Only lists are negated by a word.

fn main() {
    let _ = ghost_client::filter!(posts: tag not "news");
}
