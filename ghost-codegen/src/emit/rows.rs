//! Tables: a row a line, as one would write them by hand, and what is too long for a line opened, a part a line.
//!
//! Rows are expressions of few kinds, and there are thousands of them: they are written as they are, without the detour
//! through the parser and the formatter that everything else takes.

use std::fmt::Write;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use super::docs;

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
        if !attributes.is_empty() {
            text += "\n    ";
            Line::new(&mut text).all(attributes);
        }
        text += "\n    ";
        part(&value.into_iter().collect::<Vec<_>>(), 4, &mut text);
        text.push(',');
    }
    text += if text.len() == opened { "];\n" } else { "\n];\n" };
    text
}

/// Writes an expression on one line, a call a line, or with its longest group opened.
fn part(tokens: &[TokenTree], indent: usize, text: &mut String) {
    let start = text.len();
    let longest = flat(tokens, text);
    // The comma that follows takes a column.
    if indent + text.len() - start < WIDTH {
        return;
    }
    let calls = calls(tokens);
    if let [first, ..] = calls[..] {
        text.truncate(start);
        part(&tokens[..first], indent, text);
        for (index, dot) in calls.iter().enumerate() {
            newline(indent + 4, text);
            part(&tokens[*dot..calls.get(index + 1).copied().unwrap_or(tokens.len())], indent + 4, text);
        }
    } else if let Some((index, TokenTree::Group(group))) = longest.and_then(|index| Some((index, tokens.get(index)?))) {
        text.truncate(start);
        opened(&tokens[..index], group, &tokens[index + 1..], indent, text);
    }
}

/// Writes an expression on one line; tells where its longest group is.
fn flat(tokens: &[TokenTree], text: &mut String) -> Option<usize> {
    let mut line = Line::new(text);
    let mut longest: Option<(usize, usize)> = None;
    for (index, token) in tokens.iter().enumerate() {
        let before = line.text.len();
        line.token(token, index + 1 == tokens.len());
        let length = line.text.len() - before;
        if matches!(token, TokenTree::Group(group) if !group.stream().is_empty()) && longest.is_none_or(|(_, most)| most < length) {
            longest = Some((index, length));
        }
    }
    longest.map(|(index, _)| index)
}

/// Where calls of methods begin, `.within(…)`; what is inside of a closure is left together.
fn calls(tokens: &[TokenTree]) -> Vec<usize> {
    let is = |token: &TokenTree, mark: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark);
    if tokens.iter().any(|token| is(token, '|')) {
        return Vec::new();
    }
    (1..tokens.len()).filter(|index| is(&tokens[*index], '.')).collect()
}

fn opened(before: &[TokenTree], group: &Group, after: &[TokenTree], indent: usize, text: &mut String) {
    let mut line = Line::new(text);
    before.iter().for_each(|token| line.token(token, false));
    let (open, close) = delimiters(group.delimiter());
    line.open(open);
    let elements = elements(group.stream());
    if let Some((list, before)) = alone(&elements) {
        opened(before, list, &[], indent, text);
    } else {
        for element in elements {
            newline(indent + 4, text);
            part(&element, indent + 4, text);
            text.push(',');
        }
        newline(indent, text);
    }
    text.push_str(close);
    let mut line = Line { text, last: Last::Close, in_closure: false };
    after.iter().enumerate().for_each(|(index, token)| line.token(token, index + 1 == after.len()));
}

/// The list that is all there is in a group, as in `bugs(&[…])`, with what stands before it.
fn alone(elements: &[Vec<TokenTree>]) -> Option<(&Group, &[TokenTree])> {
    let [element] = elements else { return None };
    let (TokenTree::Group(list), before) = element.split_last()? else { return None };
    let is_list = list.delimiter() == Delimiter::Bracket && !list.stream().is_empty() && before.len() <= 1;
    is_list.then_some((list, before))
}

fn newline(indent: usize, text: &mut String) {
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', indent));
}

/// What stands between the commas of a group; those between `<` and `>` belong to a type.
fn elements(stream: TokenStream) -> Vec<Vec<TokenTree>> {
    let (mut elements, mut depth) = (vec![Vec::new()], 0_usize);
    for token in stream {
        if let TokenTree::Punct(punct) = &token {
            match punct.as_char() {
                '<' => depth += 1,
                '>' => depth = depth.saturating_sub(1),
                ',' if depth == 0 => {
                    elements.push(Vec::new());
                    continue;
                }
                _ => {}
            }
        }
        if let Some(element) = elements.last_mut() {
            element.push(token);
        }
    }
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
    text: &'t mut String,
    last: Last,
    /// Between the bars of a closure.
    in_closure: bool,
}

impl<'t> Line<'t> {
    fn new(text: &'t mut String) -> Self {
        Line { text, last: Last::Start, in_closure: false }
    }

    fn all(&mut self, stream: TokenStream) {
        let mut tokens = stream.into_iter().peekable();
        while let Some(token) = tokens.next() {
            self.token(&token, tokens.peek().is_none());
        }
    }

    /// Writes a token. A comma at the end of a group is left out.
    fn token(&mut self, token: &TokenTree, is_last: bool) {
        match token {
            TokenTree::Group(group) => self.group(group),
            TokenTree::Punct(punct) if punct.as_char() == ',' && is_last => {}
            TokenTree::Punct(punct) => self.punct(punct.as_char(), punct.spacing() == proc_macro2::Spacing::Joint),
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if matches!(self.last, Last::Word | Last::Spaced) {
                    self.text.push(' ');
                }
                // Writing to a string does not fail.
                let _ = write!(self.text, "{token}");
                self.last = Last::Word;
            }
        }
    }

    fn group(&mut self, group: &Group) {
        let (open, close) = delimiters(group.delimiter());
        let braced = group.delimiter() == Delimiter::Brace && !group.stream().is_empty();
        self.open(open);
        if braced {
            self.text.push(' ');
        }
        self.all(group.stream());
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

    fn punct(&mut self, mark: char, joint: bool) {
        if self.last == Last::Spaced || mark == '=' {
            self.text.push(' ');
        }
        self.text.push(mark);
        let is_path = mark == ':' && (joint || self.text.ends_with("::"));
        self.last = match mark {
            ',' | '=' => Last::Spaced,
            ':' if !is_path => Last::Spaced,
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
