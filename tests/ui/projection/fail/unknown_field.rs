//! The compiler names the nearest field.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
#[ghost(of = Post)]
struct Card {
    id: PostId,
    titel: String,
}

fn main() {}
