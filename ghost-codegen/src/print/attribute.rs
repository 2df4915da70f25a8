//! Documentation and attributes.

use std::borrow::Cow;

use proc_macro2::Delimiter;

use super::Printer;
use super::page::{Breaks, INDENT};
use super::tape::Kind;
use super::types::Place;

/// What was written last in an attribute, as far as the next token's distance depends on it.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    Word,
    Mark,
    Final,
}

impl<'t> Printer<'t> {
    /// The documentation of the file itself.
    pub(super) fn inner_docs(&mut self) -> Option<()> {
        while self.kind() == Kind::Mark('#') && self.tape.kind(self.at + 1) == Kind::Mark('!') {
            self.at += 2;
            let doc = self.group(Delimiter::Bracket, Self::doc)??;
            self.doc_line("//!", doc);
        }
        Some(())
    }

    /// What stands above an item, a field or a variant.
    pub(super) fn attributes(&mut self) -> Option<()> {
        while self.took_mark('#') {
            match self.group(Delimiter::Bracket, Self::doc_or_attribute)? {
                Some(doc) if doc.starts_with('/') => return None,
                Some(doc) => self.doc_line("///", doc),
                None => {}
            }
        }
        Some(())
    }

    fn doc_line(&mut self, mark: &'static str, doc: Cow<'t, str>) {
        self.page.text(mark);
        self.page.text(match doc {
            Cow::Borrowed(doc) => Cow::Borrowed(doc.trim_end_matches(' ')),
            Cow::Owned(doc) => Cow::Owned(doc.trim_end_matches(' ').to_owned()),
        });
        self.page.end_line();
    }

    fn doc_or_attribute(&mut self) -> Option<Option<Cow<'t, str>>> {
        if let Some(doc) = self.doc()? {
            return Some(Some(doc));
        }
        if self.is("comment") {
            return None;
        }
        self.page.text("#[");
        self.path(Place::Plain)?;
        if self.took_mark('=') {
            self.page.text(" = ");
            (self.kind() == Kind::Literal).then(|| self.write_next())?;
        } else if !self.is_close() {
            self.parenthesised(Last::Word)?;
        }
        self.page.text("]");
        self.page.space();
        Some(None)
    }

    /// The text of `doc = "…"`, if that is what is next.
    fn doc(&mut self) -> Option<Option<Cow<'t, str>>> {
        if !self.is("doc") || self.tape.kind(self.at + 1) != Kind::Mark('=') {
            return Some(None);
        }
        self.at += 2;
        let tape = self.tape;
        let doc = (self.kind() == Kind::Literal).then(|| spoken(tape.word(self.at)))??;
        self.at += 1;
        Some(Some(doc))
    }

    /// What stands in parentheses, after the name of an attribute or in such.
    fn parenthesised(&mut self, mut last: Last) -> Option<()> {
        self.page.text("(");
        self.page.open(INDENT, Breaks::Each);
        self.page.zero();
        self.group(Delimiter::Parenthesis, |printer| {
            last = Last::Mark;
            while !printer.is_close() {
                last = printer.in_parentheses(last)?;
            }
            Some(())
        })?;
        if last != Last::Final {
            self.page.zero();
        }
        self.page.outdent();
        self.page.close();
        self.page.text(")");
        Some(())
    }

    fn in_parentheses(&mut self, last: Last) -> Option<Last> {
        match self.kind() {
            Kind::Word | Kind::Literal => {
                if last == Last::Word {
                    self.page.space();
                }
                self.write_next();
                return Some(Last::Word);
            }
            Kind::Path => self.page.text("::"),
            Kind::Mark('=') => self.page.text(if last == Last::Word { " = " } else { "= " }),
            Kind::Mark(',') => {
                self.at += 1;
                if self.is_close() {
                    self.page.comma(true);
                    return Some(Last::Final);
                }
                self.page.comma(false);
                return Some(Last::Mark);
            }
            Kind::Open(Delimiter::Parenthesis, _) => {
                self.parenthesised(last)?;
                return Some(Last::Mark);
            }
            _ => return None,
        }
        self.at += 1;
        Some(Last::Mark)
    }
}

/// What a literal says; `None` if it is no text of one line.
fn spoken(literal: &str) -> Option<Cow<'_, str>> {
    if let Some(raw) = literal.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        let text = raw.get(hashes + 1..raw.len() - hashes - 1)?;
        return (raw[hashes..].starts_with('"') && !text.contains('\n')).then_some(Cow::Borrowed(text));
    }
    let text = literal.strip_prefix('"')?.strip_suffix('"')?;
    if !text.contains(['\\', '\n']) {
        return Some(Cow::Borrowed(text));
    }
    let (mut said, mut rest) = (String::with_capacity(text.len()), text.chars());
    while let Some(c) = rest.next() {
        said.push(match c {
            '\n' => return None,
            '\\' => match rest.next()? {
                escaped @ ('\\' | '"' | '\'') => escaped,
                't' => '\t',
                _ => return None,
            },
            c => c,
        });
    }
    Some(Cow::Owned(said))
}
