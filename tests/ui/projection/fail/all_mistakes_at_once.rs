//! Each mistake is told once.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
#[ghost(of = Post)]
struct Card {
    id: String,
    titel: String,
    excerpt: String,
}

fn main() {}
