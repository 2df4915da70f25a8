//! What came of it: where prediction and verdict agree, counted by class, and each case where they do not.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ghost_spec::model::Endpoint;
use serde_json::{Value, json};

use super::super::report::Section;
use super::{Answer, Caller, Gate, Prediction, Probe, Refusal, Verdict, known_bugs};

/// One endpoint asked by one caller.
#[derive(Clone, Debug)]
pub struct Cell {
    /// `METHOD /path/`, with the label of the probe if it has one.
    pub endpoint: String,
    /// Who asked.
    pub caller: Caller,
    /// What the description says.
    pub predicted: Prediction,
    /// What the server said.
    pub answer: Answer,
    /// What that means.
    pub verdict: Verdict,
    /// Whether the two agree.
    pub outcome: Outcome,
}

/// Whether prediction and verdict agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// They do.
    Agrees,
    /// They do not.
    Disagrees,
    /// They do not, by a bug of the server that is described.
    KnownBug,
}

impl Cell {
    /// Weighs an answer. `bugs` are the statuses by which the server is known to go wrong with this caller.
    #[must_use]
    pub fn new(endpoint: String, caller: Caller, probe: &Probe, (predicted, bugs): (Prediction, &[u16]), answer: Answer) -> Self {
        let verdict = super::judge(&answer);
        let outcome = if agrees(&predicted, verdict, &answer, caller, probe) {
            Outcome::Agrees
        } else if bugs.contains(&answer.status) {
            Outcome::KnownBug
        } else {
            Outcome::Disagrees
        };
        Cell { endpoint, caller, predicted, answer, verdict, outcome }
    }
}

impl Cell {
    /// Prediction and answer, in one line.
    fn says(&self) -> String {
        let Answer { status, kind, message, context } = &self.answer;
        format!("predicted {}, answered {status} {kind} {message:?} {context:?}", self.predicted)
    }
}

fn agrees(predicted: &Prediction, verdict: Verdict, answer: &Answer, caller: Caller, probe: &Probe) -> bool {
    let passed = has_passed(verdict, answer, probe);
    let denied = verdict == Verdict::Denied(Refusal::Role);
    match predicted {
        Prediction::Allowed => passed,
        Prediction::Denied(Refusal::NotSignedIn) => verdict == Verdict::Denied(Refusal::NotSignedIn),
        // A key that no role would let through anyway may be stopped at either gate.
        Prediction::Denied(Refusal::Credential) => denied || verdict == Verdict::Denied(Refusal::Credential),
        Prediction::Denied(Refusal::Role) => denied,
        Prediction::Limited(_) | Prediction::Told(_) => match probe.within {
            None => passed || denied,
            Some(callers) if callers.contains(&caller.name()) => passed,
            Some(_) => denied,
        },
        Prediction::Absent => verdict != Verdict::Allowed,
    }
}

fn has_passed(verdict: Verdict, answer: &Answer, probe: &Probe) -> bool {
    match verdict {
        Verdict::Allowed | Verdict::Passed => true,
        Verdict::Silent => probe.silent,
        Verdict::Failed => probe.fails,
        Verdict::Denied(Refusal::Credential) => false,
        _ => probe.refuses_all && matches!(answer.status, 401 | 403),
    }
}

/// All cells of one server.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    /// Version of the server.
    pub version: String,
    /// What was asked and answered, in the order it was.
    pub cells: Vec<Cell>,
    /// Bugs that are described, but showed nowhere: mended, or not asked for.
    pub unseen_bugs: Vec<String>,
}

impl Matrix {
    /// Cells whose answer is not what the description says.
    pub fn disagreements(&self) -> impl Iterator<Item = &Cell> {
        self.cells.iter().filter(|cell| cell.outcome == Outcome::Disagrees)
    }

    /// How many cells of each class agree, disagree, and show a known bug.
    #[must_use]
    pub fn by_class(&self) -> BTreeMap<&'static str, [usize; 3]> {
        let mut classes = BTreeMap::new();
        for cell in &self.cells {
            classes.entry(cell.predicted.class()).or_insert([0; 3])[cell.outcome as usize] += 1;
        }
        classes
    }

    /// Notes the bugs of an endpoint that no answer showed to anybody whom they should meet.
    pub fn note_unseen(&mut self, gate: &Gate<'_>, endpoint: &Endpoint) {
        let title = endpoint.route();
        let is_of = |cell: &&Cell| cell.endpoint == title || cell.endpoint.starts_with(&format!("{title} ["));
        let cells: Vec<&Cell> = self.cells.iter().filter(is_of).collect();
        let is_there = endpoint.versions.hold(&gate.version);
        for bug in endpoint.bugs.iter().filter(|bug| is_there && bug.versions.hold(&gate.version)) {
            let shows = |cell: &Cell| {
                cell.answer.status == bug.status.unwrap_or_default()
                    && known_bugs(gate, endpoint, cell.caller).into_iter().any(|known| std::ptr::eq(known, bug))
            };
            if !cells.iter().any(|cell| shows(cell)) {
                self.unseen_bugs.push(format!("{title}: {}", bug.doc));
            }
        }
    }

    /// Endpoints whose permission decides, but where nobody was refused by role and nobody got to act: the request
    /// may have been stopped before the permission was looked at.
    #[must_use]
    pub fn unproven(&self) -> Vec<&str> {
        let mut seen: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
        for cell in &self.cells {
            let (decides, proven) = seen.entry(&cell.endpoint).or_default();
            *decides |= matches!(cell.predicted, Prediction::Denied(Refusal::Role) | Prediction::Limited(_) | Prediction::Told(_));
            *proven |= matches!(cell.verdict, Verdict::Allowed | Verdict::Denied(Refusal::Role)) || matches!(cell.answer.status, 404 | 409);
        }
        seen.into_iter().filter(|(_, (decides, proven))| *decides && !proven).map(|(endpoint, _)| endpoint).collect()
    }

    /// What the matrix adds to the report.
    #[must_use]
    pub fn section(&self) -> Section {
        let mut section = Section::new(&self.version, "gate matrix");
        section.count_many("requests", self.cells.len());
        for (class, [agree, disagree, bug]) in self.by_class() {
            section.count_many(&format!("{class}: agree"), agree);
            section.count_many(&format!("{class}: disagree"), disagree);
            section.count_many(&format!("{class}: known bug"), bug);
        }
        for cell in &self.cells {
            let place = format!("{} as {}", cell.endpoint, cell.caller);
            match cell.outcome {
                Outcome::Agrees => {}
                Outcome::Disagrees => section.disagree(place, cell.says()),
                Outcome::KnownBug => section.note(place, format!("a known bug of the server: {}", cell.says())),
            }
        }
        self.unseen_bugs.iter().for_each(|bug| section.disagree(bug, "this bug is described but was not seen"));
        self.unproven().into_iter().for_each(|place| section.note(place, "nobody was refused by role and nobody acted"));
        section
    }

    /// A readable table.
    #[must_use]
    pub fn table(&self) -> String {
        let mut text = format!("Gate matrix on Ghost {}: {} requests\n\n", self.version, self.cells.len());
        text.push_str("| prediction | agree | disagree | known bug |\n|---|---|---|---|\n");
        for (class, [agree, disagree, bug]) in self.by_class() {
            let _ = writeln!(text, "| {class} | {agree} | {disagree} | {bug} |");
        }
        for cell in self.disagreements() {
            let _ = write!(text, "\n{} as {}: {}", cell.endpoint, cell.caller, cell.says());
        }
        let unproven = self.unproven();
        if !unproven.is_empty() {
            let _ = write!(text, "\nNobody was refused by role and nobody acted: {}", unproven.join(", "));
        }
        for bug in &self.unseen_bugs {
            let _ = write!(text, "\nThis bug was not seen: {bug}");
        }
        text.push('\n');
        text
    }

    /// The whole matrix, for tools.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let classes = self.by_class().into_iter();
        let classes = classes
            .map(|(class, [agree, disagree, bug])| (class.to_owned(), json!({ "agree": agree, "disagree": disagree, "known_bug": bug })));
        json!({
            "version": self.version,
            "part": "gate",
            "requests": self.cells.len(),
            "classes": classes.collect::<serde_json::Map<_, _>>(),
            "disagreements": self.disagreements().map(cell_json).collect::<Vec<_>>(),
            "unproven": self.unproven(),
            "unseen_bugs": self.unseen_bugs,
            "cells": self.cells.iter().map(cell_json).collect::<Vec<_>>(),
        })
    }
}

fn cell_json(cell: &Cell) -> Value {
    json!({
        "endpoint": cell.endpoint,
        "caller": cell.caller.to_string(),
        "predicted": cell.predicted.to_string(),
        "status": cell.answer.status,
        "type": cell.answer.kind,
        "message": cell.answer.message,
        "context": cell.answer.context,
        "verdict": format!("{:?}", cell.verdict),
        "outcome": format!("{:?}", cell.outcome),
    })
}
