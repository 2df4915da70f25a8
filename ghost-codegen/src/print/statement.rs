//! Bodies: statements, and the expressions that have bodies.

use proc_macro2::Delimiter;

use super::expression::Shape;
use super::page::{Break, Breaks, INDENT};
use super::tape::Kind;
use super::{Printer, is_keyword};

impl Printer<'_> {
    /// `{ … }` of an item, whose box this closes.
    pub(super) fn body(&mut self, inside: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        self.page.text("{");
        self.lines_to_brace(inside)
    }

    /// Lines, the end of their box, and `}`.
    fn lines_to_brace(&mut self, inside: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        self.page.end_line_before_more();
        self.group(Delimiter::Brace, inside)?;
        self.page.outdent();
        self.page.close();
        self.page.text("}");
        Some(())
    }

    /// Statements up to the end of a group.
    pub(super) fn statements(&mut self) -> Option<()> {
        while !self.is_close() {
            self.statement(false)?;
        }
        Some(())
    }

    /// `{ … }` that is one line if it fits.
    pub(super) fn small_block(&mut self) -> Option<()> {
        self.page.text("{");
        self.group(Delimiter::Brace, |printer| {
            if printer.is_close() {
                return Some(());
            }
            printer.page.space();
            printer.statement(true)?;
            printer.statements()?;
            printer.page.outdent();
            Some(())
        })?;
        self.page.text("}");
        Some(())
    }

    /// A statement; `alone` if it is the first in a block that may be one line.
    fn statement(&mut self, alone: bool) -> Option<()> {
        match self.kind() {
            Kind::Mark('#') => self.item(),
            Kind::Word if self.is("let") => self.local(),
            Kind::Word
                if matches!(self.tape.word(self.at), "struct" | "impl" | "const" | "static" | "fn" | "use" | "type" | "enum" | "pub") =>
            {
                self.item()
            }
            _ => self.expression_statement(alone),
        }
    }

    fn local(&mut self) -> Option<()> {
        self.at += 1;
        self.page.open(0, Breaks::Needed);
        self.page.text("let ");
        self.pattern()?;
        if self.took_mark(':') {
            self.page.text(": ");
            self.ty()?;
        }
        if self.took_mark('=') {
            self.page.text(" = ");
            self.page.never();
            self.expression()?;
            if self.is("else") {
                self.otherwise()?;
            }
        }
        self.page.close();
        self.expect(Kind::Mark(';'))?;
        self.page.text(";");
        self.page.end_line();
        Some(())
    }

    /// The other way of a `let`; opens the box that the statement closes.
    fn otherwise(&mut self) -> Option<()> {
        // What ends in a brace would need parentheses.
        let ends_in_brace = self.tape.word(self.at.checked_sub(1)?) == "}";
        (!ends_in_brace).then_some(())?;
        self.at += 1;
        self.page.space();
        self.page.text("else ");
        self.page.close();
        self.page.never();
        self.page.open(INDENT, Breaks::Each);
        self.small_block()
    }

    fn expression_statement(&mut self, alone: bool) -> Option<()> {
        self.page.open(0, Breaks::Needed);
        let shape = if self.is_assignment() { self.assignment()? } else { self.open_expression(true)? };
        let semicolon = self.took_mark(';');
        if !semicolon && !self.is_statement_end(shape) {
            return None;
        }
        if alone && !semicolon && self.is_close() {
            self.page.close();
            self.page.space();
            return Some(());
        }
        let needless = matches!(shape, Shape::If { has_else: false } | Shape::Loop);
        if semicolon && !needless || shape == Shape::Unit {
            self.page.text(";");
        }
        self.page.close();
        self.page.end_line();
        Some(())
    }

    fn is_statement_end(&self, shape: Shape) -> bool {
        self.is_close() || shape.is_block_like() && !matches!(self.kind(), Kind::Mark('.' | '?'))
    }

    /// Whether a lone `=` is in the statement.
    fn is_assignment(&self) -> bool {
        if matches!(self.tape.word(self.at), "if" | "match" | "for" | "return") {
            return false;
        }
        let mut at = self.at;
        loop {
            at = match self.tape.kind(at) {
                Kind::Open(_, end) => end + 1,
                Kind::Close | Kind::Mark(';') => return false,
                Kind::Mark('=') => return !self.tape.is_joint(at),
                Kind::Mark(_) if self.tape.is_joint(at) && self.tape.kind(at + 1) == Kind::Mark('=') => return false,
                _ => at + 1,
            };
        }
    }

    fn assignment(&mut self) -> Option<Shape> {
        self.page.open(0, Breaks::Needed);
        self.open_expression(false)?;
        self.expect(Kind::Mark('='))?;
        self.page.text(" = ");
        self.page.never();
        self.expression()?;
        self.page.close();
        Some(Shape::Unit)
    }

    /// What `if` and `match` ask, up to the brace.
    fn condition(&mut self) -> Option<()> {
        let before_body = std::mem::replace(&mut self.before_body, true);
        self.page.open(0, Breaks::Each);
        let shape = if self.took("let") { self.condition_by_pattern()? } else { self.expression()? };
        if shape == Shape::Dotted {
            self.page.space();
        } else {
            self.page.text(" ");
        }
        self.page.close();
        self.before_body = before_body;
        Some(())
    }

    fn condition_by_pattern(&mut self) -> Option<Shape> {
        self.page.open(0, Breaks::Needed);
        self.page.text("let ");
        self.page.open(0, Breaks::Needed);
        self.patterns()?;
        self.page.close();
        self.expect(Kind::Mark('='))?;
        self.page.text(" = ");
        self.page.never();
        self.page.open(0, Breaks::Needed);
        let shape = self.expression()?;
        self.page.close();
        self.page.close();
        Some(shape)
    }

    pub(super) fn if_expression(&mut self) -> Option<Shape> {
        self.page.open(INDENT, Breaks::Each);
        self.if_condition()?;
        let Kind::Open(_, end) = self.kind() else { return None };
        let has_else = self.tape.kind(end + 1) == Kind::Word && self.tape.word(end + 1) == "else";
        if has_else {
            self.branches()?;
        } else {
            self.only_branch()?;
        }
        self.page.close();
        Some(Shape::If { has_else })
    }

    fn if_condition(&mut self) -> Option<()> {
        self.at += 1;
        self.page.text("if ");
        self.page.open(-INDENT, Breaks::Each);
        self.condition()?;
        self.page.close();
        Some(())
    }

    fn only_branch(&mut self) -> Option<()> {
        self.page.text("{");
        self.group(Delimiter::Brace, |printer| {
            if printer.is_close() {
                return Some(());
            }
            printer.page.end_line();
            printer.statements()?;
            printer.page.outdent();
            Some(())
        })?;
        self.page.text("}");
        Some(())
    }

    /// Both branches of an `if`; further conditions are left to the formatter.
    fn branches(&mut self) -> Option<()> {
        self.small_block()?;
        self.at += 1;
        self.page.text(" else ");
        self.small_block()
    }

    pub(super) fn for_loop(&mut self) -> Option<Shape> {
        self.at += 1;
        self.page.open(0, Breaks::Needed);
        self.page.text("for ");
        self.pattern()?;
        self.took("in").then_some(())?;
        self.page.text(" in ");
        self.page.never();
        self.condition()?;
        self.lines_in_braces(Self::statements)?;
        self.page.close();
        Some(Shape::Loop)
    }

    pub(super) fn match_expression(&mut self) -> Option<Shape> {
        self.at += 1;
        self.page.open(0, Breaks::Needed);
        self.page.text("match ");
        self.condition()?;
        self.lines_in_braces(|printer| {
            while !printer.is_close() {
                printer.arm()?;
                printer.page.end_line();
            }
            Some(())
        })?;
        self.page.close();
        Some(Shape::Match)
    }

    /// `{ … }` that is never one line, unless it is empty.
    fn lines_in_braces(&mut self, inside: impl FnOnce(&mut Self) -> Option<()>) -> Option<()> {
        self.page.text("{");
        self.page.never();
        self.page.open(INDENT, Breaks::Each);
        self.lines_to_brace(inside)
    }

    fn arm(&mut self) -> Option<()> {
        self.attributes()?;
        self.page.open(0, Breaks::Needed);
        self.patterns()?;
        self.expect(Kind::Gives)?;
        self.page.text(" => ");
        self.arm_body()?;
        self.page.close();
        self.took_mark(',');
        Some(())
    }

    fn arm_body(&mut self) -> Option<()> {
        match self.kind() {
            Kind::Open(Delimiter::Brace, end) if self.at + 1 == end || self.has_semicolon(self.at + 1) => {
                self.lines_in_braces(Self::statements)
            }
            Kind::Open(Delimiter::Brace, _) => self.arm_in_braces(),
            Kind::Open(Delimiter::Parenthesis, end) if self.at + 1 == end => self.arm_of_nothing(end),
            _ => self.arm_expression(),
        }
    }

    /// An expression in braces, which go unless it does not fit. What could be several statements is not this.
    fn arm_in_braces(&mut self) -> Option<()> {
        self.group(Delimiter::Brace, |printer| match printer.kind() {
            Kind::Open(Delimiter::Brace, _) => None,
            Kind::Word if is_keyword(printer.tape.word(printer.at)) => None,
            _ => printer.arm_body(),
        })
    }

    fn has_semicolon(&self, mut at: usize) -> bool {
        loop {
            at = match self.tape.kind(at) {
                Kind::Open(_, end) => end + 1,
                Kind::Mark(';') => return true,
                Kind::Close => return false,
                _ => at + 1,
            };
        }
    }

    /// `()` is written as an empty block.
    fn arm_of_nothing(&mut self, end: usize) -> Option<()> {
        self.at = end + 1;
        self.page.text("{}");
        (self.is_close() || self.kind() == Kind::Mark(',')).then_some(())
    }

    fn arm_expression(&mut self) -> Option<()> {
        self.page.never();
        self.page.open(INDENT, Breaks::Each);
        self.page.may_break(Break { before: Some('{'), ..Break::default() });
        let shape = self.open_expression(true)?;
        let ends = self.is_close() || self.kind() == Kind::Mark(',');
        (ends || shape.is_block_like() && self.is_statement_end(shape)).then_some(())?;
        self.close_braces(shape, (!shape.is_block_like()).then_some(','));
        Some(())
    }
}
