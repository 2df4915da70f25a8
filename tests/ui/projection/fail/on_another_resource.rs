//! A projection of a post is not read from tags.

use ghost_client::posts::{Post, PostId};
use ghost_client::{Ghost, Integration, Projection};

#[derive(Projection)]
#[ghost(of = Post)]
struct Card {
    id: PostId,
}

fn cards(ghost: &Ghost<Integration>) {
    let _ = ghost.tags().browse().project::<Card>();
}

fn main() {}
