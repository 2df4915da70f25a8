//! Whatever the bytes, a spec is checked, rendered and formatted without a panic and within bounds.
//!
//! The first byte says what the rest is: a resource beside a sound `api.yaml`, an `api.yaml`, or a piece that takes the place of a part
//! of a real file.

#![no_main]

use libfuzzer_sys::fuzz_target;

const API: &str = include_str!("../../ghost-spec/api/content/api.yaml");
const POSTS: &str = include_str!("../../ghost-spec/api/content/posts.yaml");

fuzz_target!(|data: &[u8]| {
    let Some((choice, rest)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(rest).into_owned();
    let files = match choice % 4 {
        0 => vec![("api.yaml", API.to_owned()), ("notes.yaml", text)],
        1 => vec![("api.yaml", text), ("posts.yaml", POSTS.to_owned())],
        2 => vec![("api.yaml", API.to_owned()), ("posts.yaml", spliced(POSTS, &text))],
        _ => vec![("api.yaml", spliced(API, &text)), ("posts.yaml", POSTS.to_owned())],
    };
    for (name, text) in &files {
        if let Ok(once) = ghost_spec::format(name, text) {
            assert_eq!(ghost_spec::format(name, &once).expect("what was formatted can be formatted"), once);
        }
    }
    let files = files.into_iter().map(|(name, text)| (name.to_owned(), text));
    match ghost_spec::Spec::from_sources(files).check() {
        Ok(spec) => drop(spec.warnings().render(true)),
        Err(faults) => drop(faults.render(true)),
    }
});

/// `text` with `piece` in place of as much, where its first characters lead.
fn spliced(text: &str, piece: &str) -> String {
    let place = piece.chars().take(2).fold(0, |sum, c| sum * 251 + c as usize) % text.len();
    let start = (0..=place).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let rest = text[start..].char_indices().nth(piece.chars().count()).map_or("", |(at, _)| &text[start + at..]);
    format!("{}{piece}{rest}", &text[..start])
}
