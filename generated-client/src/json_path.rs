//! Where in a body an error of the JSON reader is, as a path.
//!
//! Computed after the fact from line and column, so that a good answer pays nothing and no type is
//! decoded by two readers.

/// The path of the value that ends at, or holds, a position: `posts[3].title`; `$` for the root.
pub(crate) fn at(body: &[u8], line: usize, column: usize) -> String {
    let line_start = match line.checked_sub(2) {
        None => 0,
        Some(breaks) => body.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(breaks).map_or(0, |(index, _)| index + 1),
    };
    let mut offset = (line_start + column).min(body.len());
    // What a value lacks is noticed after it, when the reader has gone on past the comma.
    if offset > 0 && body[offset - 1] == b',' {
        offset -= 1;
    }
    written(&frames(body, offset))
}

/// The path of what stands at `inner` of the value at `parent`.
pub(crate) fn below(parent: &str, inner: &str) -> String {
    match inner {
        "$" => parent.to_owned(),
        _ if inner.starts_with('[') => format!("{parent}{inner}"),
        _ => format!("{parent}.{inner}"),
    }
}

enum Frame {
    Object { key: String, in_value: bool },
    Array { index: usize },
}

/// Containers that are open at `offset`.
fn frames(body: &[u8], offset: usize) -> Vec<Frame> {
    let mut open: Vec<Frame> = Vec::new();
    let mut at = 0;
    while at < offset {
        match body[at] {
            b'{' => open.push(Frame::Object { key: String::new(), in_value: false }),
            b'[' => open.push(Frame::Array { index: 0 }),
            b'}' | b']' => {
                open.pop();
            }
            b':' => {
                if let Some(Frame::Object { in_value, .. }) = open.last_mut() {
                    *in_value = true;
                }
            }
            b',' => match open.last_mut() {
                Some(Frame::Array { index }) => *index += 1,
                Some(Frame::Object { in_value, .. }) => *in_value = false,
                None => {}
            },
            b'"' => {
                let end = string_end(body, at + 1);
                if let Some(Frame::Object { key, in_value: false }) = open.last_mut() {
                    *key = String::from_utf8_lossy(body.get(at + 1..end).unwrap_or_default()).into_owned();
                }
                at = end;
            }
            _ => {}
        }
        at += 1;
    }
    open
}

/// Index of the closing quote of a string that starts at `at`.
fn string_end(body: &[u8], mut at: usize) -> usize {
    while at < body.len() && body[at] != b'"' {
        at += if body[at] == b'\\' { 2 } else { 1 };
    }
    at
}

fn written(frames: &[Frame]) -> String {
    let mut path = String::new();
    for frame in frames {
        match frame {
            Frame::Object { key, .. } if key.is_empty() => {}
            Frame::Object { key, .. } => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(key);
            }
            Frame::Array { index } => path.push_str(&format!("[{index}]")),
        }
    }
    if path.is_empty() { "$".to_owned() } else { path }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(body: &str, upto: &str) -> String {
        let offset = body.find(upto).unwrap() + upto.len();
        let line = body[..offset].matches('\n').count() + 1;
        let column = offset - body[..offset].rfind('\n').map_or(0, |index| index + 1);
        at(body.as_bytes(), line, column)
    }

    #[test]
    fn values_are_named_by_keys_and_places() {
        let body = r#"{"posts":[{"title":"a, {b\"]","n":1},{"title":null,
            "tags":[{"name":5}]}],"meta":{}}"#;
        assert_eq!(path(body, "null"), "posts[1].title");
        assert_eq!(path(body, ":5"), "posts[1].tags[0].name");
        assert_eq!(path(body, "\"n\":1}"), "posts[0]");
        assert_eq!(path(body, "\"n\":1},"), "posts[0]");
        assert_eq!(path(body, "\"meta\":{}"), "meta");
    }

    #[test]
    fn broken_bodies_do_no_harm() {
        for body in ["", "\"", "{\"a", "]}", "{\"a\\"] {
            at(body.as_bytes(), 9, 99);
        }
    }
}
