//! A projection of a user is none of a tag.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
#[ghost(of = Post)]
struct Card {
    id: PostId,
    tags: Vec<Name>,
}

#[derive(Projection)]
#[ghost(of = ghost_client::users::User)]
struct Name {
    name: String,
}

fn main() {}
