//! It is a struct.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
#[ghost(of = Post)]
enum Card {
    Id(PostId),
}

fn main() {}
