//! What goes over the wire, held against servers and proxies of our own.

#[cfg(feature = "gzip")]
mod packed;

use hyper_util::client::proxy::matcher::Matcher;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::*;

const PATIENCE: Duration = Duration::from_secs(10);

fn asking(url: &str) -> Request {
    Request {
        method: Method::Get,
        url: url.to_owned(),
        headers: Vec::new(),
        body: None,
        timeout: PATIENCE,
        max_body: 1_000_000,
        max_error_body: 1000,
    }
}

/// Through these proxies, whatever the environment says.
fn through(proxies: Matcher) -> Hyper {
    let connector = Connector::new(PATIENCE).unwrap().through(proxies);
    Hyper { client: Client::builder(TokioExecutor::new()).build(connector.clone()), connector }
}

fn direct() -> Hyper {
    through(Matcher::builder().build())
}

/// Up to the empty line after a head.
async fn head(from: &mut TcpStream) -> String {
    let mut read = Vec::new();
    while !read.ends_with(b"\r\n\r\n") {
        read.push(from.read_u8().await.unwrap());
    }
    String::from_utf8(read).unwrap()
}

/// A server that is asked once; gives its address, and what it was asked.
async fn answering(answer: Vec<u8>) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = listener.local_addr().unwrap().to_string();
    let asked = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let asked = head(&mut stream).await;
        stream.write_all(&answer).await.unwrap();
        asked
    });
    (place, asked)
}

fn ok(headers: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n{headers}\r\n", body.len());
    [head.as_bytes(), body].concat()
}

#[cfg(not(feature = "gzip"))]
#[tokio::test]
async fn without_the_feature_nothing_is_asked_for_packed_and_what_comes_so_is_left_so() {
    let (place, asked) = answering(ok("content-encoding: gzip\r\n", b"packed, who knows how")).await;
    let answer = direct().execute(asking(&format!("http://{place}/"))).await.unwrap();
    assert_eq!((answer.header("content-encoding"), answer.body()), (Some("gzip"), b"packed, who knows how".as_slice()));
    assert!(!asked.await.unwrap().contains("accept-encoding"));
}

#[tokio::test]
async fn a_proxy_is_asked_for_whole_addresses_and_told_who_asks() {
    let (place, asked) = answering(ok("", b"from afar")).await;
    let hyper = through(Matcher::builder().http(format!("http://user:pass@{place}")).build());
    let answer = hyper.execute(asking("http://blog.example/ghost/?a=b")).await.unwrap();
    assert_eq!(answer.body(), b"from afar");
    let asked = asked.await.unwrap();
    assert!(asked.starts_with("GET http://blog.example/ghost/?a=b HTTP/1.1\r\n"), "{asked}");
    assert!(asked.contains("host: blog.example\r\n") && asked.contains("proxy-authorization: Basic dXNlcjpwYXNz\r\n"), "{asked}");
}

#[tokio::test]
async fn hosts_without_a_proxy_are_asked_themselves() {
    let (place, asked) = answering(ok("", b"")).await;
    let hyper = through(Matcher::builder().all("http://127.0.0.1:1").no("127.0.0.1").build());
    hyper.execute(asking(&format!("http://{place}/"))).await.unwrap();
    assert!(!asked.await.unwrap().contains("proxy"));
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[tokio::test]
async fn tls_goes_through_a_tunnel_that_alone_knows_who_asks() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = listener.local_addr().unwrap();
    let proxy = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let asked = head(&mut stream).await;
        stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").await.unwrap();
        let first = stream.read_u8().await.unwrap();
        (asked, first)
    });
    let hyper = through(Matcher::builder().https(format!("http://user:pass@{place}")).build());
    let error = hyper.execute(asking("https://blog.example/?key=secret")).await.unwrap_err();
    // The proxy hangs up in the middle of the handshake.
    assert!(matches!(&error, TransportError::NotSent(text) if !text.contains("secret")), "{error:?}");
    let (asked, first) = proxy.await.unwrap();
    assert!(asked.starts_with("CONNECT blog.example:443 HTTP/1.1\r\n"), "{asked}");
    assert!(asked.to_lowercase().contains("proxy-authorization: basic dxnlcjpwyxnz\r\n"), "{asked}");
    assert_eq!(first, 0x16, "what follows is a TLS handshake");
}

#[tokio::test]
async fn a_socks_proxy_looks_names_up_where_it_is_told_to() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = listener.local_addr().unwrap();
    let proxy = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut greeting = [0; 3];
        stream.read_exact(&mut greeting).await.unwrap();
        stream.write_all(&[5, 0]).await.unwrap();
        let mut wanted = [0; 4 + 1 + "blog.example".len() + 2];
        stream.read_exact(&mut wanted).await.unwrap();
        stream.write_all(&[5, 0, 0, 1, 127, 0, 0, 1, 0, 80]).await.unwrap();
        let asked = head(&mut stream).await;
        stream.write_all(&ok("", b"from afar")).await.unwrap();
        (wanted.to_vec(), asked)
    });
    let hyper = through(Matcher::builder().all(format!("socks5h://{place}")).build());
    let answer = hyper.execute(asking("http://blog.example/a")).await.unwrap();
    assert_eq!(answer.body(), b"from afar");
    let (wanted, asked) = proxy.await.unwrap();
    assert_eq!(&wanted[5..17], b"blog.example");
    assert!(asked.starts_with("GET /a HTTP/1.1\r\n"), "{asked}");
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
#[tokio::test]
async fn without_tls_what_needs_it_is_refused_with_what_to_do() {
    let error = direct().execute(asking("https://blog.example/")).await.unwrap_err();
    assert!(error.to_string().contains("enable the feature `rustls` or `native-tls`"), "{error}");
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
#[tokio::test]
async fn a_handshake_that_hangs_ends_with_the_time_to_connect() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = listener.local_addr().unwrap();
    let connector = Connector::new(Duration::from_millis(50)).unwrap().through(Matcher::builder().build());
    let hyper = Hyper { client: Client::builder(TokioExecutor::new()).build(connector.clone()), connector };
    let error = hyper.execute(asking(&format!("https://{place}/"))).await.unwrap_err();
    assert!(matches!(&error, TransportError::NotSent(text) if text == "no connection within 50 ms"), "{error:?}");
}

#[tokio::test]
async fn connections_are_kept() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let place = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        for _ in 0..2 {
            head(&mut stream).await;
            stream.write_all(&ok("", b"once more")).await.unwrap();
        }
    });
    let hyper = direct();
    for _ in 0..2 {
        hyper.execute(asking(&format!("http://{place}/"))).await.unwrap();
    }
    server.await.unwrap();
}

#[tokio::test]
async fn headers_are_sent_as_they_are_given() {
    let (place, asked) = answering(ok("", b"")).await;
    let headers = vec![("X-Forwarded-Proto", "https".to_owned()), ("accept", "text/csv".to_owned()), ("cookie", "a=1".to_owned())];
    direct().execute(Request { headers, ..asking(&format!("http://{place}/")) }).await.unwrap();
    let asked = asked.await.unwrap();
    for line in ["x-forwarded-proto: https\r\n", "accept: text/csv\r\n", "cookie: a=1\r\n"] {
        assert!(asked.contains(line), "{asked}");
    }
    for (name, value) in [("no name", "a"), ("a", "two\nlines")] {
        let headers = vec![(name, value.to_owned())];
        let error = direct().execute(Request { headers, ..asking("http://127.0.0.1:1/") }).await.unwrap_err();
        assert!(matches!(error, TransportError::NotSent(_)), "{error:?}");
    }
}

#[tokio::test]
async fn one_may_wait_for_ever() {
    let (place, _asked) = answering(ok("", b"at last")).await;
    let answer = direct().execute(Request { timeout: Duration::MAX, ..asking(&format!("http://{place}/")) }).await.unwrap();
    assert_eq!(answer.body(), b"at last");
}

/// As other runtimes would call it.
#[test]
fn without_a_runtime_it_says_so() {
    let hyper = direct();
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    let mut asked = hyper.execute(asking("http://127.0.0.1:1/"));
    let std::task::Poll::Ready(Err(TransportError::NotSent(said))) = asked.as_mut().poll(&mut context) else { panic!("it waits") };
    assert!(said.contains("no tokio runtime"), "{said}");
    assert!(hyper.sleep(Duration::ZERO).as_mut().poll(&mut context).is_ready());
}

#[test]
fn no_secret_is_in_its_debug() {
    assert_eq!(format!("{:?}", through(Matcher::builder().all("http://user:pass@127.0.0.1:1").build())), "Hyper");
}
