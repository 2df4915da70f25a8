//! The same request with curl.

use ghost_spec::model::{Api, Credential, Endpoint, Method, OptionKind, Segment, Sends, SentPlace, Type};

use super::example;

/// What stands for the site.
const SITE: &str = "https://example.com";

/// A command line for a POSIX shell.
pub(super) fn curl(api: &Api, resource: &str, endpoint: &Endpoint) -> String {
    let credential = api.access[endpoint.access].credentials.first().map(|index| &api.credentials[*index]);
    let credential = credential.filter(|_| !api.access[endpoint.access].anonymous);
    let mut address = format!("{SITE}{}{}", api.base, path(endpoint));
    let options: Vec<String> = needed(api, endpoint);
    if !options.is_empty() {
        address.push_str(&format!("?{}", options.join("&")));
    }
    let mut address = quoted(&address);
    let mut lines: Vec<String> = Vec::new();
    if let Some(Credential { name, sent: Some(sent), .. }) = credential {
        let variable = format!("${}", name.to_uppercase());
        let prefix = sent.prefix.as_ref().map(|prefix| format!("{prefix} ")).unwrap_or_default();
        match sent.place {
            SentPlace::Header => lines.push(format!("-H {}\"{variable}\"", quoted(&format!("{}: {prefix}", sent.name)))),
            SentPlace::Cookie => lines.push(format!("-b {}\"{variable}\"", quoted(&format!("{}=", sent.name)))),
            SentPlace::Query => {
                let sign = if options.is_empty() { '?' } else { '&' };
                address.push_str(&format!("{}\"{variable}\"", quoted(&format!("{sign}{}=", sent.name))));
            }
        }
    }
    match &endpoint.sends {
        Some(Sends::Upload(upload)) => {
            lines.extend(
                upload
                    .files
                    .iter()
                    .filter(|file| file.required)
                    .map(|file| format!("-F {}", quoted(&format!("{}=@{}", file.part, example::file(resource, &file.part))))),
            );
        }
        Some(Sends::Body { .. }) => {
            let body = example::request(api, endpoint).unwrap_or_default();
            lines.push("--json ".to_owned() + &quoted(&serde_json::to_string_pretty(&body).unwrap_or_default()));
        }
        None => {}
    }
    let method = if endpoint.method == Method::Get { String::new() } else { format!("-X {} ", endpoint.method.as_str()) };
    let first = format!("curl {method}{address}");
    std::iter::once(first).chain(lines).collect::<Vec<_>>().join(" \\\n  ") + "\n"
}

fn path(endpoint: &Endpoint) -> String {
    endpoint.path_of(|segment| match segment {
        Segment::Fixed(text) => text.clone(),
        Segment::Parameter { ty: Type::Id(_), .. } => example::ID.to_owned(),
        Segment::Parameter { name, .. } => encoded(&example::text(name, None)),
    })
}

/// Options that must be given, and the size of a page.
fn needed(api: &Api, endpoint: &Endpoint) -> Vec<String> {
    let first = endpoint.one_of.first();
    let picked =
        endpoint.query.iter().enumerate().filter(|(index, option)| {
            option.required || first == Some(index) || option.name == "limit" && option.kind == OptionKind::Integer
        });
    picked
        .map(|(_, option)| {
            let value = match &option.kind {
                OptionKind::Boolean => "true".to_owned(),
                OptionKind::Integer => "5".to_owned(),
                OptionKind::Filter => example::filter(api, option),
                OptionKind::Timestamp => "2026-03-04T09:30:00Z".to_owned(),
                OptionKind::Date => "2026-03-04".to_owned(),
                OptionKind::Id(_) => example::ID.to_owned(),
                _ => example::text(&option.name, None),
            };
            format!("{}={}", encoded(&option.name), encoded(&value))
        })
        .collect()
}

/// As it may stand in an address.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| {
        if byte.is_ascii_alphanumeric() || b"-_.~:".contains(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    text.bytes().map(byte).collect()
}

/// As a shell takes it for what it is.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
