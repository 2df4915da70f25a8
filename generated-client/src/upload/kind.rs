//! What kind of file it is: by its name, and by how its content starts.
//!
//! Ghost looks at the extension and at the content type that the client states, never at the
//! content; both must be in the list of the endpoint (from 6.0, only the extension of plain files).
//! The types here are ones that the server's lists have beside the extension, so that a file with the
//! right name passes on 5.x as well.

/// How much of a content tells its kind.
pub(super) const HEAD: usize = 1024;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// Content type.
    pub(super) media: &'static str,
    /// Extensions without their dot, the usual one first.
    pub(super) extensions: &'static [&'static str],
}

/// What is not known.
pub(super) const UNKNOWN: &str = "application/octet-stream";

const fn kind(media: &'static str, extensions: &'static [&'static str]) -> Kind {
    Kind { media, extensions }
}

const PNG: Kind = kind("image/png", &["png"]);
const JPEG: Kind = kind("image/jpeg", &["jpg", "jpeg"]);
const GIF: Kind = kind("image/gif", &["gif"]);
const WEBP: Kind = kind("image/webp", &["webp"]);
const SVG: Kind = kind("image/svg+xml", &["svg", "svgz"]);
const ICON: Kind = kind("image/x-icon", &["ico"]);
const AVIF: Kind = kind("image/avif", &["avif"]);
const HEIC: Kind = kind("image/heic", &["heic", "heif"]);
const TIFF: Kind = kind("image/tiff", &["tiff", "tif"]);
const MP4: Kind = kind("video/mp4", &["mp4", "m4v"]);
const M4A: Kind = kind("audio/x-m4a", &["m4a"]);
const MOV: Kind = kind("video/quicktime", &["mov"]);
const WEBM: Kind = kind("video/webm", &["webm"]);
const MKV: Kind = kind("video/x-matroska", &["mkv"]);
const OGG: Kind = kind("audio/ogg", &["ogg", "opus"]);
const MP3: Kind = kind("audio/mpeg", &["mp3"]);
const WAV: Kind = kind("audio/wav", &["wav"]);
const FLAC: Kind = kind("audio/flac", &["flac"]);
const ZIP: Kind = kind("application/zip", &["zip"]);
const PDF: Kind = kind("application/pdf", &["pdf"]);

const KINDS: &[Kind] = &[
    PNG,
    JPEG,
    GIF,
    WEBP,
    SVG,
    ICON,
    AVIF,
    HEIC,
    TIFF,
    MP4,
    M4A,
    MOV,
    WEBM,
    MKV,
    OGG,
    MP3,
    WAV,
    FLAC,
    ZIP,
    PDF,
    kind("image/bmp", &["bmp"]),
    kind("video/ogg", &["ogv"]),
    kind("audio/aac", &["aac"]),
    kind("text/csv", &["csv"]),
    kind("text/tab-separated-values", &["tsv"]),
    kind("text/plain", &["txt", "text"]),
    kind("text/markdown", &["md"]),
    kind("text/html", &["html", "htm"]),
    kind("text/css", &["css"]),
    kind("text/javascript", &["js"]),
    kind("text/yaml", &["yaml", "yml"]),
    kind("text/calendar", &["ics"]),
    kind("text/vcard", &["vcf"]),
    kind("application/json", &["json"]),
    kind("application/ld+json", &["jsonld"]),
    kind("application/geo+json", &["geojson"]),
    kind("application/xml", &["xml"]),
    kind("application/rtf", &["rtf"]),
    kind("application/gzip", &["gz", "tgz"]),
    kind("application/x-tar", &["tar"]),
    kind("application/x-7z-compressed", &["7z"]),
    kind("application/vnd.rar", &["rar"]),
    kind("application/epub+zip", &["epub"]),
    kind("application/msword", &["doc"]),
    kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    kind("application/vnd.ms-excel", &["xls"]),
    kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
    kind("application/vnd.ms-powerpoint", &["ppt"]),
    kind("application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"]),
    kind("application/vnd.oasis.opendocument.text", &["odt"]),
    kind("application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    kind("application/vnd.oasis.opendocument.presentation", &["odp"]),
    kind("font/woff", &["woff"]),
    kind("font/woff2", &["woff2"]),
    kind("font/ttf", &["ttf"]),
    kind("font/otf", &["otf"]),
];

impl Kind {
    /// By the extension of a name.
    pub(super) fn of_name(name: &str) -> Option<Kind> {
        let (_, extension) = name.rsplit_once('.')?;
        KINDS.iter().copied().find(|kind| kind.extensions.iter().any(|known| extension.eq_ignore_ascii_case(known)))
    }

    /// By the start of a content, of which [`HEAD`] bytes are enough.
    #[inline]
    pub(super) fn of_content(head: &[u8]) -> Option<Kind> {
        let has = |at: usize, magic: &[u8]| head.get(at..).is_some_and(|rest| rest.starts_with(magic));
        let starts = |magic: &[u8]| head.starts_with(magic);
        Some(match head {
            _ if starts(b"\x89PNG\r\n\x1a\n") => PNG,
            _ if starts(b"\xff\xd8\xff") => JPEG,
            _ if starts(b"GIF87a") || starts(b"GIF89a") => GIF,
            _ if starts(b"RIFF") && has(8, b"WEBP") => WEBP,
            _ if starts(b"RIFF") && has(8, b"WAVE") => WAV,
            _ if starts(b"\0\0\x01\0") => ICON,
            _ if starts(b"II*\0") || starts(b"MM\0*") => TIFF,
            _ if has(4, b"ftyp") => of_brand(head.get(8..12)),
            _ if starts(b"\x1a\x45\xdf\xa3") => matroska(head),
            _ if starts(b"OggS") => OGG,
            _ if starts(b"fLaC") => FLAC,
            _ if starts(b"ID3") || is_mpeg_frame(head) => MP3,
            _ if starts(b"%PDF-") => PDF,
            _ if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") => ZIP,
            _ if is_svg(head) => SVG,
            _ => return None,
        })
    }

    pub(super) fn is_image(self) -> bool {
        self.media.starts_with("image/")
    }
}

/// The kind of a file, of which one says its name and another its content.
///
/// The content wins where it or the name is that of an image; elsewhere the name, since a document is a
/// zip file and a table plain text by their contents.
pub(super) fn decided(name: Option<Kind>, content: Option<Kind>) -> Option<Kind> {
    match (name, content) {
        (Some(name), Some(content)) if name.is_image() || content.is_image() => Some(content),
        (name, content) => name.or(content),
    }
}

/// What the major brand of an ISO media file says.
fn of_brand(brand: Option<&[u8]>) -> Kind {
    match brand {
        Some(b"avif" | b"avis") => AVIF,
        Some(b"heic" | b"heix" | b"hevc" | b"mif1" | b"msf1") => HEIC,
        Some(b"M4A " | b"M4B ") => M4A,
        Some(b"qt  ") => MOV,
        _ => MP4,
    }
}

/// WebM is Matroska that says so near its start.
fn matroska(head: &[u8]) -> Kind {
    let near = &head[..head.len().min(64)];
    if near.windows(4).any(|window| window == b"webm") { WEBM } else { MKV }
}

/// The header of an MPEG audio frame of layer III, whose bit and sample rates are not reserved.
fn is_mpeg_frame(head: &[u8]) -> bool {
    matches!(head, [0xff, second, third, ..] if second & 0xe6 == 0xe2 && third & 0xf0 != 0xf0 && third & 0x0c != 0x0c)
}

/// Whether the first element is `svg`, after what may stand before it.
fn is_svg(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?") => "?>",
            // The declarations that a document type may hold inside are not looked through.
            _ if rest.starts_with("<!DOCTYPE svg") => return true,
            _ => break,
        };
        let Some((_, after)) = rest.split_once(end) else { return false };
        rest = after.trim_start();
    }
    rest.strip_prefix("<svg").is_some_and(|after| after.starts_with(|next: char| next.is_whitespace() || matches!(next, '>' | '/' | ':')))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What kind of content it is, as its content type.
    fn content(head: &[u8]) -> &'static str {
        Kind::of_content(head).map_or("", |kind| kind.media)
    }

    #[test]
    fn contents_are_known_by_how_they_start() {
        assert_eq!(content(b"\x89PNG\r\n\x1a\n\0"), "image/png");
        assert_eq!(content(b"\xff\xd8\xff\xe0"), "image/jpeg");
        assert_eq!(content(b"GIF89a.."), "image/gif");
        assert_eq!(content(b"RIFF\0\0\0\0WEBPVP8 "), "image/webp");
        assert_eq!(content(b"RIFF\0\0\0\0WAVEfmt "), "audio/wav");
        assert_eq!(content(b"RIFF\0\0\0\0AVI LIST"), "");
        assert_eq!(content(b"\0\0\x01\0\x01\0"), "image/x-icon");
        assert_eq!(content(b"\0\0\0\x20ftypisom"), "video/mp4");
        assert_eq!(content(b"\0\0\0\x20ftypM4A "), "audio/x-m4a");
        assert_eq!(content(b"\0\0\0\x20ftypavif"), "image/avif");
        assert_eq!(content(b"\0\0\0\x20ftypheic"), "image/heic");
        assert_eq!(content(b"\0\0\0\x14ftypqt  "), "video/quicktime");
        assert_eq!(content(b"\x1a\x45\xdf\xa3\x01\0\0\0\x42\x82\x84webm"), "video/webm");
        assert_eq!(content(b"\x1a\x45\xdf\xa3\x01\0\0\0\x42\x82\x88matroska"), "video/x-matroska");
        assert_eq!(content(b"OggS\0"), "audio/ogg");
        assert_eq!(content(b"ID3\x04"), "audio/mpeg");
        assert_eq!(content(b"\xff\xfb\x90\x64"), "audio/mpeg");
        assert_eq!(content(b"%PDF-1.7"), "application/pdf");
        assert_eq!(content(b"PK\x03\x04\x14"), "application/zip");
    }

    #[test]
    fn an_svg_is_known_behind_what_may_stand_before_it() {
        for svg in [
            "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "\u{feff}<?xml version=\"1.0\"?>\n<!-- Made by hand -->\n<svg>",
            "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"x\">",
        ] {
            assert_eq!(content(svg.as_bytes()), "image/svg+xml", "{svg}");
        }
        for other in ["<html><svg/></html>", "see <svg>", "<svgfoo>", "<!-- <svg>", "<?xml version=\"1.0\"?><rss>", ""] {
            assert_eq!(content(other.as_bytes()), "", "{other}");
        }
    }

    #[test]
    fn noise_has_no_kind() {
        for head in [&b""[..], b"\xff", b"\xff\xff\xff\xff", b"\xff\xfb", b"ftyp", b"RIFF", b"email,name\r\n", b"{\"a\":1}", &[0; 64]] {
            assert_eq!(content(head), "", "{head:?}");
        }
    }

    #[test]
    fn the_content_wins_for_images_and_the_name_elsewhere() {
        let decide = |name: &str, head: &[u8]| decided(Kind::of_name(name), Kind::of_content(head)).map_or(UNKNOWN, |kind| kind.media);
        assert_eq!(decide("photo.PNG", b"\xff\xd8\xff"), "image/jpeg");
        assert_eq!(decide("photo.png", b"%PDF-1.7"), "application/pdf");
        assert_eq!(decide("report.pdf", b"\x89PNG\r\n\x1a\n"), "image/png");
        assert_eq!(decide("photo.png", b"not known"), "image/png");
        assert_eq!(decide("photo", b"\x89PNG\r\n\x1a\n"), "image/png");
        assert_eq!(decide("drawing.svgz", b"\x1f\x8b\x08"), "image/svg+xml");
        assert_eq!(decide("table.xlsx", b"PK\x03\x04"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        assert_eq!(decide("song.m4a", b"\0\0\0\x20ftypisom"), "audio/x-m4a");
        assert_eq!(decide("film.ogv", b"OggS"), "video/ogg");
        assert_eq!(decide("data", b"1,2"), "application/octet-stream");
    }

    /// The lists of `uploads` in the default settings of Ghost, where it looks at both.
    const TAKEN: [(&str, &str); 6] = [
        ("jpg jpeg gif png svg svgz ico webp", "image/jpeg image/png image/gif image/svg+xml image/x-icon image/webp"),
        ("mp4 webm ogv mp3 wav ogg m4a", "video/mp4 video/webm video/ogg audio/mpeg audio/wav audio/ogg audio/x-m4a"),
        ("csv", "text/csv"),
        ("zip", "application/zip"),
        ("json yaml", "application/json text/yaml"),
        (
            "pdf json jsonld odp ods odt ppt pptx rtf txt xls xlsx xml",
            "application/pdf application/json application/ld+json application/vnd.oasis.opendocument.presentation \
             application/vnd.oasis.opendocument.spreadsheet application/vnd.oasis.opendocument.text application/vnd.ms-powerpoint \
             application/vnd.openxmlformats-officedocument.presentationml.presentation application/rtf text/plain \
             application/vnd.ms-excel application/vnd.openxmlformats-officedocument.spreadsheetml.sheet application/xml",
        ),
    ];

    #[test]
    fn every_extension_the_server_takes_has_a_type_it_takes() {
        for (extensions, types) in TAKEN {
            for extension in extensions.split(' ') {
                let kind = Kind::of_name(&format!("a.{extension}")).unwrap_or_else(|| panic!("{extension} is not known"));
                assert!(types.split_whitespace().any(|media| media == kind.media), "{extension}: {}", kind.media);
            }
        }
    }

    #[test]
    fn no_extension_has_two_kinds() {
        let mut all: Vec<&str> = KINDS.iter().flat_map(|kind| kind.extensions).copied().collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
