//! Changing and publishing what others change too: a server in memory that refuses what is out of date, in Ghost's own words.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::{Arc, Mutex};

use ghost_client::members::MemberStatus;
use ghost_client::posts::{Content, Format, PostId, PostPatch, PostStatus};
use ghost_client::transport::{BlockingTransport, BoxFuture, Request, Response, Transport, TransportError};
use ghost_client::{Blocking, Done, ErrorKind, Ghost, Integration};
use serde_json::{Value, json};

const KEY: &str = "6b0651d2fb70531d3b71c6af:0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b";

/// One post, which somebody else changes just before the next so many edits arrive.
#[derive(Clone, Debug)]
struct Site(Arc<Mutex<Inner>>);

#[derive(Debug)]
struct Inner {
    post: Value,
    seconds: u32,
    rivals: u32,
    makes_emails: bool,
    /// Method, query and body of every request.
    asked: Vec<(&'static str, String, Value)>,
}

impl Site {
    fn new(rivals: u32) -> Self {
        let recording: Value = serde_json::from_str(include_str!("../recorded/traps/post_read_default.json")).unwrap();
        let mut post = recording["response"]["body"]["posts"][0].clone();
        post["status"] = json!("draft");
        post["title"] = json!("First");
        post["updated_at"] = json!("2026-01-02T03:04:00.000Z");
        post["email"] = Value::Null;
        post["published_at"] = Value::Null;
        post["email_only"] = json!(false);
        Site(Arc::new(Mutex::new(Inner { post, seconds: 0, rivals, makes_emails: true, asked: Vec::new() })))
    }

    fn with(self, field: &str, value: Value) -> Self {
        self.0.lock().unwrap().post[field] = value;
        self
    }

    fn id(&self) -> PostId {
        PostId::new(self.0.lock().unwrap().post["id"].as_str().unwrap()).unwrap()
    }

    fn integration(&self) -> Ghost<Integration> {
        Ghost::builder("https://blog.example.com").unwrap().transport(self.clone()).integration(KEY).unwrap()
    }

    fn blocking(&self) -> Ghost<Integration, Blocking> {
        Ghost::builder("https://blog.example.com").unwrap().blocking_transport(self.clone()).integration_blocking(KEY).unwrap()
    }

    fn asked(&self) -> Vec<(&'static str, String, Value)> {
        self.0.lock().unwrap().asked.clone()
    }

    /// Bodies of the edits.
    fn edits(&self) -> Vec<Value> {
        self.asked().into_iter().filter(|(method, ..)| *method == "PUT").map(|(.., body)| body["posts"][0].clone()).collect()
    }

    fn answer(&self, request: &Request) -> Response {
        let mut inner = self.0.lock().unwrap();
        let body: Value = request.body.as_ref().map_or(Value::Null, |body| serde_json::from_slice(body.as_bytes().unwrap()).unwrap());
        let query = request.url.split_once('?').map_or(String::new(), |(_, query)| query.to_owned());
        inner.asked.push((request.method.as_str(), query.clone(), body.clone()));
        let head = || vec![("content-type".to_owned(), "application/json".to_owned())];
        if request.method.as_str() == "PUT" {
            if inner.rivals > 0 {
                inner.rivals -= 1;
                let text = format!("{}+", inner.post["title"].as_str().unwrap());
                inner.post["title"] = json!(text);
                inner.touch();
            }
            let change = &body["posts"][0];
            if change["updated_at"] != inner.post["updated_at"] {
                let recording: Value = serde_json::from_str(include_str!("../recorded/traps/collision_409.json")).unwrap();
                return Response::new(409, head(), recording["response"]["body"].to_string().into_bytes());
            }
            for (key, value) in change.as_object().unwrap() {
                inner.post[key] = value.clone();
            }
            inner.settle(&query);
            inner.touch();
        }
        Response::new(200, head(), json!({ "posts": [inner.post] }).to_string().into_bytes())
    }
}

impl Inner {
    fn touch(&mut self) {
        self.seconds += 1;
        self.post["updated_at"] = json!(format!("2026-01-02T03:04:{:02}.000Z", self.seconds));
    }

    /// What Ghost makes of a status.
    fn settle(&mut self, query: &str) {
        if self.post["status"] == "published" && self.post["email_only"] == true {
            self.post["status"] = json!("sent");
        }
        if query.contains("newsletter=") && self.makes_emails && self.post["status"] != "scheduled" {
            let recording: Value = serde_json::from_str(include_str!("../recorded/6.65.0/email-browse.json")).unwrap();
            self.post["email"] = recording["response"]["body"]["emails"][0].clone();
            self.post["email"]["status"] = json!("pending");
        }
    }
}

impl Transport for Site {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let answer = self.answer(&request);
        Box::pin(async move { Ok(answer) })
    }
}

impl BlockingTransport for Site {
    fn execute(&self, request: Request) -> Result<Response, TransportError> {
        Ok(self.answer(&request))
    }
}

#[tokio::test]
async fn a_collision_is_read_and_changed_again_and_nothing_stale_is_sent() {
    let site = Site::new(2);
    let ghost = site.integration();
    let post = ghost.posts().update(&site.id(), |post| post.patch().title(format!("{}!", post.title))).await.unwrap();
    assert_eq!(post.title, "First++!", "the function was asked for what was there each time");
    let methods: Vec<&str> = site.asked().iter().map(|(method, ..)| *method).collect();
    assert_eq!(methods, ["GET", "PUT", "GET", "PUT", "GET", "PUT"]);
    let edits: Vec<(Value, Value)> = site.edits().into_iter().map(|edit| (edit["title"].clone(), edit["updated_at"].clone())).collect();
    let expected = [("First!", "00"), ("First+!", "01"), ("First++!", "02")];
    assert_eq!(edits, expected.map(|(title, second)| (json!(title), json!(format!("2026-01-02T03:04:{second}.000Z")))));
}

#[tokio::test]
async fn collisions_without_end_are_an_error_after_five_tries_or_as_many_as_are_set() {
    for (attempts, expected) in [(None, 5), (Some(2), 2), (Some(1), 1), (Some(0), 1)] {
        let site = Site::new(99);
        let ghost = site.integration();
        let id = site.id();
        let update = ghost.posts().update(&id, |post| post.patch().title("Mine"));
        let error = match attempts {
            Some(attempts) => update.attempts(attempts).await,
            None => update.await,
        }
        .unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Collision { changed_fields, .. } if changed_fields == &["title"]), "{error}");
        assert_eq!(site.edits().len(), expected);
    }
}

#[test]
fn updates_can_block() {
    let site = Site::new(1);
    let mut asked = 0;
    let ghost = site.blocking();
    let id = site.id();
    let update = ghost.posts().update(&id, |post| {
        asked += 1;
        post.patch().title("Mine")
    });
    assert_eq!(update.send().unwrap().title, "Mine");
    assert_eq!(asked, 2);
}

#[tokio::test]
async fn a_token_from_elsewhere_does_not_count() {
    let site = Site::new(0);
    let stale = PostPatch::new("2020-01-01T00:00:00Z".parse().unwrap()).title("Mine");
    let ghost = site.integration();
    ghost.posts().update(&site.id(), move |_| stale.clone()).await.unwrap();
    assert_eq!(site.edits()[0]["updated_at"], "2026-01-02T03:04:00.000Z");
    let edit = ghost.posts().edit(&site.id(), ghost.posts().read(&site.id()).await.unwrap().patch().title("Again")).await;
    assert_eq!(edit.unwrap().title, "Again", "a plain edit takes the token of what was read");
}

#[tokio::test]
async fn nothing_to_change_is_nothing_sent() {
    let site = Site::new(0);
    let ghost = site.integration();
    let post = ghost.posts().update(&site.id(), |post| (post.title != "First").then(|| post.patch().title("Other"))).await.unwrap();
    assert_eq!((post.title.as_str(), site.asked().len()), ("First", 1));
}

#[tokio::test]
async fn options_of_both_calls_can_be_set_and_those_the_content_needs_set_themselves() {
    let site = Site::new(1);
    let ghost = site.integration();
    let id = site.id();
    let update = ghost.posts().update(&id, |post| post.patch().content(Content::html("<p>Hi</p>")));
    update.reading(|read| read.formats([Format::Html])).editing(|edit| edit.save_revision(true)).await.unwrap();
    let queries: Vec<(&str, String)> = site.asked().into_iter().map(|(method, query, _)| (method, query)).collect();
    let (read, edit) = (("GET", "formats=html".to_owned()), ("PUT", "save_revision=true&source=html".to_owned()));
    assert_eq!(queries, [read.clone(), edit.clone(), read, edit]);
}

#[tokio::test]
async fn publishing_says_what_was_done() {
    let site = Site::new(1);
    let ghost = site.integration();
    let published = ghost.posts().publish(&site.id()).await.unwrap();
    assert_eq!((published.done, &published.status), (Done::Published, &PostStatus::Published));
    assert!(site.asked().iter().all(|(_, query, _)| query.is_empty()), "no e-mail was asked for");
    assert_eq!(ghost.posts().publish(&site.id()).await.unwrap().done, Done::Unchanged);
    assert_eq!(site.edits().len(), 2, "one collided");
    assert_eq!(ghost.posts().unpublish(&site.id()).await.unwrap().done, Done::Unpublished);
    assert_eq!(ghost.posts().unpublish(&site.id()).await.unwrap().done, Done::Unchanged);
    let at = "2035-01-02T03:04:05Z".parse().unwrap();
    let scheduled = site.blocking().posts().schedule(&site.id(), at).send().unwrap();
    assert_eq!((scheduled.done, scheduled.published_at), (Done::Scheduled, Some(at)));
    assert_eq!(site.blocking().posts().unpublish(&site.id()).send().unwrap().done, Done::Unpublished);
}

#[tokio::test]
async fn an_e_mail_is_asked_for_in_the_query_of_the_edit_that_changes_the_status() {
    let site = Site::new(0);
    let ghost = site.integration();
    let sent = ghost.posts().publish(&site.id()).email("weekly").segment("status:-free").await.unwrap();
    assert_eq!(sent.done, Done::PublishedAndSent);
    let asked = site.asked();
    assert_eq!((asked[1].0, asked[1].1.as_str()), ("PUT", "newsletter=weekly&email_segment=status:-free"));
    assert_eq!(asked[1].2["posts"][0]["status"], "published");

    let site = Site::new(0);
    let paying = ghost_client::members::filter::status().ne(MemberStatus::Free);
    site.integration().posts().publish(&site.id()).email("weekly").segment(paying).await.unwrap();
    assert_eq!(site.asked()[1].1, "newsletter=weekly&email_segment=status:-%27free%27");

    let site = Site::new(0);
    site.0.lock().unwrap().makes_emails = false;
    let quiet = site.integration().posts().publish(&site.id()).email("weekly").await.unwrap();
    assert_eq!(quiet.done, Done::Published, "Ghost made none");

    let site = Site::new(0);
    let only = site.integration().posts().email_only(&site.id(), "weekly").await.unwrap();
    assert_eq!((only.done, &only.status), (Done::Sent, &PostStatus::Sent));
    assert_eq!(site.edits()[0]["email_only"], true);
    let site = Site::new(0);
    let at = "2035-01-02T03:04:05Z".parse().unwrap();
    let later = site.integration().posts().email_only(&site.id(), "weekly").at(at).await.unwrap();
    assert_eq!((later.done, later.email_only), (Done::Scheduled, true));
}

#[tokio::test]
async fn an_e_mail_that_cannot_be_made_is_an_error_before_anything_is_written() {
    for (status, word) in [("published", "published already"), ("sent", "published already")] {
        let site = Site::new(0).with("status", json!(status));
        let error = site.integration().posts().publish(&site.id()).email("weekly").await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Input { message } if message.contains(word)), "{error}");
        assert!(site.edits().is_empty());
    }
    let site = Site::new(0).with("email_only", json!(true));
    let error = site.integration().posts().publish(&site.id()).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Input { message } if message.contains("e-mail only")), "{error}");
    assert!(site.edits().is_empty());
    let site = Site::new(0);
    for error in [
        site.integration().posts().publish(&site.id()).segment("status:free").await.unwrap_err(),
        site.integration().posts().publish(&site.id()).email(" ").await.unwrap_err(),
        site.integration().posts().publish(&site.id()).email("weekly").segment("").await.unwrap_err(),
    ] {
        assert!(matches!(error.kind(), ErrorKind::Input { .. }), "{error}");
    }
    assert!(site.asked().is_empty(), "nor was anything read");
}
