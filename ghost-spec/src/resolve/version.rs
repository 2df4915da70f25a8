//! Versions: `6`, `6.0`, `6.65.1`.

use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::{Mapping, Sink};
use crate::model::{Version, VersionRange, Versions};

/// Reads a version.
pub(crate) fn parse(text: &str) -> Option<Version> {
    let mut numbers = [0; 3];
    let mut parts = text.split('.');
    for number in &mut numbers {
        match parts.next() {
            None => break,
            Some(part) => *number = part.parse().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()))?,
        }
    }
    parts.next().is_none().then(|| Version { numbers, text: text.to_owned() })
}

fn read(mapping: &Mapping<'_>, key: &str, sink: &mut Sink) -> Option<(Version, At)> {
    let node = mapping.get(key)?;
    let version = node.text().and_then(parse);
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
        && last(until) < since.numbers
    {
        let fault = Diagnostic::error(Code::BadVersion, at.clone(), format!("until {} is before since {}", until.text, since.text));
        sink.push(fault.label("too early"));
    }
    for (version, at) in since.iter().chain(&until) {
        if version.numbers < range.oldest.numbers || version.numbers > last(&range.newest) {
            let text = format!("{} is out of the described versions, {} to {}", version.text, range.oldest.text, range.newest.text);
            sink.push(Diagnostic::error(Code::BadVersion, at.clone(), text).label("not described"));
        }
    }
    Versions { since: since.map(|(version, _)| version), until: until.map(|(version, _)| version) }
}

/// The last version that `6`, `6.65` or `6.65.1` stands for.
fn last(version: &Version) -> [u32; 3] {
    let given = version.text.split('.').count();
    std::array::from_fn(|index| if index < given { version.numbers[index] } else { u32::MAX })
}

/// Bounds for when none are known.
pub(crate) fn any() -> VersionRange {
    let version = |number: u32, text: &str| Version { numbers: [number; 3], text: text.to_owned() };
    VersionRange { oldest: version(0, "0.0.0"), newest: version(u32::MAX, "?.?.?") }
}

/// `versions` of an API.
pub(crate) fn range(mapping: &Mapping<'_>, sink: &mut Sink) -> VersionRange {
    let Some(versions) = mapping.need("versions", sink).and_then(|node| Mapping::of(node, "`versions`", &["oldest", "newest"], sink))
    else {
        return any();
    };
    for key in ["oldest", "newest"] {
        versions.need(key, sink);
    }
    let (oldest, newest) = (read(&versions, "oldest", sink), read(&versions, "newest", sink));
    match (oldest, newest) {
        (Some((oldest, _)), Some((newest, at))) => {
            if last(&newest) < oldest.numbers {
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
        assert_eq!(parse("6.65").unwrap().numbers, [6, 65, 0]);
        for text in ["", "6.", "v6", "6.x", "1.2.3.4", "+6", "99999999999", " 6"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_short_version_stands_for_all_that_start_with_it() {
        assert_eq!(last(&parse("6.65").unwrap()), [6, 65, u32::MAX]);
        assert_eq!(last(&parse("6.65.1").unwrap()), [6, 65, 1]);
    }
}
