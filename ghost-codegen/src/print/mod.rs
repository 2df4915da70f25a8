//! Formatting without parsing: tokens of the forms that generated code has are printed straight, in the lines `prettyplease` makes of them.
//!
//! Parsing what was emitted and formatting the tree took more than half of a run. What is generated has few forms, and this knows them:
//! [`tape`] puts tokens in a row, [`item`], [`statement`], [`expression`], [`pattern`], [`types`] and [`attribute`] walk over
//! it, and [`page`] breaks what they write into lines. A file with anything else in it is left to the formatter:
//! each step returns `None` as soon as it sees what it is not sure of.

mod attribute;
mod expression;
mod item;
mod page;
mod pattern;
mod statement;
pub(crate) mod tape;
mod types;

use proc_macro2::{Delimiter, TokenStream};

use self::page::{Breaks, INDENT, Page};
use self::tape::{Kind, Tape};

/// The items of a file, formatted.
///
/// # Errors
///
/// They are no Rust.
pub(crate) fn formatted(items: Vec<TokenStream>) -> syn::Result<String> {
    let tape = Tape::new(items);
    straight(&tape).map_or_else(|| parsed(&tape), Ok)
}

/// Without parsing, if all of it is known.
fn straight(tape: &Tape) -> Option<String> {
    Printer::new(tape).file()
}

/// By the formatter.
fn parsed(tape: &Tape) -> syn::Result<String> {
    Ok(prettyplease::unparse(&syn::parse_file(tape.text())?))
}

/// Walks over tokens and writes what they are. Its methods, a form each, return `None` for what they do not know.
struct Printer<'t> {
    tape: &'t Tape,
    at: usize,
    page: Page<'t>,
    /// Whether a brace begins a body, not the fields of a struct: after `if` and `match`.
    before_body: bool,
}

impl<'t> Printer<'t> {
    fn new(tape: &'t Tape) -> Self {
        Printer { tape, at: 0, page: Page::new(tape.text().len()), before_body: false }
    }

    fn file(mut self) -> Option<String> {
        self.inner_docs()?;
        while self.at < self.tape.end() {
            self.item()?;
            self.page.lay();
        }
        Some(self.page.finish())
    }

    fn kind(&self) -> Kind {
        self.tape.kind(self.at)
    }

    /// Whether a keyword is next.
    fn is(&self, word: &str) -> bool {
        self.kind() == Kind::Word && self.tape.word(self.at) == word
    }

    /// Takes a keyword if it is next, without writing it.
    fn took(&mut self, word: &str) -> bool {
        self.took_if(self.is(word))
    }

    fn took_kind(&mut self, kind: Kind) -> bool {
        self.took_if(self.kind() == kind)
    }

    fn took_mark(&mut self, mark: char) -> bool {
        self.took_kind(Kind::Mark(mark))
    }

    fn took_if(&mut self, is_next: bool) -> bool {
        self.at += usize::from(is_next);
        is_next
    }

    /// Takes what must be next.
    fn expect(&mut self, kind: Kind) -> Option<()> {
        self.took_kind(kind).then_some(())
    }

    /// Writes the next token, a name or a literal or a lifetime.
    fn write_next(&mut self) {
        self.page.text(self.tape.word(self.at));
        self.at += 1;
    }

    /// Writes a name that may be a raw one, but is no keyword in most places.
    fn name(&mut self) -> Option<()> {
        (self.kind() == Kind::Word).then(|| self.write_next())
    }

    /// Walks over a group, all of it.
    fn group<R>(&mut self, delimiter: Delimiter, inside: impl FnOnce(&mut Self) -> Option<R>) -> Option<R> {
        let Kind::Open(found, end) = self.kind() else { return None };
        if found != delimiter {
            return None;
        }
        self.at += 1;
        let before_body = std::mem::replace(&mut self.before_body, false);
        let result = inside(self)?;
        self.before_body = before_body;
        if self.at != end {
            return None;
        }
        self.at += 1;
        Some(result)
    }

    /// Whether a group ends here.
    fn is_close(&self) -> bool {
        self.kind() == Kind::Close
    }

    /// After an element of a list that ends with its group: takes the comma, and says whether it was the last element.
    fn is_last(&mut self) -> Option<bool> {
        let comma = self.took_mark(',');
        let is_last = self.is_close();
        (comma || is_last).then_some(is_last)
    }

    /// Elements with commas between them, up to the end of a group; says how many.
    fn list<R>(&mut self, element: impl Fn(&mut Self) -> Option<R>) -> Option<usize> {
        let mut count = 0;
        while !self.is_close() {
            element(self)?;
            let is_last = self.is_last()?;
            self.page.comma(is_last);
            count += 1;
        }
        Some(count)
    }

    /// A whole group of elements, a line each if they do not fit on one; says how many.
    fn elements<R>(&mut self, delimiter: Delimiter, element: impl Fn(&mut Self) -> Option<R>) -> Option<usize> {
        let (open, close) = if delimiter == Delimiter::Bracket { ("[", "]") } else { ("(", ")") };
        self.page.text(open);
        self.page.open(INDENT, Breaks::Each);
        self.page.zero();
        let count = self.group(delimiter, |printer| printer.list(element))?;
        self.page.outdent();
        self.page.close();
        self.page.text(close);
        Some(count)
    }
}

/// Words that are no names: a path does not begin with one.
#[rustfmt::skip]
fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "_" | "abstract" | "as" | "async" | "await" | "become" | "box" | "break" | "const" | "continue" | "do" | "dyn" | "else"
        | "enum" | "extern" | "false" | "final" | "fn" | "for" | "if" | "impl" | "in" | "let" | "loop" | "macro" | "match"
        | "mod" | "move" | "mut" | "override" | "priv" | "pub" | "ref" | "return" | "static" | "struct" | "trait" | "true"
        | "try" | "type" | "typeof" | "unsafe" | "unsized" | "use" | "virtual" | "where" | "while" | "yield"
    )
}

#[cfg(test)]
pub(crate) mod tests;
