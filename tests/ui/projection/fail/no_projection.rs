//! A struct that is no projection cannot be read.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
#[ghost(of = Post)]
struct Card {
    id: PostId,
    tags: Vec<Name>,
}

struct Name;

fn main() {}
