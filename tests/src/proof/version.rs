//! Which parts of the description hold for the server that is asked.

use ghost_spec::model::{Version, Versions};

/// Version of a running server, such as `6.65.0`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    numbers: [u32; 3],
}

impl Server {
    /// Reads `6.65.0`; numbers that are missing or none are zero.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut numbers = [0; 3];
        for (number, part) in numbers.iter_mut().zip(text.split('.')) {
            *number = part.parse().unwrap_or_default();
        }
        Server { numbers }
    }

    /// Whether something with these bounds exists on the server.
    #[must_use]
    pub fn has(self, versions: &Versions) -> bool {
        versions.hold(&Version { numbers: self.numbers, text: String::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bound(text: &str) -> Option<Version> {
        Some(Version { numbers: Server::new(text).numbers, text: text.to_owned() })
    }

    #[test]
    fn bounds_are_inclusive_and_as_exact_as_written() {
        let (old, new) = (Server::new("5.130.6"), Server::new("6.65.0"));
        let since = Versions { since: bound("6.0"), until: None };
        let until = Versions { since: None, until: bound("5.130") };
        assert!(new.has(&since) && !old.has(&since));
        assert!(old.has(&until) && !new.has(&until));
        assert!(old.has(&Versions::default()));
    }
}
