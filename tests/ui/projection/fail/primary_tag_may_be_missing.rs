//! Also where `include` asks for it.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
#[ghost(of = Post)]
struct Card {
    id: PostId,
    primary_tag: ghost_client::tags::Tag,
}

fn main() {}
