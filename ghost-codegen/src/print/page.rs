//! Lines: where text is broken so that it keeps within the width, by the rules of the formatter whose output this must be.
//!
//! Text stands in boxes. A box that fits on the line, with all that follows it up to the next place for a break, is left
//! on it. Of one that does not, either every place for a break is used, or those after which the next stretch would not fit.

use std::borrow::Cow;

/// Columns of a line, and what is at least left of them, however far it is indented.
const MARGIN: isize = 89;
const LEAST: isize = 60;
/// What no line has room for.
const ENDLESS: u16 = u16::MAX;

/// A step of indentation.
pub(super) const INDENT: i16 = 4;

/// Which breaks of a box are used if it does not fit.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Breaks {
    Each,
    Needed,
}

/// A place where a line may end.
#[derive(Clone, Copy, Default)]
pub(super) struct Break {
    /// Indentation of the next line, relative to that of the box.
    pub(super) offset: i16,
    /// Spaces if the line does not end here.
    pub(super) blank: u16,
    /// What the line then ends with.
    pub(super) before: Option<char>,
    /// What the next line then begins with.
    pub(super) after: &'static str,
    /// What stands here if the line does not end.
    pub(super) unbroken: Option<char>,
    /// Whether it is none at the end of a box.
    pub(super) optional: bool,
    /// Whether the line never ends here.
    pub(super) never: bool,
}

enum Part<'t> {
    Text(Cow<'t, str>),
    Break(Break),
    Open(i16, Breaks),
    /// Nothing, for which no line has room.
    Endless,
    Close,
}

/// Text in boxes, and the lines that were made of it.
pub(super) struct Page<'t> {
    parts: Vec<Part<'t>>,
    /// Columns of all parts if they were on one line.
    width: isize,
    sizes: Vec<isize>,
    lines: Lines,
}

impl<'t> Page<'t> {
    /// An empty page that will be about as long as `length`.
    pub(super) fn new(length: usize) -> Self {
        let lines = Lines { text: String::with_capacity(length), space: MARGIN, indent: 0, pending: 0, frames: Vec::new() };
        Page { parts: Vec::new(), width: 0, sizes: Vec::new(), lines }
    }

    pub(super) fn text(&mut self, text: impl Into<Cow<'t, str>>) {
        let text = text.into();
        self.width += text.len() as isize;
        self.parts.push(Part::Text(text));
    }

    pub(super) fn open(&mut self, offset: i16, breaks: Breaks) {
        self.parts.push(Part::Open(offset, breaks));
    }

    /// Closes the box that was opened last. A break at its end may be none, and a box of nothing but a break is nothing.
    pub(super) fn close(&mut self) {
        if let [.., before, Part::Break(last)] = &self.parts[..] {
            let (blank, optional, is_empty) = (last.blank, last.optional, matches!(before, Part::Open(..)));
            if is_empty || optional {
                self.width -= blank as isize;
                self.parts.pop();
            }
            if is_empty {
                self.parts.pop();
                return;
            }
        }
        self.parts.push(Part::Close);
    }

    /// Closes a box that began when `width` was what [`width`](Page::width) says now; wider than `most`, it does not fit on any line.
    pub(super) fn close_within(&mut self, width: isize, most: isize) {
        if self.width - width > most {
            self.parts.push(Part::Endless);
            self.width += ENDLESS as isize;
        }
        self.close();
    }

    pub(super) fn width(&self) -> isize {
        self.width
    }

    pub(super) fn may_break(&mut self, place: Break) {
        self.width += place.blank as isize;
        self.parts.push(Part::Break(place));
    }

    /// A break that is nothing if it is not used.
    pub(super) fn zero(&mut self) {
        self.may_break(Break::default());
    }

    pub(super) fn space(&mut self) {
        self.may_break(Break { blank: 1, ..Break::default() });
    }

    /// The end of a line.
    pub(super) fn end_line(&mut self) {
        self.may_break(Break { blank: ENDLESS, ..Break::default() });
    }

    /// A space, unless the box ends.
    pub(super) fn space_before_more(&mut self) {
        self.may_break(Break { blank: 1, optional: true, ..Break::default() });
    }

    /// The end of a line, unless the box ends.
    pub(super) fn end_line_before_more(&mut self) {
        self.may_break(Break { blank: ENDLESS, optional: true, ..Break::default() });
    }

    /// What follows is looked at by itself when it is asked what fits.
    pub(super) fn never(&mut self) {
        self.may_break(Break { never: true, ..Break::default() });
    }

    /// Between elements of a list, and after the last one, where a comma only stands on a line of its own.
    pub(super) fn comma(&mut self, is_last: bool) {
        self.separator(is_last, 0);
    }

    /// As [`comma`](Page::comma), with a space after the last one.
    pub(super) fn comma_or_space(&mut self, is_last: bool) {
        self.separator(is_last, 1);
    }

    fn separator(&mut self, is_last: bool, blank: u16) {
        if is_last {
            self.may_break(Break { blank, before: Some(','), ..Break::default() });
        } else {
            self.text(",");
            self.space();
        }
    }

    /// Indents the line after the last break a step less.
    pub(super) fn outdent(&mut self) {
        if let Some(Part::Break(last)) = self.parts.last_mut() {
            last.offset -= INDENT;
        }
    }

    /// Where the next part will be.
    pub(super) fn here(&self) -> usize {
        self.parts.len()
    }

    /// Opens a box around what was written since `here`.
    pub(super) fn open_at(&mut self, here: usize, offset: i16, breaks: Breaks) {
        self.parts.insert(here, Part::Open(offset, breaks));
    }

    /// Closes a box at `here`.
    pub(super) fn close_at(&mut self, here: usize) {
        self.parts.insert(here, Part::Close);
    }

    /// A break at `here`; it must have no blanks.
    pub(super) fn may_break_at(&mut self, here: usize, place: Break) {
        self.parts.insert(here, Part::Break(place));
    }

    /// Makes lines of all parts, which must be whole.
    pub(super) fn lay(&mut self) {
        self.measure();
        for (part, size) in self.parts.drain(..).zip(self.sizes.drain(..)) {
            match part {
                Part::Text(text) => self.lines.write(&text),
                Part::Break(place) => self.lines.may_break(&place, size),
                Part::Open(offset, breaks) => self.lines.open(offset, breaks, size),
                Part::Close => self.lines.close(),
                Part::Endless => {}
            }
        }
        self.width = 0;
    }

    /// The lines.
    pub(super) fn finish(self) -> String {
        self.lines.text
    }

    /// How far it is from each break and each beginning of a box to the next break that is not in the box: what must fit.
    fn measure(&mut self) {
        self.sizes.resize(self.parts.len(), 0);
        let mut here = self.width;
        let mut next = vec![here];
        for (part, size) in self.parts.iter().zip(&mut self.sizes).rev() {
            match part {
                Part::Text(text) => here -= text.len() as isize,
                Part::Close => next.push(next.last().copied().unwrap_or(here)),
                Part::Endless => here -= ENDLESS as isize,
                Part::Open(..) => {
                    next.pop();
                    *size = next.last().map_or(0, |next| *next - here);
                }
                Part::Break(place) => {
                    here -= place.blank as isize;
                    if let Some(next) = next.last_mut() {
                        *size = *next - here;
                        *next = here;
                    }
                }
            }
        }
    }
}

/// What is done in a box.
#[derive(Clone, Copy)]
enum Frame {
    /// It fits.
    Flat,
    /// It does not; the indentation around it.
    Broken(i16, Breaks),
}

/// Lines that are being written.
struct Lines {
    text: String,
    /// Columns that are left.
    space: isize,
    indent: i16,
    /// Spaces that are only written if text follows.
    pending: usize,
    frames: Vec<Frame>,
}

impl Lines {
    fn write(&mut self, text: &str) {
        self.indent();
        self.text.push_str(text);
        self.space -= text.len() as isize;
    }

    fn indent(&mut self) {
        const SPACES: &str = "                                                                ";
        while self.pending > 0 {
            let some = self.pending.min(SPACES.len());
            self.text.push_str(&SPACES[..some]);
            self.pending -= some;
        }
    }

    fn open(&mut self, offset: i16, breaks: Breaks, size: isize) {
        if size > self.space {
            self.frames.push(Frame::Broken(self.indent, breaks));
            self.indent += offset;
        } else {
            self.frames.push(Frame::Flat);
        }
    }

    fn close(&mut self) {
        if let Some(Frame::Broken(indent, _)) = self.frames.pop() {
            self.indent = indent;
        }
    }

    fn may_break(&mut self, place: &Break, size: isize) {
        let fits = place.never
            || match self.frames.last() {
                Some(Frame::Flat) => true,
                Some(Frame::Broken(_, Breaks::Needed)) => size <= self.space,
                Some(Frame::Broken(_, Breaks::Each)) | None => false,
            };
        if fits { self.go_on(place) } else { self.end_line(place) }
    }

    fn go_on(&mut self, place: &Break) {
        self.pending += usize::from(place.blank);
        self.space -= place.blank as isize;
        if let Some(mark) = place.unbroken {
            self.text.push(mark);
            self.space -= 1;
        }
    }

    fn end_line(&mut self, place: &Break) {
        if let Some(mark) = place.before {
            self.indent();
            self.text.push(mark);
        }
        self.text.push('\n');
        let indent = self.indent + place.offset;
        self.pending = usize::try_from(indent).unwrap_or_default();
        self.space = (MARGIN - isize::from(indent)).max(LEAST);
        if !place.after.is_empty() {
            self.write(place.after);
        }
    }
}
