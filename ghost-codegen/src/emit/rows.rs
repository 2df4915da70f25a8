//! Tables: a row a line, as one would write them by hand, and what is too long for a line opened, a part a line.
//!
//! Rows are expressions of few kinds, and there are thousands of them: they are written as they are, without the detour
//! through the parser and the formatter that everything else takes.

use std::ops::Range;

use proc_macro2::{Delimiter, TokenStream};

use super::docs;
use crate::print::tape::{Kind, Tape};

/// Columns of a line.
const WIDTH: usize = 140;

/// A row, and the attributes that stand above it.
pub(super) struct Row {
    pub(super) attributes: TokenStream,
    pub(super) value: TokenStream,
}

/// The item `declaration = &[rows];` with its documentation.
pub(super) fn table(doc: &str, declaration: &str, rows: impl Iterator<Item = Row>) -> String {
    let mut text = docs::comment(&[doc.to_owned()]);
    text += declaration;
    text += " = &[";
    let opened = text.len();
    for Row { attributes, value } in rows {
        let attributes = Tape::new([attributes]);
        if attributes.end() > 0 {
            text += "\n    ";
            Line::new(&attributes, &mut text).all(0..attributes.end());
        }
        text += "\n    ";
        let value = Tape::new([value]);
        part(&value, 0..value.end(), 4, &mut text);
        text.push(',');
    }
    text += if text.len() == opened { "];\n" } else { "\n];\n" };
    text
}

/// Writes an expression on one line, a call a line, or with its longest group opened.
fn part(tape: &Tape, tokens: Range<usize>, indent: usize, text: &mut String) {
    let start = text.len();
    let longest = flat(tape, tokens.clone(), text);
    // The comma that follows takes a column.
    if indent + text.len() - start < WIDTH {
        return;
    }
    let calls = calls(tape, tokens.clone());
    if let [first, ..] = calls[..] {
        text.truncate(start);
        part(tape, tokens.start..first, indent, text);
        for (index, dot) in calls.iter().enumerate() {
            newline(indent + 4, text);
            part(tape, *dot..calls.get(index + 1).copied().unwrap_or(tokens.end), indent + 4, text);
        }
    } else if let Some(group) = longest {
        text.truncate(start);
        opened(tape, tokens, group, indent, text);
    }
}

/// Writes an expression on one line; tells where its longest group is.
fn flat(tape: &Tape, tokens: Range<usize>, text: &mut String) -> Option<usize> {
    let mut line = Line::new(tape, text);
    let mut longest: Option<(usize, usize)> = None;
    for at in each(tape, tokens.clone()) {
        let before = line.text.len();
        line.token(at, tape.behind(at) == tokens.end);
        let length = line.text.len() - before;
        if matches!(tape.kind(at), Kind::Open(_, end) if end > at + 1) && longest.is_none_or(|(_, most)| most < length) {
            longest = Some((at, length));
        }
    }
    longest.map(|(at, _)| at)
}

/// The places of tokens, without those in groups.
fn each(tape: &Tape, tokens: Range<usize>) -> impl Iterator<Item = usize> {
    let place = move |at: usize| (at < tokens.end).then_some(at);
    std::iter::successors(place(tokens.start), move |at| place(tape.behind(*at)))
}

/// Where calls of methods begin, `.within(…)`; what is inside of a closure is left together.
fn calls(tape: &Tape, tokens: Range<usize>) -> Vec<usize> {
    if each(tape, tokens.clone()).any(|at| tape.kind(at) == Kind::Mark('|')) {
        return Vec::new();
    }
    each(tape, tokens).skip(1).filter(|at| tape.kind(*at) == Kind::Mark('.')).collect()
}

/// Writes tokens with the one `group` opened.
fn opened(tape: &Tape, tokens: Range<usize>, group: usize, indent: usize, text: &mut String) {
    let Kind::Open(delimiter, end) = tape.kind(group) else { return };
    let mut line = Line::new(tape, text);
    each(tape, tokens.start..group).for_each(|at| line.token(at, false));
    let (open, close) = delimiters(delimiter);
    line.open(open);
    let elements = elements(tape, group + 1..end);
    if let Some((list, element)) = alone(tape, &elements) {
        opened(tape, element, list, indent, text);
    } else {
        for element in elements {
            newline(indent + 4, text);
            part(tape, element, indent + 4, text);
            text.push(',');
        }
        newline(indent, text);
    }
    text.push_str(close);
    Line { tape, text, last: Last::Close, in_closure: false }.all(end + 1..tokens.end);
}

/// The list that is all there is in a group, as in `bugs(&[…])`, with the element it ends.
fn alone(tape: &Tape, elements: &[Range<usize>]) -> Option<(usize, Range<usize>)> {
    let [element] = elements else { return None };
    let list = each(tape, element.clone()).take(2).last()?;
    let is_list = matches!(tape.kind(list), Kind::Open(Delimiter::Bracket, end) if end > list + 1) && tape.behind(list) == element.end;
    is_list.then(|| (list, element.clone()))
}

fn newline(indent: usize, text: &mut String) {
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', indent));
}

/// What stands between the commas of a group; those between `<` and `>` belong to a type.
fn elements(tape: &Tape, tokens: Range<usize>) -> Vec<Range<usize>> {
    let (mut elements, mut start, mut depth) = (Vec::new(), tokens.start, 0_usize);
    for at in each(tape, tokens.clone()) {
        match tape.kind(at) {
            Kind::Mark('<') => depth += 1,
            Kind::Mark('>') => depth = depth.saturating_sub(1),
            Kind::Mark(',') if depth == 0 => {
                elements.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    elements.push(start..tokens.end);
    elements.retain(|element| !element.is_empty());
    elements
}

fn delimiters(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

/// What was written last, as far as the next token's distance depends on it.
#[derive(Clone, Copy, PartialEq)]
enum Last {
    Start,
    /// A name or a literal.
    Word,
    /// What wants a space behind it.
    Spaced,
    Close,
    Mark,
}

/// A line that is being written.
struct Line<'t> {
    tape: &'t Tape,
    text: &'t mut String,
    last: Last,
    /// Between the bars of a closure.
    in_closure: bool,
}

impl<'t> Line<'t> {
    fn new(tape: &'t Tape, text: &'t mut String) -> Self {
        Line { tape, text, last: Last::Start, in_closure: false }
    }

    fn all(&mut self, tokens: Range<usize>) {
        let tape = self.tape;
        each(tape, tokens.clone()).for_each(|at| self.token(at, tape.behind(at) == tokens.end));
    }

    /// Writes a token. A comma at the end of a group is left out.
    fn token(&mut self, at: usize, is_last: bool) {
        match self.tape.kind(at) {
            Kind::Open(delimiter, end) => self.group(delimiter, at + 1..end),
            Kind::Mark(',') if is_last => {}
            Kind::Mark(mark) => self.mark(mark),
            Kind::Word | Kind::Literal => {
                if matches!(self.last, Last::Word | Last::Spaced) {
                    self.text.push(' ');
                }
                self.text.push_str(self.tape.word(at));
                self.last = Last::Word;
            }
            Kind::Path | Kind::Arrow | Kind::Gives | Kind::Lifetime => {
                if self.last == Last::Spaced {
                    self.text.push(' ');
                }
                self.text.push_str(self.tape.word(at));
                self.last = Last::Mark;
            }
            Kind::Close => {}
        }
    }

    fn group(&mut self, delimiter: Delimiter, tokens: Range<usize>) {
        let (open, close) = delimiters(delimiter);
        let braced = delimiter == Delimiter::Brace && !tokens.is_empty();
        self.open(open);
        if braced {
            self.text.push(' ');
        }
        self.all(tokens);
        self.text.push_str(if braced { " }" } else { close });
        self.last = Last::Close;
    }

    fn open(&mut self, open: &str) {
        if self.last == Last::Spaced || self.last == Last::Word && open == "{" {
            self.text.push(' ');
        }
        self.text.push_str(open);
        self.last = Last::Start;
    }

    fn mark(&mut self, mark: char) {
        if self.last == Last::Spaced || mark == '=' {
            self.text.push(' ');
        }
        self.text.push(mark);
        self.last = match mark {
            ',' | '=' | ':' => Last::Spaced,
            '|' => {
                self.in_closure = !self.in_closure;
                if self.in_closure { Last::Mark } else { Last::Spaced }
            }
            _ => Last::Mark,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &str) -> String {
        let row = Row { attributes: TokenStream::new(), value: value.parse().unwrap() };
        table("What there is.", "static ALL: &[T]", std::iter::once(row))
    }

    #[test]
    fn a_row_that_fits_is_a_line() {
        let row = "rt::Field::new(\"a\", rt::Kind::List(&rt::Kind::Map)).bounds(None, Some(-3)).check(|answer| f::<A<B, C>>(answer, |a| a.one(\"x\")))";
        assert_eq!(written(row), format!("/// What there is.\nstatic ALL: &[T] = &[\n    {row},\n];\n"));
    }

    #[test]
    fn a_longer_one_is_opened_where_it_is_longest() {
        let words = "\"one of many words\", ".repeat(8);
        let text = written(&format!("T {{ name: \"n\", values: &[{words}], of: A<B, C> }}"));
        let values = words.trim_end_matches(", ");
        assert!(values.len() > WIDTH);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[2..5], ["    T {", "        name: \"n\",", "        values: &["]);
        assert_eq!(lines[5], "            \"one of many words\",");
        assert_eq!(lines[13..], ["        ],", "        of: A<B, C>,", "    },", "];"]);
    }

    #[test]
    fn calls_that_do_not_fit_beside_each_other_stand_below_each_other() {
        let words = "\"one of many words\", ".repeat(8);
        let text = written(&format!("T::new(1).within(2).all(&[{words}])"));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[2..5], ["    T::new(1)", "        .within(2)", "        .all(&["]);
        assert_eq!(lines[13..], ["        ]),", "];"]);
    }

    #[test]
    fn attributes_stand_above_their_row() {
        let row = Row { attributes: "#[cfg(any(feature = \"a\", feature = \"b\"))]".parse().unwrap(), value: "1".parse().unwrap() };
        assert_eq!(
            table("", "static N: &[u8]", std::iter::once(row)),
            "static N: &[u8] = &[\n    #[cfg(any(feature = \"a\", feature = \"b\"))]\n    1,\n];\n"
        );
        assert_eq!(table("", "static N: &[u8]", std::iter::empty()), "static N: &[u8] = &[];\n");
    }

    #[test]
    fn what_is_written_is_what_was_meant() {
        let row =
            "rt::Bug { roles: &[\"Editor\"], status: Some(403), doc: \"says \\\"no\\\"\", versions: rt::Versions::ALL.since(6, 0, 0) }";
        let text = written(row);
        let parsed: TokenStream = text.parse().unwrap();
        let expected: TokenStream = format!("#[doc = \" What there is.\"] static ALL: &[T] = &[{row},];").parse().unwrap();
        assert_eq!(parsed.to_string(), expected.to_string());
    }
}
