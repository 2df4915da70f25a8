//! Code in colour: texts, numbers and words of JSON, Rust and a shell.

use super::html::escape;

const WORDS: &[&str] = &["let", "use", "await", "mut", "true", "false", "null", "None", "Some", "curl", "json"];

/// A block of code.
pub(super) fn block(kind: &str, text: &str) -> String {
    format!("<pre class=\"code\" data-code=\"{kind}\" tabindex=\"0\"><code>{}</code></pre>\n", coloured(text))
}

fn coloured(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        let end = match c {
            '"' | '\'' => quoted(&chars, at),
            _ if c.is_ascii_alphanumeric() || c == '_' => {
                at + chars[at..].iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '_').count()
            }
            _ => at + 1,
        };
        let piece: String = chars[at..end].iter().collect();
        let class = match c {
            '"' | '\'' if chars[end..].iter().find(|c| **c != ' ') == Some(&':') && chars.get(end + 1) != Some(&':') => "p",
            '"' | '\'' if end - at > 1 => "s",
            _ if c.is_ascii_digit() => "n",
            _ if WORDS.contains(&piece.as_str()) => "k",
            _ => "",
        };
        if class.is_empty() {
            out.push_str(&escape(&piece));
        } else {
            out.push_str(&format!("<span class=\"{class}\">{}</span>", escape(&piece)));
        }
        at = end;
    }
    out
}

/// Behind the quote that closes this one; the next character if none does, as after a lifetime.
fn quoted(chars: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < chars.len() {
        match chars[at] {
            '\\' if chars[start] == '"' => at += 1,
            c if c == chars[start] => return at + 1,
            _ => {}
        }
        at += 1;
    }
    start + 1
}
