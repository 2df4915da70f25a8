//! What stands at the head of the letter: the newsletter it goes out as.

use std::fmt;

use ghost_client::Resource;

/// A newsletter, as far as it is shown.
#[derive(Debug, Resource)]
#[ghost(path = "/newsletters/", key = "newsletters", operations(browse), access = Anyone)]
pub(crate) struct Newsletter {
    name: String,
    description: Option<String>,
}

/// What newsletters can be asked for by.
pub(crate) mod filter {
    use ghost_client::nql::TextField;

    use super::Newsletter;

    /// `active` or `archived`.
    pub(crate) fn status() -> TextField<Newsletter> {
        TextField::named("status")
    }
}

impl fmt::Display for Newsletter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "* {} *", self.name)?;
        self.description.iter().try_for_each(|description| writeln!(formatter, "{description}"))
    }
}
