//! Writes a file in its canonical form.

use super::WIDTH;
use super::layout::{Group, Item, Line, Value};
use crate::vocabulary::{self, Kind};

/// What the language says of a value: which mapping it is, or that its keys are names.
#[derive(Clone, Copy)]
enum Held {
    /// A mapping of the language.
    Kind(&'static Kind),
    /// Some other value.
    Value(&'static vocabulary::Value),
    /// Nothing is known of it.
    Unknown,
}

/// A whole file.
pub(super) fn file(kind: &'static Kind, group: &Group<'_>) -> String {
    let mut printer = Printer { out: String::new() };
    // What stands above the first entry is about the file.
    let head = group.items.first().map_or(&[][..], |item| &item.before);
    printer.lines(head, 0, true);
    printer.map(Held::Kind(kind), group, 0, Head::Done);
    printer.out
}

/// Who writes what stands before the first entry of a mapping.
#[derive(Clone, Copy, PartialEq)]
enum Head {
    /// The mapping itself.
    Own,
    /// It was written; the first entry begins a line.
    Done,
    /// It was written, and so was the dash before the first entry.
    Dash,
}

struct Printer {
    out: String,
}

impl Printer {
    /// Comments and blank lines; a file and a mapping do not begin with a blank one.
    fn lines(&mut self, lines: &[Line<'_>], indent: usize, begins: bool) {
        let is_blank = |line: &Line<'_>| *line == Line::Blank;
        let leading = if begins { lines.iter().take_while(|line| is_blank(line)).count() } else { 0 };
        for line in &lines[leading..] {
            match line {
                Line::Blank => self.out.push('\n'),
                Line::Comment(text) => {
                    self.indent(indent);
                    self.out.push_str(text);
                    self.out.push('\n');
                }
            }
        }
    }

    fn indent(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    fn end(&mut self, item: &Item<'_>) {
        if let Some(comment) = item.after {
            self.out.push(' ');
            self.out.push_str(comment);
        }
        self.out.push('\n');
    }

    /// Entries on lines of their own.
    fn map(&mut self, held: Held, group: &Group<'_>, indent: usize, head: Head) {
        let held = settled(held, Form::Map(group));
        let items = ordered(held, group);
        // The first entry as written says what stands above all.
        let top = group.items.first().map_or(std::ptr::null(), std::ptr::from_ref);
        let widths = aligned(held, &items, indent);
        for (index, (item, width)) in items.into_iter().zip(widths).enumerate() {
            let is_told = head != Head::Own && std::ptr::eq(item, top);
            if !is_told {
                self.lines(&item.before, indent, index == 0);
            }
            if !(head == Head::Dash && index == 0) {
                self.indent(indent);
            }
            self.entry(of_key(held, item.name), item, indent, width);
        }
        self.lines(&group.tail, indent, false);
    }

    /// Key and value; the value of an aligned one begins at a column.
    fn entry(&mut self, held: Held, item: &Item<'_>, indent: usize, width: Option<usize>) {
        let key = item.key.unwrap_or_default();
        self.out.push_str(key);
        self.out.push(':');
        let line = one_line(held, &item.value).filter(|line| indent + key.chars().count() + 2 + line.chars().count() <= WIDTH);
        match (&item.value, line) {
            (Value::Scalar(text), _) => {
                if !text.is_empty() {
                    self.out.push(' ');
                    self.scalar(text, indent + 2);
                }
                self.head(item);
                self.end(item);
            }
            (_, Some(line)) => {
                let pad = width.map_or(1, |width| width.saturating_sub(key.chars().count()) + 1);
                self.indent(pad);
                self.out.push_str(&line);
                self.head(item);
                self.end(item);
            }
            (value, None) => {
                self.head(item);
                self.block(held, value, item, indent + 2);
            }
        }
    }

    fn head(&mut self, item: &Item<'_>) {
        if let Some(comment) = item.head {
            self.out.push(' ');
            self.out.push_str(comment);
        }
    }

    /// A mapping or list below its key.
    fn block(&mut self, held: Held, value: &Value<'_>, item: &Item<'_>, indent: usize) {
        match value {
            Value::Map(group) | Value::List(group) if group.flow && is_filled(held, value) && !has_comments(value) => {
                self.out.push('\n');
                self.indent(indent);
                self.filled(held, value, indent);
                self.end(item);
            }
            Value::Map(group) => {
                self.end(item);
                self.map(held, group, indent, Head::Own);
            }
            Value::List(group) => {
                self.end(item);
                self.list(held, group, indent);
            }
            Value::Scalar(_) => {}
        }
    }

    /// Items behind dashes.
    fn list(&mut self, held: Held, group: &Group<'_>, indent: usize) {
        for (index, item) in group.items.iter().enumerate() {
            let of = of_item(held);
            let line = one_line(of, &item.value).filter(|line| indent + 2 + line.chars().count() <= WIDTH);
            let inner = match &item.value {
                Value::Map(inner) | Value::List(inner) if line.is_none() => inner.items.first(),
                _ => None,
            };
            self.lines(&item.before, indent, index == 0);
            self.lines(inner.map_or(&[][..], |first| &first.before), indent, index == 0 && item.before.is_empty());
            self.indent(indent);
            self.out.push_str("- ");
            match (&item.value, line) {
                (Value::Scalar(text), _) => self.scalar(text, indent + 2),
                (_, Some(line)) => self.out.push_str(&line),
                (Value::Map(group), None) => {
                    self.map(of, group, indent + 2, Head::Dash);
                    self.comment_below(item, indent + 2);
                    continue;
                }
                // A list of lists: nothing in the language is one, so it stays in brackets, or on a line of its own.
                (Value::List(group), None) => {
                    self.out.truncate(self.out.trim_end().len());
                    self.out.push('\n');
                    self.list(of, group, indent + 2);
                    self.comment_below(item, indent + 2);
                    continue;
                }
            }
            self.end(item);
        }
        self.lines(&group.tail, indent, false);
    }

    /// The comment behind braces that have become lines.
    fn comment_below(&mut self, item: &Item<'_>, indent: usize) {
        if let Some(comment) = item.after {
            self.lines(&[Line::Comment(comment)], indent, false);
        }
    }

    /// A scalar as written; further lines of it are indented.
    fn scalar(&mut self, text: &str, indent: usize) {
        let mut lines = text.split('\n');
        self.out.push_str(lines.next().unwrap_or_default().trim_end_matches('\r'));
        let rest: Vec<&str> = lines.collect();
        let literal = text.starts_with(['|', '>']);
        let margin = |line: &&str| line.len() - line.trim_start_matches(' ').len();
        let common = if literal { rest.iter().filter(|line| !line.trim().is_empty()).map(margin).min().unwrap_or(0) } else { 0 };
        for line in rest {
            let line = line.trim_end_matches('\r');
            let line = if literal { line.get(common..).unwrap_or_default() } else { line.trim_start() };
            self.out.push('\n');
            if !line.is_empty() {
                self.indent(indent);
                self.out.push_str(line);
            }
        }
    }

    /// In braces or brackets over several lines: as many as fit on each, mappings on lines of their own.
    fn filled(&mut self, held: Held, value: &Value<'_>, indent: usize) {
        let (Value::Map(group) | Value::List(group)) = value else { return };
        let (open, close) = if matches!(value, Value::Map(_)) { ("{ ", " }") } else { ("[", "]") };
        let margin = indent + open.len();
        self.out.push_str(open);
        let mut column = margin;
        let mut alone = false;
        for (index, item) in group.items.iter().enumerate() {
            let text = flow_item(if item.key.is_some() { settled(held, Form::Map(group)) } else { held }, item).unwrap_or_default();
            let is_map = matches!(&item.value, Value::Map(group) if group.items.len() == 1) && item.key.is_none();
            let comma = usize::from(index + 1 < group.items.len());
            let last = if comma == 0 { close.len() } else { comma };
            let length = text.chars().count() + last;
            if index > 0 {
                if is_map || alone || column + 1 + length > FILLED {
                    self.out.push('\n');
                    self.indent(margin);
                    column = margin;
                } else {
                    self.out.push(' ');
                    column += 1;
                }
            }
            self.out.push_str(&text);
            self.out.push_str(if comma == 1 { "," } else { "" });
            column += text.chars().count() + comma;
            alone = is_map;
        }
        self.out.push_str(close);
    }
}

/// Longest line of what is filled: words may be shorter than sentences.
const FILLED: usize = 140;

/// The entries of a mapping in the language's order; those that it does not know stay behind, as they are.
fn ordered<'g, 't>(held: Held, group: &'g Group<'t>) -> Vec<&'g Item<'t>> {
    let mut items: Vec<&Item<'t>> = group.items.iter().collect();
    if let Some(kind) = kind(held, group) {
        // Names of the spec's own come before the language's keys; what has no meaning comes behind.
        let other = if kind.others.is_some() { 0 } else { usize::MAX };
        items.sort_by_key(|item| kind.names().position(|name| name == item.name).map_or(other, |index| index + 1));
    }
    items
}

/// Which mapping of the language it is, if it is one.
fn kind(held: Held, group: &Group<'_>) -> Option<&'static Kind> {
    match settled(held, Form::Map(group)) {
        Held::Kind(kind) => Some(kind),
        Held::Value(vocabulary::Value::Mapping(kind)) => Some(kind()),
        _ => None,
    }
}

/// What may be fitted to a value of the vocabulary.
#[derive(Clone, Copy)]
enum Form<'g, 't> {
    Map(&'g Group<'t>),
    List,
}

/// The alternative that fits best, as `walk` chooses it.
fn best(held: &'static vocabulary::Value, form: Form<'_, '_>) -> Option<&'static vocabulary::Value> {
    use vocabulary::Value as Held;
    let fit = |held: &Held| match (held, form) {
        (Held::Mapping(kind), Form::Map(group)) => 2 + group.items.iter().filter(|item| kind().has(item.name)).count(),
        (Held::Names(_), Form::Map(_)) | (Held::List(_), Form::List) => 1,
        (Held::One(_), Form::Map(group)) if group.items.len() == 1 => 1,
        (Held::Any(several), form) => several.iter().filter_map(|held| best(held, form)).count().min(1),
        _ => 0,
    };
    match held {
        Held::Any(several) => {
            let best_of = several.iter().rev().max_by_key(|held| fit(held)).filter(|held| fit(held) > 0)?;
            best(best_of, form)
        }
        _ => Some(held).filter(|held| fit(held) > 0),
    }
}

/// What stands behind a key of a mapping.
fn of_key(held: Held, name: &str) -> Held {
    let of = |kind: &'static Kind| match kind.keys.iter().find(|key| key.name == name) {
        Some(key) => Held::Value(&key.value),
        None => kind.others.as_ref().map_or(Held::Unknown, Held::Value),
    };
    match held {
        Held::Kind(kind) => of(kind),
        Held::Value(vocabulary::Value::Mapping(kind)) => of(kind()),
        Held::Value(vocabulary::Value::Names(of) | vocabulary::Value::One(of)) => Held::Value(of),
        _ => Held::Unknown,
    }
}

/// What a value is held as, with the alternative chosen.
fn settled(held: Held, form: Form<'_, '_>) -> Held {
    match held {
        Held::Value(held) => best(held, form).map_or(Held::Unknown, Held::Value),
        held => held,
    }
}

/// What an item of a list is held as.
fn of_item(held: Held) -> Held {
    match settled(held, Form::List) {
        Held::Value(vocabulary::Value::List(of)) => Held::Value(of),
        _ => Held::Unknown,
    }
}

/// The value on one line, unless comments, the author's lines or texts of several lines forbid that.
fn one_line(held: Held, value: &Value<'_>) -> Option<String> {
    match value {
        Value::Scalar(text) => (!text.contains('\n')).then(|| (*text).to_owned()),
        Value::Map(group) | Value::List(group) if !group.flow && !group.items.is_empty() || has_comments(value) => None,
        Value::Map(group) if group.items.is_empty() => Some("{}".to_owned()),
        Value::List(group) if group.items.is_empty() => Some("[]".to_owned()),
        Value::Map(group) => {
            let held = settled(held, Form::Map(group));
            let items: Option<Vec<String>> = ordered(held, group).into_iter().map(|item| flow_item(held, item)).collect();
            items.map(|items| format!("{{ {} }}", items.join(", ")))
        }
        Value::List(group) => {
            let items: Option<Vec<String>> = group.items.iter().map(|item| flow_item(held, item)).collect();
            items.map(|items| format!("[{}]", items.join(", ")))
        }
    }
}

/// An entry or item within braces or brackets.
fn flow_item(held: Held, item: &Item<'_>) -> Option<String> {
    let Some(key) = item.key else { return one_line(of_item(held), &item.value) };
    let value = one_line(of_key(held, item.name), &item.value)?;
    Some(if value.is_empty() { format!("{key}:") } else { format!("{key}: {value}") })
}

fn has_comments(value: &Value<'_>) -> bool {
    let (Value::Map(group) | Value::List(group)) = value else { return false };
    let is_comment = |line: &Line<'_>| matches!(line, Line::Comment(_));
    group.tail.iter().any(is_comment)
        || group
            .items
            .iter()
            .any(|item| item.before.iter().any(is_comment) || item.head.is_some() || item.after.is_some() || has_comments(&item.value))
}

/// Whether something that is too long for a line is filled, and not put on lines of its own: words and short lists by name, words and
/// single options.
fn is_filled(held: Held, value: &Value<'_>) -> bool {
    let fits = |text: String| text.chars().count() < FILLED / 2;
    match value {
        Value::Map(group) => {
            let held = settled(held, Form::Map(group));
            let is_short = |item: &Item<'_>| !matches!(item.value, Value::Map(_)) && flow_item(held, item).is_some_and(fits);
            matches!(held, Held::Value(vocabulary::Value::Names(_))) && group.items.iter().all(is_short)
        }
        Value::List(group) => group.items.iter().all(|item| {
            let is_one = matches!(&item.value, Value::Map(group) if group.items.len() == 1);
            flow_item(held, item).is_some_and(|text| is_one || fits(text))
        }),
        Value::Scalar(_) => false,
    }
}

/// Longest key that others are aligned with.
const LONG: usize = 24;

/// For each entry the width of the longest key among its neighbours, if its value stands below theirs: in a mapping of names, whatever is in
/// braces on one line, up to a blank line. Long keys stand apart, unless all are.
fn aligned(held: Held, items: &[&Item<'_>], indent: usize) -> Vec<Option<usize>> {
    let mut widths = vec![None; items.len()];
    if !matches!(held, Held::Value(vocabulary::Value::Names(_))) {
        return widths;
    }
    let key = |item: &Item<'_>| item.key.unwrap_or_default().chars().count();
    let mut lengths: Vec<Option<usize>> = items
        .iter()
        .map(|item| match &item.value {
            Value::Map(group) if !group.items.is_empty() => {
                let line = one_line(of_key(held, item.name), &item.value)?;
                Some(line.chars().count()).filter(|length| indent + key(item) + 2 + length <= WIDTH)
            }
            _ => None,
        })
        .collect();
    loop {
        let mut start = 0;
        let mut too_long = None;
        while start < items.len() {
            let is_cut = |index: usize| items[index].before.contains(&Line::Blank);
            let end = (start + 1..items.len()).find(|index| is_cut(*index)).unwrap_or(items.len());
            let in_row = |index: &usize| lengths[*index].is_some();
            let are_long = (start..end).filter(in_row).all(|index| key(items[index]) > LONG);
            let width =
                (start..end).filter(in_row).map(|index| key(items[index])).filter(|key| are_long || *key <= LONG).max().unwrap_or(0);
            for index in start..end {
                widths[index] = lengths[index].filter(|_| key(items[index]) <= width).map(|_| width);
                if widths[index].is_some() && lengths[index].is_some_and(|length| indent + width + 2 + length > WIDTH) {
                    too_long = too_long.or(Some(index));
                }
            }
            start = end;
        }
        // One that is too long for its line beside a longer key leaves the row, which may shorten that.
        match too_long {
            Some(index) => lengths[index] = None,
            None => return widths,
        }
    }
}
