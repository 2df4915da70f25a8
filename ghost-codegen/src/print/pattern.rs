//! Patterns.

use proc_macro2::Delimiter;

use super::Printer;
use super::page::{Breaks, INDENT};
use super::tape::Kind;
use super::types::Place;

impl Printer<'_> {
    /// A pattern, or several of which one is met.
    pub(super) fn patterns(&mut self) -> Option<()> {
        let (here, mut is_simple) = (self.page.here(), self.is_simple_pattern());
        self.pattern()?;
        if self.kind() != Kind::Mark('|') {
            return Some(());
        }
        while self.took_mark('|') {
            self.page.space();
            self.page.text("| ");
            is_simple &= self.is_simple_pattern();
            self.pattern()?;
        }
        self.page.open_at(here, 0, if is_simple { Breaks::Needed } else { Breaks::Each });
        self.page.close();
        Some(())
    }

    /// Whether several of it stand in a line.
    fn is_simple_pattern(&self) -> bool {
        self.kind() == Kind::Literal || matches!(self.tape.word(self.at), "_" | "true" | "false")
    }

    pub(super) fn pattern(&mut self) -> Option<()> {
        match self.kind() {
            Kind::Literal => {
                self.write_next();
                Some(())
            }
            Kind::Mark('&') => {
                self.at += 1;
                self.page.text("&");
                self.pattern()
            }
            Kind::Open(Delimiter::Parenthesis, _) => self.tuple(Self::patterns),
            Kind::Word if matches!(self.tape.word(self.at), "_" | "true" | "false") => {
                self.write_next();
                Some(())
            }
            Kind::Word if self.took("mut") => {
                self.page.text("mut ");
                self.name()
            }
            _ => self.path_pattern(),
        }
    }

    /// A name, a variant, a struct or what is in it.
    fn path_pattern(&mut self) -> Option<()> {
        let here = self.page.here();
        self.path(Place::Expression)?;
        match self.kind() {
            Kind::Open(Delimiter::Parenthesis, _) => self.elements(Delimiter::Parenthesis, Self::patterns).map(drop),
            Kind::Open(Delimiter::Brace, _) => {
                self.page.open_at(here, INDENT, Breaks::Each);
                self.in_struct()
            }
            Kind::Mark('@' | '.' | '!') => None,
            _ => Some(()),
        }
    }

    fn in_struct(&mut self) -> Option<()> {
        self.page.text(" {");
        self.page.space_before_more();
        self.group(Delimiter::Brace, |printer| {
            while !printer.is_close() {
                if printer.tape.kind(printer.at + 1) == Kind::Mark(':') {
                    printer.name()?;
                    printer.at += 1;
                    printer.page.text(": ");
                }
                printer.patterns()?;
                let is_last = printer.is_last()?;
                printer.page.comma_or_space(is_last);
            }
            Some(())
        })?;
        self.page.outdent();
        self.page.close();
        self.page.text("}");
        Some(())
    }
}
