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
        && until.numbers < since.numbers
    {
        let fault = Diagnostic::error(Code::BadVersion, at.clone(), format!("until {} is before since {}", until.text, since.text));
        sink.push(fault.label("too early"));
    }
    for (version, at) in since.iter().chain(&until) {
        if version.numbers[0] < range.oldest.numbers[0] || version.numbers[0] > range.newest.numbers[0] {
            let text = format!("{} is out of the described versions, {} to {}", version.text, range.oldest.text, range.newest.text);
            sink.push(Diagnostic::error(Code::BadVersion, at.clone(), text).label("not described"));
        }
    }
    Versions { since: since.map(|(version, _)| version), until: until.map(|(version, _)| version) }
}

/// `versions` of an API.
pub(crate) fn range(mapping: &Mapping<'_>, sink: &mut Sink) -> VersionRange {
    let any = || Version { numbers: [0; 3], text: "0".to_owned() };
    let unknown = VersionRange { oldest: any(), newest: Version { numbers: [u32::MAX; 3], text: "?".to_owned() } };
    let Some(versions) = mapping.need("versions", sink).and_then(|node| Mapping::of(node, "`versions`", &["oldest", "newest"], sink))
    else {
        return unknown;
    };
    for key in ["oldest", "newest"] {
        versions.need(key, sink);
    }
    let (oldest, newest) = (read(&versions, "oldest", sink), read(&versions, "newest", sink));
    match (oldest, newest) {
        (Some((oldest, _)), Some((newest, at))) => {
            if newest.numbers < oldest.numbers {
                sink.push(Diagnostic::error(Code::BadVersion, at, "`newest` is before `oldest`").label("too early"));
            }
            VersionRange { oldest, newest }
        }
        _ => unknown,
    }
}
