//! The id of a post is not that of a tag.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
#[ghost(of = Post)]
struct Card {
    id: ghost_client::tags::TagId,
}

fn main() {}
