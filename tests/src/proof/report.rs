//! What the proof found: counts by class and every disagreement, one section a server version and part.
//!
//! The report is a pair of files that each run completes: `report.json` for programs and
//! `report.md` for people. A section that was there from an earlier run is replaced.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::{env, fs, io};

use serde_json::{Value, json};

/// A statement about one place, and how often it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What was asked, such as `GET /posts/` or `PUT /posts/{id}/ as Author`.
    pub place: String,
    /// What is to be said, such as `$.posts[3].slug: missing`.
    pub says: String,
    /// How often; the same with other indices counts once.
    pub times: usize,
}

/// What one part of the proof found on one version.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// Version of the server.
    pub version: String,
    /// Part of the proof, such as `conformance`.
    pub part: String,
    /// How many were looked at, by class.
    pub counts: BTreeMap<String, usize>,
    /// Where server and description disagree.
    pub disagreements: Vec<Entry>,
    /// What was not looked at, or is known and explained.
    pub notes: Vec<Entry>,
}

impl Section {
    /// A section without content.
    #[must_use]
    pub fn new(version: &str, part: &str) -> Self {
        Section { version: version.to_owned(), part: part.to_owned(), ..Section::default() }
    }

    /// Adds one to a class.
    pub fn count(&mut self, class: &str) {
        self.count_many(class, 1);
    }

    /// Adds some to a class.
    pub fn count_many(&mut self, class: &str, times: usize) {
        *self.counts.entry(class.to_owned()).or_default() += times;
    }

    /// Notes a disagreement.
    pub fn disagree(&mut self, place: impl Into<String>, says: impl Into<String>) {
        add(&mut self.disagreements, place.into(), says.into());
    }

    /// Notes what is no disagreement but worth knowing.
    pub fn note(&mut self, place: impl Into<String>, says: impl Into<String>) {
        add(&mut self.notes, place.into(), says.into());
    }
}

impl Section {
    /// The counts and disagreements, without the notes.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut text = format!("## Ghost {}: {}\n\n| class | count |\n|---|---:|\n", self.version, self.part);
        for (class, count) in &self.counts {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "| {class} | {count} |");
        }
        let _ = writeln!(text, "| **disagreements** | **{}** |", self.disagreements.len());
        text + &list("Disagreements", &self.disagreements)
    }
}

impl fmt::Display for Section {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.summary(), list("Notes", &self.notes))
    }
}

fn list(title: &str, entries: &[Entry]) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{title}:\n\n");
    for entry in entries {
        let times = if entry.times > 1 { format!(" (×{})", entry.times) } else { String::new() };
        let _ = writeln!(text, "- `{}`: {}{times}", entry.place, entry.says);
    }
    text
}

/// All sections, ordered by version and part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    sections: Vec<Section>,
}

impl Report {
    /// Reads a report; one that is not there, or not readable as one, is empty.
    #[must_use]
    pub fn read(file: &Path) -> Self {
        let value = fs::read_to_string(file).ok().and_then(|text| serde_json::from_str::<Value>(&text).ok());
        let sections = value.as_ref().and_then(|value| value.get("sections")).and_then(Value::as_array);
        Report { sections: sections.into_iter().flatten().filter_map(section).collect() }
    }

    /// Puts a section in, in place of the one with the same version and part.
    pub fn put(&mut self, section: Section) {
        self.sections.retain(|old| (&old.version, &old.part) != (&section.version, &section.part));
        self.sections.push(section);
        self.sections.sort_by(|a, b| (&a.version, &a.part).cmp(&(&b.version, &b.part)));
    }

    /// The sections.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The report for programs.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({ "sections": self.sections.iter().map(section_json).collect::<Vec<_>>() })
    }

    /// The report for people.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut text = String::from("# Proof on real servers\n\n| Ghost | part | disagreements | notes |\n|---|---|---:|---:|\n");
        for section in &self.sections {
            // Writing to a string cannot fail.
            let _ =
                writeln!(text, "| {} | {} | {} | {} |", section.version, section.part, section.disagreements.len(), section.notes.len());
        }
        for section in &self.sections {
            let _ = write!(text, "\n{section}");
        }
        text
    }
}

/// Writes a section into the report of the workspace, prints its counts and disagreements, and returns the report's folder.
///
/// # Errors
///
/// The files cannot be written.
pub fn publish(section: Section) -> io::Result<PathBuf> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let summary = section.summary();
    let folder = folder();
    fs::create_dir_all(&folder)?;
    let mut report = Report::read(&folder.join("report.json"));
    report.put(section);
    fs::write(folder.join("report.json"), format!("{:#}\n", report.to_json()))?;
    fs::write(folder.join("report.md"), report.to_markdown())?;
    // Written, not printed: the harness swallows what a passing test prints.
    writeln!(io::stdout().lock(), "\n{summary}\nThe whole report: {}", folder.join("report.md").display())?;
    Ok(folder)
}

/// Where reports are kept.
#[must_use]
pub fn folder() -> PathBuf {
    target().join("ghost-proof")
}

/// Where cargo puts what it makes.
fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(target) => Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(target),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"),
    }
}

fn add(entries: &mut Vec<Entry>, place: String, says: String) {
    let pattern = without_indices(&says);
    match entries.iter_mut().find(|entry| entry.place == place && without_indices(&entry.says) == pattern) {
        Some(entry) => entry.times += 1,
        None => entries.push(Entry { place, says, times: 1 }),
    }
}

/// `$.posts[3].tags[0]` as `$.posts[].tags[]`; digits elsewhere stay.
fn without_indices(says: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for character in says.chars() {
        inside = character == '[' || (inside && character.is_ascii_digit());
        if !inside || character == '[' {
            text.push(character);
        }
    }
    text
}

fn section_json(section: &Section) -> Value {
    json!({
        "version": section.version,
        "part": section.part,
        "counts": section.counts,
        "disagreements": section.disagreements.iter().map(entry_json).collect::<Vec<_>>(),
        "notes": section.notes.iter().map(entry_json).collect::<Vec<_>>(),
    })
}

fn entry_json(entry: &Entry) -> Value {
    json!({ "place": entry.place, "says": entry.says, "times": entry.times })
}

fn section(value: &Value) -> Option<Section> {
    let counts = value.get("counts")?.as_object()?;
    let count = |value: &Value| value.as_u64().and_then(|count| usize::try_from(count).ok());
    Some(Section {
        version: value.get("version")?.as_str()?.to_owned(),
        part: value.get("part")?.as_str()?.to_owned(),
        counts: counts.iter().filter_map(|(class, value)| Some((class.clone(), count(value)?))).collect(),
        disagreements: entries(value.get("disagreements")?),
        notes: entries(value.get("notes")?),
    })
}

fn entries(value: &Value) -> Vec<Entry> {
    value.as_array().into_iter().flatten().filter_map(entry).collect()
}

fn entry(value: &Value) -> Option<Entry> {
    Some(Entry {
        place: value.get("place")?.as_str()?.to_owned(),
        says: value.get("says")?.as_str()?.to_owned(),
        times: value.get("times")?.as_u64().and_then(|times| usize::try_from(times).ok())?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_at_other_indices_is_one_entry() {
        let mut section = Section::new("6.65.0", "conformance");
        section.disagree("GET /posts/", "$.posts[0].slug: missing");
        section.disagree("GET /posts/", "$.posts[12].slug: missing");
        section.disagree("GET /pages/", "$.posts[0].slug: missing");
        assert_eq!(section.disagreements.iter().map(|entry| entry.times).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn a_section_replaces_its_predecessor_and_leaves_others() {
        let mut report = Report::default();
        let mut old = Section::new("6.65.0", "conformance");
        old.disagree("GET /posts/", "old");
        report.put(old);
        report.put(Section::new("5.130.6", "conformance"));
        report.put(Section::new("6.65.0", "conformance"));
        assert_eq!(report.sections().len(), 2);
        assert!(report.sections().iter().all(|section| section.disagreements.is_empty()));
    }

    #[test]
    fn a_report_survives_being_written_and_read() {
        let mut section = Section::new("6.65.0", "conformance");
        section.count("answers");
        section.disagree("GET /posts/", "$.posts[0].slug: missing");
        section.note("GET /db/", "not asked");
        let mut report = Report::default();
        report.put(section);
        let read: Vec<Section> = report.to_json()["sections"].as_array().unwrap().iter().filter_map(super::section).collect();
        assert_eq!(read, report.sections());
        assert!(report.to_markdown().contains("| 6.65.0 | conformance | 1 | 1 |"), "{}", report.to_markdown());
    }
}
