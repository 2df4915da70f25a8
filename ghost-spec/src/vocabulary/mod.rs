//! The keys of the language: which mappings there are, what may stand in each, and what it means.
//!
//! The reader refuses what is not here, since a mapping is opened only with a [`Kind`] of this table; the JSON Schema for editors is
//! written from the same table. So neither can know a key that the other does not. Keys stand in the order in which they are best
//! written, which is the one that formatting gives them.

mod kinds;

pub use self::kinds::*;

/// A mapping of the language.
#[derive(Debug)]
pub struct Kind {
    /// For messages: `an endpoint`.
    pub what: &'static str,
    /// Keys that have a meaning.
    pub keys: &'static [Key],
    /// What stands behind keys that are names of the spec's own, where there are such beside the known ones.
    pub others: Option<Value>,
}

impl Kind {
    /// Whether a key has a meaning.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.names().any(|name| name == key)
    }

    /// Names of the keys.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + Clone {
        self.keys.iter().map(|key| key.name)
    }
}

/// A key of a mapping.
#[derive(Debug)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// Must be there.
    pub required: bool,
    /// What may stand behind it.
    pub value: Value,
    /// What it means.
    pub doc: &'static str,
}

/// What may stand behind a key.
#[derive(Debug)]
#[non_exhaustive]
pub enum Value {
    /// Text, of which a number or a word such as `true` is one.
    Text,
    /// Text that is `snake_case`.
    Snake,
    /// Any single value, also `null`.
    Scalar,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Number,
    /// A version of one to three numbers.
    Version,
    /// A method and a path.
    Call,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list.
    List(&'static Value),
    /// A mapping whose keys are names of the spec's own.
    Names(&'static Value),
    /// A mapping with one key, a name of the spec's own.
    One(&'static Value),
    /// A mapping of the language; got by a function, since they hold one another.
    Mapping(fn() -> &'static Kind),
    /// One of several.
    Any(&'static [Value]),
}

const fn need(name: &'static str, value: Value, doc: &'static str) -> Key {
    Key { name, required: true, value, doc }
}

const fn may(name: &'static str, value: Value, doc: &'static str) -> Key {
    Key { name, required: false, value, doc }
}

const fn kind(what: &'static str, keys: &'static [Key]) -> Kind {
    Kind { what, keys, others: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mapping_has_a_key_twice() {
        for kind in KINDS {
            let mut names: Vec<_> = kind.names().collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), kind.keys.len(), "{}", kind.what);
        }
    }
}
