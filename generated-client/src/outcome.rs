//! Answers that may say "later".

/// What came of a request that the server may also put off.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "the server may have put the work off: see `done` and `is_deferred`"]
#[non_exhaustive]
pub enum Outcome<T> {
    /// It is done, and this came of it.
    Done(T),
    /// The server does it later, and says nothing of how it goes.
    Deferred,
}

impl<T> Outcome<T> {
    /// What came of it, if it is done.
    #[must_use]
    pub fn done(self) -> Option<T> {
        match self {
            Outcome::Done(value) => Some(value),
            Outcome::Deferred => None,
        }
    }

    /// Whether the server does it later.
    #[must_use]
    pub fn is_deferred(&self) -> bool {
        matches!(self, Outcome::Deferred)
    }
}
