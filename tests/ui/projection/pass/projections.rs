//! What projections may hold.
#![deny(warnings)]

use std::borrow::Cow;

use ghost_client::posts::{Post, PostCount, PostId};
use ghost_client::tags::Tag;
use ghost_client::users::User;
use ghost_client::{Error, Ghost, Integration, Projection};

#[derive(Debug, Projection)]
#[ghost(of = Post)]
pub struct Card {
    pub id: PostId,
    #[ghost(name = "title")]
    pub headline: String,
    pub published_at: Option<jiff::Timestamp>,
    pub tags: Vec<TagName>,
    pub primary_tag: Option<TagName>,
    pub primary_author: Option<Author>,
    pub email_only: Option<bool>,
}

#[derive(Debug, Projection)]
#[ghost(of = Tag)]
pub struct TagName {
    pub name: String,
}

#[derive(Debug, Projection)]
#[ghost(of = User)]
pub struct Author {
    pub name: String,
    pub roles: Vec<ghost_client::roles::Role>,
}

/// Whole things are read too, counts one by one.
#[derive(Debug, Projection)]
#[ghost(of = Post)]
pub struct Counted {
    pub tags: Vec<Tag>,
    pub count: Clicks,
}

#[derive(Debug, Projection)]
#[ghost(of = PostCount)]
pub struct Clicks {
    pub clicks: Option<i64>,
}

/// Generic in what is read of tags, and in who owns a text.
#[derive(Debug, Projection)]
#[ghost(of = Post)]
pub struct Open<'a, T: Projection<Of = Tag>> {
    pub title: Cow<'a, str>,
    pub tags: Vec<T>,
}

pub async fn read(ghost: &Ghost<Integration>, id: &PostId) -> Result<(), Error> {
    let page = ghost.posts().browse().limit(5).project::<Card>().await?;
    let one: Counted = ghost.posts().read(id).project().await?;
    let open = ghost.posts().browse().project::<Open<'static, TagName>>().pages().next().await;
    let mut items = ghost.posts().browse().project::<Card>().items();
    while let Some(card) = items.next().await {
        let _: Card = card?;
    }
    drop((page, one, open));
    Ok(())
}

fn main() {}
