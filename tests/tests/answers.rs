//! What the client makes of answers that no Ghost gives on purpose: proxies, wrong addresses, cut
//! bodies. A transport of the test's own gives them, so that no server is needed.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::sync::{Arc, Mutex};

use ghost_client::labels::LabelId;
use ghost_client::members::{ImportCsvForm, MemberBulkAction, Selection};
use ghost_client::newsletters::NewsletterId;
use ghost_client::posts::{BulkTag, Content, NewPost, PostAccess, PostBulkAction, PostId, PostPatch};
use ghost_client::settings::{NavigationItem, SettingsPatch};
use ghost_client::shapes::TierRef;
use ghost_client::tiers::TierId;
use ghost_client::transport::{BoxFuture, Request, Response, Transport, TransportError};
use ghost_client::{BulkFilter, Detour, ErrorKind, File, Ghost, Integration, StaffToken, TokenFault};

const KEY: &str = "6b0651d2fb70531d3b71c6af:0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b";

/// Gives one answer to everything and remembers what was asked.
#[derive(Clone, Debug)]
struct Canned {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    asked: Arc<Mutex<Vec<Request>>>,
}

impl Transport for Canned {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        self.asked.lock().unwrap().push(request);
        Box::pin(async { Ok(Response::new(self.status, self.headers.clone(), self.body.clone())) })
    }
}

fn answering(status: u16, content_type: &str, body: &str) -> (Ghost<Integration>, Canned) {
    let headers =
        vec![("Content-Type".to_owned(), content_type.to_owned()), ("Location".to_owned(), "https://other.example/?key=secret".to_owned())];
    let canned = Canned { status, headers, body: body.as_bytes().to_vec(), asked: Arc::default() };
    let ghost =
        Ghost::builder("https://blog.example.com/sub/ghost/").unwrap().no_retries().transport(canned.clone()).integration(KEY).unwrap();
    (ghost, canned)
}

fn user(status: u16, body: &str) -> (Ghost<StaffToken>, Canned) {
    let canned = Canned { status, headers: Vec::new(), body: body.as_bytes().to_vec(), asked: Arc::default() };
    let ghost = Ghost::builder("https://blog.example.com").unwrap().no_retries().transport(canned.clone()).staff_token(KEY).unwrap();
    (ghost, canned)
}

async fn browse(status: u16, content_type: &str, body: &str) -> ghost_client::Error {
    answering(status, content_type, body).0.posts().browse().await.unwrap_err()
}

#[tokio::test]
async fn a_page_of_a_proxy_is_not_json() {
    let error = browse(200, "text/html", "<html>\n <title>Sign in</title>").await;
    assert!(matches!(error.kind(), ErrorKind::NotJson { head, .. } if head == "<html> <title>Sign in</title>"), "{error}");
    let error = browse(502, "text/html", "<h1>Bad Gateway</h1>").await;
    assert!(matches!(error.kind(), ErrorKind::NotJson { .. }) && error.status() == Some(502), "{error}");
    assert_eq!(browse(503, "text/html", "<html>").await.kind(), &ErrorKind::Maintenance);
}

#[tokio::test]
async fn an_empty_body_is_said_to_be_one() {
    let error = browse(200, "application/json", "").await;
    assert_eq!(error.kind(), &ErrorKind::Empty, "{error}");
    assert_eq!(error.to_string(), "posts.browse (GET /posts/): the answer has no body [HTTP 200]");
}

#[tokio::test]
async fn an_unknown_route_is_not_a_missing_object() {
    let body = r#"{"errors":[{"message":"Request could not be served, the endpoint was not found.","context":"Provided client accept-version v6.0 is behind current Ghost version v6.65.","type":"RequestNotAcceptableError","code":"UPDATE_CLIENT"}]}"#;
    let error = browse(406, "application/json", body).await;
    assert_eq!(error.kind(), &ErrorKind::RouteNotFound { client: Some("v6.0".into()), server: Some("v6.65".into()) }, "{error}");
    assert_eq!(error.ghost().unwrap().code.as_deref(), Some("UPDATE_CLIENT"));
}

#[tokio::test]
async fn a_redirect_is_an_error_that_names_the_address_but_no_secret() {
    let error = browse(301, "text/html", "").await;
    assert_eq!(error.kind(), &ErrorKind::Redirected { to: "https://other.example/".into(), why: Detour::OtherOrigin });
    assert!(!format!("{error} {error:?}").contains("secret"));
}

#[tokio::test]
async fn a_wrong_answer_is_pointed_at() {
    let error = browse(200, "application/json", r#"{"posts":[{"id":"1"},{"id":"2","title":5}]}"#).await;
    assert!(matches!(error.kind(), ErrorKind::Decode { path, written: false, .. } if path == "posts[0]"), "{error}");
    let missing = browse(200, "application/json", r#"{"pages":[]}"#).await;
    assert!(matches!(missing.kind(), ErrorKind::Decode { reason, .. } if reason == "there is no `posts`"), "{missing}");
    let cut = browse(200, "application/json", r#"{"posts":[{"id":"#).await;
    assert!(matches!(cut.kind(), ErrorKind::Decode { .. }), "{cut}");

    let (ghost, _) = answering(201, "application/json", r#"{"posts":[]}"#);
    let written = ghost.posts().add(NewPost::new("T")).await.unwrap_err();
    assert!(matches!(written.kind(), ErrorKind::Decode { written: true, .. }), "{written}");
    assert!(written.to_string().contains("do not repeat it"), "{written}");
}

#[tokio::test]
async fn requests_have_a_slash_an_encoded_query_and_a_token() {
    let (ghost, canned) = answering(500, "application/json", "{}");
    let _ = ghost.posts().browse().filter("tag:'a+b & c'").include([ghost_client::posts::Include::Tags]).await;
    let _ = ghost.posts().read_by_slug("a/../b").await;
    let stale = "2026-01-02T03:04:05Z".parse().unwrap();
    let _ = ghost
        .posts()
        .edit(&PostId::new("1").unwrap(), PostPatch::new(stale).content(Content::html("<p>x</p>")).clear_custom_excerpt())
        .await;
    let asked = canned.asked.lock().unwrap();
    let base = "https://blog.example.com/sub/ghost/api/admin";
    assert_eq!(asked[0].url, format!("{base}/posts/?filter=tag:%27a%2Bb%20%26%20c%27&include=tags"));
    assert_eq!(asked[1].url, format!("{base}/posts/slug/a%2F..%2Fb/"));
    assert_eq!(asked[2].url, format!("{base}/posts/1/?source=html"));
    let body = std::str::from_utf8(asked[2].body.as_ref().unwrap().as_bytes().unwrap()).unwrap();
    let sent: serde_json::Value = serde_json::from_str(body).unwrap();
    let expected = serde_json::json!({"posts": [{"html": "<p>x</p>", "custom_excerpt": null, "updated_at": "2026-01-02T03:04:05.000Z"}]});
    assert_eq!(sent, expected);
    let header = |name: &str| asked[0].headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
    assert!(header("authorization").unwrap().starts_with("Ghost eyJ"));
    assert_eq!(header("accept-version"), Some("v6.0"));
    assert!(!format!("{:?} {ghost:?}", asked[0]).contains("eyJ"));
}

#[tokio::test]
async fn nothing_is_sent_that_could_do_harm() {
    let (ghost, canned) = answering(200, "application/json", "{}");
    for error in [
        ghost.members().bulk_destroy(Selection::Search(" ".into())).await.unwrap_err(),
        ghost.posts().read_by_slug("..").await.unwrap_err(),
        ghost.posts().browse().limit(0).await.unwrap_err(),
    ] {
        assert!(matches!(error.kind(), ErrorKind::Input { .. }), "{error}");
    }
    assert!(canned.asked.lock().unwrap().is_empty());
    assert!(PostId::new("").is_err());
    assert!(BulkFilter::<()>::new(" ").is_err());
}

/// The query and the body of the one request that was sent.
fn sent(canned: &Canned) -> (String, serde_json::Value) {
    let asked = canned.asked.lock().unwrap();
    let query = asked[0].url.split_once('?').map_or(String::new(), |(_, query)| query.to_owned());
    (
        query,
        asked[0]
            .body
            .as_ref()
            .and_then(|body| body.as_bytes())
            .map_or(serde_json::Value::Null, |body| serde_json::from_slice(body).unwrap()),
    )
}

#[tokio::test]
async fn a_post_is_given_one_content_and_one_audience() {
    let (ghost, canned) = answering(500, "application/json", "{}");
    let card = Content::html_card("<b>x</b>");
    let tiers = PostAccess::Tiers(vec![TierRef::new(TierId::new("t1").unwrap())]);
    let post = NewPost::new("T").content(Content::lexical("{}")).content(card).access(PostAccess::Public).access(tiers);
    let _ = ghost.posts().add(post.authors(["ada@example.com"]).tags(["News"])).await;
    let expected = serde_json::json!({"posts": [{
        "title": "T", "html": "<!--kg-card-begin: html--><b>x</b><!--kg-card-end: html-->", "visibility": "tiers", "tiers": [{"id": "t1"}],
        "authors": ["ada@example.com"], "tags": ["News"],
    }]});
    assert_eq!(sent(&canned), ("source=html".to_owned(), expected));

    let (ghost, canned) = answering(500, "application/json", "{}");
    let _ = ghost.posts().add(NewPost::new("T").content(Content::lexical("{}"))).await;
    assert_eq!(sent(&canned).0, "", "lexical needs no option");
}

#[tokio::test]
async fn bulk_actions_carry_what_they_need() {
    let (ghost, canned) = answering(500, "application/json", "{}");
    let _ = ghost.posts().bulk_edit(BulkFilter::new("featured:true").unwrap(), PostBulkAction::add_tags([BulkTag::name("News")])).await;
    let expected = serde_json::json!({"bulk": {"action": "addTag", "meta": {"tags": [{"name": "News"}]}}});
    assert_eq!(sent(&canned), ("filter=featured:true".to_owned(), expected));

    let (ghost, canned) = answering(500, "application/json", "{}");
    let _ = ghost.members().bulk_edit(Selection::All, MemberBulkAction::UnsubscribeFrom(NewsletterId::new("n").unwrap())).await;
    let expected = serde_json::json!({"bulk": {"action": "unsubscribe", "newsletter": "n"}});
    assert_eq!(sent(&canned), ("all=true".to_owned(), expected));

    let (ghost, canned) = answering(500, "application/json", "{}");
    let _ = ghost.members().bulk_edit(Selection::Search("ada".into()), MemberBulkAction::AddLabel(LabelId::new("l").unwrap())).await;
    let expected = serde_json::json!({"bulk": {"action": "addLabel", "meta": {"label": {"id": "l"}}}});
    assert_eq!(sent(&canned), ("search=ada".to_owned(), expected));
}

#[tokio::test]
async fn settings_travel_as_pairs_and_lists_in_them_as_text() {
    let body = r#"{"settings":[{"key":"title","value":null},{"key":"navigation","value":"[{\"label\":\"Home\",\"url\":\"/\"}]"},{"key":"of_tomorrow","value":7}]}"#;
    let (ghost, _) = user(200, body);
    let settings = ghost.settings().browse().await.unwrap();
    assert_eq!((settings.title, settings.other.get("of_tomorrow")), (None, Some(&serde_json::json!(7))));
    assert_eq!(settings.navigation.unwrap()[0].label.as_deref(), Some("Home"));

    let (ghost, canned) = user(500, "{}");
    let patch = SettingsPatch::new().title("Mine").navigation([NavigationItem::new().label("Home").url("/")]).other("of_tomorrow", 8);
    let _ = ghost.settings().edit(patch).await;
    let mut expected = serde_json::json!({"settings": [
        {"key": "navigation", "value": r#"[{"label":"Home","url":"/"}]"#}, {"key": "of_tomorrow", "value": 8}, {"key": "title", "value": "Mine"},
    ]});
    let (_, mut found) = sent(&canned);
    for body in [&mut expected, &mut found] {
        body["settings"].as_array_mut().unwrap().sort_by_key(|pair| pair["key"].to_string());
    }
    assert_eq!(found, expected);
}

#[tokio::test]
async fn one_bad_item_does_not_hide_the_others() {
    let body = r#"{"labels":[{"id":"1","name":"A","slug":"a","created_at":"2026-01-02T03:04:05.000Z","updated_at":null},{"id":"2"}]}"#;
    let (ghost, _) = answering(200, "application/json", body);
    let page = ghost.labels().browse().lenient().await.unwrap();
    assert_eq!((page.items.len(), page.items[0].name.as_str()), (1, "A"));
    assert_eq!((page.faults[0].index, page.faults[0].path.as_str()), (1, "labels[1]"));
    let strict = ghost.labels().browse().await.unwrap_err();
    assert!(strict.to_string().starts_with("labels.browse (GET /labels/)") && strict.to_string().contains("labels[1]"), "{strict}");
}

#[tokio::test]
async fn work_that_is_put_off_is_told_from_work_that_is_done() {
    let form = || ImportCsvForm::new(File::new("members.csv", "email\n"));
    let (ghost, _) = answering(202, "application/json", r#"{"meta":{}}"#);
    assert!(ghost.members().import_csv(form()).await.unwrap().is_deferred());
    let (ghost, _) =
        answering(201, "application/json", r#"{"meta":{"originalImportSize":1,"stats":{"imported":1,"invalid":[]},"import_label":null}}"#);
    assert_eq!(ghost.members().import_csv(form()).await.unwrap().done().unwrap().stats.imported, 1);
}

#[tokio::test]
async fn a_content_key_stands_in_the_query_alone() {
    let canned = Canned { status: 500, headers: Vec::new(), body: b"{}".to_vec(), asked: Arc::default() };
    let key = "0123456789abcdef0123456789";
    let ghost = Ghost::builder("https://blog.example.com").unwrap().no_retries().transport(canned.clone()).content(key).unwrap();
    let _ = ghost.posts().browse().limit(5).await;
    let asked = canned.asked.lock().unwrap();
    assert!(asked[0].url.starts_with("https://blog.example.com/ghost/api/content/posts/?"), "{}", asked[0].url);
    assert!(asked[0].url.contains(&format!("key={key}")) && asked[0].url.contains("limit=5"));
    assert!(asked[0].headers.iter().all(|(name, value)| *name != "authorization" && !value.contains(key)));
    assert!(!format!("{ghost:?} {:?}", asked[0]).contains(key));
}

#[tokio::test]
async fn tokens_that_are_refused_say_why() {
    let refused =
        |code: &str, message: &str| format!(r#"{{"errors":[{{"message":"{message}","code":"{code}","type":"UnauthorizedError"}}]}}"#);
    let error = browse(401, "application/json", &refused("INVALID_JWT", "Invalid token: maxAge exceeded")).await;
    assert_eq!(error.kind(), &ErrorKind::Token(TokenFault::Expired), "{error}");
    let error = browse(401, "application/json", &refused("INVALID_JWT", "Invalid token: jwt audience invalid. expected: /")).await;
    assert_eq!(error.kind(), &ErrorKind::Token(TokenFault::WrongAudience), "{error}");
}

#[tokio::test]
async fn news_never_fail_a_page() {
    let recorded: serde_json::Value = serde_json::from_str(include_str!("../recorded/traps/post_read_default.json")).unwrap();
    let post = |changes: serde_json::Value| {
        let mut post = recorded["response"]["body"]["posts"][0].clone();
        post.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        post
    };
    let body = serde_json::json!({
        "posts": [
            post(serde_json::json!({"status": "sent", "tags": null, "primary_author": null, "email": null})),
            post(serde_json::json!({"status": "levitating", "newsletter": null})),
            post(serde_json::json!({"status": "draft", "of_tomorrow": {"deep": [1, {"x": null}]}})),
        ],
        "meta": {"pagination": {"page": 1, "limit": "all", "pages": 1, "total": 3, "next": null, "prev": null}},
    });
    let (ghost, _) = answering(200, "application/json", &body.to_string());
    let page = ghost.posts().browse().await.unwrap();
    let statuses: Vec<&str> = page.iter().map(|post| post.status.as_str()).collect();
    assert_eq!(statuses, ["sent", "levitating", "draft"]);
    assert_eq!(page.pagination().unwrap().total, Some(3));
}
