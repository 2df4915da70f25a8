//! Changing what others change too, and publishing.

use std::thread;
use std::time::Duration;

use ghost_client::members::NewMember;
use ghost_client::pages::{NewPage, PageStatus};
use ghost_client::posts::{NewPost, Post, PostStatus};
use ghost_client::{Blocking, Done, ErrorKind, Ghost, Integration};
use ghost_tests::server::Site;

use crate::integration;

/// Ghost tells moments apart by the second: a change within the same one is no collision to it.
const SECOND: Duration = Duration::from_millis(1_100);

fn blocking(site: &Site) -> Ghost<Integration, Blocking> {
    Ghost::builder(site.url()).unwrap().integration_blocking(site.admin_key()).unwrap()
}

/// Somebody else's change of a post, on a thread of its own, so that it may happen while an update is under way.
fn rival(ghost: &Ghost<Integration, Blocking>, post: &Post, text: &str) {
    let (ghost, patch, id) = (ghost.clone(), post.patch().title(format!("{}{text}", post.title)), post.id.clone());
    thread::spawn(move || {
        thread::sleep(SECOND);
        ghost.posts().edit(&id, patch).send().unwrap();
    })
    .join()
    .unwrap();
}

#[tokio::test]
async fn a_real_collision_is_read_and_changed_again() {
    let (site, ghost) = integration();
    let other = blocking_elsewhere(&site).await;
    let draft = ghost.posts().add(NewPost::new("First")).await.unwrap();
    let mut rivals = 2;
    let updated = ghost.posts().update(&draft.id, |post| {
        if rivals > 0 {
            rivals -= 1;
            rival(&other, post, "+");
        }
        post.patch().title(format!("{}!", post.title)).featured(true)
    });
    let updated = updated.await.unwrap();
    assert_eq!((updated.title.as_str(), updated.featured), ("First++!", true), "both changes of the other are kept");

    let lost = ghost.posts().update(&draft.id, |post| {
        rival(&other, post, "*");
        post.patch().title("Mine")
    });
    let error = lost.attempts(2).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Collision { .. }), "{error}");
    assert_eq!(ghost.posts().read(&draft.id).await.unwrap().title, "First++!**");

    let stale = ghost.posts().edit(&draft.id, draft.patch().title("Stale")).await.unwrap_err();
    assert!(matches!(stale.kind(), ErrorKind::Collision { .. }), "a plain edit takes the token of what was read: {stale}");
    drop_elsewhere(other).await;
}

/// A blocking client must not be made, nor dropped, where calls are awaited.
async fn blocking_elsewhere(site: &Site) -> Ghost<Integration, Blocking> {
    let (url, key) = (site.url().to_owned(), site.admin_key().to_owned());
    tokio::task::spawn_blocking(move || Ghost::builder(&url).unwrap().integration_blocking(&key).unwrap()).await.unwrap()
}

async fn drop_elsewhere(ghost: Ghost<Integration, Blocking>) {
    tokio::task::spawn_blocking(move || drop(ghost)).await.unwrap();
}

#[test]
fn pages_are_updated_and_published_blocking() {
    let (site, _) = integration();
    let ghost = blocking(&site);
    let page = ghost.pages().add(NewPage::new("About")).send().unwrap();
    let updated = ghost.pages().update(&page.id, |page| page.patch().title(format!("{} us", page.title))).send().unwrap();
    assert_eq!(updated.title, "About us");
    let published = ghost.pages().publish(&page.id).send().unwrap();
    assert_eq!((published.done, &published.status), (Done::Published, &PageStatus::Published));
    assert_eq!(ghost.pages().publish(&page.id).send().unwrap().done, Done::Unchanged);
    assert_eq!(ghost.pages().unpublish(&page.id).send().unwrap().done, Done::Unpublished);
    let at = "2035-01-02T03:04:05Z".parse().unwrap();
    assert_eq!(ghost.pages().schedule(&page.id, at).send().unwrap().done, Done::Scheduled);
}

#[tokio::test]
async fn a_post_is_published_scheduled_and_made_a_draft_again() {
    let (_site, ghost) = integration();
    let id = ghost.posts().add(NewPost::new("News")).await.unwrap().id;
    let published = ghost.posts().publish(&id).await.unwrap();
    assert_eq!((published.done, &published.status, published.email.is_none()), (Done::Published, &PostStatus::Published, true));
    assert_eq!(ghost.posts().publish(&id).await.unwrap().done, Done::Unchanged);
    let at = "2035-01-02T03:04:05Z".parse().unwrap();
    let refused = ghost.posts().schedule(&id, at).await.unwrap_err();
    assert!(matches!(refused.kind(), ErrorKind::Validation { .. }), "what is published cannot be scheduled: {refused}");

    assert_eq!(ghost.posts().unpublish(&id).await.unwrap().done, Done::Unpublished);
    let scheduled = ghost.posts().schedule(&id, at).await.unwrap();
    assert_eq!((scheduled.done, scheduled.published_at), (Done::Scheduled, Some(at)));
    assert_eq!(ghost.posts().schedule(&id, at).await.unwrap().done, Done::Unchanged);
    let moved = "2036-01-02T03:04:05Z".parse().unwrap();
    assert_eq!(ghost.posts().schedule(&id, moved).await.unwrap().published_at, Some(moved));
    let past = ghost.posts().schedule(&id, "2020-01-02T03:04:05Z".parse().unwrap()).await.unwrap_err();
    assert!(matches!(past.kind(), ErrorKind::Validation { .. }), "{past}");

    let now = ghost.posts().publish(&id).await.unwrap();
    assert_eq!((now.done, &now.status), (Done::Published, &PostStatus::Published));
    assert!(now.published_at.unwrap() < at, "it is dated now, not when it was to appear");
}

#[tokio::test]
async fn posts_are_sent_by_e_mail_once() {
    let (_site, ghost) = integration();
    for name in ["ada", "bea"] {
        ghost.members().add(NewMember::new(format!("{name}@example.com")).labels([name])).await.unwrap();
    }
    let newsletter = ghost.newsletters().browse().await.unwrap()[0].slug.clone();
    let id = ghost.posts().add(NewPost::new("News")).await.unwrap().id;
    let sent = ghost.posts().publish(&id).email(&newsletter).segment("label:ada").await.unwrap();
    let email = sent.email.as_ref().unwrap();
    assert_eq!((sent.done, &sent.status, email.email_count), (Done::PublishedAndSent, &PostStatus::Published, 1), "{email:?}");
    let again = ghost.posts().publish(&id).email(&newsletter).await.unwrap_err();
    assert!(matches!(again.kind(), ErrorKind::Input { .. }), "{again}");
    assert_eq!(ghost.posts().unpublish(&id).await.unwrap().done, Done::Unpublished);

    let id = ghost.posts().add(NewPost::new("Letter")).await.unwrap().id;
    let only = ghost.posts().email_only(&id, &newsletter).await.unwrap();
    assert_eq!((only.done, &only.status, only.email.as_ref().unwrap().email_count), (Done::Sent, &PostStatus::Sent, 2));

    let id = ghost.posts().add(NewPost::new("Later")).await.unwrap().id;
    let later = ghost.posts().email_only(&id, &newsletter).at("2035-01-02T03:04:05Z".parse().unwrap()).await.unwrap();
    assert_eq!((later.done, later.email.is_none(), later.email_segment.as_str()), (Done::Scheduled, true, "all"));
    let twice = ghost.posts().schedule(&id, "2036-01-02T03:04:05Z".parse().unwrap()).email(&newsletter).await.unwrap_err();
    assert!(matches!(twice.kind(), ErrorKind::Input { .. }), "{twice}");
    let marked = ghost.posts().publish(&id).await.unwrap_err();
    assert!(matches!(marked.kind(), ErrorKind::Input { message } if message.contains("e-mail only")), "{marked}");
    ghost.posts().update(&id, |post| post.patch().email_only(false)).await.unwrap();
    let now = ghost.posts().publish(&id).await.unwrap();
    assert_eq!((now.done, &now.status), (Done::PublishedAndSent, &PostStatus::Published), "it was scheduled with the newsletter");

    let id = ghost.posts().add(NewPost::new("Nobody")).await.unwrap().id;
    let unknown = ghost.posts().publish(&id).email("no-such-newsletter").await.unwrap_err();
    assert!(unknown.status().is_some(), "{unknown}");
    assert_eq!(ghost.posts().read(&id).await.unwrap().status, PostStatus::Draft, "Ghost refused, and it stays a draft");
}
