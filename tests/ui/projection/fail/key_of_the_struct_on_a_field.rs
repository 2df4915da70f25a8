//! Keys stand where they belong.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
#[ghost(of = Post)]
struct Card {
    #[ghost(of = Post)]
    id: PostId,
}

fn main() {}
