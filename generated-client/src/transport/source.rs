//! Where the bytes of a body come from, and how they are read part by part.

use std::collections::VecDeque;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::off_thread::off_thread;
use super::{BodyStream, BoxFuture, TransportError};

/// Most bytes of a part that is read.
pub(crate) const PART: usize = 64 * 1024;

/// Told of each part: how many bytes went out, and of how many if that is known.
pub(crate) type Progress = Arc<dyn Fn(u64, Option<u64>) + Send + Sync>;

/// Where bytes come from. Clones share what can be read once.
#[derive(Clone)]
pub(crate) struct Source {
    origin: Origin,
    length: Option<u64>,
}

#[derive(Clone)]
enum Origin {
    Bytes(Arc<Vec<u8>>),
    Path(PathBuf),
    Reader(Once<Box<dyn Read + Send>>),
    Stream(Once<Box<dyn BodyStream>>),
}

/// What the first to ask gets.
type Once<T> = Arc<Mutex<Option<T>>>;

fn once<T>(value: T) -> Once<T> {
    Arc::new(Mutex::new(Some(value)))
}

impl Source {
    pub(crate) fn bytes(bytes: Vec<u8>) -> Self {
        let length = u64::try_from(bytes.len()).ok();
        Source { origin: Origin::Bytes(Arc::new(bytes)), length }
    }

    /// A file, which is opened each time it is sent.
    pub(crate) fn path(path: PathBuf, length: u64) -> Self {
        Source { origin: Origin::Path(path), length: Some(length) }
    }

    pub(crate) fn reader(reader: impl Read + Send + 'static) -> Self {
        Source { origin: Origin::Reader(once(Box::new(reader))), length: None }
    }

    pub(crate) fn stream(stream: impl BodyStream + 'static) -> Self {
        Source { origin: Origin::Stream(once(Box::new(stream))), length: None }
    }

    /// The same source, which promises to have so many bytes.
    pub(crate) fn sized(self, length: u64) -> Self {
        match self.origin {
            // These know it themselves.
            Origin::Bytes(_) | Origin::Path(_) => self,
            origin => Source { origin, length: Some(length) },
        }
    }

    pub(crate) fn len(&self) -> Option<u64> {
        self.length
    }

    fn try_clone(&self) -> Option<Source> {
        match &self.origin {
            Origin::Bytes(_) | Origin::Path(_) => Some(self.clone()),
            Origin::Reader(_) | Origin::Stream(_) => None,
        }
    }

    fn open(self) -> Result<Opened, String> {
        let spent = "was read by an earlier request, and cannot be read again";
        match self.origin {
            Origin::Bytes(bytes) => Ok(Opened::Bytes(bytes, 0)),
            Origin::Path(path) => File::open(path).map(|file| Opened::Reader(Some(Box::new(file)))).map_err(unread),
            Origin::Reader(once) => taken(&once).map(|reader| Opened::Reader(Some(reader))).ok_or_else(|| spent.to_owned()),
            Origin::Stream(once) => taken(&once).map(Opened::Stream).ok_or_else(|| spent.to_owned()),
        }
    }
}

fn taken<T>(once: &Once<T>) -> Option<T> {
    once.lock().unwrap_or_else(PoisonError::into_inner).take()
}

fn unread(error: impl fmt::Display) -> String {
    format!("could not be read: {error}")
}

/// A piece of a body: its source, what it is called, and who wants to know how far it is.
pub(crate) struct Piece {
    name: Option<String>,
    source: Source,
    progress: Option<Progress>,
}

impl Piece {
    pub(crate) fn bytes(bytes: Vec<u8>) -> Self {
        Piece { name: None, source: Source::bytes(bytes), progress: None }
    }

    pub(crate) fn of(name: &str, source: Source, progress: Option<Progress>) -> Self {
        Piece { name: Some(name.to_owned()), source, progress }
    }

    pub(super) fn as_bytes(&self) -> Option<&[u8]> {
        match (&self.source.origin, &self.progress) {
            (Origin::Bytes(bytes), None) => Some(bytes),
            _ => None,
        }
    }

    pub(super) fn len(&self) -> Option<u64> {
        self.source.len()
    }

    pub(super) fn try_clone(&self) -> Option<Piece> {
        Some(Piece { name: self.name.clone(), source: self.source.try_clone()?, progress: self.progress.clone() })
    }

    fn open(self) -> Result<Current, TransportError> {
        let meter = Meter { name: self.name, sent: 0, length: self.source.len(), progress: self.progress };
        let opened = self.source.open().map_err(|what| meter.fault(&what))?;
        Ok(Current { opened, meter })
    }
}

/// Pieces that are being read, one after the other.
pub(super) struct Reading {
    pieces: VecDeque<Piece>,
    current: Option<Current>,
}

impl Reading {
    pub(super) fn new(pieces: Vec<Piece>) -> Self {
        Reading { pieces: pieces.into(), current: None }
    }

    /// The piece that is read now, if any is left.
    fn current(&mut self) -> Result<Option<&mut Current>, TransportError> {
        if self.current.is_none() {
            self.current = self.pieces.pop_front().map(Piece::open).transpose()?;
        }
        Ok(self.current.as_mut())
    }

    /// The next part, read on the calling thread.
    pub(super) fn next_here(&mut self) -> Result<Option<Vec<u8>>, TransportError> {
        while let Some(current) = self.current()? {
            let part = current.opened.next_here();
            if let Some(part) = current.meter.passed(part)? {
                return Ok(Some(part));
            }
            self.current = None;
        }
        Ok(None)
    }
}

impl BodyStream for Reading {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>> {
        Box::pin(async {
            while let Some(current) = self.current()? {
                let part = current.opened.next().await;
                if let Some(part) = current.meter.passed(part)? {
                    return Ok(Some(part));
                }
                self.current = None;
            }
            Ok(None)
        })
    }
}

/// A piece that is being read.
struct Current {
    opened: Opened,
    meter: Meter,
}

enum Opened {
    /// And how many of them have been given.
    Bytes(Arc<Vec<u8>>, usize),
    /// None while it is away for being read, and after that failed.
    Reader(Option<Box<dyn Read + Send>>),
    Stream(Box<dyn BodyStream>),
}

impl Opened {
    /// The next part, or what is wrong; none at the end.
    async fn next(&mut self) -> Result<Option<Vec<u8>>, String> {
        match self {
            Opened::Reader(place) => {
                let Some(mut reader) = place.take() else { return Ok(None) };
                let (reader, part) = off_thread(move || {
                    let part = part_of(&mut reader);
                    (reader, part)
                })
                .await
                .map_err(unread)?;
                *place = Some(reader);
                part.map_err(unread)
            }
            // An empty part is not the end.
            Opened::Stream(stream) => loop {
                match stream.chunk().await {
                    Ok(Some(part)) if part.is_empty() => {}
                    Ok(part) => return Ok(part),
                    Err(error) => return Err(unread(error)),
                }
            },
            Opened::Bytes(..) => self.next_here(),
        }
    }

    /// The same on the calling thread.
    fn next_here(&mut self) -> Result<Option<Vec<u8>>, String> {
        match self {
            Opened::Bytes(bytes, given) => {
                let part = &bytes[*given..bytes.len().min(*given + PART)];
                *given += part.len();
                Ok(Some(part.to_vec()).filter(|part| !part.is_empty()))
            }
            Opened::Reader(reader) => reader.as_mut().map_or(Ok(None), part_of).map_err(unread),
            Opened::Stream(_) => Err("is an async stream, which a blocking transport cannot read".to_owned()),
        }
    }
}

/// What one read gives; none at the end.
fn part_of(reader: &mut Box<dyn Read + Send>) -> io::Result<Option<Vec<u8>>> {
    let mut part = vec![0; PART];
    loop {
        match reader.read(&mut part) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => {
                part.truncate(read?);
                return Ok(Some(part).filter(|part| !part.is_empty()));
            }
        }
    }
}

/// Counts what goes out, and holds it against what was promised.
struct Meter {
    name: Option<String>,
    sent: u64,
    length: Option<u64>,
    progress: Option<Progress>,
}

impl Meter {
    fn passed(&mut self, part: Result<Option<Vec<u8>>, String>) -> Result<Option<Vec<u8>>, TransportError> {
        let part = part.map_err(|what| self.fault(&what))?;
        match &part {
            Some(part) => self.sent = self.sent.saturating_add(u64::try_from(part.len()).unwrap_or(u64::MAX)),
            None => return self.length.map_or(Ok(None), |length| self.ended(length)),
        }
        if let Some(length) = self.length.filter(|length| self.sent > *length) {
            return Err(self.fault(&format!("has more than its {length} bytes")));
        }
        if let Some(progress) = &self.progress {
            progress(self.sent, self.length);
        }
        Ok(part)
    }

    fn ended(&self, length: u64) -> Result<Option<Vec<u8>>, TransportError> {
        if self.sent == length { Ok(None) } else { Err(self.fault(&format!("ended after {} bytes of {length}", self.sent))) }
    }

    fn fault(&self, what: &str) -> TransportError {
        TransportError::Unreadable(match &self.name {
            Some(name) => format!("`{name}` {what}"),
            None => format!("the body {what}"),
        })
    }
}
