//! Downloads written to where they belong: into a writer, or to a path of which there is a whole file or none.

use std::collections::hash_map::RandomState;
use std::fs::{self, File};
use std::hash::{BuildHasher, Hasher};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::connection::Blocking;
use crate::download::{Download, Mode};
use crate::error::{Error, ErrorKind};
use crate::transport::off_thread;

impl Download {
    /// Writes all that is left of the file, part by part, and flushes. Returns how many bytes that were.
    ///
    /// # Errors
    ///
    /// The file broke off ([`ErrorKind::Interrupted`]), or the writer failed ([`ErrorKind::Unsaved`]).
    #[cfg(feature = "hyper")]
    pub async fn write_to(&mut self, writer: &mut (impl tokio::io::AsyncWrite + Unpin + ?Sized)) -> Result<u64, Error> {
        use std::future::poll_fn;
        use std::pin::Pin;

        let before = self.received();
        while let Some(part) = self.chunk().await? {
            let mut rest = part.as_slice();
            while !rest.is_empty() {
                let written = poll_fn(|context| Pin::new(&mut *writer).poll_write(context, rest)).await;
                let written = written.and_then(some).map_err(|error| self.unsaved(&error))?;
                rest = rest.get(written..).unwrap_or_default();
            }
        }
        poll_fn(|context| Pin::new(&mut *writer).poll_flush(context)).await.map_err(|error| self.unsaved(&error))?;
        Ok(self.received() - before)
    }

    /// Saves the file at a path, or under the name the server gives it if the path is a folder; returns where it is.
    ///
    /// It is written beside its place and moved there when it is whole and on the disk: what was there before stays until
    /// then, and a download that breaks off or is dropped leaves nothing behind.
    ///
    /// # Errors
    ///
    /// The file broke off ([`ErrorKind::Interrupted`]), or could not be written ([`ErrorKind::Unsaved`]).
    pub async fn save(mut self, path: impl AsRef<Path>) -> Result<PathBuf, Error> {
        let mut draft = Draft::create(self.place(path.as_ref())).map_err(|error| self.unsaved(&error))?;
        while let Some(part) = self.chunk().await? {
            let work = off_thread(move || draft.write_all(&part).map(|()| draft)).await;
            draft = work.and_then(|draft| draft).map_err(|error| self.unsaved(&error))?;
        }
        off_thread(|| draft.publish()).await.and_then(|place| place).map_err(|error| self.unsaved(&error))
    }
}

impl Download<Blocking> {
    /// Writes all that is left of the file, part by part, and flushes. Returns how many bytes that were.
    ///
    /// # Errors
    ///
    /// The file broke off ([`ErrorKind::Interrupted`]), or the writer failed ([`ErrorKind::Unsaved`]).
    pub fn write_to(&mut self, writer: &mut (impl Write + ?Sized)) -> Result<u64, Error> {
        let before = self.received();
        let mut part = vec![0; 64 * 1024];
        loop {
            let length = self.pull(&mut part)?;
            let Some(part) = part.get(..length).filter(|part| !part.is_empty()) else { break };
            writer.write_all(part).map_err(|error| self.unsaved(&error))?;
        }
        writer.flush().map_err(|error| self.unsaved(&error))?;
        Ok(self.received() - before)
    }

    /// Saves the file at a path, or under the name the server gives it if the path is a folder; returns where it is.
    ///
    /// It is written beside its place and moved there when it is whole and on the disk: what was there before stays until
    /// then, and a download that breaks off leaves nothing behind.
    ///
    /// # Errors
    ///
    /// The file broke off ([`ErrorKind::Interrupted`]), or could not be written ([`ErrorKind::Unsaved`]).
    pub fn save(mut self, path: impl AsRef<Path>) -> Result<PathBuf, Error> {
        let mut draft = Draft::create(self.place(path.as_ref())).map_err(|error| self.unsaved(&error))?;
        self.write_to(&mut draft)?;
        draft.publish().map_err(|error| self.unsaved(&error))
    }
}

impl<M: Mode> Download<M> {
    /// Where the file belongs.
    fn place(&self, path: &Path) -> PathBuf {
        if path.is_dir() { path.join(self.name().unwrap_or("download")) } else { path.to_owned() }
    }

    fn unsaved(&self, error: &io::Error) -> Error {
        Error::new(ErrorKind::Unsaved { message: error.to_string() }).on(self.endpoint())
    }
}

/// A writer that takes nothing will take no more.
#[cfg(feature = "hyper")]
fn some(written: usize) -> io::Result<usize> {
    if written == 0 { Err(io::ErrorKind::WriteZero.into()) } else { Ok(written) }
}

/// A file that is being written beside its place, and removed unless it gets there.
struct Draft {
    file: File,
    at: PathBuf,
    place: PathBuf,
}

impl Draft {
    fn create(place: PathBuf) -> io::Result<Self> {
        let random = RandomState::new().build_hasher().finish();
        let at = place.with_file_name(format!(".ghost-client-{random:016x}.part"));
        let file = File::options().write(true).create_new(true).open(&at).map_err(|error| named(&at, &error))?;
        Ok(Draft { file, at, place })
    }

    /// Moves the file to its place.
    fn publish(self) -> io::Result<PathBuf> {
        // Without this a crash could leave a name without content.
        self.file.sync_all().and_then(|()| fs::rename(&self.at, &self.place)).map_err(|error| named(&self.place, &error))?;
        Ok(self.place.clone())
    }
}

impl Write for Draft {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        self.file.write(part).map_err(|error| named(&self.at, &error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // It has been moved, or is of no use to anybody; there is nobody to tell if it stays.
        let _ = fs::remove_file(&self.at);
    }
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;
    use crate::endpoint::{Endpoint, Method};
    use crate::transport::{BodyStream, BoxFuture, Response, TransportError};

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

    /// Two parts, and then an end that fails or not.
    struct Parts(u8, Result<(), TransportError>);

    impl BodyStream for Parts {
        fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, TransportError>> {
            self.0 += 1;
            let part = match self.0 {
                1 => Ok(Some(b"email,".to_vec())),
                2 => Ok(Some(b"name\r\n".to_vec())),
                _ => self.1.clone().map(|()| None),
            };
            Box::pin(async { part })
        }
    }

    fn head() -> Response<()> {
        Response::new(200, vec![("content-disposition".into(), "attachment; filename=\"m.csv\"".into())], ())
    }

    fn arriving(end: Result<(), TransportError>) -> Download {
        Download::new(&EXPORT, &head(), Box::new(Parts(0, end)) as Box<dyn BodyStream>, 1024)
    }

    fn blocking(content: &'static str) -> Download<Blocking> {
        Download::new(&EXPORT, &head(), Box::new(content.as_bytes()) as Box<dyn Read + Send>, 1024)
    }

    /// A folder of the test's own, removed at its end.
    struct Folder(tempfile::TempDir);

    impl Folder {
        fn new() -> Self {
            Folder(tempfile::tempdir().unwrap())
        }

        fn names(&self) -> Vec<String> {
            let entries = fs::read_dir(self.0.path()).unwrap();
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
        }
    }

    #[tokio::test]
    async fn a_folder_gets_the_file_under_the_name_the_server_gives_it() {
        let folder = Folder::new();
        assert_eq!(arriving(Ok(())).save(folder.0.path()).await.unwrap(), folder.0.path().join("m.csv"));
        assert_eq!(fs::read_to_string(folder.0.path().join("m.csv")).unwrap(), "email,name\r\n");
        assert_eq!(blocking("b").save(folder.0.path().join("other.csv")).unwrap(), folder.0.path().join("other.csv"));
        let mut names = folder.names();
        names.sort();
        assert_eq!(names, ["m.csv", "other.csv"]);
    }

    #[tokio::test]
    async fn a_broken_download_leaves_what_was_there() {
        let folder = Folder::new();
        let place = folder.0.path().join("m.csv");
        fs::write(&place, "before").unwrap();
        let error = arriving(Err(TransportError::Timeout)).save(&place).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Interrupted { received: 12, timeout: true, .. }), "{error}");
        assert_eq!((folder.names(), fs::read_to_string(&place).unwrap()), (vec!["m.csv".to_owned()], "before".to_owned()));
        arriving(Ok(())).save(&place).await.unwrap();
        assert_eq!((folder.names(), fs::read_to_string(&place).unwrap()), (vec!["m.csv".to_owned()], "email,name\r\n".to_owned()));
    }

    #[tokio::test]
    async fn a_place_that_is_none_is_named() {
        let error = arriving(Ok(())).save("/nowhere/at/all.csv").await.unwrap_err();
        let said = error.to_string();
        let start = "members.export (GET /members/upload/): the file could not be saved: /nowhere/at/.ghost-client-";
        assert!(said.starts_with(start) && said.contains("No such file"), "{said}");
        assert!(matches!(blocking("b").save("/nowhere/at/all.csv").unwrap_err().kind(), ErrorKind::Unsaved { .. }));
    }

    #[tokio::test]
    async fn a_writer_gets_all_parts() {
        let (mut all, mut all_blocking) = (Vec::new(), Vec::new());
        assert_eq!(arriving(Ok(())).write_to(&mut all).await.unwrap(), 12);
        assert_eq!(blocking("email,name\r\n").write_to(&mut all_blocking).unwrap(), 12);
        assert_eq!((all.as_slice(), all_blocking.as_slice()), (&b"email,name\r\n"[..], &b"email,name\r\n"[..]));
        let full = arriving(Ok(())).write_to(&mut std::io::Cursor::new(&mut [0_u8; 4][..])).await.unwrap_err();
        assert!(matches!(full.kind(), ErrorKind::Unsaved { .. }), "{full}");
    }
}
