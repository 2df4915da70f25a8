//! What may have no value must be an `Option`.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
#[ghost(of = Post)]
struct Card {
    id: PostId,
    custom_excerpt: String,
}

fn main() {}
