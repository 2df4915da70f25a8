//! The name of a file in a `Content-Disposition` header (RFC 6266).

use percent_encoding::percent_decode_str;

/// The name of the file, safe to be put after a folder: the name is the server's, and may end up as
/// a path here.
#[inline]
pub(crate) fn file_name(header: &str) -> Option<String> {
    let found = parameters(header);
    let value = |name: &str| found.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let extended = value("filename*").and_then(extended);
    extended.as_deref().and_then(safe).or_else(|| value("filename").and_then(safe))
}

/// `attachment; a=b; c="d;e"`: names in small letters, values without their quotes.
#[inline]
fn parameters(header: &str) -> Vec<(String, String)> {
    let (mut parts, mut quoted, mut escaped) = (vec![String::new()], false, false);
    for letter in header.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => {
                escaped = true;
                continue;
            }
            '"' => {
                quoted = !quoted;
                continue;
            }
            ';' if !quoted => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    let pair = |part: &String| part.split_once('=').map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()));
    parts.iter().filter_map(pair).collect()
}

/// `UTF-8'en'na%C3%AFve.csv`, as RFC 5987 has it.
#[inline]
fn extended(value: &str) -> Option<String> {
    let mut parts = value.splitn(3, '\'');
    let (charset, _language, text) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes = percent_decode_str(text);
    match charset.to_ascii_lowercase().as_str() {
        "utf-8" => bytes.decode_utf8().ok().map(Into::into),
        "iso-8859-1" => Some(bytes.map(char::from).collect()),
        _ => None,
    }
}

/// The name without folders, drives and control characters, if anything is left.
#[inline]
fn safe(name: &str) -> Option<String> {
    let base = name.rsplit(['/', '\\']).next()?;
    let base: String = base.chars().filter(|letter| !letter.is_control()).map(|letter| if letter == ':' { '_' } else { letter }).collect();
    let base = base.trim();
    (!base.chars().all(|letter| letter == '.')).then(|| base.to_owned())
}

#[cfg(test)]
mod tests {
    use super::file_name;

    fn read(header: &str) -> Option<String> {
        file_name(header)
    }

    #[test]
    fn names_come_with_and_without_quotes() {
        assert_eq!(read("attachment; filename=casper.zip").as_deref(), Some("casper.zip"));
        assert_eq!(read(r#"Attachment; FileName="members.2026.csv""#).as_deref(), Some("members.2026.csv"));
        assert_eq!(read(r#"attachment; size=1; filename="a;b \"c\".csv"; x=y"#).as_deref(), Some(r#"a;b "c".csv"#));
        assert_eq!(read("attachment; filename = \"unclosed.csv").as_deref(), Some("unclosed.csv"));
    }

    #[test]
    fn the_extended_name_goes_first() {
        let both = "attachment; filename=\"naive.csv\"; filename*=UTF-8''na%C3%AFve.csv";
        assert_eq!(read(both).as_deref(), Some("naïve.csv"));
        assert_eq!(read("attachment; filename*=iso-8859-1'en'na%EFve.csv").as_deref(), Some("naïve.csv"));
        assert_eq!(read("attachment; filename*=utf-8''%FF; filename=plain.csv").as_deref(), Some("plain.csv"));
        assert_eq!(read("attachment; filename*=utf-9''x; filename=plain.csv").as_deref(), Some("plain.csv"));
    }

    #[test]
    fn names_never_hold_a_folder() {
        assert_eq!(read(r#"attachment; filename="../../etc/passwd""#).as_deref(), Some("passwd"));
        assert_eq!(read(r#"attachment; filename="C:\\windows\\a.csv""#).as_deref(), Some("a.csv"));
        assert_eq!(read("attachment; filename*=utf-8''..%2F..%2Fa%00b").as_deref(), Some("ab"));
        assert_eq!(read("attachment; filename=c:a.csv").as_deref(), Some("c_a.csv"));
        for none in ["inline", "", "attachment; filename=\"\"", "attachment; filename=..", "attachment; filename=\"a/\"", "filename"] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
