//! Files to send: where their bytes come from, what they are called, and what kind they are.
//!
//! Nothing is held in memory but what was given as bytes: the rest is read while it is sent. The
//! folder's [`form`] writes files as `multipart/form-data`, its `kind` tells what a file is.

mod form;
mod kind;

use std::borrow::Cow;
use std::fmt;
use std::fs;
use std::io::{self, Cursor, Read};
use std::path::Path;
use std::sync::Arc;

pub use self::form::Form;
use self::kind::{HEAD, Kind};
use crate::error::{Error, ErrorKind};
use crate::transport::{BodyStream, Preceded, Progress, Source};

/// A file to upload: from a path, from memory, or from what is being read.
///
/// ```no_run
/// use ghost_client::File;
///
/// # fn example(socket: std::net::TcpStream) -> std::io::Result<()> {
/// let from_path = File::open("photos/harbour.jpg")?;
/// let from_memory = File::new("notes.txt", "plain text");
/// let from_reader = File::reader("backup.zip", socket)?.sized(123_456);
/// let watched = File::open("talk.mp4")?.progress(|sent, total| println!("{sent} of {total:?} bytes"));
/// # let _ = (from_memory, from_path, from_reader, watched); Ok(())
/// # }
/// ```
///
/// **Its kind.** Ghost takes a file by the extension of its name and by the content type that is stated
/// for it, and looks at nothing else. The type is found from the name and from how the content
/// starts; where one of the two is an image, the content decides. A name without an extension gets
/// that of the content. [`named`](File::named) and [`typed`](File::typed) overrule both.
///
/// **Once or again.** A file from a path or from memory is sent again if the request has to be; one
/// from a reader or a stream is read once, by the first request that it is part of, and is not
/// sent again: its clones share what they read.
#[derive(Clone)]
pub struct File {
    name: String,
    content: Option<Kind>,
    media: Option<String>,
    source: Source,
    progress: Option<Progress>,
}

impl File {
    /// A file from memory.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        let content = Kind::of_content(&bytes[..bytes.len().min(HEAD)]);
        Self::of(name, content, Source::bytes(bytes))
    }

    /// A file on disk, called as it is there. Its start is read now, and the whole of it each time it is sent.
    ///
    /// # Errors
    ///
    /// It cannot be read, or is a folder.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let (mut file, mut head) = (fs::File::open(path)?, Vec::new());
        let about = file.metadata()?;
        if about.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, format!("{} is a folder", path.display())));
        }
        let name = path.file_name().map_or_else(|| "file".to_owned(), |name| name.to_string_lossy().into_owned());
        if !about.is_file() {
            // A pipe or a device: it has no length, and what is read of it is gone.
            return Self::reader(name, file);
        }
        file.by_ref().take(head_size()).read_to_end(&mut head)?;
        // A relative path would mean another file if the working folder changed.
        let source = Source::path(std::path::absolute(path)?, about.len());
        Ok(Self::of(name, Kind::of_content(&head), source))
    }

    /// A file from a reader, whose start is read now. It is sent in chunks unless its size is [said](File::sized).
    ///
    /// # Errors
    ///
    /// The reader fails.
    pub fn reader(name: impl Into<String>, mut reader: impl Read + Send + 'static) -> io::Result<Self> {
        let mut head = Vec::new();
        reader.by_ref().take(head_size()).read_to_end(&mut head)?;
        let content = Kind::of_content(&head);
        Ok(Self::of(name, content, Source::reader(Cursor::new(head).chain(reader))))
    }

    /// A file from an async stream of parts, whose start is awaited now: any `Stream` of results with
    /// bytes, or a [`Download`](crate::Download). It is sent in chunks unless its size is [said](File::sized).
    ///
    /// # Errors
    ///
    /// The stream fails: [`Unreadable`](ErrorKind::Unreadable).
    pub async fn stream(name: impl Into<String>, mut stream: impl BodyStream + 'static) -> Result<Self, Error> {
        let (name, mut first) = (name.into(), Vec::new());
        while first.len() < HEAD {
            let part = stream
                .chunk()
                .await
                .map_err(|error| Error::new(ErrorKind::Unreadable { message: format!("`{name}` could not be read: {error}") }))?;
            match part {
                Some(part) => first.extend_from_slice(&part),
                None => break,
            }
        }
        let content = Kind::of_content(&first[..first.len().min(HEAD)]);
        Ok(Self::of(name, content, Source::stream(Preceded { first, rest: stream })))
    }

    /// As [`stream`](File::stream), from an async reader of tokio.
    ///
    /// # Errors
    ///
    /// The reader fails: [`Unreadable`](ErrorKind::Unreadable).
    #[cfg(feature = "hyper")]
    pub async fn async_reader(name: impl Into<String>, reader: impl tokio::io::AsyncRead + Send + Unpin + 'static) -> Result<Self, Error> {
        Self::stream(name, crate::transport::Reader(reader)).await
    }

    fn of(name: impl Into<String>, content: Option<Kind>, source: Source) -> Self {
        File { name: name.into(), content, media: None, source, progress: None }
    }

    /// The same file under another name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// The same file with a content type of the caller's choice.
    #[must_use]
    pub fn typed(mut self, media: impl Into<String>) -> Self {
        self.media = Some(media.into());
        self
    }

    /// How many bytes a reader or a stream gives, so that the server knows beforehand. If it then gives
    /// fewer or more, the upload fails. A file from a path or from memory knows this itself.
    #[must_use]
    pub fn sized(mut self, bytes: u64) -> Self {
        self.source = self.source.sized(bytes);
        self
    }

    /// Calls `told` after each part that went out, of 64 KiB at most unless a stream gives larger ones, with the bytes of
    /// this file that went out so far and with how many it has, if that is known. If the request has to be
    /// sent again, counting starts anew.
    #[must_use]
    pub fn progress(mut self, told: impl Fn(u64, Option<u64>) + Send + Sync + 'static) -> Self {
        self.progress = Some(Arc::new(told));
        self
    }

    /// What it is sent as: its name, with the extension of its content if it has none.
    #[must_use]
    #[inline]
    pub fn name(&self) -> Cow<'_, str> {
        match self.content.and_then(|kind| kind.extensions.first()) {
            Some(extension) if !self.name.contains('.') => Cow::Owned(format!("{}.{extension}", self.name)),
            _ => Cow::Borrowed(&self.name),
        }
    }

    /// The content type it is sent with.
    #[must_use]
    #[inline]
    pub fn media(&self) -> &str {
        let found = || kind::decided(Kind::of_name(&self.name), self.content).map_or(kind::UNKNOWN, |kind| kind.media);
        self.media.as_deref().unwrap_or_else(found)
    }

    /// How many bytes it has, if that is known.
    #[must_use]
    pub fn size(&self) -> Option<u64> {
        self.source.len()
    }
}

fn head_size() -> u64 {
    u64::try_from(HEAD).unwrap_or(u64::MAX)
}

impl fmt::Debug for File {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "File({:?}, {}, ", self.name(), self.media())?;
        match self.size() {
            Some(size) => write!(formatter, "{size} bytes)"),
            None => formatter.write_str("size unknown)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

    fn sent_as(file: &File) -> (String, String) {
        (file.name().into_owned(), file.media().to_owned())
    }

    fn both(name: &str, media: &str) -> (String, String) {
        (name.to_owned(), media.to_owned())
    }

    #[test]
    fn a_name_without_an_extension_gets_that_of_the_content() {
        assert_eq!(sent_as(&File::new("photo", PNG)), both("photo.png", "image/png"));
        assert_eq!(sent_as(&File::new("photo.v2", PNG)), both("photo.v2", "image/png"));
        assert_eq!(sent_as(&File::new("photo", "?")), both("photo", "application/octet-stream"));
        assert_eq!(sent_as(&File::new("x", PNG).named("y.gif")), both("y.gif", "image/png"));
        assert_eq!(sent_as(&File::new("x.png", PNG).typed("text/plain")), both("x.png", "text/plain"));
    }

    #[tokio::test]
    async fn every_way_to_make_a_file_finds_its_kind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("photo");
        fs::write(&path, PNG).unwrap();
        let opened = File::open(&path).unwrap();
        assert_eq!((opened.media(), opened.size()), ("image/png", Some(8)));
        let read = File::reader("photo", PNG).unwrap();
        assert_eq!((sent_as(&read), read.size()), (both("photo.png", "image/png"), None));
        let stream = File::async_reader("photo", PNG).await.unwrap().sized(8);
        assert_eq!((sent_as(&stream), stream.size()), (both("photo.png", "image/png"), Some(8)));
        assert_eq!(format!("{read:?} {stream:?}"), r#"File("photo.png", image/png, size unknown) File("photo.png", image/png, 8 bytes)"#);
    }

    #[test]
    fn a_folder_is_no_file() {
        assert_eq!(File::open(std::env::temp_dir()).unwrap_err().kind(), io::ErrorKind::IsADirectory);
        assert_eq!(File::open("/nowhere/at/all").unwrap_err().kind(), io::ErrorKind::NotFound);
    }
}
