//! What `Debug` shows of a secret: whether it is there.

use std::fmt;

use crate::value::Patch;

/// Whether a secret is there, and nothing else of it.
pub trait Veil {
    /// In place of the value.
    fn veiled(&self) -> Veiled;
}

/// What is shown in place of a secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Veiled(&'static str);

impl fmt::Debug for Veiled {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

/// What is shown in place of a secret.
pub fn veiled(secret: &impl Veil) -> Veiled {
    secret.veiled()
}

impl Veil for String {
    fn veiled(&self) -> Veiled {
        Veiled("…")
    }
}

impl Veil for Option<String> {
    fn veiled(&self) -> Veiled {
        Veiled(if self.is_some() { "Some(…)" } else { "None" })
    }
}

impl Veil for Patch<String> {
    fn veiled(&self) -> Veiled {
        Veiled(match self {
            Patch::Keep => "Keep",
            Patch::Null => "Null",
            Patch::Set(_) => "Set(…)",
        })
    }
}
