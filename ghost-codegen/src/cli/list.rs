//! `ghost-codegen list`: one row an endpoint.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use ghost_spec::Spec;
use ghost_spec::model::{Api, Check, Endpoint, EnvelopeKind, Resource, Segment};
use serde::Serialize;

use super::{Failure, place, terminal};

/// List the endpoints of a spec.
#[derive(Debug, Args)]
pub(crate) struct List {
    /// Folder of the spec [default: api of this crate, or ghost-spec/api of this workspace]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// Print JSON: an array of objects
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Row<'a> {
    api: &'a str,
    method: &'static str,
    path: String,
    resource: &'a str,
    operation: &'a str,
    access: Vec<&'a str>,
    permission: String,
    query: Vec<&'a str>,
    envelope: &'a str,
    status: u16,
    since: Option<&'a str>,
    until: Option<&'a str>,
    flag: Option<&'a str>,
    #[serde(skip)]
    required: Vec<&'a str>,
}

impl List {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let spec = Spec::load(place::spec(self.spec)?).check()?;
        let rows: Vec<Row<'_>> = spec.apis().iter().flat_map(rows).collect();
        terminal::print(&if self.json { serde_json::to_string_pretty(&rows)? + "\n" } else { table(&rows) })?;
        Ok(ExitCode::SUCCESS)
    }
}

fn table(rows: &[Row<'_>]) -> String {
    let head = ["API", "METHOD", "PATH", "OPERATION", "ACCESS", "PERMISSION", "ENVELOPE", "STATUS", "QUERY"].map(str::to_owned);
    let lines: Vec<[String; 9]> = rows.iter().map(cells).collect();
    let mut widths = [0; 9];
    for line in std::iter::once(&head).chain(&lines) {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut out = String::new();
    for line in std::iter::once(&head).chain(&lines) {
        let padded: Vec<String> = line.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        out.push_str(padded.join("  ").trim_end());
        out.push('\n');
    }
    out + &format!("{} endpoints\n", rows.len())
}

fn cells(row: &Row<'_>) -> [String; 9] {
    let query: Vec<String> =
        row.query.iter().map(|name| if row.required.contains(name) { format!("{name}!") } else { (*name).to_owned() }).collect();
    let mut notes = Vec::new();
    notes.extend(row.since.map(|version| format!("since {version}")));
    notes.extend(row.until.map(|version| format!("until {version}")));
    notes.extend(row.flag.map(|flag| format!("flag {flag}")));
    let query =
        if notes.is_empty() { query.join(" ") } else { format!("{} ({})", query.join(" "), notes.join(", ")).trim_start().to_owned() };
    [
        row.api.to_owned(),
        row.method.to_owned(),
        row.path.clone(),
        format!("{}.{}", row.resource, row.operation),
        row.access.join(","),
        row.permission.clone(),
        row.envelope.to_owned(),
        row.status.to_string(),
        query,
    ]
}

fn rows(api: &Api) -> impl Iterator<Item = Row<'_>> {
    api.resources.iter().flat_map(move |resource| resource.endpoints.iter().map(move |endpoint| row(api, resource, endpoint)))
}

fn row<'a>(api: &'a Api, resource: &'a Resource, endpoint: &'a Endpoint) -> Row<'a> {
    Row {
        api: &api.name,
        method: endpoint.method.as_str(),
        path: path(endpoint),
        resource: &resource.name,
        operation: &endpoint.name,
        access: access(api, endpoint),
        permission: match &endpoint.permission {
            Check::None => "none".to_owned(),
            Check::Function(_) => "function".to_owned(),
            Check::Permission(index) => {
                let permission = &api.permissions[*index];
                format!("{}.{}", permission.object, permission.action)
            }
        },
        query: endpoint.query.iter().map(|option| option.name.as_str()).collect(),
        envelope: envelope(endpoint),
        status: endpoint.status.first().copied().unwrap_or(200),
        since: endpoint.versions.since.as_ref().map(|version| version.text.as_str()),
        until: endpoint.versions.until.as_ref().map(|version| version.text.as_str()),
        flag: endpoint.flag.as_deref(),
        required: endpoint.query.iter().filter(|option| option.required).map(|option| option.name.as_str()).collect(),
    }
}

/// The key as on the wire, else the kind of body.
fn envelope(endpoint: &Endpoint) -> &str {
    let envelope = &endpoint.returns.envelope;
    envelope.key.as_deref().unwrap_or(match envelope.kind {
        EnvelopeKind::Flat => "flat",
        EnvelopeKind::Empty => "empty",
        EnvelopeKind::Text => "text",
        EnvelopeKind::File => "file",
        EnvelopeKind::Page | EnvelopeKind::List | EnvelopeKind::One | EnvelopeKind::Object | EnvelopeKind::Pairs => "",
    })
}

fn access<'a>(api: &'a Api, endpoint: &Endpoint) -> Vec<&'a str> {
    let class = &api.access[endpoint.access];
    if class.anonymous {
        return vec!["public"];
    }
    class.credentials.iter().map(|index| api.credentials[*index].name.as_str()).collect()
}

/// `/posts/:id`.
fn path(endpoint: &Endpoint) -> String {
    let segments = endpoint.path.iter().map(|segment| match segment {
        Segment::Fixed(text) => text.clone(),
        Segment::Parameter { name, .. } => format!(":{name}"),
    });
    format!("/{}", segments.collect::<Vec<_>>().join("/"))
}
