//! Several are not one.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
#[ghost(of = Post)]
struct Card {
    id: PostId,
    tags: ghost_client::tags::Tag,
}

fn main() {}
