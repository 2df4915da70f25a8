//! Walks over a list that is served from memory.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;

use futures_core::Stream;

use crate::error::ErrorKind;
use crate::transport::{BlockingTransport, BoxFuture, Request, Response, Transport, TransportError};
use crate::{Blocking, Ghost, Integration};

const KEY: &str = "6b0651d2fb70531d3b71c6af:0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b";

/// Labels in pages of two, as Ghost answers them: past the end an empty page that names a next one.
#[derive(Clone, Debug, Default)]
struct Labels {
    /// How many labels there are.
    count: u64,
    /// Number of the page that fails.
    broken: Option<u64>,
    /// Pages whose answers wait until the one after them has answered.
    late: Vec<u64>,
    asked: Arc<Mutex<Vec<String>>>,
    answered: Arc<AtomicUsize>,
}

impl Labels {
    fn of(count: u64) -> Self {
        Labels { count, ..Labels::default() }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    fn integration(&self) -> Ghost<Integration> {
        Ghost::builder("https://example.com").unwrap().no_retries().transport(self.clone()).integration(KEY).unwrap()
    }

    fn blocking(&self) -> Ghost<Integration, Blocking> {
        Ghost::builder("https://example.com").unwrap().no_retries().blocking_transport(self.clone()).integration_blocking(KEY).unwrap()
    }

    /// Notes what is asked for, and says which page it is.
    fn note(&self, request: &Request) -> u64 {
        let query = request.url.split_once('?').unwrap().1.to_owned();
        let page = query.split('&').find_map(|pair| pair.strip_prefix("page=")).unwrap().parse().unwrap();
        self.asked.lock().unwrap().push(query);
        page
    }

    fn answer(&self, page: u64) -> Result<Response, TransportError> {
        self.answered.fetch_add(1, Ordering::SeqCst);
        if self.broken == Some(page) {
            return Err(TransportError::Timeout);
        }
        let label = |number: u64| {
            format!(r#"{{"id":"{number}","name":"{number}","slug":"{number}","created_at":"2026-01-02T03:04:05.000Z","updated_at":null}}"#)
        };
        let items: Vec<String> = (1..=self.count).skip(usize::try_from((page - 1) * 2).unwrap()).take(2).map(label).collect();
        let (pages, next) = (self.count.div_ceil(2), page + 1);
        let next = if page == pages { "null".to_owned() } else { next.to_string() };
        let body = format!(
            r#"{{"labels":[{}],"meta":{{"pagination":{{"page":{page},"limit":2,"pages":{pages},"total":{},"next":{next},"prev":null}}}}}}"#,
            items.join(","),
            self.count
        );
        Ok(Response::new(200, vec![("content-type".to_owned(), "application/json".to_owned())], body.into_bytes()))
    }
}

impl Transport for Labels {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        let page = self.note(&request);
        Box::pin(async move {
            if self.late.contains(&page) {
                let before = self.answered.load(Ordering::SeqCst);
                poll_fn(|context| {
                    context.waker().wake_by_ref();
                    if self.answered.load(Ordering::SeqCst) > before { Poll::Ready(()) } else { Poll::Pending }
                })
                .await;
            }
            self.answer(page)
        })
    }
}

impl BlockingTransport for Labels {
    fn execute(&self, request: Request) -> Result<Response, TransportError> {
        let page = self.note(&request);
        self.answer(page)
    }
}

fn queries(pages: impl IntoIterator<Item = u64>) -> Vec<String> {
    pages.into_iter().map(|page| format!("limit=2&page={page}")).collect()
}

#[tokio::test]
async fn items_of_all_pages_come_in_order_and_nothing_is_asked_for_past_the_last() {
    let labels = Labels::of(5);
    let ghost = labels.integration();
    let (mut items, mut names) = (ghost.labels().browse().limit(2).items(), Vec::new());
    while let Some(label) = items.next().await {
        names.push(label.unwrap().name);
    }
    assert_eq!(names, ["1", "2", "3", "4", "5"]);
    assert_eq!(labels.asked(), queries(1..=3));
    assert!(items.next().await.is_none(), "an ended walk stays at its end");
}

#[test]
fn blocking_items_come_in_the_same_order() {
    for ahead in [0, 1, 3] {
        let labels = Labels::of(5);
        let names: Vec<String> =
            labels.blocking().labels().browse().limit(2).items().prefetch(ahead).map(|label| label.unwrap().name).collect();
        assert_eq!(names, ["1", "2", "3", "4", "5"]);
        let mut asked = labels.asked();
        asked.sort();
        assert_eq!(asked, queries(1..=3));
    }
}

#[tokio::test]
async fn one_page_is_asked_for_ahead_unless_more_or_none_are_wanted() {
    for (ahead, after_first) in [(0, 1), (1, 2), (3, 4), (100, 6)] {
        let labels = Labels::of(12);
        let ghost = labels.integration();
        let mut pages = ghost.labels().browse().limit(2).pages().prefetch(ahead);
        assert!(labels.asked().is_empty(), "nothing is sent before the first page is asked for");
        pages.next().await.unwrap().unwrap();
        assert_eq!(labels.asked(), queries(1..=after_first), "{ahead} ahead");
    }
    let labels = Labels::of(12);
    let ghost = labels.integration();
    ghost.labels().browse().limit(2).pages().next().await.unwrap().unwrap();
    assert_eq!(labels.asked(), queries(1..=2));
}

#[tokio::test]
async fn pages_that_answer_out_of_turn_are_handed_on_in_turn() {
    let labels = Labels { late: vec![2, 4], ..Labels::of(10) };
    let ghost = labels.integration();
    let (mut pages, mut numbers) = (ghost.labels().browse().limit(2).pages().prefetch(3), Vec::new());
    while let Some(page) = pages.next().await {
        numbers.push(page.unwrap().pagination().unwrap().page.unwrap());
    }
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn an_error_says_its_page_and_ends_the_walk() {
    let labels = Labels { broken: Some(2), ..Labels::of(9) };
    let ghost = labels.integration();
    let mut items = ghost.labels().browse().limit(2).items().prefetch(3);
    for _ in 0..2 {
        items.next().await.unwrap().unwrap();
    }
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(error.page(), Some(2));
    assert!(error.to_string().starts_with("labels.browse (GET /labels/), page 2: "), "{error}");
    assert!(items.next().await.is_none());

    let blocking = labels.blocking();
    let mut pages = blocking.labels().browse().limit(2).pages();
    assert!(pages.next().unwrap().is_ok());
    assert_eq!(pages.next().unwrap().unwrap_err().page(), Some(2));
    assert!(pages.next().is_none());
}

#[tokio::test]
async fn a_walk_starts_at_the_page_that_is_set_and_past_the_end_there_are_none() {
    let labels = Labels::of(5);
    let ghost = labels.integration();
    let mut pages = ghost.labels().browse().limit(2).page(3).pages();
    assert_eq!(pages.next().await.unwrap().unwrap().len(), 1);
    assert!(pages.next().await.is_none());
    assert!(ghost.labels().browse().limit(2).page(99).pages().next().await.is_none());
    assert!(labels.blocking().labels().browse().limit(2).page(99).pages().next().is_none());
    assert_eq!(labels.asked(), queries([3, 99, 99]));
    assert!(Labels::of(0).integration().labels().browse().items().next().await.is_none(), "an empty list has no items");
}

#[tokio::test]
async fn a_walk_takes_as_many_a_page_as_the_server_gives_and_more_cannot_be_asked_for() {
    let labels = Labels::of(1);
    let ghost = labels.integration();
    ghost.labels().browse().pages().next().await.unwrap().unwrap();
    assert_eq!(labels.asked(), ["limit=100&page=1"]);
    let mut items = ghost.labels().browse().limit(101).items();
    let error = items.next().await.unwrap().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Input { message } if message.contains("from 1 to 100")), "{error}");
    assert!(items.next().await.is_none());
    let error = labels.blocking().labels().browse().limit(0).pages().next().unwrap().unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Input { .. }), "{error}");
    assert_eq!(labels.asked().len(), 1, "neither was sent");
}

#[tokio::test]
async fn lenient_pages_can_be_walked_too() {
    let labels = Labels::of(3);
    let (ghost, mut count) = (labels.integration(), 0);
    let mut pages = ghost.labels().browse().limit(2).lenient().pages();
    while let Some(page) = pages.next().await {
        count += page.unwrap().items.len();
    }
    assert_eq!(count, 3);
}

#[tokio::test]
async fn a_walk_is_a_stream_for_whoever_takes_one() {
    async fn count(stream: impl Stream<Item = Result<crate::labels::Label, crate::Error>> + Send + 'static) -> usize {
        let (mut stream, mut count) = (pin!(stream), 0);
        while poll_fn(|context| Pin::as_mut(&mut stream).poll_next(context)).await.is_some() {
            count += 1;
        }
        count
    }
    fn is_send<F: Future + Send>(future: F) -> F {
        future
    }
    let ghost: &'static Ghost<Integration> = Box::leak(Box::new(Labels::of(3).integration()));
    assert_eq!(is_send(count(ghost.labels().browse().limit(2).items())).await, 3);
}
