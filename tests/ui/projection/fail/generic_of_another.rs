//! A type parameter says what it is a projection of.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
#[ghost(of = Post)]
struct Card<T: Projection<Of = Post>> {
    id: PostId,
    tags: Vec<T>,
}

fn main() {}
