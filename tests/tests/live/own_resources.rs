//! Resources of one's own on a real Ghost: what the client knows anyway, called as if it did not.

use ghost_client::posts::{Content, NewPost, PostStatusInput};
use ghost_client::{Denial, ErrorKind, Resource};
use ghost_tests::server::Role;
use newsletter::Letter;

use crate::{integration, staff};

#[derive(Debug, Resource)]
#[ghost(path = "/snippets/", key = "snippets", operations(browse, read, add, edit, destroy), access = User, new = New, patch = New)]
struct Snippet {
    id: String,
    name: String,
    created_at: Option<jiff::Timestamp>,
}

type New = std::collections::BTreeMap<&'static str, &'static str>;

#[tokio::test]
async fn a_resource_of_ones_own_lives_like_any_other() {
    let (site, _) = integration();
    let ghost = staff(&site, Role::Editor);
    let snippets = ghost.resource::<Snippet>();
    let new = New::from([("name", "Mine"), ("mobiledoc", "{}")]);
    let added = snippets.add(&new).await.unwrap();
    assert!(added.created_at.is_some());
    assert_eq!(snippets.read(&added.id).await.unwrap().name, "Mine");
    let changed = snippets.edit(&added.id, &New::from([("name", "Yours"), ("mobiledoc", "{}")])).await.unwrap();
    assert_eq!(changed.name, "Yours");
    let listed = snippets.browse().limit(1).await.unwrap();
    assert_eq!((listed.len(), listed[0].id.as_str()), (1, added.id.as_str()));
    snippets.destroy(&added.id).await.unwrap();
    assert!(snippets.browse().await.unwrap().is_empty());
}

#[tokio::test]
async fn what_a_role_may_not_do_is_refused_by_the_server() {
    let (site, _) = integration();
    let ghost = staff(&site, Role::Contributor);
    let new = New::from([("name", "Mine"), ("mobiledoc", "{}")]);
    let error = ghost.resource::<Snippet>().add(&new).await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::NotPermitted(Denial::Role), "{error}");
}

#[tokio::test]
async fn the_newsletter_tells_what_was_published() {
    let (_site, ghost) = integration();
    let draft = ghost.posts().add(NewPost::new("In the letter").content(Content::html("<p>Read me</p>")).tags(["News"])).await.unwrap();
    ghost.posts().edit(&draft.id, draft.patch().status(PostStatusInput::Published)).await.unwrap();
    ghost.posts().add(NewPost::new("Not yet")).await.unwrap();

    let letter = Letter::write(&ghost).await.unwrap().to_string();
    let active = ghost.newsletters().browse().filter("status:active").order("sort_order asc").await.unwrap();
    assert!(letter.starts_with(&format!("* {} *\n", active[0].name)), "{letter}");
    assert!(letter.contains("\n[News] In the letter, by "), "{letter}");
    assert!(letter.contains("/in-the-letter/\nRead me\n"), "{letter}");
    assert!(!letter.contains("Not yet"), "{letter}");
    let site = ghost.site().read().await.unwrap();
    assert!(letter.ends_with(&format!("\nSent by {}, {}\n", site.title.unwrap(), site.url)), "{letter}");
}
