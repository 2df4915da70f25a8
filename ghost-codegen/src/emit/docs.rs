//! Doc comments: what the spec says, in whole sentences, wrapped for an editor.

use ghost_spec::model::{Api, Bug, Check, Endpoint, Enum, EnumValue, Field, Filterable, QueryOption, Role, Shown, Versions};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Columns of prose, without indentation and slashes.
const WIDTH: usize = 96;

/// `#[doc]` attributes for paragraphs, with an empty line between them.
pub(crate) fn attributes(paragraphs: &[String]) -> TokenStream {
    let lines = lines(paragraphs).into_iter().map(literal);
    quote!(#(#[doc = #lines])*)
}

/// A line as a literal. What has nothing to escape, as most lines, is not looked through for it character by character.
fn literal(line: String) -> Literal {
    let is_plain = line.bytes().all(|byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\');
    let plain = if is_plain { format!("\"{line}\"").parse().ok() } else { None };
    plain.unwrap_or_else(|| Literal::string(&line))
}

/// Comments for paragraphs, as text.
pub(crate) fn comment(paragraphs: &[String]) -> String {
    lines(paragraphs).into_iter().map(|line| format!("///{line}\n")).collect()
}

/// Inner doc attributes of a file.
pub(crate) fn inner(paragraphs: &[String]) -> TokenStream {
    let lines = lines(paragraphs);
    quote!(#(#![doc = #lines])*)
}

fn lines(paragraphs: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.trim().is_empty()) {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(wrapped(paragraph).into_iter().map(|line| if line.is_empty() { line } else { format!(" {line}") }));
    }
    lines
}

/// Breaks at spaces; keeps the author's own line breaks.
fn wrapped(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    for line in text.trim().lines() {
        if line.starts_with('|') {
            // A row of a table ends with its line.
            out.push(line.to_owned());
            continue;
        }
        let mut current = String::new();
        // Markdown takes the next line of a list item for a paragraph of its own unless it is indented.
        let indent = if line.starts_with("- ") { "  " } else { "" };
        for word in line.split_whitespace() {
            if !current.is_empty() && current.len() + 1 + word.len() > WIDTH {
                out.push(std::mem::replace(&mut current, indent.to_owned()));
                current.push_str(word);
                continue;
            }
            if !current.is_empty() {
                current.push(' ');
            }
            current.push_str(word);
        }
        out.push(current);
    }
    out
}

/// Spec text as Markdown: what rustdoc would take for HTML or a link is escaped outside of code.
pub(crate) fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut code = false;
    for c in text.trim().chars() {
        match c {
            '`' => code = !code,
            '<' | '[' | ']' if !code => out.push('\\'),
            _ => {}
        }
        out.push(c);
    }
    out
}

/// A sentence: capital first, full stop last.
pub(crate) fn sentence(text: &str) -> String {
    finished(&prose(text))
}

/// As [`sentence`], of text that is not to become Markdown.
pub(crate) fn finished(text: &str) -> String {
    let text = text.trim();
    let mut chars = text.chars();
    let capital: String = match chars.next() {
        Some(first) if first.is_lowercase() && !text.starts_with("http") => first.to_uppercase().chain(chars).collect(),
        _ => text.to_owned(),
    };
    match capital.chars().last() {
        Some('.' | '!' | '?' | ':' | '`') | None => capital,
        Some(_) => format!("{capital}."),
    }
}

/// Paragraphs for a field.
pub(crate) fn field(field: &Field, writing: bool) -> Vec<String> {
    let mut first = field.doc.as_deref().map_or_else(|| standard(field), sentence);
    if let Some(limit) = limit(field) {
        first = format!("{} {limit}", first.trim_end());
    }
    let mut paragraphs = vec![first];
    if writing {
        if let Some(default) = &field.default {
            paragraphs.push(format!("The server takes `{default}` if it is not given."));
        }
    } else {
        paragraphs.extend(shown(&field.shown));
    }
    paragraphs.extend(field.secret.then(|| "Secret: `Debug` does not show it.".to_owned()));
    paragraphs.extend(versions(&field.versions));
    paragraphs.extend(field.trap.as_deref().map(|trap| format!("**Trap:** {}", sentence(trap))));
    paragraphs
}

/// Words for the fields that every API has and nobody documents.
fn standard(field: &Field) -> String {
    match field.name.as_str() {
        "id" => "Identifies it.".to_owned(),
        "uuid" => "Identifies it across sites.".to_owned(),
        "created_at" => "When it was created.".to_owned(),
        "updated_at" => "When it last changed.".to_owned(),
        name => match &field.format {
            Some(format) if format != name => sentence(&format!("{} ({format})", crate::names::words(name))),
            _ => sentence(&crate::names::words(name)),
        },
    }
}

fn limit(field: &Field) -> Option<String> {
    let unit = if matches!(field.ty, ghost_spec::model::Type::Integer | ghost_spec::model::Type::Number) { "" } else { " characters" };
    match (field.min, field.max) {
        (Some(min), Some(max)) => Some(format!("Between {min} and {max}{unit}.")),
        (None, Some(max)) => Some(format!("At most {max}{unit}.")),
        (Some(min), None) => Some(format!("At least {min}{unit}.")),
        (None, None) => None,
    }
}

fn shown(shown: &Shown) -> Option<String> {
    match shown {
        Shown::Always | Shown::Never => None,
        Shown::Sometimes => Some("Not in every answer.".to_owned()),
        Shown::Asked { option, value } => Some(format!("Only if `{option}` asks for `{value}`, or by default where the server says so.")),
    }
}

/// Which versions have it.
pub(crate) fn versions(versions: &Versions) -> Option<String> {
    match (&versions.since, &versions.until) {
        (Some(since), Some(until)) => Some(format!("Versions {} to {} only.", since.text, until.text)),
        (Some(since), None) => Some(format!("Since version {}.", since.text)),
        (None, Some(until)) => Some(format!("Up to version {}.", until.text)),
        (None, None) => None,
    }
}

/// Paragraphs for a value of an enum.
pub(crate) fn value(value: &EnumValue) -> Vec<String> {
    let first = value.doc.as_deref().map_or_else(|| format!("`{}`.", value.value), sentence);
    std::iter::once(first).chain(versions(&value.versions)).collect()
}

/// Paragraphs for an enum.
pub(crate) fn enumeration(described: &Enum) -> Vec<String> {
    let first =
        described.doc.as_deref().map_or_else(|| sentence(&format!("known values of {}", crate::names::words(&described.name))), sentence);
    vec![first, "The server may know others: they arrive as `Unknown` and are sent back as they came.".to_owned()]
}

/// Paragraphs for what a filter of `shape` may ask about.
pub(crate) fn filterable(found: &Filterable, shape: &str) -> Vec<String> {
    let first = found.doc.as_deref().map_or_else(|| format!("The `{}` of {}.", found.name, crate::names::one_of(shape)), sentence);
    let mut paragraphs = vec![first];
    paragraphs.extend(versions(&found.versions));
    paragraphs.extend(found.trap.as_deref().map(|trap| format!("**Trap:** {}", sentence(trap))));
    paragraphs
}

/// Paragraphs for a query option.
pub(crate) fn option(option: &QueryOption) -> Vec<String> {
    let first = option.doc.as_deref().map_or_else(|| format!("Sets `{}`.", option.name), sentence);
    let mut paragraphs = vec![first];
    if let Some(default) = &option.default {
        paragraphs.push(format!("Without it the server takes `{}`.", default.replace('`', "'")));
    }
    paragraphs.extend(versions(&option.versions));
    paragraphs.extend(option.trap.as_deref().map(|trap| format!("**Trap:** {}", sentence(trap))));
    paragraphs
}

/// Paragraphs for an endpoint: what it does, how it is called, who may, what bites.
pub(crate) fn endpoint(api: &Api, described: &Endpoint) -> Vec<String> {
    let mut paragraphs = vec![sentence(&described.doc), call(api, described)];
    if let Some(flag) = &described.flag {
        paragraphs.push(format!("Only while the labs flag `{flag}` is on."));
    }
    paragraphs.extend(versions(&described.versions));
    paragraphs.extend(rules(api, described));
    paragraphs.extend(described.bugs.iter().map(|bug| bug_text(api, bug)));
    paragraphs
        .extend(described.deferred.map(|status| format!("With status {status} the server does the work later: `Outcome::Deferred`.")));
    paragraphs.extend(described.traps.iter().map(|trap| format!("**Trap:** {}", sentence(trap))));
    paragraphs.extend(described.docs.as_deref().map(|docs| format!("See <{docs}>.")));
    paragraphs
}

/// Where the server breaks its own rules.
pub(crate) fn bug_text(api: &Api, bug: &Bug) -> String {
    let names: Vec<&str> = bug.roles.iter().map(|index| api.roles[*index].name.as_str()).collect();
    let who = if names.is_empty() { String::new() } else { format!(" for {}", names.join(", ")) };
    let bounds = versions(&bug.versions).map(|text| format!(" {text}")).unwrap_or_default();
    let status = bug.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    format!("**Server bug:** {status}{who}: {}{bounds}", sentence_part(&bug.doc))
}

/// `` `GET /labels/`, permission `label.browse`: integrations; Owner, Editor. ``
fn call(api: &Api, described: &Endpoint) -> String {
    let head = format!("`{}`", described.route());
    match &described.permission {
        Check::None => format!("{head}, no permission needed: {}.", callers(api, described, None)),
        Check::Function(words) => format!("{head}: {}. The server checks: {}", callers(api, described, None), sentence(words)),
        Check::Permission(index) => {
            let permission = &api.permissions[*index];
            format!("{head}, permission `{}.{}`: {}.", permission.object, permission.action, callers(api, described, Some(*index)))
        }
    }
}

fn callers(api: &Api, described: &Endpoint, permission: Option<usize>) -> String {
    let class = &api.access[described.access];
    if class.anonymous {
        return "anybody".to_owned();
    }
    let credentials: Vec<String> = class.credentials.iter().map(|index| crate::names::words(&api.credentials[*index].name)).collect();
    let roles: Vec<String> = permission.map_or_else(Vec::new, |permission| {
        api.roles.iter().enumerate().filter_map(|(index, role)| holder(api, (index, role), permission)).collect()
    });
    if roles.is_empty() { credentials.join(", ") } else { format!("{}; {}", credentials.join(", "), roles.join(", ")) }
}

/// A role of staff that has a permission; in brackets if not always, or not for everything.
pub(crate) fn holder(api: &Api, (index, role): (usize, &Role), permission: usize) -> Option<String> {
    let grant = role.grants.iter().find(|grant| grant.permission == permission).filter(|_| role.credential.is_none())?;
    let limited = api.rules.iter().any(|rule| rule.permission == permission && rule.roles.contains(&index));
    let mut limits: Vec<String> = Vec::new();
    limits.extend(limited.then(|| "limited".to_owned()));
    limits.extend(versions(&grant.versions).map(|text| text.trim_end_matches('.').to_lowercase()));
    limits.extend(versions(&role.versions).map(|text| text.trim_end_matches('.').to_lowercase()));
    Some(if limits.is_empty() { role.name.clone() } else { format!("{} ({})", role.name, limits.join(", ")) })
}

/// What a permission does not allow although a role has it, as a list.
pub(crate) fn rules(api: &Api, described: &Endpoint) -> Option<String> {
    let Check::Permission(permission) = described.permission else { return None };
    let lines: Vec<String> = api
        .rules
        .iter()
        .filter(|rule| rule.permission == permission)
        .map(|rule| {
            let names: Vec<&str> = rule.roles.iter().map(|index| api.roles[*index].name.as_str()).collect();
            let bounds = versions(&rule.versions).map(|text| format!(" {text}")).unwrap_or_default();
            format!("- {}: {}{bounds}", names.join(", "), sentence_part(&rule.rule))
        })
        .collect();
    (!lines.is_empty()).then(|| format!("Limits:\n{}", lines.join("\n")))
}

/// As [`sentence`], but in the middle of one.
fn sentence_part(text: &str) -> String {
    let text = prose(text);
    if text.ends_with(['.', '!', '?']) { text } else { format!("{text}.") }
}
