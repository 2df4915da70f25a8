//! Answers that are files.

use std::fmt;

use crate::transport::Response;

/// A file the server sent.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Download {
    /// Name the server gives it, without any folder.
    pub file_name: Option<String>,
    /// Content type.
    pub content_type: Option<String>,
    /// Content.
    pub bytes: Vec<u8>,
}

impl Download {
    pub(crate) fn from_response(response: &Response) -> Self {
        Download {
            file_name: response.header("content-disposition").and_then(file_name),
            content_type: response.header("content-type").map(str::to_owned),
            bytes: response.body().to_vec(),
        }
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Download")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("bytes", &format_args!("{} bytes", self.bytes.len()))
            .finish()
    }
}

/// `attachment; filename="members.csv"`, with or without quotes. Folders in it are cut: the name is
/// the server's, and may end up as a path here.
fn file_name(disposition: &str) -> Option<String> {
    let (_, rest) = disposition.split_once("filename=")?;
    let name = rest.split(';').next()?.trim().trim_matches('"');
    let base = name.rsplit(['/', '\\']).next()?;
    (!base.is_empty() && base != "." && base != "..").then(|| base.to_owned())
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn names_come_with_and_without_quotes_and_never_with_folders() {
        assert_eq!(file_name("attachment; filename=casper.zip").as_deref(), Some("casper.zip"));
        assert_eq!(file_name(r#"Attachment; filename="members.2026.csv""#).as_deref(), Some("members.2026.csv"));
        assert_eq!(file_name(r#"attachment; filename="../../etc/passwd""#).as_deref(), Some("passwd"));
        assert_eq!(file_name("inline"), None);
    }
}
