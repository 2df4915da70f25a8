//! Uploads over real sockets on loopback, awaited and blocking: how they are framed, what a file that cannot be read
//! does, and what becomes of a server that does not wait.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{self, Cursor, Read};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ghost_client::images::UploadForm;
use ghost_client::transport::{BoxFuture, Hyper, Request, Response, Transport, TransportError};
use ghost_client::{Builder, Error, ErrorKind, File, Ghost};
use ghost_tests::sink::{Answers, Sink};
use tempfile::TempDir;

const KEY: &str = "6b0651d2fb70531d3b71c6af:0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b";
const STORED: &str = r#"{"images":[{"url":"https://blog.example.com/a.png","ref":null}]}"#;
/// Larger than what sockets and pipes hold.
const LARGE: usize = 20_000_000;

fn sink() -> Sink {
    Sink::start(Answers::AtTheEnd, "201 Created", STORED).unwrap()
}

fn builder(url: &str) -> Builder {
    Ghost::builder(url).unwrap()
}

/// Uploads with an async client, and what made by a function with a blocking one.
async fn both(site: &Builders<'_>, file: impl Fn() -> File) -> [Result<(), Error>; 2] {
    let ghost = site().integration(KEY).unwrap();
    let awaited = ghost.images().upload(UploadForm::new(file())).await.map(drop);
    let (site, file) = (site(), file());
    // A blocking client must not be used, nor dropped, inside of a runtime.
    let blocking = std::thread::spawn(move || {
        let ghost = site.integration_blocking(KEY).unwrap();
        ghost.images().upload(UploadForm::new(file)).send().map(drop)
    });
    [awaited, blocking.join().unwrap()]
}

type Builders<'a> = dyn Fn() -> Builder + 'a;

/// A file on disk, removed at the test's end with its folder.
struct OnDisk {
    _folder: TempDir,
    path: PathBuf,
}

impl OnDisk {
    fn new(name: &str, size: usize) -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, vec![7; size]).unwrap();
        OnDisk { _folder: folder, path }
    }
}

#[tokio::test]
async fn a_file_on_disk_is_sent_with_its_length() {
    let (sink, disk) = (sink(), OnDisk::new("a.png", LARGE));
    for result in both(&|| builder(sink.url()), || File::open(&disk.path).unwrap()).await {
        result.unwrap();
        let seen = sink.seen().unwrap();
        assert_eq!(seen.header("content-length"), Some(seen.body.to_string().as_str()));
        assert!(seen.whole && seen.body > u64::try_from(LARGE).unwrap() && seen.header("transfer-encoding").is_none(), "{seen:?}");
        assert!(seen.header("content-type").unwrap().starts_with("multipart/form-data; boundary="));
    }
}

#[tokio::test]
async fn what_is_in_memory_is_sent_with_its_length() {
    let sink = sink();
    for result in both(&|| builder(sink.url()), || File::new("a.png", vec![7; LARGE])).await {
        result.unwrap();
        let seen = sink.seen().unwrap();
        assert_eq!(seen.header("content-length"), Some(seen.body.to_string().as_str()));
    }
}

#[tokio::test]
async fn a_reader_is_sent_in_chunks_unless_its_size_is_said() {
    let sink = sink();
    let reader = || File::reader("a.png", io::repeat(7).take(1_000_000)).unwrap();
    for result in both(&|| builder(sink.url()), reader).await {
        result.unwrap();
        let seen = sink.seen().unwrap();
        assert_eq!((seen.header("transfer-encoding"), seen.header("content-length")), (Some("chunked"), None));
        assert!(seen.whole && seen.body > 1_000_000, "{seen:?}");
    }
    for result in both(&|| builder(sink.url()), || reader().sized(1_000_000)).await {
        result.unwrap();
        let seen = sink.seen().unwrap();
        assert_eq!((seen.header("transfer-encoding"), seen.header("content-length")), (None, Some(seen.body.to_string().as_str())));
    }
}

/// Gives two megabytes, and then fails.
struct Failing(usize);

impl Read for Failing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0 > 2_000_000 {
            return Err(io::Error::other("the disk is gone"));
        }
        self.0 += buffer.len();
        Ok(buffer.len())
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_said_to_be_and_never_arrives_whole() {
    let sink = sink();
    for size in [None, Some(4_000_000)] {
        let failing = || {
            let file = File::reader("a.png", Failing(0)).unwrap();
            size.map_or_else(|| file.clone(), |size| file.clone().sized(size))
        };
        for result in both(&|| builder(sink.url()), failing).await {
            let error = result.unwrap_err();
            let said = "images.upload (POST /images/upload/): not sent: `a.png` could not be read: the disk is gone";
            assert!(matches!(error.kind(), ErrorKind::Unreadable { .. }) && error.to_string().starts_with(said), "{error}");
            let seen = sink.seen().unwrap();
            assert!(!seen.whole && seen.body < 4_000_000, "{seen:?}");
        }
        assert!(sink.rest().is_empty(), "a body that is read once was sent twice");
    }
}

#[tokio::test]
async fn a_file_that_changed_its_size_or_went_away_never_arrives_whole() {
    let sink = sink();
    for (size, said) in [(Some(10), "ended after 10 bytes of 1000"), (Some(2000), "has more than its 1000 bytes"), (None, "No such file")] {
        let disk = OnDisk::new("b.png", 1000);
        let changed = || {
            std::fs::write(&disk.path, vec![7; 1000]).unwrap();
            let file = File::open(&disk.path).unwrap();
            match size {
                Some(size) => std::fs::write(&disk.path, vec![7; size]).unwrap(),
                None => std::fs::remove_file(&disk.path).unwrap(),
            }
            file
        };
        // One after the other, since both change the file.
        let ghost = builder(sink.url()).integration(KEY).unwrap();
        let awaited = ghost.images().upload(UploadForm::new(changed())).await.unwrap_err();
        let (site, file) = (builder(sink.url()), changed());
        let blocking = std::thread::spawn(move || site.integration_blocking(KEY).unwrap().images().upload(UploadForm::new(file)).send());
        for error in [awaited, blocking.join().unwrap().unwrap_err()] {
            assert!(matches!(error.kind(), ErrorKind::Unreadable { message } if message.contains(said)), "{error}");
        }
        // It may be that nothing was sent at all.
        let seen = sink.rest();
        assert!(seen.len() <= 2 && seen.iter().all(|seen| !seen.whole), "{seen:?}");
    }
}

#[tokio::test]
async fn the_answer_of_a_server_that_does_not_wait_is_taken() {
    let refused = r#"{"errors":[{"message":"Unknown Admin API Key","type":"UnauthorizedError","code":"UNKNOWN_ADMIN_API_KEY"}]}"#;
    let sink = Sink::start(Answers::AtOnce, "401 Unauthorized", refused).unwrap();
    for result in both(&|| builder(sink.url()), || File::reader("a.png", io::repeat(7).take(2_000_000)).unwrap()).await {
        let error = result.unwrap_err();
        assert_eq!(error.status(), Some(401), "{error}");
    }
}

#[tokio::test]
async fn a_server_that_cannot_be_reached_is_not_the_fault_of_the_file() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("http://{nobody}");
    for result in both(&|| builder(&url), || File::reader("a.png", Cursor::new(vec![7; LARGE])).unwrap()).await {
        let error = result.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Transport { timeout: false, .. }), "{error}");
    }
}

/// Cannot connect the first time.
#[derive(Debug)]
struct Late {
    reached: AtomicBool,
    then: Hyper,
}

impl Transport for Late {
    fn execute(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportError>> {
        if self.reached.swap(true, Ordering::SeqCst) {
            return self.then.execute(request);
        }
        Box::pin(async { Err(TransportError::NotSent("nobody there yet".into())) })
    }
}

#[tokio::test]
async fn a_file_is_sent_again_where_the_first_request_did_not_arrive_unless_it_is_read_once() {
    let (sink, disk) = (sink(), OnDisk::new("d.png", 100_000));
    let late = || {
        let late = Late { reached: AtomicBool::new(false), then: Hyper::new().unwrap() };
        builder(sink.url()).transport(late).integration(KEY).unwrap()
    };
    for file in [File::open(&disk.path).unwrap(), File::new("d.png", vec![7; 100_000])] {
        late().images().upload(UploadForm::new(file)).await.unwrap();
        assert!(sink.seen().unwrap().whole);
    }
    let once = File::reader("d.png", io::repeat(7).take(100_000)).unwrap();
    let error = late().images().upload(UploadForm::new(once)).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Transport { sent: false, .. }) && error.attempts() == 1, "{error}");
    assert!(sink.rest().is_empty());
}

/// Gives nothing for a long time, once its start was read.
struct Hanging(usize);

impl Read for Hanging {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0 > 100_000 {
            std::thread::sleep(Duration::from_secs(5));
        }
        self.0 += buffer.len();
        Ok(buffer.len())
    }
}

#[tokio::test]
async fn a_reader_that_hangs_times_out() {
    let (sink, began) = (sink(), Instant::now());
    let site = || builder(sink.url()).upload_timeout(Duration::from_millis(300));
    for result in both(&site, || File::reader("a.png", Hanging(0)).unwrap()).await {
        let error = result.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Transport { timeout: true, .. }), "{error}");
    }
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
}

#[tokio::test]
async fn progress_goes_up_to_the_whole_file() {
    let (sink, disk) = (sink(), OnDisk::new("c.png", LARGE));
    let told = Arc::new(Mutex::new(Vec::new()));
    let watched = || {
        let told = Arc::clone(&told);
        File::open(&disk.path).unwrap().progress(move |sent, total| told.lock().unwrap().push((sent, total)))
    };
    for result in both(&|| builder(sink.url()), watched).await {
        result.unwrap();
    }
    let told = told.lock().unwrap();
    let whole = u64::try_from(LARGE).unwrap();
    assert!(told.iter().all(|(_, total)| *total == Some(whole)));
    assert_eq!(told.iter().filter(|(sent, _)| *sent == whole).count(), 2, "both uploads end at the size of the file");
    let ups = told.windows(2).filter(|pair| pair[1].0 > pair[0].0).count();
    assert_eq!(ups, told.len() - 2, "it only goes up, but for the start of the second upload");
}

#[tokio::test]
async fn a_file_that_is_read_once_is_not_sent_by_two_requests() {
    let sink = sink();
    let ghost = builder(sink.url()).integration(KEY).unwrap();
    let file = File::async_reader("a.png", Cursor::new(vec![7; 100_000])).await.unwrap();
    ghost.images().upload(UploadForm::new(file.clone())).await.unwrap();
    let error = ghost.images().upload(UploadForm::new(file)).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Unreadable { message } if message.contains("was read by an earlier request")), "{error}");
}
