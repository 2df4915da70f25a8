//! No field is read twice.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
#[ghost(of = Post)]
struct Card {
    title: String,
    #[ghost(name = "title")]
    headline: String,
}

fn main() {}
