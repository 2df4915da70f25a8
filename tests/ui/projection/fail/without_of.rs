//! It says what it is part of.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
struct Card {
    id: PostId,
}

fn main() {}
