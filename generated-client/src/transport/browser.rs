//! The transport where the browser sends: `fetch`, in pages, in workers, and in other hosts that have it.
//!
//! Written on `fetch` itself, since redirects must not be followed and a write must not turn into a read: that is one of its settings,
//! which clients over it do not pass on.

use std::time::Duration;

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, ReadableStreamDefaultReader, RequestCredentials, RequestInit, RequestRedirect, Response as Answer,
    ResponseType,
};

use super::{BodyStream, Bounds, BoxFuture, Request, Response, Stream, Transport, TransportError};
use crate::time::Started;

/// What the client calls a redirect of which the browser tells nothing, neither status nor address.
const SOME_REDIRECT: u16 = 302;

/// `fetch`, for `wasm32-unknown-unknown`. Its futures must stay on the thread that made them, as all do there.
///
/// Of what a browser does by itself, this is different: cookies are not sent, so that there are no sessions, and redirects are not
/// followed; where they lead is not told. The site must allow the page's origin, as Ghost does. What a page holds its visitors can read:
/// an Admin API key has no place there, a Content API key has.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Browser;

impl Browser {
    /// The browser's own way to send.
    #[must_use]
    pub fn new() -> Self {
        Browser
    }
}

impl Transport for Browser {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        Box::pin(SendWrapper::new(async move {
            let (time, bounds, started) = (request.timeout, Bounds::of(&request), Started::now());
            let (head, mut body) = ask(request).await?.split();
            let mut collected = bounds.collected(head.status());
            let left = || time.saturating_sub(started.elapsed());
            while let Some(part) = body.part(left()).await.map_err(|error| collected.broke(error))? {
                if !collected.add(&part)? {
                    break;
                }
            }
            Ok(head.map(|()| collected.into_body()))
        }))
    }

    fn open(&self, request: Request) -> BoxFuture<'_, Result<Stream, TransportError>> {
        Box::pin(SendWrapper::new(async move {
            let time = request.timeout;
            let answer = ask(request).await?;
            Ok(answer.map(|body| Box::new(Timed { body: SendWrapper::new(body), time }) as Box<dyn BodyStream>))
        }))
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(SendWrapper::new(async move {
            // Where there is no clock to wait by, waiting ends at once.
            if let Ok(timer) = Timer::start(time) {
                let _ = JsFuture::from(timer.promise.clone()).await;
            }
        }))
    }
}

/// Sends a request and receives the head of the answer.
async fn ask(request: Request) -> Result<Response<Body>, TransportError> {
    let under_way = UnderWay(AbortController::new().map_err(|_| lacking("AbortController"))?);
    let init = RequestInit::new();
    init.set_method(request.method.as_str());
    init.set_redirect(RequestRedirect::Manual);
    init.set_credentials(RequestCredentials::Omit);
    init.set_signal(Some(&under_way.0.signal()));
    let headers = Headers::new().map_err(|_| lacking("Headers"))?;
    // The browser says by itself who is calling.
    for (name, value) in request.headers.iter().filter(|(name, _)| *name != "user-agent") {
        headers.append(name, value).map_err(|_| TransportError::NotSent(format!("the header `{name}` cannot be sent")))?;
    }
    init.set_headers(&headers);
    if let Some(body) = request.body {
        // Not every browser sends what is still being read.
        init.set_body(&Uint8Array::from(body.into_bytes().await?.as_slice()));
    }
    // Whatever is wrong with the address is said with the address, which may hold a key.
    let asked = web_sys::Request::new_with_str_and_init(&request.url, &init)
        .map_err(|_| TransportError::NotSent("the browser does not take the address or the body".to_owned()))?;
    let promise = global("fetch")?.call1(&JsValue::UNDEFINED, &asked).map_err(|error| failed(&error))?;
    let answer: Answer = in_time(promise.unchecked_into(), request.timeout).await?.unchecked_into();
    let status = if answer.type_() == ResponseType::Opaqueredirect { SOME_REDIRECT } else { answer.status() };
    let reader = answer.body().map(|stream| stream.get_reader().unchecked_into());
    Ok(Response::new(status, headers_of(&answer), Body { reader, _under_way: under_way }))
}

fn headers_of(answer: &Answer) -> Vec<(String, String)> {
    let pairs = js_sys::try_iter(&answer.headers()).ok().flatten();
    let pair = |pair: JsValue| {
        let pair: Array = pair.dyn_into().ok()?;
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    };
    pairs.into_iter().flatten().filter_map(Result::ok).filter_map(pair).collect()
}

/// A request under way, which ends with this.
struct UnderWay(AbortController);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The body of an answer.
struct Body {
    /// None where there is no body.
    reader: Option<ReadableStreamDefaultReader>,
    _under_way: UnderWay,
}

impl Body {
    /// The next part; none after the last.
    async fn part(&mut self, time: Duration) -> Result<Option<Vec<u8>>, TransportError> {
        let Some(reader) = &self.reader else { return Ok(None) };
        let read = in_time(reader.read(), time).await?;
        let field = |name: &str| Reflect::get(&read, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
        if field("done").is_truthy() {
            return Ok(None);
        }
        let part: Uint8Array = field("value").dyn_into().map_err(|_| TransportError::Failed("the body is not made of bytes".to_owned()))?;
        Ok(Some(part.to_vec()))
    }
}

/// A body, each part in its own time.
struct Timed {
    body: SendWrapper<Body>,
    time: Duration,
}

impl BodyStream for Timed {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>> {
        Box::pin(SendWrapper::new(async { self.body.part(self.time).await }))
    }
}

/// A promise that is kept after a while, unless this ends before.
struct Timer {
    promise: Promise,
    id: JsValue,
}

impl Timer {
    fn start(time: Duration) -> Result<Self, TransportError> {
        // Longer ones than 24 days end at once.
        let milliseconds = JsValue::from(i32::try_from(time.as_millis()).unwrap_or(i32::MAX));
        let set = global("setTimeout")?;
        let mut id = JsValue::UNDEFINED;
        let promise = Promise::new(&mut |resolve, _| {
            id = set.call2(&JsValue::UNDEFINED, &resolve, &milliseconds).unwrap_or(JsValue::UNDEFINED);
        });
        Ok(Timer { promise, id })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Ok(clear) = global("clearTimeout") {
            let _ = clear.call1(&JsValue::UNDEFINED, &self.id);
        }
    }
}

/// What a promise gives, if it does in time. None that are asked here give `undefined`, as the timer does.
async fn in_time(promise: Promise, time: Duration) -> Result<JsValue, TransportError> {
    let timer = Timer::start(time)?;
    let first = Promise::race(&Array::of2(&promise, &timer.promise));
    let first = JsFuture::from(first).await.map_err(|error| failed(&error))?;
    if first.is_undefined() { Err(TransportError::Timeout) } else { Ok(first) }
}

/// A function that every browser has.
fn global(name: &str) -> Result<Function, TransportError> {
    let found = Reflect::get(&js_sys::global(), &JsValue::from_str(name)).ok();
    found.and_then(|found| found.dyn_into().ok()).ok_or_else(|| lacking(name))
}

fn lacking(name: &str) -> TransportError {
    TransportError::NotSent(format!("there is no `{name}` here, as browsers have"))
}

/// What went wrong, in the browser's words unless they name an address, whose query may hold a credential.
fn failed(error: &JsValue) -> TransportError {
    let field = |name: &str| Reflect::get(error, &JsValue::from_str(name)).ok().and_then(|text| text.as_string());
    let name = field("name").unwrap_or_else(|| "an error without a name".to_owned());
    let message = field("message").filter(|message| !message.contains("//"));
    TransportError::Failed(message.map_or(name.clone(), |message| format!("{name}: {message}")))
}
