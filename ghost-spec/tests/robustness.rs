//! No input makes the checker panic, loop or overflow.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use ghost_spec::Spec;
use proptest::prelude::*;

/// Checks and renders; what comes of it does not matter.
fn survive(files: Vec<(String, String)>) {
    match Spec::from_sources(files).check() {
        Ok(spec) => drop(spec.warnings().render(true)),
        Err(faults) => {
            for fault in faults.iter() {
                let _ = faults.labels(fault).count();
            }
            drop(faults.to_string());
        }
    }
}

/// One API with its widest resource, and what the diagnostics are tested with.
fn corpus() -> Vec<Vec<(String, String)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap();
    let api = ("api.yaml".to_owned(), read("tests/diagnostics/shared/api.yaml"));
    let mut corpus = Vec::new();
    for entry in fs::read_dir(root.join("tests/diagnostics")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            corpus.push(vec![api.clone(), ("notes.yaml".to_owned(), fs::read_to_string(path).unwrap())]);
        }
    }
    corpus
}

/// A small generator of numbers: the same ones in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}

fn damaged(text: &str, numbers: &mut Numbers) -> String {
    const SCRAPS: &[&str] =
        &["{", "}", "[", "]", ":", "- ", "\n", "\n  ", "'", "\"", "#", "!", "&a ", "*a", "|\n", ">", "\t", "é", "文", "\u{0}", "~", ", "];
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..=numbers.below(3) {
        let at = numbers.below(chars.len() + 1);
        match numbers.below(4) {
            0 => chars.truncate(at),
            1 => drop(chars.drain(at..(at + numbers.below(20)).min(chars.len()))),
            2 => drop(chars.splice(at..at, SCRAPS[numbers.below(SCRAPS.len())].chars())),
            _ => {
                let (from, length) = (numbers.below(chars.len() + 1), numbers.below(30));
                let copied: Vec<char> = chars[from..(from + length).min(chars.len())].to_vec();
                drop(chars.splice(at..at, copied));
            }
        }
    }
    chars.into_iter().collect()
}

#[test]
fn damaged_specs_are_survived() {
    let mut numbers = Numbers(1);
    for files in corpus() {
        for _ in 0..40 {
            let mut files = files.clone();
            let index = numbers.below(files.len());
            files[index].1 = damaged(&files[index].1, &mut numbers);
            survive(files);
        }
    }
}

/// The shipped specs, of which each case damages one file.
fn shipped() -> Vec<Vec<(String, String)>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("api");
    let read = |api: &str, name: &str| (name.to_owned(), fs::read_to_string(root.join(api).join(name)).unwrap());
    vec![
        vec![read("content", "api.yaml"), read("content", "posts.yaml"), read("content", "tags.yaml")],
        vec![read("admin", "api.yaml"), read("admin", "session.yaml"), read("admin", "offers.yaml")],
    ]
}

/// Checked, rendered, and formatted, which is then stable.
fn survive_all(files: Vec<(String, String)>) {
    for (name, text) in &files {
        if let Ok(once) = ghost_spec::format(name, text) {
            assert_eq!(ghost_spec::format(name, &once).unwrap(), once);
        }
    }
    survive(files);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_survived(api in any::<String>(), notes in "[a-z:{}\\[\\]\\- ,#!&*|>'\"\n\t.0-9é]{0,400}") {
        survive_all(vec![("api.yaml".to_owned(), api), ("notes.yaml".to_owned(), notes.clone())]);
        survive_all(vec![corpus()[0][0].clone(), ("notes.yaml".to_owned(), notes)]);
    }

    #[test]
    fn damaged_shipped_specs_are_survived(seed in any::<u64>()) {
        let mut numbers = Numbers(seed);
        for mut files in shipped() {
            let index = numbers.below(files.len());
            files[index].1 = damaged(&files[index].1, &mut numbers);
            survive_all(files);
        }
    }
}

#[test]
fn extremes_are_survived() {
    let resource = |text: String| vec![corpus()[0][0].clone(), ("notes.yaml".to_owned(), text)];
    survive(resource("{".repeat(1_000_000)));
    survive(resource("- ".repeat(100_000)));
    survive(resource("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]".to_owned()));
    survive(resource((0..50_000).map(|number| format!("k{number}: 1\n")).collect()));
    survive(resource((0..9_000).map(|number| format!("k{number}: 1\n")).collect()));
    survive(resource(format!("resource: {}", "x".repeat(1_000_000))));
    survive(resource(format!("resource: notes\r\nentity: note\r\ndoc: Größe\r\nfields: {}\r\n", "{ id: { type: strin } }")));
    survive(resource("\u{feff}resource: nötes\n".to_owned()));
    survive(vec![("../../api.yaml".to_owned(), String::new()), (String::new(), String::new()), ("/".to_owned(), "a: b".to_owned())]);
}

/// Looking for what was meant compares each unknown name with each known one, and a name may collide with all others.
#[test]
fn many_names_do_not_take_for_ever() {
    let start = Instant::now();
    let head = "resource: notes\nentity: note\ndoc: Notes.\nfields:\n";
    let many = |line: &dyn Fn(usize) -> String| (0..4_000).map(line).collect::<String>();
    let resource = |text: String| vec![corpus()[0][0].clone(), ("notes.yaml".to_owned(), text)];
    let unknown = many(&|number| format!("  f{number}: {{ type: shap{number}x }}\n"));
    let known = many(&|number| format!("  shape{number}: {{ fields: {{ a: {{ type: string }} }} }}\n"));
    survive(resource(format!("{head}{unknown}shapes:\n{known}")));
    survive(resource(format!(
        "{head}{}",
        many(&|number| format!("  f{number}: {{ type: enum, like: note.f{} }}\n", (number + 1) % 4_000))
    )));
    let signs = |number: usize| (0..12).map(|bit| if number >> bit & 1 == 1 { '-' } else { '.' }).collect::<String>();
    survive(resource(format!(
        "{head}{}",
        many(&|number| format!("  'a{}': {{ type: object, fields: {{ a: {{ type: string }} }} }}\n", signs(number)))
    )));
    // Minutes if every pair is looked at; some seconds where all is slow.
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn terminals_are_not_told_what_to_do() {
    let text = "resource: \"\\e[2Jnotes\"\ndoc: x\n\"\\e[31mkey\": 1\n".to_owned();
    let files = vec![corpus()[0][0].clone(), ("notes.yaml".to_owned(), text)];
    let said = Spec::from_sources(files).check().unwrap_err().to_string();
    assert!(!said.contains('\u{1b}'), "{said}");
}
