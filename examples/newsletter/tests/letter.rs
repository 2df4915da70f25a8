//! The letter of a Ghost in memory; `tests/tests/live/own_resources.rs` writes that of a real one.

#![allow(clippy::unwrap_used, clippy::panic)]

use ghost_client::fake::FakeGhost;
use ghost_client::posts::{Content, NewPost, PostStatusInput};
use ghost_client::transport::{BoxFuture, Request, Response, Transport, TransportError};
use ghost_client::{Ghost, Integration};
use newsletter::Letter;

/// A Ghost in memory that also tells anybody what it is.
#[derive(Debug)]
struct Site(FakeGhost);

impl Transport for Site {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        if !request.url.ends_with("/members/api/site/") {
            return Transport::execute(&self.0, request);
        }
        let site = br#"{"site":{"title":"The Blog","url":"https://blog.example.com/","version":"6.65"}}"#;
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        Box::pin(async move { Ok(Response::new(200, headers, site.to_vec())) })
    }
}

fn site() -> (FakeGhost, Ghost<Integration>) {
    let fake = FakeGhost::new();
    let ghost = Ghost::builder(fake.url()).unwrap().transport(Site(fake.clone())).integration(&fake.admin_key()).unwrap();
    (fake, ghost)
}

#[tokio::test]
async fn a_letter_tells_what_was_published() {
    let (_, ghost) = site();
    let new = NewPost::new("In the letter").content(Content::html("<p>Read me</p>")).custom_excerpt("Read me").tags(["News"]);
    let draft = ghost.posts().add(new).await.unwrap();
    ghost.posts().edit(&draft.id, draft.patch().status(PostStatusInput::Published)).await.unwrap();
    ghost.posts().add(NewPost::new("Not yet")).await.unwrap();

    let letter = Letter::write(&ghost).await.unwrap().to_string();
    let story = letter.split_once("[News] In the letter, by ").unwrap_or_else(|| panic!("{letter}")).1;
    assert!(story.contains("/in-the-letter/\nRead me\n"), "{letter}");
    assert!(!letter.contains("Not yet"), "{letter}");
    assert!(letter.ends_with("\nSent by The Blog, https://blog.example.com/\n"), "{letter}");
}

#[tokio::test]
async fn ghost_is_asked_for_what_is_printed_and_nothing_else() {
    let (fake, ghost) = site();
    Letter::write(&ghost).await.unwrap();
    let asked: Vec<String> = fake.requests().iter().map(ToString::to_string).collect();
    assert_eq!(
        asked,
        [
            "GET /ghost/api/admin/newsletters/?filter=status:'active'&order=sort_order asc&limit=1 → 200",
            "GET /ghost/api/admin/posts/?filter=status:'published'+published_at:>now-30d&order=published_at desc&limit=10\
             &fields=title,url,id,uuid,email_only,excerpt,primary_tag&include=authors,tags → 200",
        ]
    );
}
