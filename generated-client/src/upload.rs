//! Files to send, as `multipart/form-data`.

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// A file to upload.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    name: String,
    content_type: &'static str,
    bytes: Vec<u8>,
}

impl File {
    /// A file from memory. Ghost checks both its name's extension and the content type, which is
    /// taken from the name.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let name = name.into();
        let content_type = content_type(&name);
        File { name, content_type, bytes: bytes.into() }
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// It cannot be read.
    pub fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let name = path.file_name().map_or_else(|| "file".to_owned(), |name| name.to_string_lossy().into_owned());
        std::fs::read(path).map(|bytes| File::new(name, bytes))
    }
}

impl fmt::Debug for File {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "File({:?}, {}, {} bytes)", self.name, self.content_type, self.bytes.len())
    }
}

fn content_type(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    match extension.as_str() {
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "svg" => "image/svg+xml",
        "ico" => "image/x-icon",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "ogv" => "video/ogg",
        "mp3" => "audio/mpeg",
        "wav" => "audio/wav",
        "ogg" => "audio/ogg",
        "m4a" => "audio/x-m4a",
        "csv" => "text/csv",
        "json" => "application/json",
        "yaml" | "yml" => "text/yaml",
        "zip" => "application/zip",
        "pdf" => "application/pdf",
        "txt" => "text/plain",
        _ => "application/octet-stream",
    }
}

/// The parts of an upload.
#[derive(Clone, Debug, Default)]
pub struct Form {
    parts: Vec<Part>,
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
    pub fn file(mut self, name: &str, file: File) -> Self {
        self.parts.push(Part::File { name: name.to_owned(), file });
        self
    }

    /// Adds a text.
    #[must_use]
    pub fn text(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.parts.push(Part::Text { name: name.to_owned(), value: value.to_string() });
        self
    }

    /// Adds a text under a key of a mapping: `name[key]`.
    #[must_use]
    pub fn entry(self, name: &str, key: &str, value: impl fmt::Display) -> Self {
        self.text(&format!("{name}[{key}]"), value)
    }

    /// Content type and body.
    pub(crate) fn encode(&self) -> (String, Vec<u8>) {
        let boundary = self.boundary();
        let mut body = Vec::new();
        for part in &self.parts {
            body.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
            match part {
                Part::Text { name, value } => {
                    body.extend_from_slice(format!("Content-Disposition: form-data; name=\"{}\"\r\n\r\n", quoted(name)).as_bytes());
                    body.extend_from_slice(value.as_bytes());
                }
                Part::File { name, file } => {
                    let head = format!(
                        "Content-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\nContent-Type: {}\r\n\r\n",
                        quoted(name),
                        quoted(&file.name),
                        file.content_type
                    );
                    body.extend_from_slice(head.as_bytes());
                    body.extend_from_slice(&file.bytes);
                }
            }
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        (format!("multipart/form-data; boundary={boundary}"), body)
    }

    /// A line that no part holds.
    fn boundary(&self) -> String {
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        loop {
            let number = COUNTER.fetch_add(1, Ordering::Relaxed);
            let boundary = format!("ghost-client-{:08x}-{number:08x}", std::process::id());
            let holds = |bytes: &[u8]| bytes.windows(boundary.len()).any(|window| window == boundary.as_bytes());
            let taken = self.parts.iter().any(|part| match part {
                Part::Text { value, .. } => holds(value.as_bytes()),
                Part::File { file, .. } => holds(&file.bytes),
            });
            if !taken {
                return boundary;
            }
        }
    }
}

/// Names as browsers write them: what would end the header is percent-encoded.
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_end_their_header() {
        let form = Form::new().file("file", File::new("a\"\r\nX: y.png", b"1".to_vec())).text("ref", "r");
        let (kind, body) = form.encode();
        let body = String::from_utf8(body).unwrap();
        assert!(kind.starts_with("multipart/form-data; boundary="));
        assert!(body.contains("filename=\"a%22%0D%0AX: y.png\""), "{body}");
        assert!(body.contains("Content-Type: image/png"), "{body}");
        assert!(body.ends_with("--\r\n"));
    }
}
