//! Webhooks: a receiver on the loopback interface gets what a real server sends.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use ghost_client::members::{MemberPatch, NewMember};
use ghost_client::pages::{NewPage, PageStatus};
use ghost_client::posts::{NewPost, PostStatusInput};
use ghost_client::rt::Timestamp;
use ghost_client::tags::{NewTag, TagPatch};
use ghost_client::webhook::{self, EVENTS, Event, Registration, Scheme};
use ghost_client::webhooks::WebhookEvent;
use ghost_client::{Ghost, Integration};
use ghost_tests::server::Role;

use crate::{integration, staff};

const SECRET: &str = "a long and random secret of these tests";

/// What came in.
struct Delivery {
    /// The last part of the address, which is the event's name.
    event: WebhookEvent,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// Listens for deliveries and answers each at once; the address, and where they come out.
fn receiver() -> (String, Receiver<Delivery>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hooks", listener.local_addr().unwrap());
    let (sender, deliveries) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let sender = sender.clone();
            // Ghost keeps connections open: each has a thread of its own.
            thread::spawn(move || serve(stream.unwrap(), &sender));
        }
    });
    (url, deliveries)
}

fn serve(mut stream: TcpStream, sender: &Sender<Delivery>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    while let Some(delivery) = read(&mut reader) {
        stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap();
        // The test may have seen enough.
        let _ = sender.send(delivery);
    }
}

/// The next request of a connection; none at its end.
fn read(reader: &mut impl BufRead) -> Option<Delivery> {
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_owned()),
        }
    }
    let event = lines[0].split(' ').nth(1)?.rsplit('/').next()?.into();
    let headers: Vec<(String, String)> =
        lines[1..].iter().filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let length = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length"))?.1.parse().ok()?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Delivery { event, headers, body })
}

/// All that can happen to a post or a page.
macro_rules! live_and_die {
    ($ghost:expr, $resource:ident, $new:expr, $status:ident) => {
        let ghost = $ghost;
        let later = |hours: i64| Timestamp::from_second(Timestamp::now().as_second() + hours * 3600).unwrap();
        let it = ghost.$resource().add($new).await.unwrap();
        let it = ghost.$resource().edit(&it.id, it.patch().title("Edited").custom_excerpt("Said anew")).await.unwrap();
        let it = ghost.$resource().edit(&it.id, it.patch().tags(["Hooked"])).await.unwrap();
        let it = ghost.$resource().edit(&it.id, it.patch().tags([""; 0])).await.unwrap();
        let it = ghost.$resource().edit(&it.id, it.patch().tags(["Hooked"])).await.unwrap();
        let it = ghost.$resource().edit(&it.id, it.patch().status($status::Scheduled).published_at(later(24))).await.unwrap();
        let it = ghost.$resource().edit(&it.id, it.patch().published_at(later(48))).await.unwrap();
        let it = ghost.$resource().edit(&it.id, it.patch().status($status::Draft)).await.unwrap();
        let it = ghost.$resource().edit(&it.id, it.patch().status($status::Published).published_at(later(-1))).await.unwrap();
        let it = ghost.$resource().edit(&it.id, it.patch().title("Edited again")).await.unwrap();
        let it = ghost.$resource().edit(&it.id, it.patch().status($status::Draft)).await.unwrap();
        let it = ghost.$resource().edit(&it.id, it.patch().status($status::Published)).await.unwrap();
        ghost.$resource().destroy(&it.id).await.unwrap();
    };
}

/// Makes all that Ghost has events for happen.
async fn everything(ghost: &Ghost<Integration>) {
    live_and_die!(ghost, posts, NewPost::new("Hooked"), PostStatusInput);
    live_and_die!(ghost, pages, NewPage::new("Hooked"), PageStatus);
    let tag = ghost.tags().add(NewTag::new("Alone")).await.unwrap();
    ghost.tags().edit(&tag.id, TagPatch::new().description("Not so alone")).await.unwrap();
    ghost.tags().destroy(&tag.id).await.unwrap();
    let member = ghost.members().add(NewMember::new("hooked@example.com").name("Ada").labels(["VIP"])).await.unwrap();
    ghost.members().edit(&member.id, MemberPatch::new().name("Ada Lovelace")).await.unwrap();
    ghost.members().edit(&member.id, MemberPatch::new().labels([""; 0])).await.unwrap();
    ghost.members().destroy(&member.id).await.unwrap();
}

/// The deliveries, verified and read, until each event has come and then nothing for a while.
fn collected(deliveries: &Receiver<Delivery>, named: bool) -> BTreeMap<String, Vec<Event>> {
    let mut events: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    let deadline = Instant::now() + Duration::from_secs(30);
    while Instant::now() < deadline {
        let patience = if events.len() == EVENTS.len() { Duration::from_secs(1) } else { Duration::from_secs(10) };
        let Ok(delivery) = deliveries.recv_timeout(patience) else { break };
        events.entry(delivery.event.as_str().to_owned()).or_default().push(event(&delivery, named));
    }
    events
}

fn event(delivery: &Delivery, named: bool) -> Event {
    let headers = || delivery.headers.iter().map(|(name, value)| (name, value));
    let shown = || String::from_utf8_lossy(&delivery.body).into_owned();
    let verified = webhook::verify(SECRET, headers(), &delivery.body).unwrap_or_else(|error| panic!("{error}: {}", shown()));
    assert_eq!(verified.scheme(), Scheme::BodyAndTime);
    webhook::verify("another secret", headers(), &delivery.body).unwrap_err();
    let told = verified.event().unwrap_or_else(|error| panic!("{error}: {}", shown()));
    let says = named || delivery.event == WebhookEvent::SiteChanged;
    assert_eq!(told.name(), says.then(|| delivery.event.clone()), "{}", shown());
    let event = verified.event_or(delivery.event.clone()).unwrap();
    assert_eq!(event.name().as_ref(), Some(&delivery.event), "{}", shown());
    event
}

#[tokio::test]
async fn webhooks_of_all_events_are_delivered_verified_and_read() {
    let (site, ghost) = integration();
    let (url, deliveries) = receiver();
    let registration = Registration::new(url, SECRET).on(EVENTS.iter().cloned()).name("All").address_per_event();
    let registered = registration.register(&ghost).await.unwrap();
    assert_eq!((registered.added.len(), registered.present.len()), (29, 0));
    everything(&ghost).await;

    let events = collected(&deliveries, site.version() != "5.130.6");
    let missing: Vec<_> = EVENTS.iter().filter(|event| !events.contains_key(event.as_str())).collect();
    assert!(missing.is_empty(), "did not come: {missing:?}");

    // Empty on added, what changed on edited, everything on deleted.
    let Event::PostAdded(post) = &events["post.added"][0] else { panic!() };
    assert_eq!((post.latest().title.as_deref(), post.changed.len()), (Some("Hooked"), 0));
    let edited = events["post.edited"].iter().filter_map(Event::post).find(|post| post.latest().title.as_deref() == Some("Edited"));
    let edited = edited.unwrap();
    assert_eq!(edited.previous.title.as_deref(), Some("Hooked"));
    assert!(edited.changed("custom_excerpt") && edited.previous.custom_excerpt.is_none() && !edited.changed("slug"));
    for name in ["post.deleted", "page.deleted", "tag.deleted", "member.deleted"] {
        let event = &events[name][0];
        let gone = [
            event.post().map(|post| (post.current.is_none(), post.previous.id.is_some())),
            event.page().map(|page| (page.current.is_none(), page.previous.id.is_some())),
            event.tag().map(|tag| (tag.current.is_none(), tag.previous.id.is_some())),
            event.member().map(|member| (member.current.is_none(), member.previous.email.is_some())),
        ];
        assert_eq!(gone.into_iter().flatten().collect::<Vec<_>>(), [(true, true)], "{name}");
    }
    let attached = events["page.tag.attached"][0].page().unwrap();
    assert_eq!((attached.previous.tags.as_deref().map(<[_]>::len), attached.latest().tags.as_deref().map(<[_]>::len)), (Some(0), Some(1)));
    let renamed = events["member.edited"].iter().filter_map(Event::member).find(|member| member.changed("name")).unwrap();
    assert_eq!((renamed.previous.name.as_deref(), renamed.latest().name.as_deref()), (Some("Ada"), Some("Ada Lovelace")));
}

#[tokio::test]
async fn webhooks_can_be_registered_again_and_by_members_of_staff() {
    let (site, ghost) = integration();
    let registration = Registration::new("http://127.0.0.1:9/hooks", SECRET).on(["post.added"]);
    assert_eq!(registration.register(&ghost).await.unwrap().added.len(), 1);
    let more = registration.clone().on(["tag.added"]).register(&ghost).await.unwrap();
    assert_eq!((more.added.len(), more.present), (1, vec![WebhookEvent::PostAdded]));

    // Of staff, it is wanted to whom they belong; and what is refused for another reason is an error.
    let owner = staff(&site, Role::Owner);
    let own = Registration::new("http://127.0.0.1:9/staff", SECRET).on(["post.added"]);
    own.register(&owner).await.unwrap_err();
    let own = own.integration(ghost_client::integrations::IntegrationId::new(site.integration_id()).unwrap());
    assert_eq!(own.register(&owner).await.unwrap().added[0].integration_id.as_str(), site.integration_id());

    let (url, key) = (site.url().to_owned(), site.admin_key().to_owned());
    thread::spawn(move || {
        let blocking = Ghost::builder(&url).unwrap().integration_blocking(&key).unwrap();
        assert_eq!(registration.register_blocking(&blocking).unwrap().present, [WebhookEvent::PostAdded]);
    })
    .join()
    .unwrap();
}

/// The example, waiting at an address; it ends with the test.
struct Example {
    process: Child,
    printed: BufReader<ChildStdout>,
    address: String,
}

impl Example {
    fn start() -> Self {
        let mut process = Command::new(env!("CARGO"))
            .args(["run", "--quiet", "-p", "ghost-client", "--example", "webhook_receiver", "--", "127.0.0.1:0"])
            .env("GHOST_WEBHOOK_SECRET", SECRET)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let printed = BufReader::new(process.stdout.take().unwrap());
        let mut example = Example { process, printed, address: String::new() };
        example.address = example.line().strip_prefix("waiting at http://").unwrap().to_owned();
        example
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.printed.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// The status line that a whole request is answered with. The connection stays open until it has come: a server that sees it half
    /// closed may drop the answer it was about to give.
    fn answer(&self, request: &[u8]) -> String {
        first_line(&self.sent(request))
    }

    /// The status line, if any, that bytes are answered with after which nothing follows.
    fn answer_to_junk(&self, bytes: &[u8]) -> String {
        let stream = self.sent(bytes);
        // A server that has reset the connection already has given its answer.
        let _ = stream.shutdown(std::net::Shutdown::Write);
        first_line(&stream)
    }

    fn sent(&self, bytes: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream.write_all(bytes).unwrap();
        stream
    }
}

impl Drop for Example {
    fn drop(&mut self) {
        // `cargo run` becomes the example on Unix, so that this ends the example itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Empty if the connection is closed or reset without an answer.
fn first_line(stream: &TcpStream) -> String {
    let mut line = String::new();
    let _ = BufReader::new(stream).read_line(&mut line);
    line.trim_end().to_owned()
}

fn posted(header: &str, body: &str) -> Vec<u8> {
    format!("POST /hooks HTTP/1.1\r\nhost: x\r\n{header}content-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

#[tokio::test]
async fn the_webhook_receiver_stays_up_on_junk_and_prints_what_ghost_sends() {
    let (_site, ghost) = integration();
    let mut example = Example::start();
    let forged = format!("x-ghost-signature: sha256={}, t=1719842984367\r\n", "ab".repeat(32));
    let refused = [
        posted("", "{}"),
        posted("x-ghost-signature: junk\r\n", "{}"),
        posted("x-ghost-signature: sha256=,t=\r\n", ""),
        posted(&forged, r#"{"event":"post.added"}"#),
        posted("x-ghost-signature: \u{e9}\r\n", "\0\u{1}"),
    ];
    for request in &refused {
        assert_eq!(example.answer(request), "HTTP/1.1 401 Unauthorized", "{}", String::from_utf8_lossy(request));
    }
    assert_eq!(example.answer(&posted(&forged, "not JSON")), "HTTP/1.1 400 Bad Request");
    assert_eq!(example.answer(b"GET /hooks HTTP/1.1\r\nhost: x\r\n\r\n"), "HTTP/1.1 405 Method Not Allowed");
    for bytes in [&b"\x16\x03\x01 no HTTP"[..], b"", b"POST /hooks HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\n\r\ncut"] {
        let answer = example.answer_to_junk(bytes);
        assert!(answer.is_empty() || answer.contains(" 400 "), "{answer}");
    }

    let (named, unnamed) = (format!("http://{}/hooks", example.address), format!("http://{}/", example.address));
    Registration::new(named, SECRET).on([WebhookEvent::PostAdded]).address_per_event().register(&ghost).await.unwrap();
    Registration::new(unnamed, "not its secret").on([WebhookEvent::MemberAdded]).register(&ghost).await.unwrap();
    ghost.members().add(NewMember::new("unseen@example.com")).await.unwrap();
    ghost.posts().add(NewPost::new("Received")).await.unwrap();
    assert_eq!(example.line(), "post.added: Received");
}
