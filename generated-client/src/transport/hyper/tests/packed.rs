//! Answers that travel packed.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;

fn packed(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn packed_answers_are_asked_for_and_unpacked() {
    let text = "a page, ".repeat(10_000);
    let (place, asked) = answering(ok("content-encoding: gzip\r\netag: x\r\n", &packed(text.as_bytes()))).await;
    let answer = direct().execute(asking(&format!("http://{place}/a?b"))).await.unwrap();
    assert_eq!(answer.body(), text.as_bytes());
    let names: Vec<&str> = answer.headers().iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["etag"], "what told of the packed bytes is gone");
    let asked = asked.await.unwrap();
    assert!(asked.starts_with("GET /a?b HTTP/1.1\r\n") && asked.contains("accept-encoding: gzip\r\n"), "{asked}");
}

#[tokio::test]
async fn little_that_becomes_much_is_refused_before_it_fills_the_memory() {
    let bomb = packed(&vec![b'a'; 50_000_000]);
    assert!(bomb.len() < 60_000);
    let (place, _asked) = answering(ok("content-encoding: gzip\r\n", &bomb)).await;
    let refused = direct().execute(asking(&format!("http://{place}/"))).await.unwrap_err();
    assert!(matches!(refused, TransportError::TooLarge), "{refused:?}");
    // A part of it is no larger than what one step makes.
    let (place, _asked) = answering(ok("content-encoding: gzip\r\n", &bomb)).await;
    let (_, mut body) = direct().open(asking(&format!("http://{place}/"))).await.unwrap().split();
    let mut all = 0;
    while let Some(part) = body.chunk().await.unwrap() {
        assert!(part.len() < 5_000_000, "{}", part.len());
        all += part.len();
    }
    assert_eq!(all, 50_000_000);
}

#[tokio::test]
async fn a_packed_answer_that_is_cut_or_broken_is_an_error_and_an_empty_one_is_none() {
    let whole = packed(b"an answer");
    for broken in [&whole[..whole.len() - 4], b"not packed at all"] {
        let (place, _asked) = answering(ok("content-encoding: gzip\r\n", broken)).await;
        let error = direct().execute(asking(&format!("http://{place}/"))).await.unwrap_err();
        assert!(matches!(error, TransportError::Cut { status: 200, timeout: false, .. }), "{error:?}");
    }
    let (place, _asked) = answering(ok("content-encoding: gzip\r\n", b"")).await;
    let answer = direct().execute(asking(&format!("http://{place}/"))).await.unwrap();
    assert!(answer.body().is_empty());
}
