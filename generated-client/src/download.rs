//! Answers that are files, read part by part.

use std::fmt;
use std::io::{self, Read};

use crate::connection::{Async, Blocking};
use crate::disposition::file_name;
use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorKind};
use crate::transport::{BodyStream, BoxFuture, Response, TransportError, Whole};

/// How the parts of a file arrive: awaited, or read on the calling thread.
pub trait Mode: sealed::Sealed {
    /// What gives the parts.
    #[doc(hidden)]
    type Body: Send;
}

mod sealed {
    /// Closes `Mode` to other types.
    pub trait Sealed {}
}

impl sealed::Sealed for Async {}
impl sealed::Sealed for Blocking {}

impl Mode for Async {
    type Body = Box<dyn BodyStream>;
}

impl Mode for Blocking {
    type Body = Box<dyn Read + Send>;
}

/// A file that is arriving from the server.
///
/// The connection's timeout counts for each part, not for all of them, so that a long download may
/// go on for as long as something comes.
///
/// ```no_run
/// # async fn example(mut download: ghost_client::Download, out: &mut impl std::io::Write) -> Result<(), Box<dyn std::error::Error>> {
/// while let Some(part) = download.chunk().await? {
///     out.write_all(&part)?;
/// }
/// # Ok(()) }
/// ```
///
/// `download.save("backups/").await?` puts it into a folder under its own name, whole or not at all;
/// `write_to` gives it to a writer, and [`File::stream`](crate::File::stream) uploads it elsewhere.
/// A blocking one is a reader as well.
#[must_use = "the file is not read unless its parts are asked for"]
pub struct Download<M: Mode = Async> {
    name: Option<String>,
    media: Option<String>,
    limit: usize,
    /// None after the end, whichever it was.
    body: Option<M::Body>,
    progress: Progress,
}

/// How far a download has come.
struct Progress {
    endpoint: &'static Endpoint,
    size: Option<u64>,
    received: u64,
    fault: Option<TransportError>,
}

impl<M: Mode> Download<M> {
    /// A file whose head has come; `limit` is the most that is held at once.
    pub(crate) fn new<B>(endpoint: &'static Endpoint, head: &Response<B>, body: M::Body, limit: usize) -> Self {
        let length = || head.header("content-length")?.trim().parse().ok();
        // A compressed body's length is not the file's.
        let size = if head.header("content-encoding").is_some() { None } else { length() };
        Download {
            name: head.header("content-disposition").and_then(file_name),
            media: head.header("content-type").map(str::to_owned),
            limit,
            body: Some(body),
            progress: Progress { endpoint, size, received: 0, fault: None },
        }
    }

    /// Name the server gives it. It holds no folder, so that it may be put after one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Content type.
    #[must_use]
    pub fn media(&self) -> Option<&str> {
        self.media.as_deref()
    }

    /// How many bytes it has, if the server says.
    #[must_use]
    pub fn size(&self) -> Option<u64> {
        self.progress.size
    }

    /// How many bytes have come so far.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.progress.received
    }

    pub(crate) fn endpoint(&self) -> &'static Endpoint {
        self.progress.endpoint
    }

    /// Takes in what a read gave: a part's length, nothing for the end, or an error.
    fn settle(&mut self, read: Result<Option<usize>, TransportError>) -> Result<(), Error> {
        match read {
            Ok(Some(length)) => {
                self.progress.add(length);
                return Ok(());
            }
            Ok(None) => self.progress.end(),
            Err(error) => self.progress.fault = Some(error),
        }
        self.body = None;
        self.progress.verdict()
    }

    /// Whether `more` bytes may be added to those that are held.
    fn fits(&self, held: usize, more: u64) -> Result<(), Error> {
        let total = u64::try_from(held).unwrap_or(u64::MAX).saturating_add(more);
        if usize::try_from(total).is_ok_and(|total| total <= self.limit) {
            return Ok(());
        }
        Err(Error::new(ErrorKind::TooLarge { limit: self.limit }).on(self.progress.endpoint))
    }
}

impl Progress {
    fn add(&mut self, length: usize) {
        self.received = self.received.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
    }

    /// The body ended: too early, if the server said more.
    fn end(&mut self) {
        if let Some(size) = self.size.filter(|size| self.received < *size) {
            self.fault = Some(TransportError::Failed(format!("the server had said {size}")));
        }
    }

    /// What broke the download off, if anything did.
    fn verdict(&self) -> Result<(), Error> {
        let Some(fault) = &self.fault else { return Ok(()) };
        let message = match fault {
            TransportError::Timeout => "no more came in time".to_owned(),
            TransportError::TooLarge => "it is larger than the transport allows".to_owned(),
            TransportError::Unreadable(message)
            | TransportError::Failed(message)
            | TransportError::NotSent(message)
            | TransportError::Cut { message, .. } => message.clone(),
        };
        let timeout = matches!(fault, TransportError::Timeout | TransportError::Cut { timeout: true, .. });
        Err(Error::new(ErrorKind::Interrupted { received: self.received, timeout, message }).on(self.endpoint))
    }
}

impl Download {
    /// A file that has come whole.
    #[inline]
    pub(crate) fn whole(endpoint: &'static Endpoint, response: &Response) -> Self {
        let body = response.body();
        let mut download = Download::new(endpoint, response, Whole::boxed(body.to_vec()), body.len());
        download.progress.size = u64::try_from(body.len()).ok();
        download
    }

    /// The next part; none after the last.
    ///
    /// # Errors
    ///
    /// The file broke off: [`ErrorKind::Interrupted`]. It stays so.
    pub async fn chunk(&mut self) -> Result<Option<Vec<u8>>, Error> {
        while let Some(body) = &mut self.body {
            let part = body.chunk().await;
            self.settle(part.as_ref().map(|part| part.as_ref().map(Vec::len)).map_err(Clone::clone))?;
            match part {
                Ok(Some(part)) if !part.is_empty() => return Ok(Some(part)),
                _ => {}
            }
        }
        self.progress.verdict().map(|()| None)
    }

    /// The whole file, or what is left of it.
    ///
    /// # Errors
    ///
    /// It broke off, or is larger than the connection's `max_body`: then read it part by part.
    pub async fn bytes(mut self) -> Result<Vec<u8>, Error> {
        self.fits(0, self.size().unwrap_or(0))?;
        let mut all = Vec::new();
        while let Some(part) = self.chunk().await? {
            self.fits(all.len(), u64::try_from(part.len()).unwrap_or(u64::MAX))?;
            all.extend_from_slice(&part);
        }
        Ok(all)
    }
}

/// So that it can be uploaded elsewhere.
impl BodyStream for Download {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>> {
        Box::pin(async { Download::chunk(self).await.map_err(|error| TransportError::Failed(error.to_string())) })
    }
}

impl Download<Blocking> {
    /// The whole file, or what is left of it.
    ///
    /// # Errors
    ///
    /// It broke off, or is larger than the connection's `max_body`: then read it as a reader.
    #[inline]
    pub fn bytes(mut self) -> Result<Vec<u8>, Error> {
        self.fits(0, self.size().unwrap_or(0))?;
        let (mut all, mut part) = (Vec::new(), [0; 16 * 1024]);
        loop {
            let length = self.pull(&mut part)?;
            let Some(part) = part.get(..length).filter(|part| !part.is_empty()) else { return Ok(all) };
            self.fits(all.len(), u64::try_from(length).unwrap_or(u64::MAX))?;
            all.extend_from_slice(part);
        }
    }

    /// Reads some bytes; none at the end.
    #[inline]
    pub(crate) fn pull(&mut self, buffer: &mut [u8]) -> Result<usize, Error> {
        while let Some(body) = self.body.as_mut().filter(|_| !buffer.is_empty()) {
            let read = match body.read(buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read.map_err(TransportError::from),
            };
            let length = read.as_ref().copied().unwrap_or(0);
            self.settle(read.map(|length| Some(length).filter(|length| *length > 0)))?;
            return Ok(length);
        }
        self.progress.verdict().map(|()| 0)
    }
}

/// Errors hold the [`Error`] with route and progress as their source.
impl Read for Download<Blocking> {
    #[inline]
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.pull(buffer).map_err(|error| {
            let timeout = matches!(error.kind(), ErrorKind::Interrupted { timeout: true, .. });
            io::Error::new(if timeout { io::ErrorKind::TimedOut } else { io::ErrorKind::Other }, error)
        })
    }
}

impl<M: Mode> fmt::Debug for Download<M> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Download")
            .field("name", &self.name)
            .field("media", &self.media)
            .field("size", &self.progress.size)
            .field("received", &self.progress.received)
            .finish_non_exhaustive()
    }
}
