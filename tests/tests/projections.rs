//! Projections ask for what they hold, and for nothing else; what they cannot hold does not compile.

#![allow(clippy::unwrap_used)]

use ghost_client::posts::{Include, Post, PostCount, PostId};
use ghost_client::rt::{Answer, Endpoint, ErrorForm, Method};
use ghost_client::tags::Tag;
use ghost_client::transport::Response;
use ghost_client::users::User;
use ghost_client::{Ghost, Integration, Projection, content, members, pages};

#[test]
fn what_does_not_fit_does_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/projection/pass/*.rs");
    cases.compile_fail("ui/projection/fail/*.rs");
}

#[derive(Debug, PartialEq, Projection)]
#[ghost(of = Post)]
struct Card {
    id: PostId,
    #[ghost(name = "title")]
    headline: String,
    tags: Vec<TagName>,
    published_at: Option<jiff::Timestamp>,
}

#[derive(Debug, PartialEq, Projection)]
#[ghost(of = Tag)]
struct TagName {
    name: String,
}

fn ghost() -> Ghost<Integration> {
    let key = "0123456789abcdef01234567:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    Ghost::integration("https://blog.example.com", key).unwrap()
}

/// The query of a call.
fn query(call: impl std::fmt::Debug) -> String {
    let shown = format!("{call:?}");
    shown.split_once('?').unwrap().1.split(')').next().unwrap().to_owned()
}

/// What a projection with one field asks for.
macro_rules! asked {
    ($of:ty, $calls:ident, $field:ident: $ty:ty) => {{
        #[derive(Debug, Projection)]
        #[ghost(of = $of)]
        #[allow(dead_code)]
        struct One {
            $field: $ty,
        }
        query(ghost().$calls().browse().project::<One>())
    }};
}

#[test]
fn a_projection_asks_for_its_fields_and_relations() {
    let ghost = ghost();
    let call = ghost.posts().browse();
    assert_eq!(query(call.limit(5).project::<Card>()), "limit=5&fields=id,title,published_at&include=tags");
    let id = PostId::new("6512a0000000000000000001").unwrap();
    assert_eq!(query(ghost.posts().read(&id).project::<Card>()), "fields=id,title,published_at&include=tags");
}

#[test]
fn what_was_chosen_before_gives_way_and_what_is_included_afterwards_comes_besides() {
    let ghost = ghost();
    let before = ghost.posts().browse().include([Include::Authors]).project::<Card>();
    assert_eq!(query(before), "fields=id,title,published_at&include=tags");
    let after = ghost.posts().browse().project::<Card>().include([Include::Authors, Include::Tags]);
    assert_eq!(query(after), "fields=id,title,published_at&include=tags,authors");
}

#[test]
fn a_right_address_needs_more_than_the_address() {
    assert_eq!(asked!(Post, posts, url: String), "fields=url,id,uuid,email_only");
    assert_eq!(asked!(pages::Page, pages, url: String), "fields=url,uuid");
    assert_eq!(asked!(Tag, tags, url: String), "fields=url");
}

#[test]
fn renderings_are_chosen_and_asked_for() {
    assert_eq!(asked!(Post, posts, html: Option<String>), "fields=html&formats=html");
    assert_eq!(asked!(Post, posts, reading_time: Option<i64>), "fields=reading_time,html&formats=html");
}

#[test]
fn relations_are_found_by_the_id_of_what_has_them() {
    assert_eq!(asked!(Post, posts, authors: Vec<User>), "fields=id&include=authors");
    // The server computes the first of them only where it is chosen.
    assert_eq!(asked!(Post, posts, primary_author: Option<User>), "fields=primary_author,id&include=authors");
    #[derive(Debug, Projection)]
    #[ghost(of = User)]
    #[allow(dead_code)]
    struct Author {
        name: String,
        roles: Vec<ghost_client::roles::Role>,
    }
    assert_eq!(asked!(Post, posts, authors: Vec<Author>), "fields=id&include=authors,authors.roles");
}

#[test]
fn what_cannot_be_chosen_is_read_with_the_whole() {
    assert_eq!(asked!(Post, posts, email_segment: String), "");
    assert_eq!(asked!(members::Member, members, labels: Vec<ghost_client::labels::Label>), "");
    #[derive(Debug, Projection)]
    #[ghost(of = PostCount)]
    #[allow(dead_code)]
    struct Clicks {
        clicks: Option<i64>,
        signups: Option<i64>,
    }
    assert_eq!(asked!(Post, posts, count: Clicks), "include=count.clicks,count.signups");
    let all = "include=count.conversions,count.signups,count.paid_conversions,count.clicks,count.positive_feedback,count.negative_feedback";
    assert_eq!(asked!(Post, posts, count: PostCount), all);
}

#[test]
fn the_content_api_has_projections_of_its_own() {
    #[derive(Debug, Projection)]
    #[ghost(of = content::posts::Post)]
    #[allow(dead_code)]
    struct Card {
        title: String,
        url: String,
        authors: Vec<Author>,
    }
    #[derive(Debug, Projection)]
    #[ghost(of = content::authors::Author)]
    #[allow(dead_code)]
    struct Author {
        name: String,
    }
    let ghost = Ghost::content("https://blog.example.com", "0123456789abcdef0123456789").unwrap();
    assert_eq!(query(ghost.posts().browse().project::<Card>()), "fields=title,url,id&include=authors");
}

static BROWSE: Endpoint = Endpoint {
    api: "admin",
    resource: "posts",
    operation: "browse",
    method: Method::Get,
    base: "/ghost/api/admin",
    path: "/posts/",
    status: &[200],
    credential: true,
    errors: ErrorForm::GHOST,
};

fn page(item: &str) -> Result<Vec<Card>, String> {
    let body = format!(r#"{{"posts":[{item}]}}"#).into_bytes();
    let answer = Answer::new(&BROWSE, Response::new(200, Vec::new(), body));
    answer.page::<Card>("posts").map(|page| page.items).map_err(|error| error.to_string())
}

#[test]
fn answers_are_read_straight_into_it() {
    let cards =
        page(r#"{"id":"1","title":"T","tags":[{"id":"2","name":"News"}],"published_at":"2026-01-02T03:04:05.000Z","x":[]}"#).unwrap();
    let published_at = Some("2026-01-02T03:04:05Z".parse().unwrap());
    let tags = vec![TagName { name: "News".to_owned() }];
    assert_eq!(cards, [Card { id: PostId::new("1").unwrap(), headline: "T".to_owned(), tags, published_at }]);
    assert_eq!(page(r#"{"id":"1","title":"T","tags":[],"published_at":null}"#).unwrap()[0].published_at, None);
    assert_eq!(page(r#"{"id":"1","title":"T","tags":[]}"#).unwrap()[0].published_at, None);
}

#[test]
fn what_is_not_as_described_is_told_with_its_place() {
    let missing = page(r#"{"id":"1","title":"T"}"#).unwrap_err();
    assert!(missing.contains("missing field `tags`"), "{missing}");
    let wrong = page(r#"{"id":"1","title":"T","tags":[{"name":7}]}"#).unwrap_err();
    assert!(wrong.contains("posts[0].tags[0].name"), "{wrong}");
    let null = page(r#"{"id":"1","title":null,"tags":[]}"#).unwrap_err();
    assert!(null.contains("posts[0].title"), "{null}");
    assert!(page("7").unwrap_err().contains("an object for `Card`"));
}
