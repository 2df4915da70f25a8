//! A name is one that a field can have.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
#[ghost(of = Post)]
struct Card {
    #[ghost(name = "the title")]
    title: String,
}

fn main() {}
