//! The fake Ghost against a real one: one script on both, and what both answer to each request is the same.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ghost_client::admin::permissions;
use ghost_client::fake::FakeGhost;
use ghost_client::labels::NewLabel;
use ghost_client::members::{MemberPatch, NewMember};
use ghost_client::pages::NewPage;
use ghost_client::posts::{self, Content, NewPost, PostId, PostStatusInput};
use ghost_client::rt::{Scope, Timestamp};
use ghost_client::snippets::NewSnippet;
use ghost_client::tags::{NewTag, TagPatch};
use ghost_client::tiers::{NewTier, TierId};
use ghost_client::transport::{BoxFuture, Hyper, Request, Response, Transport, TransportError};
use ghost_client::{Builder, ContentKey, Error, Ghost, Integration, StaffToken, Version, admin, content};
use ghost_tests::server::{GhostServer, Role};
use serde_json::{Value, json};

#[tokio::test]
async fn the_fake_answers_as_a_real_site_does() {
    let site = GhostServer::fresh().unwrap();
    let real = Recorder::new(Hyper::new().unwrap());
    let keys = Keys {
        integration: site.admin_key().to_owned(),
        author: site.user(Role::Author).staff_token.clone(),
        owner: site.owner().staff_token.clone(),
        content: site.content_key().to_owned(),
    };
    script(|| Ghost::builder(site.url()).unwrap().transport(real.clone()), &keys).await;

    let fake = FakeGhost::of_version(Version::parse(site.version()).unwrap());
    let imitation = Recorder::new(fake.clone());
    let staff = |role: permissions::Role| fake.staff_token(&role);
    let keys = Keys {
        integration: fake.admin_key(),
        author: staff(permissions::Role::Author),
        owner: staff(permissions::Role::Owner),
        content: fake.content_key().to_owned(),
    };
    script(|| fake.builder().transport(imitation.clone()), &keys).await;

    let (real, imitation) = (real.transcript(site.url()), imitation.transcript(fake.url()));
    assert_eq!(real.len(), imitation.len());
    assert!(real.len() >= 70, "only {} requests were compared", real.len());
    let differing: Vec<String> =
        real.iter().zip(&imitation).filter(|(real, fake)| real != fake).map(|(real, fake)| difference(real, fake)).collect();
    assert!(differing.is_empty(), "{} of {} answers differ from the real ones:\n{}", differing.len(), real.len(), differing.join("\n"));
}

/// Who asks.
struct Keys {
    integration: String,
    author: String,
    owner: String,
    content: String,
}

/// What is asked of both: add, read, edit, collide, browse with pages, filter, refuse, delete. Errors are part of what is compared.
async fn script(connect: impl Fn() -> Builder, keys: &Keys) {
    let ghost = &connect().integration(&keys.integration).unwrap();
    let first = write_posts(ghost).await;
    list(ghost).await;
    publishing(ghost).await;
    members(ghost).await;
    others(ghost).await;
    refusals(ghost, &first).await;
    readers(&connect().content(&keys.content).unwrap()).await;
    staff(&connect().staff_token(&keys.owner).unwrap(), &connect().staff_token(&keys.author).unwrap()).await;
    strangers(connect, &keys.integration).await;
    ghost.posts().destroy(&first).await.unwrap();
    let _ = ghost.posts().read(&first).await.unwrap_err();
    let _ = ghost.posts().destroy(&first).await.unwrap_err();
}

async fn write_posts(ghost: &Ghost<Integration>) -> PostId {
    let new = NewPost::new("Script: one").content(Content::html("<p>Hello <strong>you</strong></p>")).tags(["Script", "#inside"]);
    let draft = ghost.posts().add(new).await.unwrap();
    let renamed = ghost.posts().edit(&draft.id, draft.patch().title("Script: first").featured(true)).await.unwrap();
    // A second passes: real sites keep whole seconds, and a collision within one goes unnoticed.
    tokio::task::spawn_blocking(|| std::thread::sleep(Duration::from_millis(1100))).await.unwrap();
    let live = ghost.posts().edit(&draft.id, renamed.patch().status(PostStatusInput::Published)).await.unwrap();
    let _ = ghost.posts().edit(&draft.id, draft.patch().title("Script: stale")).await.unwrap_err();
    ghost.posts().edit(&draft.id, live.patch().custom_excerpt("In short").tags(["Script"])).await.unwrap();
    ghost.posts().read(&draft.id).formats([posts::Format::Html, posts::Format::Plaintext]).await.unwrap();
    ghost.posts().read_by_slug(&live.slug).include([posts::Include::Tags]).await.unwrap();
    for title in ["Script: two", "Script: two"] {
        ghost.posts().add(NewPost::new(title).tags(["Script"])).await.unwrap();
    }
    ghost.pages().add(NewPage::new("Script: page")).await.unwrap();
    draft.id
}

async fn list(ghost: &Ghost<Integration>) {
    let browse = || ghost.posts().browse().include([posts::Include::Tags]).filter("tag:script").order("title asc, slug asc");
    browse().limit(2).await.unwrap();
    browse().limit(2).page(2).await.unwrap();
    browse().limit(2).page(9).await.unwrap();
    for filter in [
        "tag:script+status:published",
        "tag:script+featured:false",
        "tag:script+title:~'TWO'",
        "tags.name:Script+slug:-script-two",
        "tag:script+(featured:true,slug:script-two-2)",
        "tag:script+primary_tag:script+published_at:null",
        "tag:[script,nosuch]+created_at:>now-1d",
        "tag:-script+tag:script",
        "slug:['script-two','script-two-2']",
    ] {
        let fields = [posts::Field::Title, posts::Field::Slug, posts::Field::Status];
        ghost.posts().browse().fields(fields).filter(filter).order("slug asc").await.unwrap();
    }
    // Fields leave relations out, unless these are asked for too; without `url` among them, tags would come without theirs.
    // What an address is made of must be among them as well.
    let fields =
        [posts::Field::Title, posts::Field::Url, posts::Field::Slug, posts::Field::Status, posts::Field::Uuid, posts::Field::EmailOnly];
    let titles = || ghost.posts().browse().fields(fields.clone()).filter("tag:script").order("slug asc");
    titles().await.unwrap();
    titles().include([posts::Include::Tags]).await.unwrap();
    for filter in ["nosuch:1", "title:'"] {
        let _ = ghost.posts().browse().filter(filter).await.unwrap_err();
    }
}

async fn publishing(ghost: &Ghost<Integration>) {
    let draft = ghost.posts().add(NewPost::new("Script: later")).await.unwrap();
    let past = draft.patch().status(PostStatusInput::Scheduled).published_at("2020-01-01T00:00:00Z".parse::<Timestamp>().unwrap());
    let _ = ghost.posts().edit(&draft.id, past).await.unwrap_err();
    let unknown = draft.patch().status(PostStatusInput::Published);
    let _ = ghost.posts().edit(&draft.id, unknown).newsletter("nosuch").await.unwrap_err();
    let future = draft.patch().status(PostStatusInput::Scheduled).published_at("2099-01-01T00:00:00Z".parse::<Timestamp>().unwrap());
    let scheduled = ghost.posts().edit(&draft.id, future).await.unwrap();
    let back = ghost.posts().edit(&draft.id, scheduled.patch().status(PostStatusInput::Draft)).await.unwrap();
    ghost.posts().edit(&draft.id, back.patch().slug("script: taken over!").access(posts::PostAccess::Paid)).await.unwrap();
    ghost.posts().destroy(&draft.id).await.unwrap();
}

/// What roles may do, where nobody else may.
async fn staff(owner: &Ghost<StaffToken>, author: &Ghost<StaffToken>) {
    let new = || NewSnippet::new("Script", "{}");
    let snippet = owner.snippets().add(new()).await.unwrap();
    let _ = owner.snippets().add(new()).await.unwrap_err();
    owner.snippets().browse().await.unwrap();
    owner.snippets().destroy(&snippet.id).await.unwrap();
    let _ = author.tiers().add(NewTier::new("Gold", "EUR")).await.unwrap_err();
    let _ = author.members().browse().await.unwrap_err();
}

/// Keys that the site does not know.
async fn strangers(connect: impl Fn() -> Builder, key: &str) {
    let (id, secret) = key.split_once(':').unwrap();
    for key in [format!("{id}:{}", "0".repeat(64)), format!("{}:{secret}", "0".repeat(24))] {
        let _ = connect().integration(&key).unwrap().posts().browse().limit(1).await.unwrap_err();
    }
    let _ = connect().content(&"1".repeat(26)).unwrap().posts().browse().limit(1).await.unwrap_err();
}

async fn members(ghost: &Ghost<Integration>) {
    let new = NewMember::new("script@example.com").name("Script").labels(["Scripted"]);
    let member = ghost.members().add(new).await.unwrap();
    ghost.members().edit(&member.id, MemberPatch::new().note("Noted").subscribed(false)).await.unwrap();
    ghost.members().read(&member.id).await.unwrap();
    ghost.members().browse().filter("label:scripted+subscribed:false").await.unwrap();
    let _ = ghost.members().add(NewMember::new("script@example.com")).await.unwrap_err();
    ghost.members().destroy(&member.id).await.unwrap();
    let _ = ghost.members().read(&member.id).await.unwrap_err();
}

async fn others(ghost: &Ghost<Integration>) {
    let tag = ghost.tags().add(NewTag::new("#Script only")).await.unwrap();
    ghost.tags().edit(&tag.id, TagPatch::new().description("Described")).await.unwrap();
    ghost.tags().browse().include([ghost_client::tags::Include::CountPosts]).filter("slug:script").await.unwrap();
    let label = ghost.labels().add(NewLabel::new("Script label")).await.unwrap();
    let _ = ghost.labels().add(NewLabel::new("Script label")).await.unwrap_err();
    ghost.labels().destroy(&label.id).await.unwrap();
    ghost.tiers().browse().filter("type:free").await.unwrap();
    ghost.newsletters().browse().limit(1).await.unwrap();
}

async fn refusals(ghost: &Ghost<Integration>, post: &PostId) {
    let _ = ghost.posts().read(&PostId::new("0".repeat(24)).unwrap()).await.unwrap_err();
    let _ = ghost.posts().read(&PostId::new("nonsense").unwrap()).await.unwrap_err();
    let _ = ghost.tiers().read(&TierId::new("0".repeat(24)).unwrap()).await.unwrap_err();
    for (resource, operation) in [("snippets", "browse"), ("themes", "browse"), ("settings", "edit")] {
        let endpoint = admin::permissions::of(resource, operation).unwrap().endpoint;
        let _ = Scope::<(), _>::new(ghost.connection()).call(endpoint, |answer| answer.empty()).await.unwrap_err();
    }
    let edit = [("id", post.as_str())];
    for (operation, path, body) in [
        ("add", &[][..], json!({ "posts": [{ "status": "draft" }] })),
        ("add", &[], json!({ "posts": [{ "title": "x", "status": "publish" }] })),
        ("edit", &edit, json!({ "posts": [{ "title": "No token" }] })),
    ] {
        let _ = send(ghost, ("posts", operation), path, &body).await.unwrap_err();
    }
    let _ = ghost.tags().add(NewTag::new("x".repeat(192))).await.unwrap_err();
}

/// A call with a body that the types would not let through.
async fn send(ghost: &Ghost<Integration>, (resource, operation): (&str, &str), path: &[(&str, &str)], body: &Value) -> Result<(), Error> {
    let endpoint = admin::permissions::of(resource, operation).unwrap().endpoint;
    let call = Scope::<(), _>::new(ghost.connection()).call(endpoint, |answer| answer.empty());
    path.iter().fold(call, |call, (name, value)| call.path(name, value)).send_flat(body).await
}

async fn readers(public: &Ghost<ContentKey>) {
    public.posts().browse().filter("tag:script").include([content::posts::Include::Tags]).await.unwrap();
    public.posts().read_by_slug("script-one").await.unwrap();
    let _ = public.posts().read_by_slug("script-two").await.unwrap_err();
    public.tags().browse().filter("slug:script").await.unwrap();
}

/// Notes every request with its answer.
#[derive(Clone)]
struct Recorder<T> {
    inner: Arc<T>,
    exchanges: Arc<Mutex<Vec<(String, u16, Value)>>>,
}

impl<T> fmt::Debug for Recorder<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Recorder")
    }
}

impl<T> Recorder<T> {
    fn new(inner: T) -> Self {
        Recorder { inner: Arc::new(inner), exchanges: Arc::default() }
    }

    /// What was asked and answered, without what differs from site to site.
    fn transcript(&self, site: &str) -> Vec<(String, Vec<String>)> {
        let exchanges = self.exchanges.lock().unwrap();
        let line = |(request, status, body): &(String, u16, Value)| {
            let request = Normal { site }.text(request);
            let mut lines = BTreeMap::new();
            Normal { site }.flatten(body, "", &mut lines);
            let lines = lines.into_iter().map(|(path, value)| format!("{path} = {value}"));
            (request, std::iter::once(format!("status = {status}")).chain(lines).collect())
        };
        exchanges.iter().map(line).collect()
    }
}

impl<T: Transport> Transport for Recorder<T> {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async move {
            let asked = format!("{} {}", request.method, request.url);
            let answer = self.inner.execute(request).await?;
            let body = serde_json::from_slice(answer.body()).unwrap_or_default();
            self.exchanges.lock().unwrap().push((asked, answer.status(), body));
            Ok(answer)
        })
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        self.inner.sleep(time)
    }
}

/// What makes answers of two sites comparable.
struct Normal<'a> {
    site: &'a str,
}

impl Normal<'_> {
    /// A line for each value: `.posts[0].title = "x"`.
    fn flatten(&self, value: &Value, path: &str, lines: &mut BTreeMap<String, String>) {
        match value {
            Value::Object(map) if !map.is_empty() => {
                map.iter().for_each(|(key, value)| self.flatten(value, &format!("{path}.{key}"), lines));
            }
            Value::Array(items) if !items.is_empty() => {
                // Sites differ in how many tiers and newsletters they have: the first of them is compared.
                let most = if path.ends_with(".tiers") || path.ends_with(".newsletters") { 1 } else { usize::MAX };
                items.iter().take(most).enumerate().for_each(|(index, item)| self.flatten(item, &format!("{path}[{index}]"), lines));
            }
            Value::String(text) => drop(lines.insert(path.to_owned(), self.value(path, text))),
            other => drop(lines.insert(path.to_owned(), other.to_string())),
        }
    }

    fn value(&self, path: &str, text: &str) -> String {
        let key = path.rsplit('.').next().unwrap_or_default();
        let of_the_site =
            ["author", "tiers[", "newsletters[", "attribution", "schemaPath", "allowedValues"].iter().any(|part| path.contains(part));
        match key {
            // HTML becomes other blocks on a real site, whose ids are random; keys are signed.
            "lexical" => "a document".to_owned(),
            "unsubscribe_url" => "an address".to_owned(),
            // 5.x learns of a tag's page some time after the first post with it is published.
            "url" if path.contains("tag") => "an address".to_owned(),
            _ if of_the_site => "text".to_owned(),
            _ => format!("{:?}", self.text(text)),
        }
    }

    /// Text without ids, times, keys and the site's address.
    fn text(&self, text: &str) -> String {
        let text = text.replace(self.site, "SITE");
        let hex = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit());
        let is_time = |text: &str| text.len() >= 24 && text.as_bytes()[10] == b'T' && text.starts_with("20") && text.is_char_boundary(10);
        if is_time(&text) {
            return format!("a time{}", &text[23..]);
        }
        let part = |part: &str| match part {
            part if hex(part, 24) && part.bytes().any(|byte| byte != b'0') => "ID".to_owned(),
            part if part.len() == 36 && part.split('-').map(str::len).eq([8, 4, 4, 4, 12]) => "UUID".to_owned(),
            part => part.split("key=").next().unwrap_or_default().to_owned(),
        };
        text.split('/').map(part).collect::<Vec<_>>().join("/")
    }
}

/// The lines of an exchange that only one of both has.
fn difference((request, real): &(String, Vec<String>), (_, fake): &(String, Vec<String>)) -> String {
    let only = |mark: &str, these: &[String], those: &[String]| {
        these.iter().filter(|line| !those.contains(line)).map(|line| format!("  {mark} {line}\n")).collect::<String>()
    };
    format!("{request}\n{}{}", only("real", real, fake), only("fake", fake, real))
}
