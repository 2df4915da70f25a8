//! Posts, pages and tags: their life from draft to deletion, and lists of them.

use ghost_client::pages::{NewPage, PageStatus};
use ghost_client::posts::{self, Content, NewPost, PostStatus, PostStatusInput};
use ghost_client::tags::{self, NewTag, TagPatch};
use ghost_client::{BulkFilter, ErrorKind, rt};

use crate::integration;

#[tokio::test]
async fn a_post_lives_from_draft_to_deletion() {
    let (_site, ghost) = integration();
    let draft =
        ghost.posts().add(NewPost::new("Hello").content(Content::html("<p>Hi there</p>")).tags(["News", "#internal"])).await.unwrap();
    assert_eq!(draft.status, PostStatus::Draft);
    assert!(draft.lexical.as_ref().is_some_and(|lexical| lexical.as_str().contains("Hi there")), "html was taken: {draft:?}");

    let read = ghost.posts().read(&draft.id).formats([posts::Format::Html, posts::Format::Plaintext]).await.unwrap();
    assert_eq!(read.html.as_deref(), Some("<p>Hi there</p>"));
    assert_eq!(read.tags.as_ref().map(Vec::len), Some(2));

    let edited = ghost.posts().edit(&draft.id, read.patch().custom_excerpt("Short").feature_image_alt("none")).await.unwrap();
    assert_eq!(edited.custom_excerpt.as_deref(), Some("Short"));
    let cleared = ghost.posts().edit(&draft.id, edited.patch().clear_custom_excerpt()).await.unwrap();
    assert_eq!(cleared.custom_excerpt, None);

    let live = ghost.posts().edit(&draft.id, cleared.patch().status(PostStatusInput::Published)).await.unwrap();
    assert_eq!(live.status, PostStatus::Published);
    assert!(live.published_at.is_some());

    ghost.posts().destroy(&draft.id).await.unwrap();
    let gone = ghost.posts().read(&draft.id).await.unwrap_err();
    assert_eq!(gone.kind(), &ErrorKind::NotFound);
    assert_eq!(gone.status(), Some(404));
}

#[tokio::test]
async fn a_stale_edit_collides_and_changes_nothing() {
    let (_site, ghost) = integration();
    let draft = ghost.posts().add(NewPost::new("Contested")).await.unwrap();
    let stale: rt::Timestamp = "2020-01-01T00:00:00Z".parse().unwrap();
    let error = ghost.posts().edit(&draft.id, posts::PostPatch::new(stale).title("Mine")).await.unwrap_err();
    let ErrorKind::Collision { changed_fields, .. } = error.kind() else { panic!("{error}") };
    assert_eq!(changed_fields, &["title"]);
    assert_eq!(error.status(), Some(409));
    assert_eq!(ghost.posts().read(&draft.id).await.unwrap().title, "Contested");
}

#[tokio::test]
async fn lists_are_filtered_ordered_and_paged() {
    let (_site, ghost) = integration();
    for number in 1..=5 {
        let post = NewPost::new(format!("Numbered {number}")).tags(["A+B & C"]).featured(number % 2 == 0);
        ghost.posts().add(post).await.unwrap();
    }
    let page = ghost
        .posts()
        .browse()
        .filter("title:~^'Numbered'+featured:false")
        .order("title desc")
        .include([posts::Include::Tags])
        .limit(2)
        .page(1)
        .await
        .unwrap();
    let titles: Vec<&str> = page.iter().map(|post| post.title.as_str()).collect();
    assert_eq!(titles, ["Numbered 5", "Numbered 3"]);
    let pagination = page.pagination().unwrap();
    assert_eq!((pagination.pages, pagination.total, pagination.next), (Some(2), Some(3), Some(2)));
    assert_eq!(page[0].tags.as_ref().unwrap()[0].name, "A+B & C");
    assert_eq!(page[0].authors, None, "what was not included is absent, not empty");
}

#[tokio::test]
async fn fields_give_just_those_fields() {
    let (_site, ghost) = integration();
    let draft = ghost.posts().add(NewPost::new("Sparse")).await.unwrap();
    let page = ghost.posts().browse().filter("title:Sparse").fields([posts::Field::Id, posts::Field::Title]).limit(1).await.unwrap();
    assert_eq!(page[0].id.as_ref(), Some(&draft.id));
    assert_eq!((page[0].title.as_deref(), page[0].slug.as_deref()), (Some("Sparse"), None));
}

#[tokio::test]
async fn bulk_deletion_deletes_what_matches_and_no_more() {
    let (_site, ghost) = integration();
    let before = ghost.posts().browse().limit(1).await.unwrap().pagination().unwrap().total;
    for title in ["Bulk 1", "Bulk 2"] {
        ghost.posts().add(NewPost::new(title)).await.unwrap();
    }
    assert!(BulkFilter::<()>::new(" ").is_err(), "an empty filter cannot be made");
    let result = ghost.posts().bulk_destroy(posts::filter::title().starts_with("Bulk")).await.unwrap();
    assert_eq!(result.meta.stats.successful, 2);
    assert_eq!(ghost.posts().browse().limit(1).await.unwrap().pagination().unwrap().total, before);
}

#[tokio::test]
async fn a_page_lives_from_draft_to_deletion() {
    let (_site, ghost) = integration();
    let draft = ghost.pages().add(NewPage::new("About").content(Content::html_card("<p>Us</p>"))).await.unwrap();
    let live = ghost.pages().edit(&draft.id, draft.patch().status(PageStatus::Published).title("About us")).await.unwrap();
    assert_eq!((live.title.as_str(), &live.status), ("About us", &PageStatus::Published));
    assert_eq!(ghost.pages().read_by_slug(&live.slug).await.unwrap().id, draft.id);
    ghost.pages().destroy(&draft.id).await.unwrap();
    assert_eq!(ghost.pages().read(&draft.id).await.unwrap_err().kind(), &ErrorKind::NotFound);
}

#[tokio::test]
async fn a_tag_lives_from_addition_to_deletion() {
    let (_site, ghost) = integration();
    let tag = ghost.tags().add(NewTag::new("Café + Crème").description("Both")).await.unwrap();
    let edited = ghost.tags().edit(&tag.id, TagPatch::new().clear_description().accent_color("#ff0000")).await.unwrap();
    assert_eq!((edited.description.as_deref(), edited.accent_color.as_deref()), (None, Some("#ff0000")));
    let read = ghost.tags().read_by_slug(&tag.slug).include([tags::Include::CountPosts]).await.unwrap();
    assert_eq!((read.name.as_str(), read.count.is_some()), ("Café + Crème", true));
    ghost.tags().destroy(&tag.id).await.unwrap();
    assert_eq!(ghost.tags().read(&tag.id).await.unwrap_err().kind(), &ErrorKind::NotFound);
}
