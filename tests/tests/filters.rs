//! Filters say what Ghost's parser was seen to read; see `live/filters.rs` for the parser itself.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;
use std::sync::{Arc, Mutex};

use ghost_client::members::{self, Member, Selection};
use ghost_client::nql::{Fault, TextField, raw};
use ghost_client::posts::{self, Post, PostBulkAction};
use ghost_client::transport::{BoxFuture, Request, Response, Transport, TransportError};
use ghost_client::{BulkFilter, ErrorKind, Filter, Ghost, Integration};
use serde_json::Value;

const KEY: &str = "6b0651d2fb70531d3b71c6af:0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b";

/// Answers an empty page and remembers the addresses.
#[derive(Clone, Debug, Default)]
struct Listener(Arc<Mutex<Vec<String>>>);

impl Transport for Listener {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        self.0.lock().unwrap().push(request.url.to_string());
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        Box::pin(async {
            Ok(Response::new(200, headers, br#"{"posts":[],"bulk":{"meta":{"stats":{"successful":0,"unsuccessful":0}}}}"#.to_vec()))
        })
    }
}

impl Listener {
    fn heard(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

fn ghost() -> (Ghost<Integration>, Listener) {
    let listener = Listener::default();
    (Ghost::builder("https://blog.example.com").unwrap().transport(listener.clone()).integration(KEY).unwrap(), listener)
}

#[test]
fn every_recorded_value_is_quoted_as_the_parser_wants_it() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("recorded/nql/quote_cases.json");
    let cases: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let cases = cases["round_trip"].as_array().unwrap();
    assert_eq!(cases.len(), 13);
    for case in cases {
        let (value, quoted) = (case["value"].as_str().unwrap(), case["quoted"].as_str().unwrap());
        assert_eq!(posts::filter::title().eq(value).text().unwrap(), format!("title:{quoted}"));
        assert_eq!(posts::filter::title().contains(value).text().unwrap(), format!("title:~{quoted}"));
    }
}

#[tokio::test]
async fn a_filter_travels_encoded_and_its_plus_arrives() {
    let (ghost, listener) = ghost();
    let filter = posts::filter::tag().eq("news & more") & posts::filter::featured().is(true) & posts::filter::title().eq("1+1='2'");
    ghost.posts().browse().filter(filter).await.unwrap();
    let heard = listener.heard();
    assert!(heard[0].ends_with("?filter=tag:%27news%20%26%20more%27%2Bfeatured:true%2Btitle:%271%2B1%3D%5C%272%5C%27%27"), "{heard:?}");
}

#[tokio::test]
async fn text_is_a_filter_too() {
    let (ghost, listener) = ghost();
    ghost.posts().browse().filter("featured:true").await.unwrap();
    ghost.posts().browse().filter(String::from("featured:true")).await.unwrap();
    ghost.posts().browse().filter(BulkFilter::new("featured:true").unwrap()).await.unwrap();
    assert!(listener.heard().iter().all(|url| url.ends_with("?filter=featured:true")));
}

#[tokio::test]
async fn a_bulk_change_takes_a_typed_filter_as_well_as_checked_text() {
    let (ghost, listener) = ghost();
    let draft = || posts::filter::status().eq(posts::PostStatus::Draft);
    ghost.posts().bulk_edit(draft(), PostBulkAction::Feature).await.unwrap();
    ghost.posts().bulk_destroy(draft()).await.unwrap();
    ghost.posts().bulk_destroy(BulkFilter::new("status:'draft'").unwrap()).await.unwrap();
    assert!(listener.heard().iter().all(|url| url.ends_with("?filter=status:%27draft%27")));
    let selection = Selection::Filter(members::filter::label().eq("old").into());
    assert_eq!(selection, Selection::Filter((members::filter::label().eq("old")).into()));
}

#[tokio::test]
async fn nothing_is_sent_of_what_the_language_cannot_say() {
    let (ghost, listener) = ghost();
    let none: [&str; 0] = [];
    let faulty: [Filter<Post>; 4] =
        [posts::filter::title().eq(""), posts::filter::tag().is_in(none), raw(" "), !raw("featured:true") & posts::filter::id().is_null()];
    for filter in faulty {
        let fault: Fault = filter.text().unwrap_err();
        for error in [
            ghost.posts().browse().filter(filter.clone()).await.unwrap_err(),
            ghost.posts().bulk_destroy(filter.clone()).await.unwrap_err(),
        ] {
            assert!(matches!(error.kind(), ErrorKind::Input { .. }), "{error}");
            assert!(error.to_string().contains(&format!("`filter`: {fault}")), "{error}");
        }
    }
    let selection = Selection::Filter(TextField::<Member>::named("na me").eq("x").into());
    let error = ghost.members().bulk_destroy(selection).await.unwrap_err();
    assert!(error.to_string().contains("`na me` is not the name of a field"), "{error}");
    assert!(listener.heard().is_empty());
}

#[test]
fn what_a_filter_is_about_can_be_forgotten_for_an_option_that_takes_any() {
    let members: Filter<Member> = members::filter::status().eq(members::MemberStatus::Paid);
    let any: Filter = members.untyped();
    assert_eq!(any.text().unwrap(), "status:'paid'");
}
