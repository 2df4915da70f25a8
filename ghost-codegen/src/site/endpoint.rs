//! The section of an endpoint.

use ghost_spec::model::{Check, Endpoint, Envelope, EnvelopeKind, OptionKind, QueryOption, Segment, Sends, Shown, Type};

use super::html::{badge, escape, link, sentence, table};
use super::shape::{about, choices, range, ty, versions};
use super::{Site, code, example, matrix, request, snippet};
use crate::emit::docs;
use crate::names::words;
use crate::plan::{EndpointNames, Module};

pub(super) fn section(site: &Site<'_>, module: &Module<'_>, (endpoint, names): (&Endpoint, &EndpointNames)) -> String {
    let api = site.api;
    let resource = module.resource.map_or("", |resource| resource.name.as_str());
    let anchor = escape(&format!("{resource}.{}", endpoint.name));
    let mut out = format!(
        "<section class=\"endpoint\" id=\"{anchor}\" data-search=\"{}\" data-doc=\"{}\">\n<h3><a href=\"#{anchor}\">{anchor}</a>{}</h3>\n",
        escape(&search_text(api, resource, endpoint)),
        escape(&docs::finished(&endpoint.doc)),
        badges(endpoint),
    );
    out.push_str(&format!("<p class=\"route\">{} <code>{}</code></p>\n", method(endpoint), route(api, endpoint)));
    out.push_str(&format!("<p class=\"lead\">{}</p>\n", sentence(&endpoint.doc)));
    out.push_str("<h4>Who may call it</h4>\n");
    out.push_str(&permission(site, endpoint));
    out.push_str(&matrix::table(api, endpoint));
    out.push_str(&parameters(site, endpoint));
    out.push_str(&bites(site, endpoint));
    out.push_str("<div class=\"sides\"><div>\n");
    out.push_str(&sends(site, endpoint));
    out.push_str(&answers(site, endpoint));
    out.push_str("</div><div>\n");
    if let Some(rust) = snippet::of(site, module, (endpoint, names)) {
        out.push_str("<h4>Rust</h4>\n");
        out.push_str(&code::block("rust", &rust));
    }
    out.push_str("<h4>curl</h4>\n");
    out.push_str(&code::block("curl", &request::curl(api, resource, endpoint)));
    out.push_str("</div></div>\n");
    if let Some(docs) = &endpoint.docs {
        out.push_str(&format!("<p>See {}.</p>\n", link(docs, docs)));
    }
    out.push_str("</section>\n");
    out
}

/// What search looks through: name, route, what it does, parameters, permission.
fn search_text(api: &ghost_spec::model::Api, resource: &str, endpoint: &Endpoint) -> String {
    let mut parts =
        vec![format!("{resource}.{} {resource} {}", endpoint.name, words(&endpoint.name)), endpoint.route(), endpoint.doc.clone()];
    parts.extend(endpoint.query.iter().map(|option| option.name.clone()));
    if let Check::Permission(index) = endpoint.permission {
        parts.push(format!("{}.{}", api.permissions[index].object, api.permissions[index].action));
    }
    parts.join(" ").to_lowercase()
}

pub(super) fn method(endpoint: &Endpoint) -> String {
    let name = endpoint.method.as_str();
    format!("<span class=\"method {}\">{name}</span>", name.to_lowercase())
}

fn route(api: &ghost_spec::model::Api, endpoint: &Endpoint) -> String {
    let path = endpoint.path_of(|segment| match segment {
        Segment::Fixed(text) => escape(text),
        Segment::Parameter { name, .. } => format!("<var>{{{}}}</var>", escape(name)),
    });
    format!("<span class=\"base\">{}</span>{path}", escape(&api.base))
}

fn badges(endpoint: &Endpoint) -> String {
    let mut out = String::new();
    if let Some(since) = &endpoint.versions.since {
        out.push_str(&badge("since", &format!("since {}", since.text)));
    }
    if let Some(until) = &endpoint.versions.until {
        out.push_str(&badge("until", &format!("until {}", until.text)));
    }
    if let Some(flag) = &endpoint.flag {
        out.push_str(&badge("flag", &format!("flag {flag}")));
    }
    out
}

fn permission(site: &Site<'_>, endpoint: &Endpoint) -> String {
    let class = &site.api.access[endpoint.access];
    let needs = match &endpoint.permission {
        Check::None => "No permission is needed.".to_owned(),
        Check::Function(text) => format!("The server checks: {}", sentence(text)),
        Check::Permission(index) => {
            let permission = &site.api.permissions[*index];
            format!("Permission <code>{}.{}</code>.", escape(&permission.object), escape(&permission.action))
        }
    };
    format!("<p class=\"need\">{} {needs}</p>\n", sentence(&class.doc))
}

fn parameters(site: &Site<'_>, endpoint: &Endpoint) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for segment in &endpoint.path {
        if let Segment::Parameter { name, ty: of, doc } = segment {
            let about = doc.as_deref().map(sentence).unwrap_or_default();
            rows.push(vec![
                format!("<code>{}</code>", escape(name)),
                "path".to_owned(),
                ty(site, of),
                "<strong>must</strong>".to_owned(),
                about,
            ]);
        }
    }
    rows.extend(endpoint.query.iter().enumerate().map(|(index, option)| parameter(site, option, endpoint.one_of.contains(&index))));
    let rows = table("fields", &["Name", "In", "Type", "Needed", "What it does"], &rows);
    if rows.is_empty() { rows } else { format!("<h4>Parameters</h4>\n{rows}") }
}

fn parameter(site: &Site<'_>, option: &QueryOption, is_one_of: bool) -> Vec<String> {
    let needed = match (is_one_of, option.required) {
        (true, _) => "one of these",
        (_, true) => "<strong>must</strong>",
        _ => "may",
    };
    let mut parts: Vec<String> = option.doc.as_deref().map(sentence).into_iter().collect();
    parts.extend(range(option.min, option.max));
    parts.extend(option.default.as_ref().map(|default| format!("Without it: <code>{}</code>.", escape(default))));
    if let Some(shape) = option.filters {
        let names = site.api.shapes[shape.0].filters.iter().map(|found| format!("<code>{}</code>", escape(&found.name)));
        parts.push(format!(
            "<details class=\"more\"><summary>Fields to filter by</summary>{}</details>",
            names.collect::<Vec<_>>().join(" ")
        ));
    }
    parts.extend(versions(&option.versions));
    parts.extend(option.trap.as_deref().map(|trap| format!("<strong class=\"bite\">Trap:</strong> {}", sentence(trap))));
    vec![format!("<code>{}</code>", escape(&option.name)), "query".to_owned(), kind(site, &option.kind), needed.to_owned(), parts.join(" ")]
}

fn kind(site: &Site<'_>, kind: &OptionKind) -> String {
    match kind {
        OptionKind::Boolean => "boolean".to_owned(),
        OptionKind::Integer => "integer".to_owned(),
        OptionKind::String => "string".to_owned(),
        OptionKind::Timestamp => "timestamp".to_owned(),
        OptionKind::Date => "date".to_owned(),
        OptionKind::Id(id) => ty(site, &Type::Id(*id)),
        OptionKind::Choice(id) => choices(site, *id),
        OptionKind::Choices(id) => format!("any of {}", choices(site, *id)),
        OptionKind::Strings => "strings, with commas".to_owned(),
        OptionKind::Fields(id) => format!("names of fields of {}", ty(site, &Type::Shape(*id))),
        OptionKind::Filter => "filter".to_owned(),
        OptionKind::Order => "order".to_owned(),
    }
}

/// What bites: traps of the endpoint, and where the server breaks its own rules.
fn bites(site: &Site<'_>, endpoint: &Endpoint) -> String {
    let mut items: Vec<String> = endpoint.traps.iter().map(|trap| sentence(trap)).collect();
    items.extend(endpoint.bugs.iter().map(|bug| {
        let names: Vec<&str> = bug.roles.iter().map(|index| site.api.roles[*index].name.as_str()).collect();
        let who = if names.is_empty() { String::new() } else { format!(" for {}", names.join(", ")) };
        let status = bug.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
        let bounds = versions(&bug.versions).map(|text| format!(" {text}")).unwrap_or_default();
        format!("<strong>Server bug, {}</strong>: {}{bounds}", escape(&format!("{status}{who}")), sentence(&bug.doc))
    }));
    if items.is_empty() {
        return String::new();
    }
    let items: String = items.iter().map(|item| format!("<li>{item}</li>")).collect();
    format!("<aside class=\"traps\" aria-label=\"Traps\"><h4>Traps</h4><ul>{items}</ul></aside>\n")
}

fn sends(site: &Site<'_>, endpoint: &Endpoint) -> String {
    match &endpoint.sends {
        None => String::new(),
        Some(Sends::Body { .. }) => {
            let body = example::request(site.api, endpoint).unwrap_or_default();
            format!("<h4>Request</h4>\n{}", code::block("request", &(serde_json::to_string_pretty(&body).unwrap_or_default() + "\n")))
        }
        Some(Sends::Upload(upload)) => {
            let files = upload.files.iter().map(|file| {
                let needed = if file.required { "<strong>must</strong>" } else { "may" };
                vec![
                    format!("<code>{}</code>", escape(&file.part)),
                    "file".to_owned(),
                    needed.to_owned(),
                    file.doc.as_deref().map(sentence).unwrap_or_default(),
                ]
            });
            let fields = upload.fields.iter().map(|field| {
                let needed = if field.shown == Shown::Always && !field.nullable { "<strong>must</strong>" } else { "may" };
                vec![format!("<code>{}</code>", escape(&field.name)), ty(site, &field.ty), needed.to_owned(), about(field)]
            });
            let rows: Vec<Vec<String>> = files.chain(fields).collect();
            format!("<h4>Form <code>multipart/form-data</code></h4>\n{}", table("fields", &["Part", "Type", "Needed", "What it is"], &rows))
        }
    }
}

fn answers(site: &Site<'_>, endpoint: &Endpoint) -> String {
    let returns = &endpoint.returns;
    let statuses: Vec<String> = endpoint.status.iter().map(|status| format!("<span class=\"badge status\">{status}</span>")).collect();
    let content = returns.ty.as_ref().map(|of| ty(site, of)).unwrap_or_default();
    let mut text = wrapped(&returns.envelope, &content);
    if let Some(meta) = returns.meta {
        text.push_str(&format!(", with {} beside it under <code>meta</code>", ty(site, &Type::Shape(meta))));
    }
    if let Some(status) = endpoint.deferred {
        text.push_str(&format!("; {status} if the server does it later, without content"));
    }
    if let Some(cursor) = &endpoint.cursor {
        text.push_str(&format!(". It counts no pages: older items are asked for by a filter on <code>{}</code>", escape(&cursor.moment)));
    }
    let example = example::answer(site.api, endpoint)
        .map(|body| code::block("answer", &(serde_json::to_string_pretty(&body).unwrap_or_default() + "\n")));
    let mut chars = text.chars();
    let capital: String = chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default();
    format!("<h4>Answer {}</h4>\n<p>{capital}.</p>\n{}", statuses.join(" "), example.unwrap_or_default())
}

/// Content in its wrapper.
fn wrapped(envelope: &Envelope, content: &str) -> String {
    let key = format!("<code>{}</code>", escape(envelope.key.as_deref().unwrap_or_default()));
    let media = envelope.media.as_ref().map(|media| format!(" (<code>{}</code>)", escape(media))).unwrap_or_default();
    let text = match envelope.kind {
        EnvelopeKind::Page => format!("a page of {content} under {key}"),
        EnvelopeKind::List => format!("a list of {content} under {key}"),
        EnvelopeKind::One => format!("one {content}, the only item of a list under {key}"),
        EnvelopeKind::Object => format!("{content} under {key}"),
        EnvelopeKind::Pairs => format!("the fields of {content} as pairs of <code>key</code> and <code>value</code> under {key}"),
        EnvelopeKind::Flat => content.to_owned(),
        EnvelopeKind::Empty => "nothing".to_owned(),
        EnvelopeKind::Text => format!("plain text{media}"),
        EnvelopeKind::File => format!("a file{media}"),
    };
    // A link keeps its name as it is.
    let text = if text.starts_with('<') { format!("the object {text}") } else { text };
    if envelope.nullable { format!("{text}, or nothing") } else { text }
}
