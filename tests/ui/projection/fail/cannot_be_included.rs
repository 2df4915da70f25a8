//! Posts cannot be asked how many posts a tag has.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
#[ghost(of = Post)]
struct Card {
    id: PostId,
    tags: Vec<Counted>,
}

#[derive(Projection)]
#[ghost(of = ghost_client::tags::Tag)]
struct Counted {
    count: Option<ghost_client::tags::TagCount>,
}

fn main() {}
