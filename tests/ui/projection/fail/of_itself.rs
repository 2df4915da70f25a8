//! It is part of something else.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
#[ghost(of = Card)]
struct Card {
    id: PostId,
}

fn main() {}
