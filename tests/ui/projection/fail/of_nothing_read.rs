//! What is not read has no projections.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
#[ghost(of = ghost_client::posts::NewPost)]
struct Card {
    title: String,
}

fn main() {}
