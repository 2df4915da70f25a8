//! The parts of an upload, as `multipart/form-data`.
//!
//! Names are written as the server's parser (busboy, in its standard settings) reads them: what would end the quotes
//! is escaped with a backslash, names of parts are Latin-1, and a file's name beyond ASCII also
//! stands there as UTF-8.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::{BuildHasher, Hasher};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::File;
use crate::transport::{Body, Piece};

/// The parts of an upload.
#[derive(Clone, Debug, Default)]
pub struct Form {
    parts: Vec<Part>,
    fault: Option<String>,
}

#[derive(Clone, Debug)]
enum Part {
    Text { name: String, value: String },
    File { name: String, file: File },
}

impl Form {
    /// No parts yet.
    #[must_use]
    pub fn new() -> Self {
        Form::default()
    }

    /// Adds a file.
    #[must_use]
    #[inline]
    pub fn file(mut self, name: &str, file: File) -> Self {
        if !is_media(file.media()) {
            self.refuse(format!("{:?} is no content type", file.media()));
        }
        self.parts.push(Part::File { name: name.to_owned(), file });
        self
    }

    /// Adds a text.
    #[must_use]
    pub fn text(mut self, name: &str, value: impl fmt::Display) -> Self {
        if latin1(name).is_none() {
            self.refuse(format!("the server cannot be told of {name:?}: it takes Latin-1 names only; rename the column"));
        }
        self.parts.push(Part::Text { name: name.to_owned(), value: value.to_string() });
        self
    }

    /// Adds a text under a key of a mapping: `name[key]`.
    #[must_use]
    pub fn entry(mut self, name: &str, key: &str, value: impl fmt::Display) -> Self {
        // The server would take these for a list, or for a part of another name.
        if key.is_empty() || key.contains(']') {
            self.refuse(format!("`{name}` cannot have the key {key:?}: it must not be empty or hold a `]`; rename the column"));
        }
        self.text(&format!("{name}[{key}]"), value)
    }

    fn refuse(&mut self, fault: String) {
        self.fault.get_or_insert(fault);
    }

    /// Content type and body, or what is wrong with a part.
    #[inline]
    pub(crate) fn encode(self) -> Result<(String, Body), String> {
        if let Some(fault) = self.fault {
            return Err(fault);
        }
        let boundary = boundary();
        let (mut pieces, mut text) = (Vec::new(), Vec::new());
        for part in self.parts {
            text.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
            match part {
                Part::Text { name, value } => {
                    text.extend_from_slice(&head(&name, None));
                    text.extend_from_slice(value.as_bytes());
                }
                Part::File { name, file } => {
                    text.extend_from_slice(&head(&name, Some(&file)));
                    pieces.push(Piece::bytes(std::mem::take(&mut text)));
                    pieces.push(Piece::of(&file.name(), file.source.clone(), file.progress.clone()));
                }
            }
            text.extend_from_slice(b"\r\n");
        }
        text.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        pieces.push(Piece::bytes(text));
        Ok((format!("multipart/form-data; boundary={boundary}"), Body::of(pieces)))
    }
}

/// The head of a part.
#[inline]
fn head(name: &str, file: Option<&File>) -> Vec<u8> {
    let mut head = b"Content-Disposition: form-data; name=\"".to_vec();
    head.extend(latin1(&quoted(name)).unwrap_or_default());
    head.push(b'"');
    if let Some(file) = file {
        let name = file.name();
        head.extend_from_slice(format!("; filename=\"{}\"", quoted(&name)).as_bytes());
        if !name.is_ascii() {
            head.extend_from_slice(format!("; filename*=UTF-8''{}", utf8_percent_encode(&name, NON_ALPHANUMERIC)).as_bytes());
        }
        head.extend_from_slice(format!("\r\nContent-Type: {}", file.media()).as_bytes());
    }
    head.extend_from_slice(b"\r\n\r\n");
    head
}

/// What may stand between quotes. Control characters, which would end the header, are left out.
#[inline]
fn quoted(name: &str) -> String {
    name.chars().filter(|letter| !letter.is_control()).fold(String::new(), |mut quoted, letter| {
        if matches!(letter, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(letter);
        quoted
    })
}

#[inline]
fn latin1(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|letter| u8::try_from(letter).ok()).collect()
}

/// `type/subtype`, with parameters or without, that fits a header.
fn is_media(media: &str) -> bool {
    let plain = |text: &str| text.chars().all(|letter| letter.is_ascii_graphic() || letter == ' ');
    plain(media) && media.split_once('/').is_some_and(|(kind, subtype)| !kind.is_empty() && !subtype.is_empty())
}

/// A line that no part holds: 128 bits that nobody can foresee.
fn boundary() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("ghost-client-{:016x}{:016x}", random(), random())
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::sync::{Arc, Mutex};

    use super::*;

    /// Content type and body, bytes beyond ASCII shown as Latin-1.
    fn encoded(form: Form) -> (String, String) {
        let (kind, body) = form.encode().unwrap();
        let (length, mut bytes) = (body.len(), Vec::new());
        body.into_reader().read_to_end(&mut bytes).unwrap();
        assert_eq!(length, u64::try_from(bytes.len()).ok());
        (kind, bytes.into_iter().map(char::from).collect())
    }

    #[test]
    fn a_form_is_its_parts_between_boundaries() {
        let form = Form::new().file("file", File::new("a.csv", "x\r\n")).text("labels", "One").entry("mapping", "E-mail", "email");
        let (kind, body) = encoded(form);
        let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
        assert_eq!(
            body.replace(boundary, "B"),
            "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\nx\r\n\r\n\
             --B\r\nContent-Disposition: form-data; name=\"labels\"\r\n\r\nOne\r\n\
             --B\r\nContent-Disposition: form-data; name=\"mapping[E-mail]\"\r\n\r\nemail\r\n--B--\r\n"
        );
        assert_ne!(kind, encoded(Form::new()).0);
    }

    #[test]
    fn names_cannot_end_their_header() {
        let (_, body) = encoded(Form::new().file("file", File::new("a\"\\\r\nX: y.png", "1")));
        assert!(body.contains("filename=\"a\\\"\\\\X: y.png\"\r\nContent-Type: image/png\r\n"), "{body}");
    }

    #[test]
    fn names_beyond_ascii_arrive() {
        let (_, body) = encoded(Form::new().file("file", File::new("naïve 漢.png", "1")).entry("mapping", "Prénom", "name"));
        assert!(body.contains("filename*=UTF-8''na%C3%AFve%20%E6%BC%A2%2Epng"), "{body}");
        assert!(body.contains("name=\"mapping[Prénom]\""), "{body}");
    }

    #[test]
    fn what_the_server_would_misread_is_refused() {
        for (form, said) in [
            (Form::new().entry("mapping", "", "email"), "must not be empty"),
            (Form::new().entry("mapping", "a]b", "email"), "hold a `]`"),
            (Form::new().entry("mapping", "Имя", "name"), "Latin-1"),
            (Form::new().file("file", File::new("a", "").typed("x\r\ny: z/w")), "no content type"),
            (Form::new().file("file", File::new("a", "").typed("image")), "no content type"),
        ] {
            let fault = form.encode().map(|_| ()).unwrap_err();
            assert!(fault.contains(said), "{fault}");
        }
    }

    #[test]
    fn progress_is_told_part_by_part() {
        let told = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&told);
        let file = File::new("a.bin", vec![0; 150_000]).progress(move |sent, total| seen.lock().unwrap().push((sent, total)));
        encoded(Form::new().file("file", file));
        assert_eq!(*told.lock().unwrap(), [(65_536, Some(150_000)), (131_072, Some(150_000)), (150_000, Some(150_000))]);
    }
}
