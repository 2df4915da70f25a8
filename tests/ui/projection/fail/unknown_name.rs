//! So it does for a name in an attribute.

use ghost_client::Projection;
use ghost_client::posts::{Post, PostId};

#[derive(Projection)]
#[ghost(of = Post)]
struct Card {
    id: PostId,
    #[ghost(name = "adress")]
    url: String,
}

fn main() {}
