//! The Content API: what a site shows to everybody, read with a key that may be known.

use ghost_client::content::posts::{Format, Include};
use ghost_client::posts::{Content, NewPost, PostAccess, PostStatusInput};
use ghost_client::{ContentKey, ErrorKind, Ghost, TokenFault};
use ghost_tests::server::Site;

use crate::integration;

fn public(site: &Site) -> Ghost<ContentKey> {
    Ghost::content(site.url(), site.content_key()).unwrap()
}

#[tokio::test]
async fn what_is_published_is_read_and_drafts_are_not() {
    let (site, admin) = integration();
    let post = NewPost::new("In public").content(Content::html("<p>Hi</p>")).tags(["News"]).status(PostStatusInput::Published);
    let published = admin.posts().add(post).await.unwrap();
    admin.posts().add(NewPost::new("In private")).await.unwrap();

    let ghost = public(&site);
    let page = ghost.posts().browse().filter("title:~^'In '").include([Include::Tags, Include::Authors]).await.unwrap();
    assert_eq!(page.iter().map(|post| post.title.as_str()).collect::<Vec<_>>(), ["In public"]);
    assert_eq!(page[0].tags.as_ref().unwrap()[0].name, "News");
    assert_eq!(page[0].html.as_deref(), Some("<p>Hi</p>"), "html is there by default");
    let read = ghost.posts().read_by_slug(&published.slug).formats([Format::Plaintext]).await.unwrap();
    assert_eq!((read.plaintext.as_deref(), read.published_at), (Some("Hi"), published.published_at), "the same moment in another zone");
}

#[tokio::test]
async fn what_is_for_members_is_announced_without_its_text() {
    let (site, admin) = integration();
    let post = NewPost::new("For some").content(Content::html("<p>Secret</p>")).access(PostAccess::Paid).status(PostStatusInput::Published);
    admin.posts().add(post).await.unwrap();
    let page = public(&site).posts().browse().filter("title:'For some'").await.unwrap();
    assert_eq!((page[0].access, page[0].html.as_deref().unwrap_or_default()), (false, ""));
}

#[tokio::test]
async fn the_rest_of_a_site_is_read_too() {
    let (site, _) = integration();
    let ghost = public(&site);
    let settings = ghost.settings().read().await.unwrap();
    assert!(settings.version.starts_with(site.version().split('.').next().unwrap()), "{}", settings.version);
    assert!(settings.navigation.unwrap().iter().any(|item| item.label.as_deref() == Some("Home")));
    assert!(ghost.tiers().browse().limit(5).await.unwrap().iter().any(|tier| tier.name == "Free"));
    assert!(!ghost.newsletters().browse().await.unwrap().is_empty());
    ghost.search_index().posts().await.unwrap();
    ghost.search_index().tags().await.unwrap();
    ghost.recommendations().browse().await.unwrap();
}

#[tokio::test]
async fn a_wrong_key_is_said_to_be_one() {
    let (site, _) = integration();
    let stranger = Ghost::content(site.url(), "00000000000000000000000000").unwrap();
    let error = stranger.posts().browse().await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Token(TokenFault::UnknownKey), "{error}");
    assert!(!format!("{error} {error:?}").contains("00000000000000000000000000"));
}
