//! Resources of one's own: what is sent, how answers are read, and what does not compile.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use ghost_client::transport::{BlockingTransport, Request, Response, TransportError};
use ghost_client::{Blocking, ContentKey, ErrorKind, Ghost, Resource, StaffToken, nql};

#[test]
fn what_a_resource_cannot_be_does_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/resource/pass/*.rs");
    cases.compile_fail("ui/resource/fail/*.rs");
}

#[derive(Debug, Resource)]
#[ghost(path = "/things/", key = "things", operations(browse, read, add, edit, destroy), access = User, new = Named, patch = Named)]
struct Thing {
    id: String,
    #[ghost(name = "type")]
    kind: Option<String>,
    made_at: Option<jiff::Timestamp>,
    #[ghost(serde)]
    size: Option<(u8, u8)>,
}

type Named = BTreeMap<&'static str, &'static str>;

const TOKEN: &str = "0123456789abcdef01234567:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// Gives one answer after the other, the last one for ever, and remembers what was asked.
#[derive(Clone, Debug)]
struct Server {
    answers: Arc<Mutex<Vec<(u16, &'static str)>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl BlockingTransport for Server {
    fn execute(&self, request: Request) -> Result<Response, TransportError> {
        let path = request.url.strip_prefix("https://blog.example.com/ghost/api").unwrap();
        let body = request.body.as_ref().and_then(|body| body.as_bytes()).map(|body| format!(" {}", String::from_utf8_lossy(body)));
        self.asked.lock().unwrap().push(format!("{} {path}{}", request.method, body.unwrap_or_default()));
        let mut answers = self.answers.lock().unwrap();
        let (status, body) = if answers.len() > 1 { answers.remove(0) } else { answers[0] };
        Ok(Response::new(status, vec![("content-type".to_owned(), "application/json".to_owned())], body.as_bytes().to_vec()))
    }
}

impl Server {
    fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

fn answering<const N: usize>(answers: [(u16, &'static str); N]) -> (Ghost<StaffToken, Blocking>, Server) {
    let server = Server { answers: Arc::new(Mutex::new(answers.to_vec())), asked: Arc::default() };
    let builder = Ghost::builder("https://blog.example.com").unwrap().blocking_transport(server.clone());
    (builder.staff_token_blocking(TOKEN).unwrap(), server)
}

const ONE: &str = r#"{"things":[{"id":"a/b","type":"x","made_at":"2026-01-02T03:04:05.000Z","size":[3,4],"more":[1]}]}"#;

#[test]
fn calls_go_where_the_attribute_says_and_carry_their_envelopes() {
    let (ghost, server) = answering([(200, ONE), (201, ONE), (200, ONE), (204, "")]);
    let things = ghost.resource::<Thing>();
    let thing = things.read("a/b").include(["parts"]).send().unwrap();
    things.add(&Named::from([("name", "New")])).option("notify", true).send().unwrap();
    things.edit(&thing.id, &Named::from([("name", "Other")])).send().unwrap();
    things.destroy(&thing.id).send().unwrap();
    assert_eq!(
        server.asked(),
        [
            "GET /admin/things/a%2Fb/?include=parts",
            r#"POST /admin/things/?notify=true {"things":[{"name":"New"}]}"#,
            r#"PUT /admin/things/a%2Fb/ {"things":[{"name":"Other"}]}"#,
            "DELETE /admin/things/a%2Fb/",
        ]
    );
    assert_eq!((thing.id.as_str(), thing.kind.as_deref()), ("a/b", Some("x")));
    assert_eq!((thing.made_at, thing.size), (Some("2026-01-02T03:04:05Z".parse().unwrap()), Some((3, 4))));
}

#[test]
fn lists_take_the_options_that_generated_ones_take() {
    let (ghost, server) =
        answering([(200, r#"{"things":[],"meta":{"pagination":{"page":2,"limit":3,"pages":0,"total":0,"next":null,"prev":null}}}"#)]);
    let kind = nql::TextField::<Thing>::named("type");
    let listed = ghost.resource::<Thing>().browse().limit(3).page(2).order("id asc").include(["parts", "owner"]).filter(kind.ne("x"));
    assert!(listed.option("all", true).send().unwrap().is_empty());
    assert_eq!(server.asked(), ["GET /admin/things/?limit=3&page=2&order=id%20asc&include=parts,owner&filter=type:-%27x%27&all=true"]);
}

#[test]
fn all_pages_are_walked() {
    let first = r#"{"things":[{"id":"1"},{"id":"2"}],"meta":{"pagination":{"page":1,"limit":2,"pages":2,"total":3,"next":2,"prev":null}}}"#;
    let last = r#"{"things":[{"id":"3"}],"meta":{"pagination":{"page":2,"limit":2,"pages":2,"total":3,"next":null,"prev":1}}}"#;
    let (ghost, server) = answering([(200, first), (200, last)]);
    let ids: Vec<String> = ghost.resource::<Thing>().browse().limit(2).items().map(|thing| thing.unwrap().id).collect();
    assert_eq!((ids.join(" ").as_str(), server.asked().len()), ("1 2 3", 2));
    let (ghost, _) = answering([(200, first), (200, last)]);
    let sizes: Vec<usize> = ghost.resource::<Thing>().browse().limit(2).pages().map(|page| page.unwrap().len()).collect();
    assert_eq!(sizes, [2, 1]);
}

#[test]
fn an_answer_that_is_not_as_described_is_told_with_its_place() {
    let (ghost, _) = answering([(200, r#"{"things":[{"id":"1"},{"id":2}]}"#)]);
    let error = ghost.resource::<Thing>().browse().send().unwrap_err();
    assert!(error.to_string().contains("things[1].id"), "{error}");
    let lenient = ghost.resource::<Thing>().browse().lenient().send().unwrap();
    assert_eq!((lenient.items.len(), lenient.faults.len()), (1, 1));
    let (ghost, _) = answering([(200, r#"{"things":[{"type":"x"}]}"#)]);
    let error = ghost.resource::<Thing>().browse().send().unwrap_err();
    assert!(error.to_string().contains("missing field `id`"), "{error}");
    let (ghost, _) = answering([(200, r#"{"things":[{"id":"1"},{"id":"2","size":null},{"id":"3","size":[1]}]}"#)]);
    let lenient = ghost.resource::<Thing>().browse().lenient().send().unwrap();
    assert_eq!(lenient.items.iter().map(|thing| thing.size).collect::<Vec<_>>(), [None, None]);
    assert_eq!(lenient.faults.len(), 1);
}

#[test]
fn an_id_that_would_address_something_else_is_sent_nowhere() {
    let (ghost, server) = answering([(204, "")]);
    for id in ["", ".", ".."] {
        let error = ghost.resource::<Thing>().destroy(id).send().unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Input { .. }), "{error}");
    }
    assert!(server.asked().is_empty());
}

#[test]
fn the_content_api_has_resources_of_ones_own_too() {
    #[derive(Debug, Resource)]
    #[ghost(path = "/moods/", key = "moods", operations(browse), access = Content, api = content)]
    #[allow(dead_code)]
    struct Mood {
        slug: String,
    }
    let ghost: Ghost<ContentKey> = Ghost::content("https://blog.example.com", "0123456789abcdef0123456789").unwrap();
    assert_eq!(format!("{:?}", ghost.resource::<Mood>().browse().limit(1)), "Call(GET /moods/?limit=1)");
}
