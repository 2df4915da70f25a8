//! Projections on a real Ghost: what is read is what the whole would have said.

use ghost_client::posts::{Content, NewPost, Post, PostCount, PostId, PostStatusInput};
use ghost_client::tags::Tag;
use ghost_client::users::User;
use ghost_client::{Projection, filter, pages};

use crate::integration;

#[derive(Debug, Projection)]
#[ghost(of = Post)]
struct Card {
    id: PostId,
    title: String,
    url: String,
    html: Option<String>,
    reading_time: Option<i64>,
    published_at: Option<jiff::Timestamp>,
    tags: Vec<Named>,
    primary_tag: Option<Named>,
    authors: Vec<Author>,
}

#[derive(Debug, PartialEq, Projection)]
#[ghost(of = Tag)]
struct Named {
    name: String,
    url: String,
}

#[derive(Debug, Projection)]
#[ghost(of = User)]
struct Author {
    name: String,
    roles: Vec<ghost_client::roles::Role>,
}

#[derive(Debug, Projection)]
#[ghost(of = Post)]
struct Counted {
    email_segment: String,
    count: PostCount,
}

#[derive(Debug, Projection)]
#[ghost(of = Post)]
struct Address {
    url: String,
}

#[tokio::test]
async fn projections_read_what_the_whole_says() {
    let (_site, ghost) = integration();
    let new = NewPost::new("Projected").content(Content::html("<p>Hi there</p>")).tags(["News", "#internal"]);
    let draft = ghost.posts().add(new).await.unwrap();
    ghost.posts().edit(&draft.id, draft.patch().status(PostStatusInput::Published)).await.unwrap();
    let whole = ghost.posts().read(&draft.id).await.unwrap();
    for card in [
        ghost.posts().read(&draft.id).project::<Card>().await.unwrap(),
        ghost.posts().browse().filter(filter!(posts: id == &draft.id)).project::<Card>().await.unwrap().items.remove(0),
        ghost.posts().browse().filter(filter!(posts: id == &draft.id)).project::<Card>().items().next().await.unwrap().unwrap(),
    ] {
        assert_eq!((&card.id, &card.title, &card.url), (&whole.id, &whole.title, &whole.url));
        assert_eq!((card.html.as_deref(), card.published_at), (Some("<p>Hi there</p>"), whole.published_at));
        assert_eq!(card.reading_time, Some(0));
        let tags = whole.tags.iter().flatten().map(|tag| Named { name: tag.name.clone(), url: tag.url.clone() });
        assert_eq!(card.tags, tags.collect::<Vec<_>>());
        assert_eq!(card.primary_tag.as_ref(), card.tags.first());
        assert!(!card.authors[0].name.is_empty());
        assert!(!card.authors[0].roles.is_empty());
    }
    let counted = ghost.posts().browse().filter(filter!(posts: id == &draft.id)).project::<Counted>().await.unwrap();
    assert_eq!((counted[0].email_segment.as_str(), counted[0].count.clicks), ("all", Some(0)));
}

#[tokio::test]
async fn an_address_is_right_also_of_what_is_not_published() {
    let (_site, ghost) = integration();
    let draft = ghost.posts().add(NewPost::new("Draft")).await.unwrap();
    let mailed = ghost.posts().add(NewPost::new("Mailed").email_only(true)).await.unwrap();
    for post in [draft, mailed] {
        assert_eq!(ghost.posts().read(&post.id).project::<Address>().await.unwrap().url, post.url);
    }

    #[derive(Projection)]
    #[ghost(of = pages::Page)]
    struct PageAddress {
        url: String,
    }
    let page = ghost.pages().add(pages::NewPage::new("Draft page")).await.unwrap();
    assert_eq!(ghost.pages().read(&page.id).project::<PageAddress>().await.unwrap().url, page.url);
}
