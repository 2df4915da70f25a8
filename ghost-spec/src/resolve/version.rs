//! Versions: `6`, `6.0`, `6.65.1`.

use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::{Mapping, Sink};
use crate::model::{Version, VersionRange, Versions};
use crate::vocabulary;

fn read(mapping: &Mapping<'_>, key: &str, sink: &mut Sink) -> Option<(Version, At)> {
    let node = mapping.get(key)?;
    let version = node.text().and_then(Version::parse);
    if version.is_none() {
        sink.push(
            Diagnostic::error(Code::BadVersion, node.at.clone(), format!("`{key}` is a version such as `6.0`")).label("not a version"),
        );
    }
    version.map(|version| (version, node.at.clone()))
}

/// `since` and `until`.
pub(crate) fn bounds(mapping: &Mapping<'_>, range: &VersionRange, sink: &mut Sink) -> Versions {
    let (since, until) = (read(mapping, "since", sink), read(mapping, "until", sink));
    if let (Some((since, _)), Some((until, at))) = (&since, &until)
        && until.last() < since.numbers
    {
        let fault = Diagnostic::error(Code::BadVersion, at.clone(), format!("until {} is before since {}", until.text, since.text));
        sink.push(fault.label("too early"));
    }
    for (version, at) in since.iter().chain(&until) {
        if version.numbers < range.oldest.numbers || version.numbers > range.newest.last() {
            let text = format!("{} is out of the described versions, {} to {}", version.text, range.oldest.text, range.newest.text);
            sink.push(Diagnostic::error(Code::BadVersion, at.clone(), text).label("not described"));
        }
    }
    Versions { since: since.map(|(version, _)| version), until: until.map(|(version, _)| version) }
}

/// Bounds for when none are known.
pub(crate) fn any() -> VersionRange {
    let version = |number: u32, text: &str| Version { numbers: [number; 3], text: text.to_owned() };
    VersionRange { oldest: version(0, "0.0.0"), newest: version(u32::MAX, "?.?.?") }
}

/// `versions` of an API.
pub(crate) fn range(mapping: &Mapping<'_>, sink: &mut Sink) -> VersionRange {
    let Some(versions) = mapping.need("versions", sink).and_then(|node| Mapping::of(node, &vocabulary::VERSIONS, sink)) else {
        return any();
    };
    for key in ["oldest", "newest"] {
        versions.need(key, sink);
    }
    let (oldest, newest) = (read(&versions, "oldest", sink), read(&versions, "newest", sink));
    match (oldest, newest) {
        (Some((oldest, _)), Some((newest, at))) => {
            if newest.last() < oldest.numbers {
                sink.push(Diagnostic::error(Code::BadVersion, at, "`newest` is before `oldest`").label("too early"));
            }
            VersionRange { oldest, newest }
        }
        _ => any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_have_one_to_three_numbers() {
        assert_eq!(Version::parse("6.65").unwrap().numbers, [6, 65, 0]);
        for text in ["", "6.", "v6", "6.x", "1.2.3.4", "+6", "99999999999", " 6"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }

    #[test]
    fn bounds_hold_for_the_versions_between_them() {
        let version = |text: &str| Version::parse(text).unwrap();
        let bounds = Versions { since: Some(version("5.130")), until: Some(version("6.1")) };
        assert!(["5.130.0", "5.130.6", "6.0", "6.1.9"].iter().all(|text| bounds.hold(&version(text))));
        assert!(["5.129.9", "6.2", "7"].iter().all(|text| !bounds.hold(&version(text))));
    }

    #[test]
    fn a_short_version_stands_for_all_that_start_with_it() {
        assert_eq!(Version::parse("6.65").unwrap().last(), [6, 65, u32::MAX]);
        assert_eq!(Version::parse("6.65.1").unwrap().last(), [6, 65, 1]);
    }
}
