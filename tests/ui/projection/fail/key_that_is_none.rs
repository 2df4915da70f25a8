//! Keys of attributes are known.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
#[ghost(off = Post)]
struct Card {
    id: PostId,
}

fn main() {}
