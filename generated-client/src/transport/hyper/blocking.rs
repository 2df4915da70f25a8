//! The default transport of blocking clients: the async one on a thread of its own.

use std::fmt;
use std::future::Future;
use std::io::{self, Read};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use super::{CONNECT_TIMEOUT, Hyper};
use crate::transport::stream::PartsReader;
use crate::transport::{BlockingStream, BlockingTransport, BodyStream, Request, Response, Transport, TransportError};

/// [`Hyper`] for callers that wait. A thread of its own keeps its connections and carries its requests.
#[derive(Clone)]
pub struct HyperBlocking {
    hyper: Hyper,
    worker: Arc<Worker>,
}

impl HyperBlocking {
    /// A client of its own, with a pool of connections.
    ///
    /// # Errors
    ///
    /// TLS cannot be set up, or there is no thread to be had.
    pub fn new() -> Result<Self, TransportError> {
        HyperBlocking::connecting_within(CONNECT_TIMEOUT)
    }

    /// As [`new`](HyperBlocking::new), with another limit than 10 seconds for connecting, TLS included.
    ///
    /// # Errors
    ///
    /// TLS cannot be set up, or there is no thread to be had.
    pub fn connecting_within(time: Duration) -> Result<Self, TransportError> {
        Ok(HyperBlocking { hyper: Hyper::connecting_within(time)?, worker: Arc::new(Worker::start()?) })
    }
}

impl BlockingTransport for HyperBlocking {
    fn execute(&self, request: Request) -> Result<Response, TransportError> {
        let hyper = self.hyper.clone();
        self.worker.wait(async move { hyper.execute(request).await })?
    }

    fn open(&self, request: Request) -> Result<BlockingStream, TransportError> {
        let hyper = self.hyper.clone();
        let answer = self.worker.wait(async move { hyper.open(request).await })??;
        let worker = Arc::clone(&self.worker);
        Ok(answer.map(|body| Box::new(PartsReader::new(parts(worker, body))) as Box<dyn Read + Send>))
    }
}

impl fmt::Debug for HyperBlocking {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("HyperBlocking")
    }
}

/// A thread that runs what it is given, as long as somebody may give it more.
struct Worker {
    runtime: Handle,
    /// Its end is the end of the thread.
    _wanted: oneshot::Sender<()>,
}

impl Worker {
    fn start() -> Result<Self, TransportError> {
        let unsent = |error: io::Error| TransportError::NotSent(format!("no thread to send requests from: {error}"));
        let runtime = Builder::new_current_thread().enable_all().build().map_err(unsent)?;
        let handle = runtime.handle().clone();
        let (wanted, over) = oneshot::channel::<()>();
        let work = move || {
            // Nothing is ever sent: it ends when nobody could.
            let _ = runtime.block_on(over);
            // A file that hangs while it is read is left to itself.
            runtime.shutdown_background();
        };
        thread::Builder::new().name("ghost-client".to_owned()).spawn(work).map_err(unsent)?;
        Ok(Worker { runtime: handle, _wanted: wanted })
    }

    /// Has it done, and waits for what comes of it.
    fn wait<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> Result<T, TransportError> {
        let (done, result) = mpsc::sync_channel(1);
        self.runtime.spawn(async move {
            // Whoever waited may be gone.
            let _ = done.send(work.await);
        });
        result.recv().map_err(|_| TransportError::Failed("what sent the request broke off".to_owned()))
    }
}

/// The parts of a body that the worker reads; none after the last, and after an error.
fn parts(worker: Arc<Worker>, body: Box<dyn BodyStream>) -> impl FnMut() -> Result<Option<Vec<u8>>, TransportError> {
    let mut body = Some(body);
    move || {
        let Some(mut current) = body.take() else { return Ok(None) };
        let (current, part) = worker.wait(async move {
            let part = current.chunk().await;
            (current, part)
        })?;
        body = matches!(part, Ok(Some(_))).then_some(current);
        part
    }
}
