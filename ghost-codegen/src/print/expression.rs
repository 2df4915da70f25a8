//! Expressions.

use proc_macro2::Delimiter;

use super::page::{Break, Breaks, INDENT};
use super::tape::Kind;
use super::types::Place;
use super::{Printer, is_keyword};

/// What an expression is, as far as what stands around it depends on that.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    Plain,
    /// Ends in a field or a call of a method, so that it may go on in the next line.
    Dotted,
    Call,
    /// Brings its own brackets: an array, a closure, a struct, a tuple.
    Bracketed,
    Block,
    Match,
    If {
        has_else: bool,
    },
    Loop,
    /// An assignment, or the end of the function.
    Unit,
}

impl Shape {
    /// Whether it ends a statement, or an arm, by itself.
    pub(super) fn is_block_like(self) -> bool {
        matches!(self, Shape::Block | Shape::Match | Shape::If { .. } | Shape::Loop)
    }

    /// Whether it stands in the brackets of a call as if they were its own.
    fn fills_brackets(self) -> bool {
        matches!(self, Shape::Bracketed | Shape::Block)
    }
}

/// Most columns of a struct on one line, between its braces.
const STRUCT: isize = 34;

impl Printer<'_> {
    /// An expression, after which something other than an operator must follow.
    pub(super) fn expression(&mut self) -> Option<Shape> {
        let shape = self.open_expression(false)?;
        self.is_end_of_expression().then_some(shape)
    }

    pub(super) fn is_end_of_expression(&self) -> bool {
        match self.kind() {
            Kind::Close | Kind::Mark(',' | ';') => true,
            Kind::Open(Delimiter::Brace, _) => self.before_body,
            Kind::Word => self.is("else"),
            _ => false,
        }
    }

    /// An expression, whatever follows. `leading` if a line begins with it.
    pub(super) fn open_expression(&mut self, leading: bool) -> Option<Shape> {
        match self.kind() {
            Kind::Mark('|') => self.closure(),
            Kind::Open(Delimiter::Brace, _) => {
                self.page.open(INDENT, Breaks::Each);
                self.small_block()?;
                self.page.close();
                Some(Shape::Block)
            }
            Kind::Word => match self.tape.word(self.at) {
                "return" => self.leave(),
                "match" => self.match_expression(),
                "if" => self.if_expression(),
                "for" => self.for_loop(),
                "move" => self.closure(),
                _ => self.operand(leading),
            },
            _ => self.operand(leading),
        }
    }

    fn leave(&mut self) -> Option<Shape> {
        self.at += 1;
        self.page.text("return");
        if !self.is_end_of_expression() {
            self.page.text(" ");
            self.expression()?;
        }
        Some(Shape::Unit)
    }

    fn operand(&mut self, leading: bool) -> Option<Shape> {
        let mark = match self.kind() {
            Kind::Mark('&') => "&",
            Kind::Mark('*') => "*",
            Kind::Mark('!') => "!",
            _ => return self.postfix(leading),
        };
        self.at += 1;
        self.page.text(mark);
        if mark == "&" {
            // A word of its own only here.
            if self.is("raw") {
                return None;
            }
            if self.took("mut") {
                self.page.text("mut ");
            }
        }
        Some(if self.operand(false)? == Shape::Dotted { Shape::Dotted } else { Shape::Plain })
    }

    /// A value with its calls, fields and question marks.
    fn postfix(&mut self, leading: bool) -> Option<Shape> {
        let (first, start) = (self.at, self.page.here());
        let mut shape = self.primary()?;
        let is_path = matches!(self.tape.kind(first), Kind::Word | Kind::Path) && shape == Shape::Plain;
        let is_short = leading && is_path && self.at == first + 1 && self.tape.word(first).len() <= INDENT as usize;
        let end = self.page.here();
        let (mut is_open, mut is_first) = (false, true);
        loop {
            match self.kind() {
                Kind::Open(Delimiter::Parenthesis, _) if is_first && is_path => {
                    self.call_arguments()?;
                    shape = Shape::Call;
                }
                Kind::Mark('?') => {
                    if is_open && !self.goes_on(self.at) {
                        self.page.close();
                        is_open = false;
                    }
                    self.at += 1;
                    self.page.text("?");
                    shape = if shape == Shape::Dotted { Shape::Dotted } else { Shape::Plain };
                }
                Kind::Mark('.') => {
                    if !is_open {
                        self.page.close_at(end);
                        self.page.open_at(start, -INDENT, Breaks::Each);
                        self.page.open_at(start, INDENT, Breaks::Each);
                        is_open = true;
                    }
                    self.member(is_short && is_first)?;
                    shape = Shape::Dotted;
                }
                _ => break,
            }
            is_first = false;
        }
        if is_open {
            self.page.close();
        }
        Some(shape)
    }

    /// Whether a field or a call of a method follows the question marks, if there are any, at `at`.
    fn goes_on(&self, mut at: usize) -> bool {
        while self.tape.kind(at) == Kind::Mark('?') {
            at += 1;
        }
        self.tape.kind(at) == Kind::Mark('.')
    }

    /// `.field` or `.method(…)`; right behind a short name it stays where it is.
    fn member(&mut self, beside_short: bool) -> Option<()> {
        self.at += 1;
        if !beside_short {
            self.page.zero();
        }
        self.page.text(".");
        if self.kind() == Kind::Literal {
            return self.tape.word(self.at).bytes().all(|digit| digit.is_ascii_digit()).then(|| self.write_next());
        }
        self.name()?;
        let mut has_arguments = false;
        if self.took_kind(Kind::Path) {
            self.page.text("::");
            has_arguments = true;
            (self.kind() == Kind::Mark('<')).then(|| self.arguments())??;
        }
        let Kind::Open(Delimiter::Parenthesis, end) = self.kind() else { return (!has_arguments).then_some(()) };
        let is_alone = beside_short && !self.goes_on(end + 1);
        self.page.open(if is_alone { -INDENT } else { 0 }, Breaks::Each);
        self.call_arguments()?;
        self.page.close();
        Some(())
    }

    fn call_arguments(&mut self) -> Option<()> {
        self.page.text("(");
        self.group(Delimiter::Parenthesis, |printer| {
            if printer.is_close() {
                return Some(());
            }
            let here = printer.page.here();
            let shape = printer.expression()?;
            let is_last = printer.is_last()?;
            if is_last && shape.fills_brackets() {
                return Some(());
            }
            printer.page.may_break_at(here, Break::default());
            printer.page.open_at(here, INDENT, Breaks::Each);
            printer.page.comma(is_last);
            printer.list(Self::expression)?;
            printer.page.outdent();
            printer.page.close();
            Some(())
        })?;
        self.page.text(")");
        Some(())
    }

    fn primary(&mut self) -> Option<Shape> {
        match self.kind() {
            Kind::Literal => {
                // Behind it a dot would be part of the number.
                if self.tape.word(self.at).ends_with('.') {
                    return None;
                }
                self.write_next();
                Some(Shape::Plain)
            }
            Kind::Open(Delimiter::Parenthesis, _) => {
                self.tuple(Self::expression)?;
                Some(Shape::Bracketed)
            }
            Kind::Open(Delimiter::Bracket, _) => self.array(),
            Kind::Word if matches!(self.tape.word(self.at), "true" | "false") => {
                self.write_next();
                Some(Shape::Plain)
            }
            Kind::Word if is_keyword(self.tape.word(self.at)) => None,
            Kind::Word | Kind::Path => self.path_or_struct(),
            _ => None,
        }
    }

    fn path_or_struct(&mut self) -> Option<Shape> {
        let (here, width) = (self.page.here(), self.page.width());
        self.path(Place::Expression)?;
        match self.kind() {
            Kind::Open(Delimiter::Brace, _) if !self.before_body => {
                self.page.close_at(self.page.here());
                self.page.open_at(here, -INDENT, Breaks::Needed);
                self.page.open_at(here, INDENT, Breaks::Each);
                self.struct_fields(width)?;
                Some(Shape::Bracketed)
            }
            Kind::Mark('!') => None,
            _ => Some(Shape::Plain),
        }
    }

    /// The fields of a struct, whose box began when the page was `width` columns wide.
    fn struct_fields(&mut self, width: isize) -> Option<()> {
        self.page.text(" {");
        self.page.space_before_more();
        self.group(Delimiter::Brace, |printer| {
            while !printer.is_close() {
                printer.attributes()?;
                printer.name()?;
                if printer.took_mark(':') {
                    printer.page.text(": ");
                    printer.page.open(0, Breaks::Needed);
                    printer.expression()?;
                    printer.page.close();
                }
                let is_last = printer.is_last()?;
                printer.page.comma_or_space(is_last);
            }
            Some(())
        })?;
        self.page.outdent();
        self.page.close_within(width, STRUCT);
        self.page.text("}");
        Some(())
    }

    fn array(&mut self) -> Option<Shape> {
        let Kind::Open(_, end) = self.kind() else { return None };
        if self.tape.kind(self.at + 1) == Kind::Close {
            self.at = end + 1;
            self.page.text("[]");
            return Some(Shape::Bracketed);
        }
        let is_simple = (self.at + 1..end).all(|at| self.tape.kind(at) == Kind::Mark(',') || self.is_simple(at));
        if is_simple {
            self.simple_array()?
        } else {
            self.array_of_elements()?
        }
        Some(Shape::Bracketed)
    }

    /// Whether it is a number without a point, of which several stand in a line.
    fn is_simple(&self, at: usize) -> bool {
        let word = self.tape.word(at);
        let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
        matches!(word, "true" | "false") || digits.len() < word.len() && (digits.is_empty() || digits.starts_with(['i', 'u']))
    }

    fn simple_array(&mut self) -> Option<()> {
        self.page.open(INDENT, Breaks::Each);
        self.page.text("[");
        self.page.zero();
        self.page.open(0, Breaks::Needed);
        self.group(Delimiter::Bracket, |printer| {
            while !printer.is_close() {
                printer.write_next();
                if !printer.is_last()? {
                    printer.page.comma(false);
                }
            }
            Some(())
        })?;
        self.page.close();
        self.page.comma(true);
        self.page.outdent();
        self.page.text("]");
        self.page.close();
        Some(())
    }

    fn array_of_elements(&mut self) -> Option<()> {
        let element = |printer: &mut Self| {
            // Of what could be a simple element, the formatter knows more kinds.
            let is_text = printer.tape.word(printer.at).starts_with('"');
            let is_known = printer.kind() != Kind::Literal || is_text || printer.is_simple(printer.at);
            is_known.then(|| printer.expression())?
        };
        self.elements(Delimiter::Bracket, element).map(drop)
    }

    fn closure(&mut self) -> Option<Shape> {
        self.page.open(0, Breaks::Needed);
        if self.took("move") {
            self.page.text("move ");
        }
        self.expect(Kind::Mark('|'))?;
        self.page.open(INDENT, Breaks::Each);
        self.page.text("|");
        let mut is_first = true;
        while !self.took_mark('|') {
            if is_first {
                self.page.zero();
            } else {
                self.expect(Kind::Mark(','))?;
                self.page.comma(false);
            }
            is_first = false;
            self.pattern()?;
            if self.took_mark(':') {
                self.page.text(": ");
                self.ty()?;
            }
        }
        self.page.text("|");
        self.page.space();
        self.page.outdent();
        self.page.close();
        self.page.never();
        self.closure_body()?;
        self.page.close();
        Some(Shape::Bracketed)
    }

    /// What is not in brackets of its own gets braces if it has to go on in the next line.
    fn closure_body(&mut self) -> Option<()> {
        let here = self.page.here();
        if self.kind() == Kind::Arrow {
            return None;
        }
        let shape = self.expression()?;
        if !shape.fills_brackets() && !matches!(shape, Shape::Match | Shape::Call) {
            self.page.may_break_at(here, Break { before: Some('{'), ..Break::default() });
            self.page.open_at(here, INDENT, Breaks::Each);
            self.close_braces(shape, None);
        }
        Some(())
    }

    /// Ends the braces that an expression only has if it does not fit in the line.
    pub(super) fn close_braces(&mut self, shape: Shape, unbroken: Option<char>) {
        let before = (shape == Shape::Unit).then_some(';');
        self.page.may_break(Break { offset: -INDENT, before, after: "}", unbroken, ..Break::default() });
        self.page.close();
    }
}
