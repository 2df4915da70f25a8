//! Tokens in one row, groups included, which a printer can walk and look ahead in.

use std::fmt::Write;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// A name or a keyword.
    Word,
    Lifetime,
    Literal,
    Mark(char),
    /// `::`
    Path,
    /// `->`
    Arrow,
    /// `=>`
    Gives,
    /// The beginning of a group, and where it ends.
    Open(Delimiter, usize),
    /// The end of a group, or of all.
    Close,
}

#[derive(Clone, Copy)]
struct Token {
    kind: Kind,
    /// Whether the next mark belongs to it.
    joint: bool,
    start: usize,
    end: usize,
}

/// Tokens with their text.
pub(crate) struct Tape {
    /// All of them, in a form that reads as the same tokens.
    text: String,
    tokens: Vec<Token>,
}

impl Tape {
    /// Takes the tokens out of their trees, which costs less than copying them.
    pub(crate) fn new(streams: impl IntoIterator<Item = TokenStream>) -> Self {
        let mut tape = Tape { text: String::new(), tokens: Vec::new() };
        streams.into_iter().for_each(|stream| tape.all(stream));
        tape.push(Kind::Close, "");
        tape
    }

    /// The text of all tokens.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn kind(&self, at: usize) -> Kind {
        self.tokens.get(at).map_or(Kind::Close, |token| token.kind)
    }

    /// Whether the token and the mark after it belong together.
    pub(crate) fn is_joint(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.joint)
    }

    /// How a name, a literal or a lifetime is written.
    pub(crate) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| &self.text[token.start..token.end])
    }

    /// Where all ends.
    pub(crate) fn end(&self) -> usize {
        self.tokens.len() - 1
    }

    /// Where the next token is, behind the whole group if one begins at `at`.
    pub(crate) fn behind(&self, at: usize) -> usize {
        if let Kind::Open(_, end) = self.kind(at) { end + 1 } else { at + 1 }
    }

    fn all(&mut self, stream: TokenStream) {
        for token in stream {
            match token {
                TokenTree::Group(group) => {
                    let (delimiter, stream) = (group.delimiter(), group.stream());
                    // The stream is then the only one that holds the tokens.
                    drop(group);
                    self.group(delimiter, stream);
                }
                TokenTree::Ident(ident) => self.write(Kind::Word, &ident),
                TokenTree::Literal(literal) => self.write(Kind::Literal, &literal),
                TokenTree::Punct(punct) => self.mark(punct.as_char(), punct.spacing() == Spacing::Joint),
            }
        }
    }

    fn group(&mut self, delimiter: Delimiter, stream: TokenStream) {
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Brace => ("{", "}"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::None => return self.all(stream),
        };
        let at = self.tokens.len();
        self.push(Kind::Open(delimiter, 0), open);
        self.all(stream);
        let end = self.tokens.len();
        self.push(Kind::Close, close);
        if let Some(token) = self.tokens.get_mut(at) {
            token.kind = Kind::Open(delimiter, end);
        }
    }

    fn push(&mut self, kind: Kind, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.tokens.push(Token { kind, joint: false, start, end: self.text.len() });
        self.text.push(' ');
    }

    fn write(&mut self, kind: Kind, word: &impl std::fmt::Display) {
        let start = match self.tokens.last_mut() {
            // What follows the mark of a lifetime is its name.
            Some(last) if last.joint && last.kind == Kind::Mark('\'') => {
                last.kind = Kind::Lifetime;
                last.joint = false;
                last.start
            }
            _ => self.text.len(),
        };
        // Writing to a string does not fail.
        let _ = write!(self.text, "{word}");
        let end = self.text.len();
        self.text.push(' ');
        match self.tokens.last_mut() {
            Some(last) if last.kind == Kind::Lifetime && last.start == start => last.end = end,
            _ => self.tokens.push(Token { kind, joint: false, start, end }),
        }
    }

    fn mark(&mut self, mark: char, joint: bool) {
        let start = self.text.len();
        self.text.push(mark);
        let end = self.text.len();
        if !joint {
            self.text.push(' ');
        }
        let both = self.tokens.last_mut().filter(|last| last.joint).and_then(|last| {
            let kind = match (last.kind, mark) {
                (Kind::Mark(':'), ':') => Kind::Path,
                (Kind::Mark('-'), '>') => Kind::Arrow,
                (Kind::Mark('='), '>') => Kind::Gives,
                _ => return None,
            };
            *last = Token { kind, joint: false, start: last.start, end };
            Some(())
        });
        if both.is_none() {
            self.tokens.push(Token { kind: Kind::Mark(mark), joint, start, end });
        }
    }
}
