//! What it is part of exists.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
#[ghost(of = Pots)]
struct Card {
    id: PostId,
}

fn main() {}
