//! Where a filter may stand.
#![deny(warnings)]

use ghost_client::posts::{Post, PostStatus};
use ghost_client::{Blocking, Error, Filter, Ghost, Integration, content, filter};

/// An expression where its type is known, and where it is not.
pub fn recent(tags: &[String], status: Option<PostStatus>) -> Filter<Post> {
    let filter = filter!(posts: published_at > now - 30d && tag in tags);
    match status {
        Some(status) => filter & filter!(posts: status == status),
        None => filter,
    }
}

pub fn titles(ghost: &Ghost<Integration, Blocking>, word: &str) -> Result<Vec<String>, Error> {
    let page = ghost.posts().browse().filter(filter!(posts: title contains word || !featured)).send()?;
    ghost.posts().bulk_destroy(filter!(posts: status == PostStatus::Draft)).send()?;
    Ok(page.items.into_iter().map(|post| post.title).collect())
}

/// In a macro of one's own, whose variable is a value.
macro_rules! tagged {
    ($tag:expr) => {
        filter!(content::posts: tag == $tag && featured)
    };
}

pub fn tagged() -> Filter<content::posts::Post> {
    tagged!("news")
}

fn main() {}
