//! Walks over events that are served from memory, by a server that knows the filters of Ghost that walks are made of.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use crate::error::ErrorKind;
use crate::members::MemberEvent;
use crate::transport::{BlockingTransport, BoxFuture, Request, Response, Transport, TransportError};
use crate::{Blocking, Ghost, Integration};

const KEY: &str = "6b0651d2fb70531d3b71c6af:0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b";

/// Kind, second, id.
type Event = (&'static str, u32, u32);

#[derive(Clone, Debug, Default)]
struct Events {
    events: Vec<Event>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Events {
    fn of(events: impl IntoIterator<Item = Event>) -> Self {
        Events { events: events.into_iter().collect(), asked: Arc::default() }
    }

    fn integration(&self) -> Ghost<Integration> {
        Ghost::builder("https://example.com").unwrap().transport(self.clone()).integration(KEY).unwrap()
    }

    fn blocking(&self) -> Ghost<Integration, Blocking> {
        Ghost::builder("https://example.com").unwrap().blocking_transport(self.clone()).integration_blocking(KEY).unwrap()
    }

    fn answer(&self, request: &Request) -> Response {
        let address = crate::address::Address::parse(&request.url).unwrap();
        let option = |name: &str| address.pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
        let (filter, limit) = (option("filter").unwrap_or_default(), option("limit").unwrap().parse::<usize>().unwrap());
        self.asked.lock().unwrap().push(filter.clone());
        let mut found: Vec<Event> =
            self.events.iter().copied().filter(|event| filter.split('+').all(|part| part.is_empty() || holds(part, *event))).collect();
        // As Ghost does: newest first; in a moment by kind, then by id, greatest first.
        found.sort_by_key(|(kind, second, id)| (std::cmp::Reverse(*second), *kind, std::cmp::Reverse(*id)));
        found.truncate(limit);
        let events: Vec<serde_json::Value> = found.iter().map(written).collect();
        let body =
            serde_json::json!({ "events": events, "meta": { "pagination": { "limit": limit.to_string(), "page": null, "next": null } } });
        Response::new(200, vec![("content-type".to_owned(), "application/json".to_owned())], body.to_string().into_bytes())
    }
}

fn id(number: u32) -> String {
    format!("{number:024x}")
}

fn written((kind, second, number): &Event) -> serde_json::Value {
    serde_json::json!({ "type": kind, "data": { "id": id(*number), "created_at": format!("2026-01-02T03:04:{second:02}.000Z") } })
}

/// One condition of a filter.
fn holds(condition: &str, (kind, second, number): Event) -> bool {
    let (key, rest) = condition.split_once(':').unwrap();
    let text = match key {
        "type" => kind.to_owned(),
        "data.created_at" => format!("2026-01-02 03:04:{second:02}"),
        "id" => id(number),
        other => panic!("a filter on {other}"),
    };
    let value = |text: &str| text.trim_matches('\'').to_owned();
    match rest {
        rest if rest.starts_with("-[") => !rest[2..rest.len() - 1].split(',').any(|one| value(one) == text),
        rest if rest.starts_with("<=") => text <= value(&rest[2..]),
        rest if rest.starts_with('<') => text < value(&rest[1..]),
        rest => text == value(rest),
    }
}

impl Transport for Events {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let answer = self.answer(&request);
        Box::pin(async move { Ok(answer) })
    }
}

impl BlockingTransport for Events {
    fn execute(&self, request: Request) -> Result<Response, TransportError> {
        Ok(self.answer(&request))
    }
}

/// What a test compares: kind, moment, id.
type Met = (String, String, String);

fn met(event: MemberEvent) -> Met {
    let MemberEvent::Unknown(event) = event else { panic!("{event:?} is known") };
    let text = |key: &str| event.content[key].as_str().unwrap().to_owned();
    (event.tag.clone(), text("created_at"), text("id"))
}

/// Walks all events, awaited and blocking; each must come once, newest first. Gives the filters that were sent.
async fn walked(events: Events, limit: u32) -> Vec<String> {
    let ghost = events.integration();
    let (mut items, mut awaited) = (ghost.members().events().limit(limit).items(), Vec::new());
    while let Some(event) = items.next().await {
        awaited.push(met(event.unwrap()));
    }
    let asked = std::mem::take(&mut *events.asked.lock().unwrap());
    let blocking: Vec<Met> = events.blocking().members().events().limit(limit).items().map(|event| met(event.unwrap())).collect();
    assert_eq!((&blocking, &*events.asked.lock().unwrap()), (&awaited, &asked));

    assert!(awaited.windows(2).all(|pair| pair[0].1 >= pair[1].1), "newest first");
    let expected: BTreeSet<Met> = events
        .events
        .iter()
        .map(|(kind, second, number)| ((*kind).to_owned(), format!("2026-01-02T03:04:{second:02}.000Z"), id(*number)))
        .collect();
    assert_eq!((awaited.len(), awaited.into_iter().collect::<BTreeSet<_>>()), (expected.len(), expected));
    asked
}

#[tokio::test]
async fn what_is_older_is_asked_for_from_the_last_moment_on() {
    let asked = walked(Events::of((0..5).map(|number| ("opened", number, number))), 2).await;
    let from = |second: u32| format!("data.created_at:<='2026-01-02 03:04:0{second}'");
    assert_eq!(asked, [String::new(), from(3), from(2), from(1), from(0)]);
}

#[tokio::test]
async fn items_of_one_moment_on_two_pages_come_once() {
    walked(Events::of([("opened", 9, 1), ("opened", 8, 2), ("sent", 8, 2), ("sent", 8, 3), ("sent", 7, 4)]), 3).await;
    walked(Events::of((0..40).map(|number| (["opened", "sent"][number as usize % 2], number / 3, number))), 4).await;
}

#[tokio::test]
async fn a_moment_that_fills_many_pages_is_walked_kind_by_kind() {
    let crowd = (0..25).map(|number| ("sent", 5, number)).chain((0..25).map(|number| ("delivered", 5, number)));
    let around = [("opened", 9, 90), ("opened", 5, 3), ("sent", 1, 91)];
    let asked = walked(Events::of(crowd.chain(around)), 10).await;
    let at = "data.created_at:'2026-01-02 03:04:05'";
    assert!(asked.contains(&format!("{at}+type:'delivered'+id:<'{}'", id(15))), "{asked:?}");
    assert!(asked.contains(&format!("{at}+type:-['delivered']")), "{asked:?}");
    assert_eq!(asked.last().unwrap(), "data.created_at:<'2026-01-02 03:04:05'");
}

#[tokio::test]
async fn every_mixture_of_crowds_comes_whole() {
    for seed in 0..30_u32 {
        let random = |number: u32, most: u32| {
            number.wrapping_mul(2_654_435_761).wrapping_add(seed.wrapping_mul(40_503)).rotate_left(number % 31) % most
        };
        let events: BTreeSet<Event> =
            (0..80).map(|number| (["a", "b", "c"][random(number, 3) as usize], random(number + 7, 1 + seed % 9), number / 2)).collect();
        walked(Events::of(events), 2 + seed % 7).await;
    }
}

#[tokio::test]
async fn the_callers_filter_stays_and_alternatives_are_put_in_brackets() {
    for (filter, expected) in [("type:'sent'", "type:'sent'+data"), ("type:'sent',type:'opened'", "(type:'sent',type:'opened')+data")] {
        let events = Events::of([]);
        let ghost = events.integration();
        let mut call = ghost.members().events().limit(1).filter(filter).pages();
        call.trail
            .learn(&[Some(super::place::Place { moment: jiff::Timestamp::UNIX_EPOCH, id: "1".into(), kind: String::new() })], None)
            .unwrap();
        assert!(call.trail.filter().unwrap().starts_with(expected), "{:?}", call.trail.filter());
    }
}

#[tokio::test]
async fn an_item_that_says_no_moment_is_handed_on_and_a_page_of_such_ends_the_walk() {
    let page = |events: &str| format!(r#"{{"events":[{events}],"meta":{{}}}}"#);
    let odd = r#"{"type":"odd","data":{"id":"1","created_at":null}}"#;
    let ghost = Canned(page(&[odd, odd].join(","))).integration();
    let mut pages = ghost.members().events().limit(2).pages();
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Decode { path, .. } if path == "events"), "{error}");
    assert!(pages.next().await.is_none());
    let ghost = Canned(page(odd)).integration();
    let mut pages = ghost.members().events().limit(2).pages();
    assert_eq!(pages.next().await.unwrap().unwrap().len(), 1);
    assert!(pages.next().await.is_none());
}

/// Gives one answer to everything.
#[derive(Debug)]
struct Canned(String);

impl Canned {
    fn integration(self) -> Ghost<Integration> {
        Ghost::builder("https://example.com").unwrap().transport(self).integration(KEY).unwrap()
    }
}

impl Transport for Canned {
    fn execute(&self, _: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(async { Ok(Response::new(200, Vec::new(), self.0.clone().into_bytes())) })
    }
}
