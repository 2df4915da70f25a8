//! Calls whose answer is a file, read part by part.

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;

use crate::answer::Answer;
use crate::call::Call;
use crate::connection::{Async, Blocking, Carrier, Inner};
use crate::download::Download;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::sending::{Course, Next};
use crate::transport::{BodyStream, BoxFuture, Collected, Request, Response, TransportError};
use crate::verdict::judge;

/// A call whose answer is a file.
#[must_use = "nothing is sent until the call is awaited or `send` is called"]
pub struct Fetch<'a, M> {
    call: Call<'a, M, ()>,
}

/// A file's call under way: until its head has come.
pub type Fetching<'a> = BoxFuture<'a, Result<Download, Error>>;

impl<'a, M, T> Call<'a, M, T> {
    /// The same call, whose answer is a file that is read part by part.
    pub fn fetch(self) -> Fetch<'a, M> {
        Fetch { call: self.decoded(Answer::empty) }
    }
}

impl<M> fmt::Debug for Fetch<'_, M> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.call.fmt(formatter)
    }
}

impl<'a> IntoFuture for Fetch<'a, Async> {
    type Output = Result<Download, Error>;
    type IntoFuture = Fetching<'a>;

    #[inline]
    fn into_future(mut self) -> Self::IntoFuture {
        let request = self.call.request();
        Box::pin(open(Arc::clone(self.call.connection().inner()), self.call.endpoint(), request))
    }
}

async fn open(inner: Arc<Inner>, endpoint: &'static Endpoint, request: Result<Request, Error>) -> Result<Download, Error> {
    let Carrier::Async(transport) = &inner.carrier else { return Err(Inner::wrong_mode()) };
    let mut course = Course::streamed(&inner, endpoint, request?);
    let operation = course.operation();
    operation
        .around(async {
            loop {
                let outcome = match transport.open(course.request()?).await.map(Response::split) {
                    Ok((head, body)) if is_file(endpoint, &head) => {
                        course.arrived(&head);
                        return Ok(Download::new(endpoint, &head, body, inner.limits.max_body));
                    }
                    Ok((head, mut body)) => {
                        whole(&mut *body, inner.limits.bounds().collected(head.status())).await.map(|body| head.map(|()| body))
                    }
                    Err(error) => Err(error),
                };
                match course.after(outcome) {
                    Next::Done(result) => return Err(result?.not_json()),
                    Next::Wait(time) => transport.sleep(time).await,
                }
            }
        })
        .await
}

impl Fetch<'_, Blocking> {
    /// Sends the call and waits for the head of the answer.
    ///
    /// # Errors
    ///
    /// Whatever kept the answer from arriving as described.
    #[inline]
    pub fn send(mut self) -> Result<Download<Blocking>, Error> {
        let request = self.call.request()?;
        let (inner, endpoint) = (self.call.connection().inner(), self.call.endpoint());
        let Carrier::Blocking(transport) = &inner.carrier else { return Err(Inner::wrong_mode()) };
        let mut course = Course::streamed(inner, endpoint, request);
        course.operation().around_blocking(|| {
            loop {
                let outcome = match transport.open(course.request()?).map(Response::split) {
                    Ok((head, body)) if is_file(endpoint, &head) => {
                        course.arrived(&head);
                        return Ok(Download::new(endpoint, &head, body, inner.limits.max_body));
                    }
                    Ok((head, mut body)) => inner.limits.bounds().collected(head.status()).read(&mut body).map(|body| head.map(|()| body)),
                    Err(error) => Err(error),
                };
                match course.after(outcome) {
                    Next::Done(result) => return Err(result?.not_json()),
                    Next::Wait(time) => transport.sleep(time),
                }
            }
        })
    }
}

/// Whether the head is that of a file: a success, and no page of a proxy.
#[inline]
fn is_file(endpoint: &'static Endpoint, head: &Response<()>) -> bool {
    judge(endpoint, head.clone().map(|()| Vec::new())).is_ok_and(|answer| answer.empty().is_ok())
}

async fn whole(body: &mut dyn BodyStream, mut collected: Collected) -> Result<Vec<u8>, TransportError> {
    while let Some(part) = body.chunk().await.map_err(|error| collected.broke(error))? {
        if !collected.add(&part)? {
            break;
        }
    }
    Ok(collected.into_body())
}

#[cfg(all(test, feature = "blocking"))]
mod tests {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpListener;
    use std::thread;
    use std::time::Duration;

    use super::*;
    use crate::connection::Scope;
    use crate::endpoint::Method;
    use crate::error::ErrorKind;
    use crate::ghost::Builder;
    use crate::{Ghost, Integration};

    const KEY: &str = "6b0651d2fb70531d3b71c6af:0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b";
    const PAUSE: Duration = Duration::from_millis(250);

    static EXPORT: Endpoint = Endpoint {
        api: "admin",
        resource: "members",
        operation: "export",
        method: Method::Get,
        base: "/ghost/api/admin",
        path: "/members/upload/",
        status: &[200],
        credential: true,
        errors: crate::error::ErrorForm::GHOST,
    };

    /// A server that sends these parts, with a pause after each, to each of its callers.
    fn serving(parts: &'static [&'static str]) -> Builder {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let asked = BufReader::new(stream.try_clone().unwrap()).lines();
                asked.map_while(Result::ok).take_while(|line| !line.is_empty()).for_each(drop);
                for part in parts {
                    // A caller that has gone away is no fault of the test's.
                    let _ = stream.write_all(part.as_bytes());
                    thread::sleep(PAUSE);
                }
            }
        });
        Ghost::builder(&url).unwrap().timeout(PAUSE * 3)
    }

    async fn fetch(builder: Builder) -> Result<Download, Error> {
        let ghost = builder.integration(KEY).unwrap();
        Scope::<Integration, Async>::new(ghost.connection()).call(&EXPORT, |answer| answer.file()).fetch().await
    }

    fn fetch_blocking(builder: Builder) -> Result<Download<Blocking>, Error> {
        let ghost = builder.integration_blocking(KEY).unwrap();
        Scope::<Integration, Blocking>::new(ghost.connection()).call(&EXPORT, |answer| answer.file()).fetch().send()
    }

    /// The parts of a download that is longer than its timeout and larger than `max_body`.
    const LONG: &[&str] = &[
        "HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 10\r\nContent-Disposition: attachment; filename=a.csv\r\n\r\n",
        "12",
        "34",
        "56",
        "78",
        "90",
    ];

    #[tokio::test]
    async fn a_long_download_goes_on_while_something_comes() {
        let mut download = fetch(serving(LONG).max_body(5)).await.unwrap();
        assert_eq!((download.name(), download.media(), download.size()), (Some("a.csv"), Some("text/csv"), Some(10)));
        let mut all = Vec::new();
        while let Some(part) = download.chunk().await.unwrap() {
            all.extend_from_slice(&part);
        }
        assert_eq!((all.as_slice(), download.received()), (&b"1234567890"[..], 10));
        assert_eq!(download.chunk().await.unwrap(), None);
        let whole = fetch(serving(LONG).max_body(5)).await.unwrap().bytes().await.unwrap_err();
        assert_eq!(whole.kind(), &ErrorKind::TooLarge { limit: 5 });
    }

    #[test]
    fn a_long_blocking_download_goes_on_while_something_comes() {
        let mut all = String::new();
        fetch_blocking(serving(LONG).max_body(5)).unwrap().read_to_string(&mut all).unwrap();
        assert_eq!(all, "1234567890");
        assert_eq!(fetch_blocking(serving(LONG)).unwrap().bytes().unwrap(), b"1234567890");
        let whole = fetch_blocking(serving(LONG).max_body(5)).unwrap().bytes().unwrap_err();
        assert_eq!(whole.kind(), &ErrorKind::TooLarge { limit: 5 });
    }

    const CUT: &[&str] = &["HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 10\r\n\r\n1234"];

    #[tokio::test]
    async fn a_cut_download_says_how_far_it_came() {
        let mut download = fetch(serving(CUT)).await.unwrap();
        assert_eq!(download.chunk().await.unwrap().as_deref(), Some(&b"1234"[..]));
        for _ in 0..2 {
            let error = download.chunk().await.unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::Interrupted { received: 4, timeout: false, .. }), "{error}");
            assert!(error.to_string().starts_with("members.export (GET /members/upload/): the file broke off after 4 bytes: "), "{error}");
        }
    }

    #[test]
    fn a_cut_blocking_download_says_how_far_it_came() {
        let error = fetch_blocking(serving(CUT)).unwrap().read_to_end(&mut Vec::new()).unwrap_err();
        let error = error.downcast::<Error>().unwrap();
        assert!(matches!(error.kind(), ErrorKind::Interrupted { received: 4, timeout: false, .. }), "{error}");
    }

    const STALLED: &[&str] = &["HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n1234", "", "", "", "", "", ""];

    #[tokio::test]
    async fn a_stalled_download_times_out() {
        let error = fetch(serving(STALLED)).await.unwrap().bytes().await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Interrupted { received: 4, timeout: true, .. }), "{error}");
        let error = fetch(serving(&["", "", "", "", "", "", ""])).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Transport { timeout: true, .. }), "{error}");
    }

    #[test]
    fn a_stalled_blocking_download_times_out() {
        let error = fetch_blocking(serving(STALLED)).unwrap().read_to_end(&mut Vec::new()).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::TimedOut, "{error}");
        let error = fetch_blocking(serving(&["", "", "", "", "", "", ""])).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Transport { timeout: true, .. }), "{error}");
    }

    const MISSING: &[&str] = &["HTTP/1.1 404 Not Found\r\nContent-Length: 32\r\n\r\n", r#"{"errors":[{"message":"Gone."}]}"#];
    const PAGE: &[&str] = &["HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n", "<html>"];

    #[tokio::test]
    async fn errors_and_pages_are_no_files() {
        let error = fetch(serving(MISSING)).await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (&ErrorKind::NotFound, Some(404)), "{error}");
        assert!(error.to_string().contains("Gone."), "{error}");
        let error = fetch(serving(PAGE)).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::NotJson { head, .. } if head == "<html>"), "{error}");
    }

    #[test]
    fn errors_and_pages_are_no_files_when_blocking() {
        let error = fetch_blocking(serving(MISSING)).unwrap_err();
        assert_eq!((error.kind(), error.status()), (&ErrorKind::NotFound, Some(404)), "{error}");
        let error = fetch_blocking(serving(PAGE)).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::NotJson { head, .. } if head == "<html>"), "{error}");
    }
}
