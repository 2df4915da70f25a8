//! The field comes first.

fn main() {
    let _ = ghost_client::filter!(posts: "news" == tag);
}
