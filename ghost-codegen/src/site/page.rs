//! Pages: what stands around the sections.

use ghost_spec::model::Api;

use super::html::{badge, escape, link, sentence, table};
use super::{Site, endpoint, matrix, picture, shape};
use crate::emit::endpoint::each;
use crate::names::words;
use crate::plan::Module;

const STYLE: &str = include_str!("site.css");
const SCRIPT: &str = include_str!("site.js");
/// Nothing is loaded, from nowhere.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

fn document(title: &str, class: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n<title>{}</title>\n\
         <style>\n{STYLE}{}\n</style>\n</head>\n<body class=\"{class}\">\n<a class=\"skip\" href=\"#content\">Skip to content</a>\n{body}<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        escape(title),
        picture::style(),
    )
}

const THEME: &str = "<button type=\"button\" id=\"theme\" aria-label=\"Switch between light and dark\" title=\"Light or dark\">◐</button>";

/// The page that leads to the others.
pub(super) fn index(apis: &[Api]) -> String {
    let cards: String = apis
        .iter()
        .map(|api| {
            let count: usize = api.resources.iter().map(|resource| resource.endpoints.len()).sum();
            format!(
                "<li><a class=\"card\" href=\"{name}.html\"><h2>{title}</h2><p>{doc}</p><p class=\"dim\">{count} endpoints · {resources} resources · versions {oldest} to {newest}</p></a></li>\n",
                name = escape(&api.name),
                title = escape(&api.title),
                doc = sentence(&api.doc),
                resources = api.resources.len(),
                oldest = escape(&api.versions.oldest.text),
                newest = escape(&api.versions.newest.text),
            )
        })
        .collect();
    let body = format!(
        "<header class=\"top\"><strong>API reference</strong>{THEME}</header>\n<main id=\"content\" class=\"index\"><h1>API reference</h1><ul class=\"cards\">\n{cards}</ul></main>\n"
    );
    document("API reference", "plain", &body)
}

/// The page of an API.
pub(super) fn api(site: &Site<'_>, apis: &[Api]) -> String {
    let api = site.api;
    let mut main = intro(api);
    for module in &site.plan.modules {
        main.push_str(&resource(site, module));
    }
    let others: String = apis
        .iter()
        .map(|other| {
            let current = if other.name == api.name { " aria-current=\"page\"" } else { "" };
            format!("<a href=\"{}.html\"{current}>{}</a>", escape(&other.name), escape(&other.title))
        })
        .collect();
    let body = format!(
        "<header class=\"top\"><button type=\"button\" id=\"menu\" aria-expanded=\"false\" aria-controls=\"side\" aria-label=\"Contents\">☰</button>\
         <nav class=\"apis\" aria-label=\"APIs\">{others}</nav>\n<search><label class=\"sr\" for=\"q\">Search endpoints</label>\
         <input id=\"q\" type=\"search\" placeholder=\"Search: posts, DELETE, member.edit …\" autocomplete=\"off\" spellcheck=\"false\" aria-controls=\"hits\" aria-describedby=\"q-help\"><kbd aria-hidden=\"true\">/</kbd>\
         <span id=\"q-help\" class=\"sr\">Arrow keys choose a result, Enter opens it, Escape ends the search.</span></search>{THEME}</header>\n\
         <div class=\"frame\"><nav id=\"side\" aria-label=\"Endpoints\">\n{}</nav>\n<main id=\"content\" tabindex=\"-1\">\n\
         <div id=\"found\" hidden><p id=\"count\" role=\"status\"></p><ul id=\"hits\" aria-label=\"Results\"></ul></div>\n<div id=\"reference\">\n{main}</div>\n</main></div>\n",
        side(site),
    );
    document(&api.title, "api", &body)
}

fn side(site: &Site<'_>) -> String {
    let mut out = String::from("<p><a href=\"#top\">Overview</a></p>\n");
    if picture::draw(site.api).is_some() {
        out.push_str("<p><a href=\"#permissions\">Permissions</a></p>\n");
    }
    for module in &site.plan.modules {
        let Some(resource) = module.resource.filter(|resource| !resource.endpoints.is_empty()) else { continue };
        let name = escape(&resource.name);
        out.push_str(&format!("<details><summary>{}</summary><ul>\n", escape(&words(&resource.name))));
        for (endpoint, _) in each(module) {
            let operation = escape(&endpoint.name);
            out.push_str(&format!("<li><a href=\"#{name}.{operation}\">{}<span>{operation}</span></a></li>\n", endpoint::method(endpoint)));
        }
        out.push_str("</ul></details>\n");
    }
    out
}

fn intro(api: &Api) -> String {
    let count: usize = api.resources.iter().map(|resource| resource.endpoints.len()).sum();
    let mut out = format!(
        "<section id=\"top\">\n<h1>{}</h1>\n<p class=\"lead\">{}</p>\n<p class=\"facts\">{}{}{}</p>\n",
        escape(&api.title),
        sentence(&api.doc),
        badge("", &format!("{count} endpoints")),
        badge("", &format!("versions {} to {}", api.versions.oldest.text, api.versions.newest.text)),
        badge("", &format!("base {}", api.base)),
    );
    if let Some(docs) = &api.docs {
        out.push_str(&format!("<p>The vendor’s documentation: {}.</p>\n", link(docs, docs)));
    }
    let credentials: Vec<Vec<String>> = api
        .credentials
        .iter()
        .map(|credential| {
            let sent = credential.sent.as_ref().map(|sent| {
                let prefix = sent.prefix.as_ref().map(|prefix| format!("{prefix} ")).unwrap_or_default();
                format!("{} <code>{}</code>", sent.place.as_str(), escape(&format!("{}: {prefix}…", sent.name)))
            });
            let connect = credential.connect.as_ref().map(|connect| format!("<code>{}</code>", escape(connect))).unwrap_or_default();
            vec![format!("<code>{}</code>", escape(&credential.name)), sentence(&credential.doc), sent.unwrap_or_default(), connect]
        })
        .collect();
    out.push_str("<h2>Credentials</h2>\n");
    out.push_str(&table("fields", &["Credential", "What it is", "Sent as", "Connect with"], &credentials));
    if let Some(errors) = &api.errors {
        let rows: Vec<Vec<String>> = errors
            .statuses
            .iter()
            .map(|(status, doc)| vec![format!("<span class=\"badge status\">{status}</span>"), sentence(doc)])
            .collect();
        out.push_str("<h2>Refusals</h2>\n");
        out.push_str(&table("fields", &["Status", "What it means"], &rows));
    }
    out.push_str("</section>\n");
    if let Some(svg) = picture::draw(api) {
        out.push_str(&format!(
            "<section id=\"permissions\">\n<h2>Permissions</h2>\n<p>What each role is granted. Each endpoint below shows what that means for its callers.</p>\n{}\
             <figure class=\"wide\" tabindex=\"0\">{svg}</figure>\n<p><a href=\"{}-permissions.svg\">The picture as a file</a></p>\n</section>\n",
            matrix::legend(),
            escape(&api.name),
        ));
    } else {
        out.push_str(&matrix::legend());
    }
    out
}

fn resource(site: &Site<'_>, module: &Module<'_>) -> String {
    let shapes: String = module.shapes.iter().map(|id| shape::section(site, *id)).collect();
    let Some(resource) = module.resource else {
        return if shapes.is_empty() {
            shapes
        } else {
            format!("<section class=\"resource\" id=\"shared-shapes\">\n<h2>Shared shapes</h2>\n{shapes}</section>\n")
        };
    };
    let mut out = format!(
        "<section class=\"resource\" id=\"resource-{}\">\n<h2>{}</h2>\n<p class=\"lead\">{}</p>\n",
        escape(&resource.name),
        escape(&words(&resource.name)),
        sentence(&resource.doc),
    );
    if let Some(docs) = &resource.docs {
        out.push_str(&format!("<p>See {}.</p>\n", link(docs, docs)));
    }
    if !resource.traps.is_empty() {
        let items: String = resource.traps.iter().map(|trap| format!("<li>{}</li>", sentence(trap))).collect();
        out.push_str(&format!("<aside class=\"traps\" aria-label=\"Traps\"><h4>Traps</h4><ul>{items}</ul></aside>\n"));
    }
    out.push_str("</section>\n");
    for (described, names) in each(module) {
        out.push_str(&endpoint::section(site, module, (described, names)));
    }
    if !shapes.is_empty() {
        out.push_str(&format!("<section class=\"shapes\"><h3>Shapes of {}</h3>\n{shapes}</section>\n", escape(&words(&resource.name))));
    }
    out
}
