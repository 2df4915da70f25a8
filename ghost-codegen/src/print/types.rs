//! Types, paths, generics and bounds.

use proc_macro2::Delimiter;

use super::page::{Breaks, INDENT};
use super::tape::Kind;
use super::{Printer, is_keyword};

/// Where a path stands: `<` after a name is part of a type, in an expression only after `::`.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    Type,
    Expression,
    /// No generics.
    Plain,
}

impl Printer<'_> {
    pub(super) fn ty(&mut self) -> Option<()> {
        match self.kind() {
            Kind::Mark('&') => self.reference(),
            Kind::Open(Delimiter::Parenthesis, _) => self.tuple(Self::ty),
            Kind::Open(Delimiter::Bracket, _) => self.slice(),
            Kind::Word if self.is("impl") => {
                self.at += 1;
                self.page.text("impl ");
                self.bounds_in_line()
            }
            Kind::Word if self.is("_") => {
                self.write_next();
                Some(())
            }
            _ => self.path(Place::Type),
        }
    }

    fn reference(&mut self) -> Option<()> {
        self.at += 1;
        self.page.text("&");
        if self.kind() == Kind::Lifetime {
            self.write_next();
            self.page.text(" ");
        }
        if self.took("mut") {
            self.page.text("mut ");
        }
        self.ty()
    }

    fn slice(&mut self) -> Option<()> {
        self.page.text("[");
        self.group(Delimiter::Bracket, Self::ty)?;
        self.page.text("]");
        Some(())
    }

    /// A tuple of types, patterns or expressions; one in parentheses is none.
    pub(super) fn tuple<R>(&mut self, element: impl Fn(&mut Self) -> Option<R>) -> Option<()> {
        (self.elements(Delimiter::Parenthesis, element)? != 1).then_some(())
    }

    /// A path of names, with their generics.
    pub(super) fn path(&mut self, place: Place) -> Option<()> {
        if self.took_kind(Kind::Path) {
            self.page.text("::");
        }
        loop {
            self.path_name()?;
            match self.kind() {
                Kind::Mark('<') if place == Place::Type => self.arguments()?,
                Kind::Open(Delimiter::Parenthesis, _) if place == Place::Type => return self.signature(),
                _ => {}
            }
            if !self.took_kind(Kind::Path) {
                return Some(());
            }
            self.page.text("::");
            if place == Place::Expression && self.kind() == Kind::Mark('<') {
                self.arguments()?;
                if !self.took_kind(Kind::Path) {
                    return Some(());
                }
                self.page.text("::");
            }
        }
    }

    /// What a function that is a bound takes and returns.
    fn signature(&mut self) -> Option<()> {
        self.page.open(INDENT, Breaks::Each);
        self.page.text("(");
        self.page.zero();
        self.group(Delimiter::Parenthesis, |printer| printer.list(Self::ty))?;
        self.page.outdent();
        self.page.text(")");
        // What `+` would belong to after it is another question.
        if self.kind() == Kind::Arrow && self.tape.word(self.at + 1) == "impl" {
            return None;
        }
        self.returned()?;
        self.page.close();
        Some(())
    }

    fn path_name(&mut self) -> Option<()> {
        if is_keyword(self.tape.word(self.at)) { None } else { self.name() }
    }

    /// `<'a, T, Item = U>`
    pub(super) fn arguments(&mut self) -> Option<()> {
        self.angles(INDENT, Self::argument)
    }

    /// `<'a, T: Bound = Default>` after the name of what is declared, if there is one.
    pub(super) fn generics(&mut self) -> Option<()> {
        if self.kind() == Kind::Mark('<') { self.angles(0, Self::type_parameter) } else { Some(()) }
    }

    /// Lifetimes, and then types; the formatter would put them in this order.
    fn angles(&mut self, indent: i16, parameter: impl Fn(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        self.page.text("<");
        self.page.open(indent, Breaks::Each);
        self.page.zero();
        let (mut types, mut is_last) = (false, false);
        while !is_last {
            if self.kind() != Kind::Lifetime {
                types = true;
                parameter(self)?;
            } else if types {
                return None;
            } else {
                self.write_next();
            }
            is_last = self.is_last_in_angles()?;
            self.page.comma(is_last);
        }
        self.page.outdent();
        self.page.close();
        self.page.text(">");
        Some(())
    }

    fn argument(&mut self) -> Option<()> {
        if self.kind() == Kind::Word && self.tape.kind(self.at + 1) == Kind::Mark('=') {
            self.path_name()?;
            self.at += 1;
            self.page.text(" = ");
        }
        self.ty()
    }

    fn is_last_in_angles(&mut self) -> Option<bool> {
        let comma = self.took_mark(',');
        let is_last = self.took_mark('>');
        (comma || is_last).then_some(is_last)
    }

    fn type_parameter(&mut self) -> Option<()> {
        self.path_name()?;
        self.page.open(INDENT, Breaks::Needed);
        if self.took_mark(':') {
            self.page.text(": ");
            self.bounds()?;
        }
        if self.took_mark('=') {
            self.page.space();
            self.page.text("= ");
            self.ty()?;
        }
        self.page.close();
        Some(())
    }

    /// Bounds that may stand below each other; says how many.
    fn bounds(&mut self) -> Option<usize> {
        self.bound()?;
        let mut count = 1;
        while self.took_mark('+') {
            self.page.space();
            self.page.text("+ ");
            self.bound()?;
            count += 1;
        }
        Some(count)
    }

    fn bounds_in_line(&mut self) -> Option<()> {
        self.bound()?;
        while self.took_mark('+') {
            self.page.text(" + ");
            self.bound()?;
        }
        Some(())
    }

    fn bound(&mut self) -> Option<()> {
        if self.kind() == Kind::Lifetime {
            self.write_next();
            return Some(());
        }
        if self.took_mark('?') {
            self.page.text("?");
        }
        self.path(Place::Type)
    }

    /// `where` and its lines, or the space before a body.
    pub(super) fn conditions(&mut self) -> Option<()> {
        if !self.took("where") {
            self.page.text(" ");
            return Some(());
        }
        self.page.end_line();
        self.page.outdent();
        self.page.text("where");
        self.page.end_line();
        loop {
            self.condition_of_type()?;
            self.page.text(",");
            self.page.end_line();
            let comma = self.took_mark(',');
            if matches!(self.kind(), Kind::Open(Delimiter::Brace, _)) {
                break;
            }
            comma.then_some(())?;
        }
        self.page.outdent();
        Some(())
    }

    fn condition_of_type(&mut self) -> Option<()> {
        self.ty()?;
        self.expect(Kind::Mark(':'))?;
        self.page.text(":");
        let here = self.page.here();
        self.page.text(" ");
        let count = self.bounds()?;
        self.page.open_at(here, if count == 1 { 0 } else { INDENT }, Breaks::Needed);
        self.page.close();
        Some(())
    }

    /// `-> T`
    pub(super) fn returned(&mut self) -> Option<()> {
        if self.took_kind(Kind::Arrow) {
            self.page.text(" -> ");
            self.ty()?;
        }
        Some(())
    }
}
