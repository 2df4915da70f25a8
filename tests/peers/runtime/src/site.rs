//! What a real site is filled with, and the page of posts that it then answers: the bytes that decoding is measured with.

use std::fs;

use ghost_client::posts::{Content, NewPost};
use ghost_client::rt::{Answer, Async, Call, Scope};
use ghost_client::{Ghost, Integration};

use crate::Fault;

const POSTS: usize = 100;
/// English as it is printed: with quotes and dashes that are no ASCII, here and there.
const WORDS: &str = "the river carries a letter from one small harbour to every reader who signs up and asks for nothing but some time \
    and patience in return which is “quite enough” for most of them though not all — it’s a question of taste and of growth or so they \
    said when the year began with rain over the hills and ended with a long walk through snow";

/// Adds posts with HTML, tags and an image.
pub async fn fill(url: &str, key: &str) -> Result<(), Fault> {
    let ghost = Ghost::integration(url, key)?;
    let mut words = Words(0);
    for number in 0..POSTS {
        let tags = ["News", "Letters", "Walks", "Readers"].into_iter().skip(number % 3).take(1 + number % 3);
        let new = NewPost::new(format!("Letter {number}: {}", words.some(5)))
            .content(Content::html(html(number, &mut words)))
            .tags(tags)
            .custom_excerpt(words.some(25))
            .feature_image(format!("https://example.com/content/images/2026/11/letter-{number}.jpg"));
        ghost.posts().add(new).await?;
    }
    Ok(())
}

/// About 6 kB, as an article of a thousand words has.
fn html(number: usize, words: &mut Words) -> String {
    let paragraph = |place: usize, words: &mut Words| {
        let head = if place.is_multiple_of(3) { format!("<h2>{}</h2>", words.some(5)) } else { String::new() };
        let link = format!(r#"<a href="https://example.com/letters/{number}?from={place}&amp;to=all">{}</a>"#, words.some(4));
        let image = if place % 4 == 1 { figure(number, place, words) } else { String::new() };
        format!("{head}<p>{} {link} {}. <strong>{}</strong></p>{image}", words.some(60), words.some(25), words.some(3))
    };
    (0..10).map(|place| paragraph(place, words)).collect()
}

fn figure(number: usize, place: usize, words: &mut Words) -> String {
    let source = format!("https://example.com/content/images/2026/11/{number}-{place}.jpg");
    let caption = words.some(8);
    format!(r#"<figure class="kg-card kg-image-card"><img src="{source}" class="kg-image" alt="{caption}" loading="lazy"></figure>"#)
}

/// Words of the text, over and over, from another place each time.
struct Words(usize);

impl Words {
    fn some(&mut self, count: usize) -> String {
        let all: Vec<&str> = WORDS.split(' ').collect();
        self.0 += 7 * count + 1;
        let words: Vec<&str> = all.iter().copied().cycle().skip(self.0 % all.len()).take(count).collect();
        words.join(" ")
    }
}

/// Writes the page of 100 posts with HTML, tags and authors as it came.
pub async fn page(url: &str, key: &str, to: &str) -> Result<(), Fault> {
    let ghost = Ghost::integration(url, key)?;
    let mut call: Call<'_, Async, Vec<u8>> =
        Scope::<Integration, Async>::new(ghost.connection()).call(&crate::decode::BROWSE, |answer: &Answer| Ok(answer.body().to_vec()));
    call.set_list("formats", ["html"]);
    call.set_list("include", ["tags", "authors"]);
    call.set_number("limit", 100, None, None);
    fs::write(to, call.await?)?;
    Ok(())
}
