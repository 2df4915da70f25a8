//! A server on loopback that does to its callers what networks and proxies do, and remembers what it was asked.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use tokio::net::TcpSocket;

/// What is done with a request.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// These bytes, and the end of the connection.
    Say(Vec<u8>),
    /// These bytes, and the next request of the same connection.
    Keep(Vec<u8>),
    /// These bytes, and a reset.
    Reset(Vec<u8>),
    /// These bytes, and then one now and then without an end.
    Drip(Vec<u8>),
    /// These bytes, and so many more.
    Flood(Vec<u8>, usize),
    /// A page that repeats the request, as some proxies do.
    Echo(u16),
}

/// An answer as it travels, with its length.
pub(crate) fn answer(status: u16, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let length = format!("Content-Length: {}", body.as_ref().len());
    let mut bytes = head(status, &[headers, &[&length]].concat());
    bytes.extend_from_slice(body.as_ref());
    bytes
}

/// The head of an answer.
pub(crate) fn head(status: u16, headers: &[&str]) -> Vec<u8> {
    let mut lines = vec![format!("HTTP/1.1 {status} Whatever"), "Connection: close".to_owned()];
    lines.extend(headers.iter().map(|header| (*header).to_owned()));
    format!("{}\r\n\r\n", lines.join("\r\n")).into_bytes()
}

#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) url: String,
    kept: Arc<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    /// What to do with the first request, the second, …; the last one stays.
    faults: Vec<Fault>,
    /// Heads of the requests that came whole.
    asked: Mutex<Vec<String>>,
    /// Bytes that were written.
    written: AtomicUsize,
}

impl Server {
    pub(crate) fn doing(faults: impl IntoIterator<Item = Fault>) -> Self {
        Server::on(TcpListener::bind("127.0.0.1:0").unwrap(), faults)
    }

    fn on(listener: TcpListener, faults: impl IntoIterator<Item = Fault>) -> Self {
        let url = format!("http://{}", listener.local_addr().unwrap());
        let kept = Arc::new(Kept { faults: faults.into_iter().collect(), ..Kept::default() });
        let served = Arc::clone(&kept);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let kept = Arc::clone(&served);
                thread::spawn(move || kept.serve(stream));
            }
        });
        Server { url, kept }
    }

    /// A server that comes up after a while at an address that refuses until then.
    pub(crate) fn later(time: Duration, faults: Vec<Fault>) -> (String, thread::JoinHandle<Server>) {
        // Bound, so that nobody else gets the address, but not listening.
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
        let url = format!("http://{}", socket.local_addr().unwrap());
        let server = thread::spawn(move || {
            thread::sleep(time);
            let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
            let listener = runtime.block_on(async { socket.listen(16).unwrap().into_std().unwrap() });
            listener.set_nonblocking(false).unwrap();
            Server::on(listener, faults)
        });
        (url, server)
    }

    /// The address of a server that is too busy to take another connection: whoever connects waits.
    #[cfg(target_os = "linux")]
    pub(crate) fn full() -> (String, Vec<Box<dyn std::any::Any>>) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().unwrap();
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
        let listener = runtime.block_on(async { socket.listen(1).unwrap().into_std().unwrap() });
        let address = listener.local_addr().unwrap();
        // What is kept keeps it so.
        let mut kept: Vec<Box<dyn std::any::Any>> = vec![Box::new(listener)];
        while let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_millis(300)) {
            kept.push(Box::new(stream));
            assert!(kept.len() < 100, "it takes everybody");
        }
        (format!("http://{address}"), kept)
    }

    /// Heads of the requests that came.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.kept.asked.lock().unwrap().clone()
    }

    /// Bytes it could get rid of.
    pub(crate) fn written(&self) -> usize {
        self.kept.written.load(Ordering::SeqCst)
    }
}

impl Kept {
    fn serve(&self, mut stream: TcpStream) {
        while let Some(head) = request(&mut stream) {
            let fault = {
                let mut asked = self.asked.lock().unwrap();
                asked.push(head.clone());
                self.faults.get(asked.len() - 1).or(self.faults.last()).unwrap().clone()
            };
            // A caller that has gone away is no fault of the test's.
            let done = self.meet(&mut stream, &fault, &head);
            if done.is_err() || !matches!(fault, Fault::Keep(_)) {
                return;
            }
        }
    }

    fn meet(&self, stream: &mut TcpStream, fault: &Fault, asked: &str) -> std::io::Result<()> {
        match fault {
            Fault::Say(bytes) => {
                stream.write_all(bytes)?;
                // The last byte of the request is still to be read; unread, the end would be a reset.
                stream.read_exact(&mut [0])?;
                stream.shutdown(std::net::Shutdown::Write)?;
                let _ = stream.read(&mut [0; 64]);
            }
            Fault::Keep(bytes) => {
                stream.read_exact(&mut [0])?;
                stream.write_all(bytes)?;
            }
            Fault::Reset(bytes) => {
                stream.write_all(bytes)?;
                // Let it arrive; then the unread byte makes the end a reset.
                thread::sleep(Duration::from_millis(100));
            }
            Fault::Drip(bytes) => {
                stream.write_all(bytes)?;
                loop {
                    thread::sleep(Duration::from_millis(50));
                    stream.write_all(b" ")?;
                }
            }
            Fault::Flood(bytes, more) => {
                stream.write_all(bytes)?;
                let part = [b'x'; 64 * 1024];
                for _ in 0..more / part.len() {
                    stream.write_all(&part)?;
                    self.written.fetch_add(part.len(), Ordering::SeqCst);
                }
            }
            Fault::Echo(status) => {
                stream.read_exact(&mut [0])?;
                stream.write_all(&answer(*status, &["Content-Type: text/html"], format!("<pre>{asked}</pre>")))?;
            }
        }
        Ok(())
    }
}

/// Reads a request up to its last byte, which is left unread, and gives its head; none if the caller is gone.
fn request(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    let length = loop {
        head.push(byte(stream)?);
        if head.ends_with(b"\r\n\r") {
            let text = String::from_utf8_lossy(&head).to_ascii_lowercase();
            let length = text.lines().find_map(|line| line.strip_prefix("content-length:")).and_then(|length| length.trim().parse().ok());
            break length.unwrap_or(0_usize);
        }
    };
    // With a body, the head's last byte is read and the body's is left.
    for _ in 0..length {
        byte(stream)?;
    }
    Some(String::from_utf8_lossy(&head).trim_end().to_owned())
}

fn byte(stream: &mut TcpStream) -> Option<u8> {
    let mut byte = [0];
    stream.read_exact(&mut byte).ok()?;
    Some(byte[0])
}
