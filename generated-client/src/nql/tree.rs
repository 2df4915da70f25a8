//! The tree of a filter, and how it is written so that Ghost's parser reads the same tree.

use std::borrow::Cow;
use std::fmt;

use super::fault::Fault;
use super::moment::Relative;

/// A condition, or several.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    /// All of them, at least two.
    All(Vec<Tree>),
    /// Any of them, at least two.
    Any(Vec<Tree>),
    /// What is said of a field.
    Is(Cow<'static, str>, Test),
    /// Text that is not looked into.
    Raw(String),
}

/// What is said of a field.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Test {
    /// It compares so with a value.
    Compare(Comparison, Value),
    /// It is one of several values, or none of them.
    In { is: bool, values: Vec<Value> },
    /// Its text has a part, or has it not.
    Like { is: bool, place: Place, text: String },
}

/// How two values compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Eq,
    Ne,
    Gt,
    Gte,
    Lt,
    Lte,
}

/// Where a part of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Anywhere,
    Start,
    End,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number(u64),
    Text(String),
    Relative(Relative),
}

impl Tree {
    /// All of the trees.
    pub(super) fn all(trees: impl IntoIterator<Item = Tree>) -> Result<Tree, Fault> {
        let mut parts: Vec<Tree> = Vec::new();
        for tree in trees {
            match tree {
                Tree::All(inner) => parts.extend(inner),
                other => parts.push(other),
            }
        }
        // Of the same said twice, `x:-null+x:-null`, Ghost makes "not in (null, null)", which nothing meets.
        let mut different: Vec<Tree> = Vec::new();
        for part in parts {
            if !different.contains(&part) {
                different.push(part);
            }
        }
        joined(different, Tree::All)
    }

    /// Any of the trees.
    pub(super) fn any(trees: impl IntoIterator<Item = Tree>) -> Result<Tree, Fault> {
        let mut parts: Vec<Tree> = Vec::new();
        for tree in trees {
            match tree {
                Tree::Any(inner) => parts.extend(inner),
                other => parts.push(other),
            }
        }
        joined(parts, Tree::Any)
    }

    /// The opposite, by De Morgan: the language has no "not" around brackets.
    #[inline]
    pub(super) fn negated(self) -> Result<Tree, Fault> {
        match self {
            Tree::All(parts) => Tree::any(parts.into_iter().map(Tree::negated).collect::<Result<Vec<_>, _>>()?),
            Tree::Any(parts) => Tree::all(parts.into_iter().map(Tree::negated).collect::<Result<Vec<_>, _>>()?),
            Tree::Is(name, test) => Ok(Tree::Is(name, test.negated())),
            Tree::Raw(_) => Err(Fault::RawNegated),
        }
    }

    /// Whether a text in it ends in a backslash.
    fn is_open(&self) -> bool {
        match self {
            Tree::All(parts) | Tree::Any(parts) => parts.iter().any(Tree::is_open),
            Tree::Is(_, Test::Compare(_, value)) => value.is_open(),
            Tree::Is(_, Test::In { values, .. }) => values.iter().any(Value::is_open),
            Tree::Is(_, Test::Like { text, .. }) => text.ends_with('\\'),
            Tree::Raw(_) => false,
        }
    }

    fn is_not_null(&self) -> Option<&str> {
        match self {
            Tree::Is(name, Test::Compare(Comparison::Ne, Value::Null)) => Some(name),
            _ => None,
        }
    }

    /// Writes it as one of several.
    #[inline]
    fn write_part(&self, formatter: &mut fmt::Formatter<'_>, brackets: bool) -> fmt::Result {
        if brackets || matches!(self, Tree::Raw(_)) { write!(formatter, "({self})") } else { fmt::Display::fmt(self, formatter) }
    }
}

impl Test {
    /// A list of values, the order of which is kept where the language can.
    #[inline]
    pub(super) fn list(is: bool, values: Vec<Value>) -> Result<Test, Fault> {
        Ok(Test::In { is, values: open_last(values, Value::is_open)? })
    }

    #[inline]
    fn negated(self) -> Test {
        match self {
            Test::Compare(how, value) => Test::Compare(how.negated(), value),
            Test::In { is, values } => Test::In { is: !is, values },
            Test::Like { is, place, text } => Test::Like { is: !is, place, text },
        }
    }
}

impl Comparison {
    #[inline]
    fn negated(self) -> Self {
        match self {
            Comparison::Eq => Comparison::Ne,
            Comparison::Ne => Comparison::Eq,
            Comparison::Gt => Comparison::Lte,
            Comparison::Gte => Comparison::Lt,
            Comparison::Lt => Comparison::Gte,
            Comparison::Lte => Comparison::Gt,
        }
    }

    fn sign(self) -> &'static str {
        match self {
            Comparison::Eq => "",
            Comparison::Ne => "-",
            Comparison::Gt => ">",
            Comparison::Gte => ">=",
            Comparison::Lt => "<",
            Comparison::Lte => "<=",
        }
    }
}

impl Value {
    fn is_open(&self) -> bool {
        matches!(self, Value::Text(text) if text.ends_with('\\'))
    }
}

/// Several trees as one; a single one is itself.
#[inline]
fn joined(parts: Vec<Tree>, of: fn(Vec<Tree>) -> Tree) -> Result<Tree, Fault> {
    let mut parts = open_last(parts, Tree::is_open)?;
    match parts.len() {
        0 => Err(Fault::EmptyList { field: None }),
        1 => Ok(parts.remove(0)),
        _ => Ok(of(parts)),
    }
}

/// Puts what holds a text with a backslash at its end last. The parser takes `\'` for a quote in the text if any other
/// quote follows, and only then for the end; a backslash cannot be escaped.
fn open_last<T>(items: Vec<T>, is_open: fn(&T) -> bool) -> Result<Vec<T>, Fault> {
    let (open, mut items): (Vec<T>, Vec<T>) = items.into_iter().partition(is_open);
    if open.len() > 1 {
        return Err(Fault::Backslash);
    }
    items.extend(open);
    Ok(items)
}

impl fmt::Display for Tree {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Tree::All(parts) => {
                let set: Vec<&str> = parts.iter().filter_map(Tree::is_not_null).collect();
                for (index, part) in parts.iter().enumerate() {
                    formatter.write_str(if index == 0 { "" } else { "+" })?;
                    match part {
                        // Ghost makes one "not in (null, …)" of `x:-null+x:-'a'`, which nothing meets; lists are left alone.
                        Tree::Is(name, Test::Compare(Comparison::Ne, value)) if *value != Value::Null && set.contains(&&**name) => {
                            write!(formatter, "{name}:-[{value}]")?;
                        }
                        part => part.write_part(formatter, matches!(part, Tree::Any(_)))?,
                    }
                }
                Ok(())
            }
            Tree::Any(parts) => parts.iter().enumerate().try_for_each(|(index, part)| {
                formatter.write_str(if index == 0 { "" } else { "," })?;
                part.write_part(formatter, false)
            }),
            Tree::Is(name, test) => write!(formatter, "{name}:{test}"),
            Tree::Raw(text) => formatter.write_str(text),
        }
    }
}

impl fmt::Display for Test {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Test::Compare(how, value) => write!(formatter, "{}{value}", how.sign()),
            Test::In { is, values } => {
                formatter.write_str(if *is { "[" } else { "-[" })?;
                for (index, value) in values.iter().enumerate() {
                    write!(formatter, "{}{value}", if index == 0 { "" } else { "," })?;
                }
                formatter.write_str("]")
            }
            Test::Like { is, place, text } => {
                let sign = match place {
                    Place::Anywhere => "~",
                    Place::Start => "~^",
                    Place::End => "~$",
                };
                write!(formatter, "{}{sign}{}", if *is { "" } else { "-" }, Quoted(text))
            }
        }
    }
}

impl fmt::Display for Value {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => formatter.write_str("null"),
            Value::Bool(value) => value.fmt(formatter),
            Value::Number(value) => value.fmt(formatter),
            Value::Text(text) => Quoted(text).fmt(formatter),
            Value::Relative(Relative { ahead, span }) => {
                write!(formatter, "now{}{}{}", if *ahead { '+' } else { '-' }, span.amount, span.unit)
            }
        }
    }
}

/// Text in quotes. Both quotes are escaped, a backslash is left alone; see [`open_last`] for one at the end.
struct Quoted<'t>(&'t str);

impl fmt::Display for Quoted<'_> {
    #[inline]
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("'")?;
        for part in self.0.split_inclusive(['\'', '"']) {
            match part.strip_suffix(['\'', '"']) {
                Some(before) => write!(formatter, "{before}\\{}", &part[before.len()..])?,
                None => formatter.write_str(part)?,
            }
        }
        formatter.write_str("'")
    }
}
