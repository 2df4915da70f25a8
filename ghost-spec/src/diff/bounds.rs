//! Bounds that become wider or narrower: of versions, lengths and numbers.

use super::{Class, Comparison, Subject};
use crate::model::Versions;

/// How what is allowed changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moved {
    Nowhere,
    Wider,
    Narrower,
}

/// Whether some version that had it no longer has.
pub(super) fn versions(old: &Versions, new: &Versions) -> Moved {
    let since = |versions: &Versions| versions.since.as_ref().map_or([0; 3], |version| version.numbers);
    let until = |versions: &Versions| versions.until.as_ref().map_or([u32::MAX; 3], |version| version.last());
    moved((since(old), until(old)), (since(new), until(new)))
}

/// Whether some number that was allowed no longer is.
pub(super) fn numbers((old_min, old_max): (Option<i64>, Option<i64>), (new_min, new_max): (Option<i64>, Option<i64>)) -> Moved {
    let (least, most) = (|min: Option<i64>| min.unwrap_or(i64::MIN), |max: Option<i64>| max.unwrap_or(i64::MAX));
    moved((least(old_min), most(old_max)), (least(new_min), most(new_max)))
}

fn moved<T: PartialOrd>(old: (T, T), new: (T, T)) -> Moved {
    if new == old {
        Moved::Nowhere
    } else if new.0 > old.0 || new.1 < old.1 {
        Moved::Narrower
    } else {
        Moved::Wider
    }
}

/// `since 6.0`, `up to 5.130`, `in every version`.
pub(super) fn words(versions: &Versions) -> String {
    match (&versions.since, &versions.until) {
        (None, None) => "in every version".to_owned(),
        (Some(since), None) => format!("since {}", since.text),
        (None, Some(until)) => format!("up to {}", until.text),
        (Some(since), Some(until)) => format!("from {} to {}", since.text, until.text),
    }
}

/// `1 to 100`, `at most 100`, `any`.
pub(super) fn span(min: Option<i64>, max: Option<i64>) -> String {
    match (min, max) {
        (None, None) => "any".to_owned(),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (Some(min), Some(max)) => format!("{min} to {max}"),
    }
}

impl Comparison<'_> {
    /// Notes other versions; `worst` is whom fewer of them break.
    pub(super) fn versions(&mut self, worst: Class, subject: Subject, at: &str, old: &Versions, new: &Versions) {
        let what = format!("there {} instead of {}", words(new), words(old));
        match versions(old, new) {
            Moved::Nowhere => {}
            Moved::Narrower => {
                self.note(
                    worst,
                    subject,
                    at,
                    what,
                    "a server of a version that is no longer named does not have it: what compiles fails there",
                );
            }
            Moved::Wider => {
                self.note(Class::Additive, subject, at, what, "more servers have it");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Version;

    fn between(since: Option<&str>, until: Option<&str>) -> Versions {
        let version = |text: &str| Version::parse(text).unwrap();
        Versions { since: since.map(version), until: until.map(version) }
    }

    #[test]
    fn one_version_less_is_narrower_whatever_else_was_won() {
        let always = between(None, None);
        assert_eq!(versions(&always, &between(Some("6.0"), None)), Moved::Narrower);
        assert_eq!(versions(&between(Some("6.0"), None), &always), Moved::Wider);
        assert_eq!(versions(&between(Some("6.0"), Some("6.9")), &between(Some("5.0"), Some("6.8"))), Moved::Narrower);
        assert_eq!(versions(&between(Some("6"), None), &between(Some("6.0"), None)), Moved::Nowhere, "two spellings of one version");
        assert_eq!(versions(&between(None, Some("6")), &between(None, Some("6.0"))), Moved::Narrower, "`6` stands for all of them");
    }

    #[test]
    fn a_missing_bound_is_the_widest() {
        assert_eq!(numbers((None, None), (None, Some(100))), Moved::Narrower);
        assert_eq!(numbers((Some(1), Some(100)), (Some(1), Some(50))), Moved::Narrower);
        assert_eq!(numbers((Some(1), Some(100)), (None, Some(100))), Moved::Wider);
    }
}
