//! A real page of 100 posts, from its bytes to values: how long it takes, how often memory is allocated, how it grows with the page.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::contest::Contest;
use crate::fault::{Doing, Result};
use crate::results::{Growth, Line, Point, Row, Section};
use crate::runtime::{Worker, page};
use crate::settings::Settings;

const OURS: &str = "ghost-client";
const FLOOR: &str = "by hand: serde derive";
/// Posts of a page.
const SIZES: [usize; 3] = [1, 10, 100];

pub(crate) fn measure(settings: &Settings) -> Result<Section> {
    let worker = Worker::rust(settings)?;
    let whole = page(settings, &worker)?;
    let mut section = Section::begin();
    section.notes.push(about(&whole)?);
    let node = Worker::node_or_skip(settings, &mut section);
    let times = if settings.quick { "50" } else { "500" };
    section.rows.push(times_of(&worker, node.as_ref(), &whole, times).run(settings.runs)?);
    match instructions(settings, &worker, &whole) {
        Ok(row) => section.rows.push(row),
        Err(fault) => section.skip("instructions", fault),
    }
    section.rows.push(allocations(settings, &whole)?);
    section.growths.push(growth(settings, &worker, &whole)?);
    Ok(section)
}

fn about(page: &Path) -> Result<String> {
    let bytes = fs::read(page).doing("read the page of posts")?;
    let text = String::from_utf8_lossy(&bytes);
    let beyond = text.chars().filter(|letter| !letter.is_ascii()).count();
    Ok(format!("The page has {} bytes; {beyond} of its characters are not ASCII.", bytes.len()))
}

fn times_of<'a>(worker: &'a Worker, node: Option<&'a Worker>, page: &'a Path, times: &'a str) -> Contest<'a> {
    let file = page.to_string_lossy();
    let cost = move |worker: &Worker, contender: &str| worker.cost(&["decode", contender, times, &file]);
    let mut contest = Contest::new("Decode a page of 100 posts", "cpu");
    let (first, second) = (cost.clone(), cost.clone());
    contest.enter(OURS, None, move || first(worker, "ghost-client"));
    contest.enter(FLOOR, Some(1.0), move || second(worker, "serde"));
    for (name, at_most) in [("JSON.parse of bytes", Some(0.5)), ("JSON.parse of a string", None)] {
        if let Some(node) = node {
            let cost = cost.clone();
            contest.enter(name, at_most, move || cost(node, name));
        }
    }
    contest
}

fn instructions(settings: &Settings, worker: &Worker, page: &Path) -> Result<Row> {
    let (file, times) = (page.to_string_lossy(), if settings.quick { [10, 20] } else { [10, 60] });
    let mut contest = Contest::new("Instructions to decode it", "instructions");
    contest.enter(OURS, None, || worker.instructions("decode", "ghost-client", &file, times));
    contest.enter(FLOOR, Some(1.0), || worker.instructions("decode", "serde", &file, times));
    contest.run_cold(1)
}

/// Every run counts the same.
fn allocations(settings: &Settings, page: &Path) -> Result<Row> {
    let (worker, file) = (Worker::counting(settings)?, page.to_string_lossy());
    let mut contest = Contest::new("Allocations for each decoded post", "allocations");
    contest.enter(OURS, None, || worker.cost(&["allocations", "ghost-client", &file]));
    contest.enter(FLOOR, Some(1.0), || worker.cost(&["allocations", "serde", &file]));
    contest.run_cold(1)
}

fn growth(settings: &Settings, worker: &Worker, whole: &Path) -> Result<Growth> {
    let pages = SIZES.map(|posts| cut(settings, whole, posts)).into_iter().collect::<Result<Vec<PathBuf>>>()?;
    let line =
        |name: &str| Line { name: name.to_owned(), points: SIZES.map(|posts| Point { size: posts as f64, samples: Vec::new() }).into() };
    let mut lines = [(line(OURS), "ghost-client"), (line(FLOOR), "serde")];
    for _ in 0..settings.runs {
        for (place, page) in pages.iter().enumerate() {
            let times = (20_000 / SIZES[place]).to_string();
            for (line, contender) in &mut lines {
                line.points[place].samples.push(worker.cost(&["decode", contender, &times, &page.to_string_lossy()])?);
            }
        }
    }
    Ok(Growth {
        title: "Decoding pages of several sizes".to_owned(),
        measure: "cpu".to_owned(),
        of: "posts of the page".to_owned(),
        lines: lines.map(|(line, _)| line).into(),
    })
}

/// The page with its first posts only.
fn cut(settings: &Settings, whole: &Path, posts: usize) -> Result<PathBuf> {
    let bytes = fs::read(whole).doing("read the page of posts")?;
    let mut page: Value = serde_json::from_slice(&bytes).doing("understand the page of posts")?;
    page["posts"].as_array_mut().doing("find the posts of the page")?.truncate(posts);
    let path = settings.cache.join(format!("posts-first-{posts}.json"));
    fs::write(&path, page.to_string()).doing(format_args!("write {}", path.display()))?;
    Ok(path)
}
