//! What the fake Ghost does, as a specification.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::time::{Duration, Instant};

use ghost_client::admin::permissions::Role;
use ghost_client::fake::{FakeGhost, Fault};
use ghost_client::labels::NewLabel;
use ghost_client::members::{MemberPatch, MemberStatus, NewMember};
use ghost_client::newsletters::NewNewsletter;
use ghost_client::pages::NewPage;
use ghost_client::posts::{Content, Include, NewPost, Post, PostId, PostStatus, PostStatusInput};
use ghost_client::rt::{Answer, Endpoint, Method, Route, Scope};
use ghost_client::snippets::SnippetId;
use ghost_client::tags::{NewTag, TagPatch, TagVisibility};
use ghost_client::tiers::{NewTier, TierId};
use ghost_client::transport::Response;
use ghost_client::{Denial, Error, ErrorKind, Ghost, Integration, Retry, TokenFault, Version, admin, content};

const FIVE: Version = Version { major: 5, minor: 130, patch: 6 };
const SIX: Version = Version { major: 6, minor: 65, patch: 0 };

fn fake() -> (FakeGhost, Ghost<Integration>) {
    let fake = FakeGhost::new();
    let ghost = fake.integration();
    (fake, ghost)
}

async fn with_posts(ghost: &Ghost<Integration>, titles: impl IntoIterator<Item = &str>) -> Vec<Post> {
    let mut posts = Vec::new();
    for title in titles {
        posts.push(ghost.posts().add(NewPost::new(title)).await.unwrap());
    }
    posts
}

fn titles(posts: &[Post]) -> Vec<&str> {
    posts.iter().map(|post| post.title.as_str()).collect()
}

#[tokio::test]
async fn a_post_is_added_read_changed_and_deleted() {
    let (_, ghost) = fake();
    let new = NewPost::new("Hello, World!").content(Content::html("<p>Hi <b>you</b></p>")).tags(["News", "#hidden"]);
    let draft = ghost.posts().add(new).await.unwrap();
    assert_eq!((draft.slug.as_str(), &draft.status), ("hello-world", &PostStatus::Draft));
    assert_eq!(draft.excerpt.as_deref(), Some("Hi you"));
    assert_eq!(draft.primary_tag.as_ref().unwrap().name, "News");
    assert_eq!(draft.authors.as_ref().unwrap()[0].name, "Owner");
    assert!(draft.url.starts_with("https://fake-ghost.example/p/"), "{}", draft.url);
    assert_eq!((&draft.published_at, &draft.html), (&None, &None), "HTML only comes when it is asked for");

    let live = ghost.posts().edit(&draft.id, draft.patch().status(PostStatusInput::Published)).await.unwrap();
    assert_eq!(live.url, "https://fake-ghost.example/hello-world/");
    assert!(live.published_at.is_some() && live.updated_at > draft.updated_at);

    let read = ghost.posts().read_by_slug("hello-world").await.unwrap();
    assert_eq!(read, live);
    ghost.posts().destroy(&draft.id).await.unwrap();
    assert_eq!(ghost.posts().read(&draft.id).await.unwrap_err().kind(), &ErrorKind::NotFound);
}

#[tokio::test]
async fn a_slug_is_free_and_stays_when_the_title_changes() {
    let (_, ghost) = fake();
    let posts = with_posts(&ghost, ["One", "One"]).await;
    assert_eq!(posts[1].slug, "one-2");
    let renamed = ghost.posts().edit(&posts[1].id, posts[1].patch().title("Two")).await.unwrap();
    assert_eq!(renamed.slug, "one-2");
    let moved = ghost.posts().edit(&renamed.id, renamed.patch().slug("One")).await.unwrap();
    assert_eq!(moved.slug, "one-2", "the wanted one is taken");
}

#[tokio::test]
async fn a_stale_change_collides_as_each_version_writes_it() {
    for (version, six) in [(FIVE, false), (SIX, true)] {
        let ghost = FakeGhost::of_version(version).integration();
        let draft = ghost.posts().add(NewPost::new("Mine")).await.unwrap();
        ghost.posts().edit(&draft.id, draft.patch().title("Theirs")).await.unwrap();
        let error = ghost.posts().edit(&draft.id, draft.patch().title("Mine again")).await.unwrap_err();
        let ErrorKind::Collision { changed_fields, client, server } = error.kind() else { panic!("{error}") };
        assert_eq!((changed_fields.as_slice(), error.status()), (&["title".to_owned()][..], Some(409)));
        assert_eq!((client.is_none(), server.is_none()), (six, six), "only 5.x says the times");
        assert_eq!(ghost.posts().read(&draft.id).await.unwrap().title, "Theirs");
        // A stale change that changes nothing is none.
        ghost.posts().edit(&draft.id, draft.patch().title("Theirs")).await.unwrap();
    }
}

#[tokio::test]
async fn lists_are_paged_and_claim_a_next_page_past_the_end() {
    let (_, ghost) = fake();
    let names: Vec<String> = (0..17).map(|number| format!("Post {number}")).collect();
    with_posts(&ghost, names.iter().map(String::as_str)).await;
    let first = ghost.posts().browse().order("created_at asc").await.unwrap();
    let said = first.pagination().unwrap();
    assert_eq!((first.len(), said.pages, said.total, said.next, said.prev), (15, Some(2), Some(17), Some(2), None));
    let last = ghost.posts().browse().order("created_at asc").page(2).await.unwrap();
    assert_eq!((titles(&last), last.pagination().unwrap().next), (vec!["Post 15", "Post 16"], None));
    let past = ghost.posts().browse().limit(5).page(9).await.unwrap();
    assert_eq!((past.len(), past.pagination().unwrap().next), (0, Some(10)));
}

#[tokio::test]
async fn lists_are_filtered_and_ordered() {
    let (_, ghost) = fake();
    ghost.posts().add(NewPost::new("B").tags(["News"]).featured(true)).await.unwrap();
    ghost.posts().add(NewPost::new("A").tags(["News", "Old"])).await.unwrap();
    ghost.posts().add(NewPost::new("C")).await.unwrap();
    for (filter, expected) in [
        ("tag:news", vec!["A", "B"]),
        ("tags:-old", vec!["B", "C"]),
        ("tag:old,featured:true", vec!["A", "B"]),
        ("primary_tag:news+featured:false", vec!["A"]),
        ("title:['A','C']", vec!["A", "C"]),
        ("title:~'b'", vec!["B"]),
        ("author:owner+created_at:>now-1d", vec!["A", "B", "C"]),
        ("status:published", vec![]),
        ("published_at:null+tags.name:Old", vec!["A"]),
    ] {
        let found = ghost.posts().browse().filter(filter).order("title asc").await.unwrap();
        assert_eq!(titles(&found), expected, "{filter}");
    }
    let nothing = FakeGhost::new().integration().posts().browse().filter("nosuch.slug:1").await.unwrap_err();
    assert_eq!(nothing.status(), Some(400), "also where there is nothing to filter");
    for filter in ["nosuch:1", "title:'"] {
        let error = ghost.posts().browse().filter(filter).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Validation { .. }) && error.status() == Some(400), "{filter}: {error}");
    }
}

#[tokio::test]
async fn options_choose_what_comes() {
    let (_, ghost) = fake();
    let post = ghost.posts().add(NewPost::new("A").content(Content::html("<p>x</p>")).tags(["T"])).await.unwrap();
    let bare = ghost.posts().read(&post.id).include([Include::Authors]).formats([ghost_client::posts::Format::Html]).await.unwrap();
    assert_eq!((bare.html.as_deref(), bare.tags.is_none(), bare.lexical.is_none()), (Some("<p>x</p>"), true, true));
    let ids = ghost.posts().browse().fields([ghost_client::posts::Field::Id]).await.unwrap();
    assert_eq!((ids[0].id.as_ref(), ids[0].title.as_ref(), ids[0].tags.is_none()), (Some(&post.id), None, true));
    let tagged = ghost.posts().browse().fields([ghost_client::posts::Field::Id]).include([Include::Tags]).await.unwrap();
    assert_eq!((tagged[0].title.as_ref(), tagged[0].tags.as_ref().map(Vec::len)), (None, Some(1)));
    let tags = ghost.tags().browse().include([ghost_client::tags::Include::CountPosts]).await.unwrap();
    assert_eq!(tags[0].count.as_ref().unwrap().posts, Some(1));
}

#[tokio::test]
async fn members_get_newsletters_and_labels() {
    let (_, ghost) = fake();
    let ada = ghost.members().add(NewMember::new("ada@example.com").name("Ada").labels(["VIP"])).await.unwrap();
    assert_eq!((&ada.status, ada.labels[0].slug.as_str(), ada.newsletters.len(), ada.subscribed), (&MemberStatus::Free, "vip", 1, true));
    let out = ghost.members().edit(&ada.id, MemberPatch::new().subscribed(false)).await.unwrap();
    assert_eq!((out.subscribed, out.newsletters.len(), out.labels.len()), (false, 0, 1));
    let back = ghost.members().edit(&ada.id, MemberPatch::new().subscribed(true)).await.unwrap();
    assert_eq!((back.subscribed, back.newsletters.len()), (true, 1));
    let again = ghost.members().add(NewMember::new("ADA@example.com")).await.unwrap_err();
    assert!(matches!(again.kind(), ErrorKind::Validation { field: Some(field), .. } if field == "email"), "{again}");
    assert!(again.to_string().contains("Member already exists"), "{again}");
    let found = ghost.members().browse().filter("label:vip+subscribed:true").await.unwrap();
    assert_eq!(found[0].email, "ada@example.com");
    ghost.labels().destroy(&ada.labels[0].id).await.unwrap();
    assert!(ghost.members().read(&ada.id).await.unwrap().labels.is_empty());
}

#[tokio::test]
async fn the_other_resources_are_kept_too() {
    let (fake, ghost) = fake();
    let page = ghost.pages().add(NewPage::new("About")).await.unwrap();
    assert_eq!(ghost.pages().read(&page.id).await.unwrap().slug, "about");
    let tag = ghost.tags().add(NewTag::new("#secret")).await.unwrap();
    assert_eq!((&tag.visibility, tag.slug.as_str()), (&TagVisibility::Internal, "hash-secret"));
    let tag = ghost.tags().edit(&tag.id, TagPatch::new().description("Shh")).await.unwrap();
    assert_eq!(tag.description.as_deref(), Some("Shh"));
    ghost.labels().add(NewLabel::new("Beta")).await.unwrap();
    let twice = ghost.labels().add(NewLabel::new("Beta")).await.unwrap_err();
    assert!(twice.to_string().contains("Label already exists"), "{twice}");
    let newsletter = ghost.newsletters().add(NewNewsletter::new("Weekly")).await.unwrap();
    assert_eq!((newsletter.slug.as_str(), newsletter.sort_order), ("weekly", 1));
    let tier = ghost.tiers().add(NewTier::new("Gold", "EUR").monthly_price(900)).await.unwrap();
    assert_eq!((tier.slug.as_str(), tier.monthly_price, tier.active), ("gold", Some(900), true));
    assert_eq!(ghost.tiers().browse().await.unwrap().len(), 3);
    assert_eq!(ghost.users().browse().await.unwrap().len(), 6);
    assert_eq!(fake.staff(&Role::Editor).users().read_by_slug("editor").await.unwrap().name, "Editor");
    assert_eq!(ghost.site().read().await.unwrap().version, "6.65");
}

#[tokio::test]
async fn what_breaks_a_rule_is_refused_with_the_rule() {
    let (_, ghost) = fake();
    let long = ghost.tags().add(NewTag::new("x".repeat(192))).await.unwrap_err();
    assert!(
        matches!(long.kind(), ErrorKind::Validation { field: Some(field), rule: Some(rule) } if field.ends_with("name") && rule == "maxLength"),
        "{long:?}"
    );
    let id = PostId::new("nonsense").unwrap();
    assert_eq!(ghost.posts().read(&id).await.unwrap_err().status(), Some(422));
    let nobody = ghost.posts().read(&PostId::new("0".repeat(24)).unwrap()).await.unwrap_err();
    assert!(nobody.to_string().contains("Resource not found error, cannot read post. Post not found."), "{nobody}");
    let tier = ghost.tiers().read(&TierId::new("0".repeat(24)).unwrap()).await.unwrap_err();
    assert_eq!((tier.kind(), tier.status()), (&ErrorKind::NotFound, Some(500)), "a bug of the server that the fake has too");
    let untitled = send(&ghost, of("posts", "add"), &[], &serde_json::json!({ "posts": [{ "status": "draft" }] })).await.unwrap_err();
    assert!(matches!(untitled.kind(), ErrorKind::Validation { rule: Some(rule), .. } if rule == "required"), "{untitled:?}");
    let post = ghost.posts().add(NewPost::new("A")).await.unwrap();
    let path = [("id", post.id.as_str())];
    let untimed = send(&ghost, of("posts", "edit"), &path, &serde_json::json!({ "posts": [{ "title": "B" }] })).await.unwrap_err();
    assert!(untimed.body().contains("must have required property 'updated_at'"), "{}", untimed.body());
    let unknown = serde_json::json!({ "posts": [{ "title": "B", "status": "publish" }] });
    let unknown = send(&ghost, of("posts", "add"), &[], &unknown).await.unwrap_err();
    assert!(matches!(unknown.kind(), ErrorKind::Validation { rule: Some(rule), .. } if rule == "enum"), "{unknown:?}");
}

#[tokio::test]
async fn keys_that_are_wrong_are_told_apart() {
    let (fake, _) = fake();
    let key = fake.admin_key();
    let (id, secret) = key.split_once(':').unwrap();
    let cases =
        [(format!("{id}:{}", "0".repeat(64)), TokenFault::BadSignature), (format!("{}:{secret}", "0".repeat(24)), TokenFault::UnknownKey)];
    for (key, fault) in cases {
        let error = fake.builder().integration(&key).unwrap().posts().browse().await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (&ErrorKind::Token(fault), Some(401)), "{error}");
    }
    fake.builder().integration(&key).unwrap().posts().browse().await.unwrap();
    fake.builder().path_version("v4").integration(&key).unwrap().posts().browse().await.unwrap();
    let error = fake.builder().content(&"1".repeat(26)).unwrap().posts().browse().await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Token(TokenFault::UnknownKey), "{error}");
    assert!(!format!("{fake:?} {:?}", fake.requests()).contains(secret));
}

#[tokio::test]
async fn what_a_credential_may_not_call_is_refused_as_each_version_does() {
    for (fake, status) in [(FakeGhost::new(), 403), (FakeGhost::of_version(FIVE), 501)] {
        let error = call(&fake.integration(), of("snippets", "browse")).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (&ErrorKind::NotPermitted(Denial::Integration), Some(status)), "{error}");
        let author = fake.staff(&Role::Author);
        let error = author.tiers().add(NewTier::new("Gold", "EUR")).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (&ErrorKind::NotPermitted(Denial::Role), Some(403)), "{error}");
        assert!(error.to_string().contains("You do not have permission to add products"), "{error}");
    }
    let nobody = FakeGhost::new().staff(&Role::AdminIntegration).posts().browse().await.unwrap_err();
    assert_eq!(nobody.kind(), &ErrorKind::Token(TokenFault::UnknownKey));
}

#[tokio::test]
async fn readers_see_what_is_published() {
    let (fake, ghost) = fake();
    let posts = with_posts(&ghost, ["Draft", "Live"]).await;
    let tagged = posts[1].patch().status(PostStatusInput::Published).tags(["News"]).content(Content::html("<p>x</p>"));
    ghost.posts().edit(&posts[1].id, tagged).await.unwrap();
    ghost.tags().add(NewTag::new("Unused")).await.unwrap();
    let public = fake.content();
    let seen = public.posts().browse().include([content::posts::Include::Tags]).await.unwrap();
    assert_eq!((seen.len(), seen[0].title.as_str(), seen[0].html.as_deref()), (1, "Live", Some("<p>x</p>")));
    assert_eq!(seen[0].tags.as_ref().unwrap()[0].name, "News");
    assert_eq!(public.tags().browse().await.unwrap().len(), 1);
    assert_eq!(public.settings().read().await.unwrap().title.as_deref(), Some("Fake Ghost"));
    assert_eq!(public.posts().read_by_slug("draft").await.unwrap_err().kind(), &ErrorKind::NotFound);
}

#[tokio::test]
async fn what_is_not_imitated_says_so_and_who_may_not_call_it_is_told_that_first() {
    let fake = FakeGhost::new();
    let owner = fake.staff(&Role::Owner);
    let error = owner.themes().browse().await.unwrap_err();
    assert!(error.to_string().contains("FakeGhost does not imitate themes.browse (GET /themes/)"), "{error}");
    assert_eq!((error.kind(), error.status()), (&ErrorKind::Server, Some(501)), "nobody is denied anything");
    let barred = call(&fake.integration(), of("themes", "browse")).await.unwrap_err();
    assert_eq!(barred.kind(), &ErrorKind::NotPermitted(Denial::Integration));
    let error = call(&owner, &NOWHERE).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::RouteNotFound { server: Some(server), .. } if server.contains("6.65")), "{error:?}");
    // A route that the version does not have is none.
    let old = FakeGhost::of_version(FIVE).staff(&Role::Owner);
    let error = call(&old, of("automations", "browse")).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::RouteNotFound { .. }), "{error}");
}

/// One failing write: writes are not repeated, so that each fault is one error.
async fn under(fake: &FakeGhost, fault: Fault) -> ErrorKind {
    fake.fail_next(fault);
    fake.integration().posts().add(NewPost::new("Under fault")).await.unwrap_err().kind().clone()
}

#[tokio::test]
async fn what_shall_go_wrong_goes_wrong_once() {
    let (fake, ghost) = fake();
    assert!(matches!(under(&fake, Fault::Timeout).await, ErrorKind::Transport { timeout: true, .. }));
    assert!(matches!(under(&fake, Fault::Reset).await, ErrorKind::Transport { timeout: false, .. }));
    assert!(matches!(under(&fake, Fault::Collision).await, ErrorKind::Collision { .. }));
    let wait = Duration::from_secs(120);
    assert_eq!(under(&fake, Fault::RateLimited(wait)).await, ErrorKind::RateLimited { wait: Some(wait) });
    assert!(matches!(under(&fake, Fault::answer(502, "<html>Bad gateway</html>")).await, ErrorKind::NotJson { .. }));
    assert!(matches!(under(&fake, Fault::Maintenance).await, ErrorKind::Maintenance));
    assert_eq!(ghost.posts().browse().await.unwrap().len(), 0, "nothing was carried out");
    assert!(matches!(under(&fake, Fault::Lost).await, ErrorKind::Transport { .. }));
    assert_eq!(ghost.posts().browse().await.unwrap().len(), 1, "it was carried out, only the answer is lost");
}

#[tokio::test]
async fn what_the_client_repeats_it_repeats_on_the_fake_without_waiting() {
    let (fake, ghost) = fake();
    for fault in [Fault::Reset, Fault::answer(502, "<html>")] {
        fake.fail_next(fault);
    }
    ghost.posts().browse().await.unwrap();
    fake.fail_next(Fault::Refused);
    ghost.posts().add(NewPost::new("A")).await.unwrap();
    fake.fail_next(Fault::Maintenance);
    fake.integration_blocking().posts().browse().send().unwrap();
    let asked: Vec<String> = fake.requests().iter().map(|request| format!("{} {:?}", request.operation(), request.status)).collect();
    let [browse, add] = ["posts.browse", "posts.add"];
    assert_eq!(
        asked,
        [
            format!("{browse} None"),
            format!("{browse} Some(502)"),
            format!("{browse} Some(200)"),
            format!("{add} None"),
            format!("{add} Some(201)"),
            format!("{browse} Some(503)"),
            format!("{browse} Some(200)"),
        ]
    );
}

#[tokio::test]
async fn ten_minutes_pass_at_once() {
    let fake = FakeGhost::new();
    let ten_minutes = Duration::from_secs(600);
    let patient = Retry::new().budget(ten_minutes * 2);
    let (started, key) = (Instant::now(), fake.admin_key());
    fake.fail_next(Fault::RateLimited(ten_minutes));
    fake.builder().retry(patient.clone()).integration(&key).unwrap().posts().browse().await.unwrap();
    fake.fail_next(Fault::RateLimited(ten_minutes));
    fake.builder().retry(patient).integration_blocking(&key).unwrap().posts().browse().send().unwrap();
    assert_eq!(fake.requests().len(), 4);
    assert!(started.elapsed() < ten_minutes, "it really waited");
}

#[tokio::test]
async fn requests_can_be_asserted_on() {
    let (fake, ghost) = fake();
    ghost.posts().add(NewPost::new("A")).await.unwrap();
    fake.content().posts().browse().filter("tag:a+tag:b").limit(3).await.unwrap();
    let requests = fake.requests();
    assert_eq!(requests[0].operation(), "posts.add");
    assert_eq!(requests[0].body.as_ref().unwrap()["posts"][0]["title"], "A");
    assert_eq!((requests[1].option("filter"), requests[1].option("key")), (Some("tag:a+tag:b"), None), "keys are not kept");
    assert_eq!(requests[1].to_string(), "GET /ghost/api/content/posts/?filter=tag:a+tag:b&limit=3 → 200");
    fake.clear_requests();
    assert!(fake.requests().is_empty());
}

#[test]
fn calls_can_block() {
    let fake = FakeGhost::new();
    let post = fake.integration_blocking().posts().add(NewPost::new("A")).send().unwrap();
    assert_eq!(fake.staff_blocking(&Role::Owner).posts().browse().send().unwrap()[0].id, post.id);
    assert!(fake.content_blocking().posts().browse().send().unwrap().is_empty());
}

#[tokio::test]
async fn two_clients_see_the_same_site_and_two_fakes_do_not() {
    let (fake, ghost) = fake();
    with_posts(&ghost, ["A"]).await;
    assert_eq!(fake.clone().staff(&Role::Editor).posts().browse().await.unwrap().len(), 1);
    assert!(FakeGhost::new().integration().posts().browse().await.unwrap().is_empty());
}

#[tokio::test]
async fn publishing_with_a_newsletter_sends_an_email() {
    let (_, ghost) = fake();
    let draft = ghost.posts().add(NewPost::new("A").email_only(true)).await.unwrap();
    let published = draft.patch().status(PostStatusInput::Published);
    let sent = ghost.posts().edit(&draft.id, published).newsletter("default-newsletter").await.unwrap();
    assert_eq!((&sent.status, sent.email.is_some()), (&PostStatus::Sent, true));
    let draft = ghost.posts().add(NewPost::new("B")).await.unwrap();
    let published = draft.patch().status(PostStatusInput::Published);
    let error = ghost.posts().edit(&draft.id, published).newsletter("nosuch").await.unwrap_err();
    assert_eq!(error.status(), Some(500), "as version 6 does");
    assert_eq!(ghost.posts().read(&draft.id).await.unwrap().status, PostStatus::Draft);
}

#[tokio::test]
async fn staff_may_read_snippets() {
    let owner = FakeGhost::new().staff(&Role::Owner);
    assert!(owner.snippets().browse().await.unwrap().is_empty());
    let nothing = owner.snippets().read(&SnippetId::new("0".repeat(24)).unwrap()).await.unwrap_err();
    assert_eq!(nothing.kind(), &ErrorKind::NotFound);
}

/// Whatever the table of routes says of an answer holds for each that the fake gives, in both majors.
#[tokio::test]
async fn every_list_is_as_the_table_describes_it_or_said_not_to_be_imitated() {
    for version in [FIVE, SIX] {
        let fake = FakeGhost::of_version(version);
        let ghost = fake.integration();
        let post = ghost.posts().add(NewPost::new("A").tags(["T"])).await.unwrap();
        ghost.posts().edit(&post.id, post.patch().status(PostStatusInput::Published)).await.unwrap();
        ghost.pages().add(NewPage::new("A")).await.unwrap();
        ghost.members().add(NewMember::new("a@example.com").labels(["L"])).await.unwrap();
        let (owner, public) = (fake.staff(&Role::Owner), fake.content());
        let mut imitated = Vec::new();
        let open = |route: &&Route| route.endpoint.method == Method::Get && !route.endpoint.path.contains('{');
        for route in admin::routes::ROUTES.iter().chain(content::routes::ROUTES).filter(open) {
            let answer =
                if route.endpoint.api == "content" { raw(&public, route.endpoint).await } else { raw(&owner, route.endpoint).await };
            match answer {
                Ok((status, body)) => {
                    assert!(route.endpoint.status.contains(&status), "{}", route.endpoint);
                    let answer = Answer::new(route.endpoint, Response::new(status, Vec::new(), body));
                    (route.check)(&answer).unwrap_or_else(|error| panic!("{}: {error}", route.endpoint));
                    imitated.push(route.endpoint.to_string());
                }
                Err(error) => {
                    let barred = route.credentials.is_some_and(|credentials| !credentials.contains(&"staff_token"));
                    let lacking = !route.versions.hold(Some(version));
                    let said = error.to_string().contains("FakeGhost does not imitate");
                    assert!(said || barred || lacking, "{} is neither imitated nor said not to be: {error}", route.endpoint);
                }
            }
        }
        assert_eq!(imitated.len(), 18, "{imitated:#?}");
    }
}

static NOWHERE: Endpoint = Endpoint {
    api: "admin",
    resource: "posts",
    operation: "nowhere",
    method: Method::Get,
    base: "/ghost/api/admin",
    path: "/posts/no/such/route/",
    status: &[200],
    credential: true,
    errors: ghost_client::rt::ErrorForm::GHOST,
};

fn of(resource: &str, operation: &str) -> &'static Endpoint {
    admin::permissions::of(resource, operation).unwrap().endpoint
}

/// A call that the compiler might refuse.
async fn call<C>(ghost: &Ghost<C>, endpoint: &'static Endpoint) -> Result<(), Error> {
    raw(ghost, endpoint).await.map(drop)
}

async fn raw<C>(ghost: &Ghost<C>, endpoint: &'static Endpoint) -> Result<(u16, Vec<u8>), Error> {
    Scope::<C, _>::new(ghost.connection()).call(endpoint, |answer| Ok((answer.status(), answer.body().to_vec()))).await
}

/// A call with a body that the types would not let through.
async fn send<C>(ghost: &Ghost<C>, endpoint: &'static Endpoint, path: &[(&str, &str)], body: &serde_json::Value) -> Result<(), Error> {
    let call = Scope::<C, _>::new(ghost.connection()).call(endpoint, |answer| answer.empty());
    path.iter().fold(call, |call, (name, value)| call.path(name, value)).send_flat(body).await
}
