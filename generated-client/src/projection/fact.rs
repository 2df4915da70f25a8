//! What the description tells of fields, in a form that the compiler can reckon with.

/// What is to be known of a field to ask for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its name in Rust.
    pub field: &'static str,
    /// Its key on the wire.
    pub name: &'static str,
    /// The option that asks for it, and the value: `("include", "tags")`; a `*` at the end stands for any.
    pub asked: Option<(&'static str, &'static str)>,
    /// Whether `fields` must name it.
    pub named: bool,
    /// Whether it is only there if `fields` is not given at all.
    pub whole: bool,
    /// Whether it is surely there once it is asked for, and not `null`, though its type is an `Option`.
    pub given: bool,
    /// Keys of other fields that must be asked for with it.
    pub needs: &'static [&'static str],
}

/// A field of a projection.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// What it is.
    pub fact: Fact,
    /// What is wanted of it, if it is a projection itself.
    pub parts: &'static [Part],
}

/// The fact of a field; most fields are just named in `fields`.
#[must_use]
pub const fn fact(facts: &'static [Fact], field: &'static str) -> Fact {
    let mut index = 0;
    while index < facts.len() {
        if equal(facts[index].field, field) {
            return facts[index];
        }
        index += 1;
    }
    Fact { field, name: field, asked: None, named: true, whole: false, given: false, needs: &[] }
}

/// Whether all that `parts` want of a field can be included with it: `authors.roles`.
pub(super) const fn includes(known: &[&str], field: &Fact, parts: &[Part]) -> bool {
    let mut index = 0;
    while index < parts.len() {
        if let (Some((_, above)), Some((_, below))) = (field.asked, parts[index].fact.asked)
            && !knows(known, above, below)
        {
            return false;
        }
        index += 1;
    }
    true
}

/// Whether `above.below` is among the values.
const fn knows(known: &[&str], above: &str, below: &str) -> bool {
    let mut index = 0;
    while index < known.len() {
        if is_joined(known[index].as_bytes(), above.as_bytes(), below.as_bytes()) {
            return true;
        }
        index += 1;
    }
    false
}

const fn is_joined(text: &[u8], above: &[u8], below: &[u8]) -> bool {
    let dot = above.len();
    text.len() == dot + 1 + below.len() && text[dot] == b'.' && starts(text, 0, above) && starts(text, dot + 1, below)
}

pub(super) const fn equal(one: &str, other: &str) -> bool {
    one.len() == other.len() && starts(one.as_bytes(), 0, other.as_bytes())
}

/// Whether `part` stands in `text` at `from`, where it must fit.
const fn starts(text: &[u8], from: usize, part: &[u8]) -> bool {
    let mut index = 0;
    while index < part.len() {
        if text[from + index] != part[index] {
            return false;
        }
        index += 1;
    }
    true
}
