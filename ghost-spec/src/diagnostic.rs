//! Faults and how they are shown.

use std::fmt;
use std::ops::Range;
use std::path::PathBuf;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

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
            message: message.into(),
            at: Some(at),
            label: String::new(),
            second: None,
            notes: Vec::new(),
            help: None,
        }
    }

    /// An error that has no place in a file.
    pub(crate) fn nowhere(code: Code, message: impl Into<String>) -> Self {
        Diagnostic { at: None, ..Self::error(code, At { file: 0, start: 0, end: 0 }, message) }
    }

    pub(crate) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub(crate) fn also(mut self, at: At, label: impl Into<String>) -> Self {
        self.second = Some((at, label.into()));
        self
    }

    pub(crate) fn help(mut self, help: impl Into<Option<String>>) -> Self {
        self.help = help.into();
        self
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
        diagnostics.sort_by(|a, b| a.at.cmp(&b.at));
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

    /// Where a fault of this collection is, and what is said of that place.
    pub fn label(&self, fault: &Diagnostic) -> Option<Label> {
        fault.at.as_ref().map(|at| Label { place: self.sources.place(at), text: fault.label.clone() })
    }

    /// All of them as a compiler would show them.
    pub fn render(&self, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let mut out = String::new();
        for fault in &self.diagnostics {
            out.push_str(&self.render_one(&renderer, fault));
            out.push_str("\n\n");
        }
        let count = self.diagnostics.iter().filter(|fault| fault.severity == Severity::Error).count();
        match count {
            0 => {}
            1 => out.push_str("error: the spec has 1 fault\n"),
            _ => out.push_str(&format!("error: the spec has {count} faults\n")),
        }
        out
    }

    fn render_one(&self, renderer: &Renderer, fault: &Diagnostic) -> String {
        let level = match fault.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let id = fault.code.to_string();
        let mut group = level.primary_title(&fault.message).id(&id).elements(Vec::<annotate_snippets::Message<'_>>::new());
        let path = |at: &At| self.sources.files()[at.file].path.display().to_string();
        if let Some(at) = &fault.at {
            let text = self.sources.files()[at.file].text.as_str();
            let mut snippet =
                Snippet::source(text).path(path(at)).annotation(AnnotationKind::Primary.span(at.start..at.end).label(fault.label.as_str()));
            match &fault.second {
                Some((other, label)) if other.file == at.file => {
                    snippet = snippet.annotation(AnnotationKind::Context.span(other.start..other.end).label(label.as_str()));
                    group = group.element(snippet);
                }
                Some((other, label)) => {
                    let text = self.sources.files()[other.file].text.as_str();
                    let second = Snippet::source(text)
                        .path(path(other))
                        .annotation(AnnotationKind::Context.span(other.start..other.end).label(label.as_str()));
                    group = group.element(snippet).element(second);
                }
                None => group = group.element(snippet),
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
