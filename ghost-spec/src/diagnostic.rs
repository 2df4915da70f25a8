//! Faults and how they are shown.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;

use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet};

use crate::code::Code;
use crate::source::Sources;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Severity {
    /// Nothing can be generated.
    Error,
    /// Allowed, but doubtful.
    Warning,
}

/// A stretch of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct At {
    pub(crate) file: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// One fault.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    code: Code,
    severity: Severity,
    message: String,
    at: Option<At>,
    label: String,
    second: Option<(At, String)>,
    notes: Vec<String>,
    help: Option<String>,
}

/// A stretch of text with what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where it is.
    pub place: Place,
    /// What is said of it.
    pub text: String,
    /// Whether the fault is here; else it is only part of the story.
    pub primary: bool,
}

/// A place in a file, for people and editors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: PathBuf,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
    /// Bytes from the start of the file.
    pub bytes: Range<usize>,
}

impl Diagnostic {
    /// An error about a stretch of text.
    pub(crate) fn error(code: Code, at: At, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: Severity::Error,
            message: printable(message.into()),
            at: Some(at),
            label: String::new(),
            second: None,
            notes: Vec::new(),
            help: None,
        }
    }

    /// Something allowed but doubtful.
    pub(crate) fn warning(code: Code, at: At, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Self::error(code, at, message) }
    }

    /// An error that has no place in a file.
    pub(crate) fn nowhere(code: Code, message: impl Into<String>) -> Self {
        Diagnostic { at: None, ..Self::error(code, At { file: 0, start: 0, end: 0 }, message) }
    }

    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = printable(label.into());
        self
    }

    pub(crate) fn also(mut self, at: At, label: impl Into<String>) -> Self {
        self.second = Some((at, printable(label.into())));
        self
    }

    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(printable(note.into()));
        self
    }

    pub(crate) fn help(mut self, help: impl Into<Option<String>>) -> Self {
        self.help = help.into().map(printable);
        self
    }

    /// Where it is.
    pub(crate) fn at(&self) -> Option<&At> {
        self.at.as_ref()
    }

    /// What kind of fault it is.
    pub fn code(&self) -> Code {
        self.code
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to know besides.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// What to do about it.
    pub fn help_text(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

/// Most faults that are shown: nobody reads on, and a hostile spec has millions.
const MAX_RENDERED: usize = 1000;

/// Most bytes between two places that are shown as one stretch of a file: all between is looked at for each fault.
const MAX_BETWEEN: usize = 20_000;

/// Texts repeat what a spec says, and a terminal obeys control characters.
fn printable(text: String) -> String {
    if text.contains(char::is_control) { text.replace(char::is_control, "\u{fffd}") } else { text }
}

/// Faults with the texts they point into. `Display` shows them as a compiler would, without colours.
#[derive(Clone, Default)]
pub struct Faults {
    diagnostics: Vec<Diagnostic>,
    sources: Sources,
}

impl fmt::Debug for Faults {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Faults {
    pub(crate) fn new(mut diagnostics: Vec<Diagnostic>, sources: &Sources) -> Self {
        diagnostics.sort_by(|a, b| (&a.at, a.code, &a.message).cmp(&(&b.at, b.code, &b.message)));
        // What several endpoints use is looked at several times; its faults are told once.
        diagnostics.dedup_by(|a, b| a.at == b.at && a.code == b.code && a.message == b.message);
        Faults { diagnostics, sources: sources.clone() }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.diagnostics.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }

    /// Each fault.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter()
    }

    /// How many of them are errors.
    pub fn errors(&self) -> usize {
        self.diagnostics.iter().filter(|fault| fault.severity == Severity::Error).count()
    }

    /// Where a fault of this collection is, and what is said of that place.
    pub fn label(&self, fault: &Diagnostic) -> Option<Label> {
        self.labels(fault).next()
    }

    /// Every place that a fault of this collection is about, the fault's own first.
    pub fn labels<'f>(&'f self, fault: &'f Diagnostic) -> impl Iterator<Item = Label> + 'f {
        let own = fault.at.iter().map(|at| (at, &fault.label, true));
        let other = fault.second.iter().map(|(at, text)| (at, text, false));
        own.chain(other).map(|(at, text, primary)| Label { place: self.sources.place(at), text: text.clone(), primary })
    }

    /// The faults, up to a thousand, each with its text as a compiler would show it after `error: `, for those who have errors of
    /// their own.
    pub fn rendered(&self) -> impl Iterator<Item = (&Diagnostic, String)> {
        let renderer = Renderer::plain();
        self.diagnostics.iter().take(MAX_RENDERED).map(move |fault| {
            let text = self.render_one(&renderer, fault);
            let head = format!("error[{}]: ", fault.code);
            let text = text.strip_prefix(&head).map_or(text.clone(), |rest| format!("{}: {rest}", fault.code));
            (fault, text)
        })
    }

    /// All of them as a compiler would show them.
    pub fn render(&self, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let mut out = String::new();
        for fault in self.diagnostics.iter().take(MAX_RENDERED) {
            out.push_str(&self.render_one(&renderer, fault));
            out.push_str("\n\n");
        }
        if self.len() > MAX_RENDERED {
            out.push_str(&format!("… and {} more\n\n", self.len() - MAX_RENDERED));
        }
        match self.errors() {
            0 => {}
            1 => out.push_str("error: the spec has 1 fault\n"),
            count => out.push_str(&format!("error: the spec has {count} faults\n")),
        }
        out
    }

    /// The lines that stretches of one file are on; the rest of it need not be looked at.
    fn snippet<'f>(&'f self, marks: &[(&'f At, AnnotationKind, &'f str)]) -> Snippet<'f, Annotation<'f>> {
        let file = &self.sources.files()[marks.first().map_or(0, |(at, ..)| at.file)];
        let start = marks.iter().map(|(at, ..)| at.start).min().unwrap_or(0);
        let end = marks.iter().map(|(at, ..)| at.end).max().unwrap_or(0);
        let (line, from, text) = file.window(start, end);
        let annotations = marks.iter().map(|(at, kind, label)| kind.span(at.start - from..at.end - from).label(*label));
        Snippet::source(text).line_start(line).path(file.path.display().to_string()).annotations(annotations)
    }

    fn render_one(&self, renderer: &Renderer, fault: &Diagnostic) -> String {
        let level = match fault.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let id = fault.code.to_string();
        let mut group = level.primary_title(&fault.message).id(&id).elements(Vec::<annotate_snippets::Message<'_>>::new());
        if let Some(at) = &fault.at {
            let primary = (at, AnnotationKind::Primary, fault.label.as_str());
            match &fault.second {
                Some((other, label)) if other.file == at.file && at.start.abs_diff(other.start) < MAX_BETWEEN => {
                    group = group.element(self.snippet(&[primary, (other, AnnotationKind::Context, label)]));
                }
                Some((other, label)) => {
                    let second = self.snippet(&[(other, AnnotationKind::Context, label)]);
                    group = group.element(self.snippet(&[primary])).element(second);
                }
                None => group = group.element(self.snippet(&[primary])),
            }
        }
        for note in &fault.notes {
            group = group.element(Level::NOTE.message(note));
        }
        if let Some(help) = &fault.help {
            group = group.element(Level::HELP.message(help));
        }
        renderer.render(&[group])
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.render(false))
    }
}

impl std::error::Error for Faults {}
