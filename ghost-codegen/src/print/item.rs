//! Items: declarations, structs, enums, impls and what is in them.

use proc_macro2::Delimiter;

use super::page::{Breaks, INDENT};
use super::tape::Kind;
use super::types::Place;
use super::{Printer, is_keyword};

impl Printer<'_> {
    /// An item, in a file, a body or an `impl`.
    pub(super) fn item(&mut self) -> Option<()> {
        self.attributes()?;
        // Where the box of the item begins, which holds all but its attributes.
        let here = self.page.here();
        self.visibility()?;
        if self.kind() != Kind::Word {
            return None;
        }
        match self.tape.word(self.at) {
            "struct" => self.declared(here, "struct ", Self::fields)?,
            "enum" => self.declared(here, "enum ", Self::variants)?,
            "impl" => self.implementation()?,
            "fn" => self.function(here, "fn ")?,
            "static" => self.constant(here, "static ")?,
            "const" if self.tape.word(self.at + 1) == "fn" => {
                self.at += 1;
                self.function(here, "const fn ")?;
            }
            "const" => self.constant(here, "const ")?,
            "type" => self.alias(here)?,
            "mod" => self.module(here)?,
            "use" => self.import()?,
            word if is_keyword(word) && !matches!(word, "crate" | "super") => return None,
            _ => self.invocation()?,
        }
        self.page.end_line();
        Some(())
    }

    fn visibility(&mut self) -> Option<()> {
        if !self.took("pub") {
            return Some(());
        }
        if !matches!(self.kind(), Kind::Open(Delimiter::Parenthesis, _)) || self.is_tuple_type() {
            self.page.text("pub ");
            return Some(());
        }
        self.page.text("pub(");
        self.group(Delimiter::Parenthesis, |printer| {
            if printer.took("in") {
                printer.page.text("in ");
            }
            printer.path(Place::Plain)
        })?;
        self.page.text(") ");
        Some(())
    }

    /// Whether the parentheses after `pub` are the type of a field.
    fn is_tuple_type(&self) -> bool {
        match self.tape.word(self.at + 1) {
            "in" => false,
            "crate" | "self" | "super" => self.tape.kind(self.at + 2) != Kind::Close,
            _ => true,
        }
    }

    /// A word, a name with generics and what is `inside`, which closes the box that begins `here`.
    fn declared(&mut self, here: usize, word: &'static str, inside: impl Fn(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        self.page.open_at(here, INDENT, Breaks::Each);
        self.page.text(word);
        self.name()?;
        self.generics()?;
        inside(self)
    }

    fn fields(&mut self) -> Option<()> {
        match self.kind() {
            Kind::Open(Delimiter::Parenthesis, _) => {
                self.unnamed_fields()?;
                self.semicolon()?;
                self.page.close();
                Some(())
            }
            Kind::Mark(';') => {
                self.semicolon()?;
                self.page.close();
                Some(())
            }
            _ => {
                self.conditions()?;
                self.body(|printer| printer.lines(Self::field))
            }
        }
    }

    fn unnamed_fields(&mut self) -> Option<()> {
        self.page.text("(");
        self.page.zero();
        self.group(Delimiter::Parenthesis, |printer| {
            // The formatter has its own way with none.
            (!printer.is_close()).then_some(())?;
            printer.list(|printer| {
                printer.attributes()?;
                printer.visibility()?;
                printer.ty()
            })
        })?;
        self.page.outdent();
        self.page.text(")");
        Some(())
    }

    fn field(&mut self) -> Option<()> {
        self.attributes()?;
        self.visibility()?;
        self.name()?;
        self.expect(Kind::Mark(':'))?;
        self.page.text(": ");
        self.ty()
    }

    fn variants(&mut self) -> Option<()> {
        self.conditions()?;
        self.body(|printer| printer.lines(Self::variant))
    }

    fn variant(&mut self) -> Option<()> {
        self.attributes()?;
        self.name()?;
        match self.kind() {
            Kind::Open(Delimiter::Parenthesis, _) => {
                self.page.open(INDENT, Breaks::Each);
                self.unnamed_fields()?;
                self.page.close();
                Some(())
            }
            Kind::Mark(',') | Kind::Close => Some(()),
            _ => None,
        }
    }

    /// Elements, a line each, with a comma behind.
    fn lines(&mut self, element: impl Fn(&mut Self) -> Option<()>) -> Option<()> {
        while !self.is_close() {
            element(self)?;
            self.is_last()?;
            self.page.text(",");
            self.page.end_line();
        }
        Some(())
    }

    fn implementation(&mut self) -> Option<()> {
        self.at += 1;
        self.page.open(INDENT, Breaks::Each);
        self.page.open(-INDENT, Breaks::Needed);
        self.page.open(INDENT, Breaks::Each);
        self.page.text("impl");
        self.generics()?;
        self.page.close();
        self.page.text(" ");
        self.path(Place::Type)?;
        if self.took("for") {
            self.page.space();
            self.page.text("for ");
            self.ty()?;
        }
        self.page.close();
        self.conditions()?;
        self.body(|printer| {
            while !printer.is_close() {
                printer.item()?;
            }
            Some(())
        })
    }

    fn function(&mut self, here: usize, words: &'static str) -> Option<()> {
        self.at += 1;
        self.page.open_at(here, INDENT, Breaks::Each);
        self.page.text(words);
        self.name()?;
        self.generics()?;
        self.page.text("(");
        self.page.never();
        self.page.open(0, Breaks::Each);
        self.page.zero();
        self.group(Delimiter::Parenthesis, |printer| printer.list(Self::parameter))?;
        self.page.outdent();
        self.page.close();
        self.page.text(")");
        self.page.open(-INDENT, Breaks::Each);
        self.returned()?;
        self.page.close();
        self.conditions()?;
        self.body(Self::statements)
    }

    fn parameter(&mut self) -> Option<()> {
        if self.is_receiver() {
            return self.receiver();
        }
        self.pattern()?;
        self.expect(Kind::Mark(':'))?;
        self.page.text(": ");
        self.ty()
    }

    /// Whether `self` is next, in any of its forms.
    fn is_receiver(&self) -> bool {
        let passed = |at: usize, is: bool| at + usize::from(is);
        let at = passed(self.at, self.kind() == Kind::Mark('&'));
        let at = passed(at, self.tape.kind(at) == Kind::Lifetime);
        let at = passed(at, self.tape.word(at) == "mut");
        self.tape.word(at) == "self"
    }

    fn receiver(&mut self) -> Option<()> {
        if self.took_mark('&') {
            self.page.text("&");
            if self.kind() == Kind::Lifetime {
                self.write_next();
                self.page.text(" ");
            }
        }
        if self.took("mut") {
            self.page.text("mut ");
        }
        self.is("self").then(|| self.write_next())?;
        (self.is_close() || self.kind() == Kind::Mark(',')).then_some(())
    }

    fn constant(&mut self, here: usize, word: &'static str) -> Option<()> {
        self.at += 1;
        self.page.open_at(here, 0, Breaks::Each);
        self.page.text(word);
        if matches!(self.tape.word(self.at), "mut" | "fn" | "unsafe" | "async" | "extern") {
            return None;
        }
        self.name()?;
        self.expect(Kind::Mark(':'))?;
        self.page.text(": ");
        self.ty()?;
        self.expect(Kind::Mark('='))?;
        self.page.text(" = ");
        self.page.never();
        self.expression()?;
        self.semicolon()?;
        self.page.close();
        Some(())
    }

    fn alias(&mut self, here: usize) -> Option<()> {
        self.at += 1;
        self.page.open_at(here, INDENT, Breaks::Each);
        self.page.text("type ");
        self.name()?;
        self.generics()?;
        self.expect(Kind::Mark('='))?;
        self.page.text(" = ");
        self.page.never();
        self.page.open(-INDENT, Breaks::Needed);
        self.ty()?;
        self.page.close();
        self.semicolon()?;
        self.page.close();
        Some(())
    }

    fn module(&mut self, here: usize) -> Option<()> {
        self.at += 1;
        self.page.open_at(here, INDENT, Breaks::Each);
        self.page.text("mod ");
        self.name()?;
        self.semicolon()?;
        self.page.close();
        Some(())
    }

    fn import(&mut self) -> Option<()> {
        self.at += 1;
        self.page.text("use ");
        if self.took_kind(Kind::Path) {
            self.page.text("::");
        }
        self.import_tree()?;
        self.semicolon()
    }

    fn import_tree(&mut self) -> Option<()> {
        loop {
            match self.kind() {
                Kind::Word => self.name()?,
                Kind::Mark('*') => {
                    self.at += 1;
                    self.page.text("*");
                    return Some(());
                }
                _ => return self.import_group(),
            }
            if self.took("as") {
                self.page.text(" as ");
                return self.name();
            }
            if !self.took_kind(Kind::Path) {
                return Some(());
            }
            self.page.text("::");
        }
    }

    /// Several names; a group in a group is left to the formatter, and so is a group of one.
    fn import_group(&mut self) -> Option<()> {
        self.page.open(INDENT, Breaks::Each);
        self.page.text("{");
        self.page.zero();
        self.page.open(0, Breaks::Needed);
        self.group(Delimiter::Brace, |printer| {
            let mut count = 0;
            while !printer.is_close() {
                printer.import_tree()?;
                count += 1;
                if !printer.is_last()? {
                    if printer.tape.word(printer.at - 2) == "}" {
                        return None;
                    }
                    printer.page.comma(false);
                }
            }
            (count > 1).then_some(())
        })?;
        self.page.close();
        self.page.comma(true);
        self.page.outdent();
        self.page.text("}");
        self.page.close();
        Some(())
    }

    /// A call of one of the runtime's macros, whose input has names, texts and lists of them.
    fn invocation(&mut self) -> Option<()> {
        self.path(Place::Plain)?;
        self.expect(Kind::Mark('!'))?;
        self.page.text("!(");
        self.group(Delimiter::Parenthesis, |printer| {
            if printer.is_close() {
                return Some(());
            }
            printer.page.open(INDENT, Breaks::Each);
            printer.page.zero();
            printer.page.open(0, Breaks::Needed);
            printer.input()?;
            printer.page.close();
            printer.page.zero();
            printer.page.outdent();
            printer.page.close();
            Some(())
        })?;
        self.took_mark(';');
        self.page.text(");");
        Some(())
    }

    fn input(&mut self) -> Option<()> {
        let (mut is_first, mut after_word) = (true, false);
        while !self.is_close() {
            let kind = self.kind();
            let beside = kind == Kind::Mark(',') || after_word && matches!(kind, Kind::Open(Delimiter::Parenthesis, _));
            if !is_first && !beside {
                self.page.space();
            }
            self.input_token(kind)?;
            after_word = matches!(kind, Kind::Word | Kind::Literal);
            is_first = false;
        }
        Some(())
    }

    fn input_token(&mut self, kind: Kind) -> Option<()> {
        match kind {
            Kind::Word if is_keyword(self.tape.word(self.at)) => return None,
            Kind::Literal if self.tape.word(self.at).ends_with('.') => return None,
            Kind::Word | Kind::Literal => {
                self.write_next();
                return Some(());
            }
            Kind::Open(Delimiter::Parenthesis, _) => return self.input_group(Delimiter::Parenthesis, "(", ")", false),
            Kind::Open(Delimiter::Brace, _) => return self.input_group(Delimiter::Brace, "{", "}", true),
            Kind::Mark(_) if self.tape.is_joint(self.at) => return None,
            Kind::Mark(',') => self.page.text(","),
            Kind::Mark('=') => self.page.text("="),
            _ => return None,
        }
        self.at += 1;
        Some(())
    }

    fn input_group(&mut self, delimiter: Delimiter, open: &'static str, close: &'static str, spaced: bool) -> Option<()> {
        self.page.text(open);
        self.group(delimiter, |printer| {
            if printer.is_close() {
                return Some(());
            }
            if spaced {
                printer.page.space();
            }
            printer.input()?;
            if spaced {
                printer.page.space();
            }
            Some(())
        })?;
        self.page.text(close);
        Some(())
    }

    fn semicolon(&mut self) -> Option<()> {
        self.expect(Kind::Mark(';'))?;
        self.page.text(";");
        Some(())
    }
}
