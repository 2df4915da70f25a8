//! Who may call an endpoint: each credential in each role.

use std::fmt::Write;

use ghost_spec::model::{Api, Check, Endpoint, Role};

use super::html::{escape, inline};
use crate::emit::docs;

/// What becomes of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is answered.
    Yes,
    /// It is answered within limits, in words.
    Part(String),
    /// The server decides by a check of its own.
    Checked,
    /// It is refused.
    No,
    /// The credential never acts in this role.
    Never,
}

impl Verdict {
    /// Class of a cell; also what scripts read.
    pub(super) fn class(&self) -> &'static str {
        match self {
            Verdict::Yes => "yes",
            Verdict::Part(_) => "part",
            Verdict::Checked => "check",
            Verdict::No => "no",
            Verdict::Never => "never",
        }
    }

    /// Sign in a cell, so that colour is not all there is.
    pub(super) fn sign(&self) -> &'static str {
        match self {
            Verdict::Yes => "✓",
            Verdict::Part(_) => "◐",
            Verdict::Checked => "?",
            Verdict::No => "✕",
            Verdict::Never => "·",
        }
    }

    fn words(&self) -> String {
        match self {
            Verdict::Yes => "allowed".to_owned(),
            Verdict::Part(limits) => format!("allowed, but {limits}"),
            Verdict::Checked => "the server checks".to_owned(),
            Verdict::No => "refused".to_owned(),
            Verdict::Never => "never acts in this role".to_owned(),
        }
    }
}

/// What a role may do of a permission.
pub(super) fn of_role(api: &Api, (index, role): (usize, &Role), permission: usize) -> Verdict {
    let Some(grant) = role.grants.iter().find(|grant| grant.permission == permission) else { return Verdict::No };
    let mut limits: Vec<String> = Vec::new();
    for rule in api.rules.iter().filter(|rule| rule.permission == permission && rule.roles.contains(&index)) {
        let bounds = docs::versions(&rule.versions).map(|text| format!(" ({})", text.trim_end_matches('.').to_lowercase()));
        limits.push(format!("{}{}", rule.rule, bounds.unwrap_or_default()));
    }
    limits.extend(docs::versions(&grant.versions).map(|text| text.trim_end_matches('.').to_lowercase()));
    if limits.is_empty() { Verdict::Yes } else { Verdict::Part(limits.join("; ")) }
}

/// What becomes of a call with a credential in a role.
fn verdict(api: &Api, endpoint: &Endpoint, credential: usize, (index, role): (usize, &Role)) -> Verdict {
    if !acts_in(api, credential, role) {
        return Verdict::Never;
    }
    if !api.access[endpoint.access].credentials.contains(&credential) {
        return Verdict::No;
    }
    match &endpoint.permission {
        Check::None => Verdict::Yes,
        Check::Function(_) => Verdict::Checked,
        Check::Permission(permission) => of_role(api, (index, role), *permission),
    }
}

/// A credential with a role behind it acts in that one, any other in those of people.
fn acts_in(api: &Api, credential: usize, role: &Role) -> bool {
    let has_own = api.roles.iter().any(|role| role.credential == Some(credential));
    if has_own { role.credential == Some(credential) } else { role.credential.is_none() }
}

/// What a credential may, in an API without roles.
fn without_roles(api: &Api, endpoint: &Endpoint, credential: usize) -> Verdict {
    match (&endpoint.permission, api.access[endpoint.access].credentials.contains(&credential)) {
        (_, false) => Verdict::No,
        (Check::Function(_), true) => Verdict::Checked,
        _ => Verdict::Yes,
    }
}

/// The table of an endpoint.
pub(super) fn table(api: &Api, endpoint: &Endpoint) -> String {
    let mut out = String::from("<div class=\"wide\" tabindex=\"0\"><table class=\"who\"><thead><tr><th scope=\"col\">Credential</th>");
    let roles: Vec<&str> = if api.roles.is_empty() { vec!["any"] } else { api.roles.iter().map(|role| role.name.as_str()).collect() };
    for role in &roles {
        let _ = write!(out, "<th scope=\"col\"><span>{}</span></th>", escape(role));
    }
    out.push_str("</tr></thead><tbody>\n");
    for (index, credential) in api.credentials.iter().enumerate() {
        let verdicts: Vec<Verdict> = if api.roles.is_empty() {
            vec![without_roles(api, endpoint, index)]
        } else {
            api.roles.iter().enumerate().map(|role| verdict(api, endpoint, index, role)).collect()
        };
        row(&mut out, &credential.name, &verdicts, &roles);
    }
    if api.access[endpoint.access].anonymous {
        let verdict = if matches!(endpoint.permission, Check::Function(_)) { Verdict::Checked } else { Verdict::Yes };
        let text = escape(&verdict.words());
        let (class, sign, span) = (verdict.class(), verdict.sign(), roles.len());
        let _ = writeln!(
            out,
            "<tr data-credential=\"\"><th scope=\"row\">nobody’s</th><td class=\"{class}\" colspan=\"{span}\" title=\"{text}\">{sign}<span class=\"sr\">{text}</span></td></tr>"
        );
    }
    out.push_str("</tbody></table></div>\n");
    out.push_str(&limits(api, endpoint));
    out
}

fn row(out: &mut String, credential: &str, verdicts: &[Verdict], roles: &[&str]) {
    let _ = write!(out, "<tr data-credential=\"{0}\"><th scope=\"row\"><code>{0}</code></th>", escape(credential));
    for (verdict, role) in verdicts.iter().zip(roles) {
        let (class, sign, text) = (verdict.class(), verdict.sign(), escape(&verdict.words()));
        let role = escape(role);
        let _ = write!(out, "<td class=\"{class}\" title=\"{role}: {text}\">{sign}<span class=\"sr\">{text}</span></td>");
    }
    out.push_str("</tr>\n");
}

/// What limits there are, in words.
fn limits(api: &Api, endpoint: &Endpoint) -> String {
    let Check::Permission(permission) = endpoint.permission else { return String::new() };
    let lines: Vec<String> = api
        .rules
        .iter()
        .filter(|rule| rule.permission == permission)
        .map(|rule| {
            let names: Vec<&str> = rule.roles.iter().map(|index| api.roles[*index].name.as_str()).collect();
            let bounds = docs::versions(&rule.versions).map(|text| format!(" {text}")).unwrap_or_default();
            format!(
                "<li><strong>{}</strong>: {}</li>",
                escape(&names.join(", ")),
                inline(&format!("{}.{bounds}", rule.rule.trim_end_matches('.')))
            )
        })
        .collect();
    if lines.is_empty() { String::new() } else { format!("<ul class=\"limits\">{}</ul>\n", lines.concat()) }
}

/// What the signs mean.
pub(super) fn legend() -> String {
    let meanings = [
        (Verdict::Yes, "allowed"),
        (Verdict::Part(String::new()), "within limits: own things, some versions"),
        (Verdict::Checked, "the server checks"),
        (Verdict::No, "refused"),
        (Verdict::Never, "never acts in this role"),
    ];
    let items = meanings.iter().map(|(verdict, text)| {
        format!("<li><span class=\"{}\" aria-hidden=\"true\">{}</span> {text}</li>", verdict.class(), verdict.sign())
    });
    format!("<ul class=\"legend\">{}</ul>\n", items.collect::<String>())
}
