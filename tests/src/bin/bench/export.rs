//! All members of a real site, page by page: how long one waits, and what the program holds meanwhile.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use ghost_tests::server::GhostServer;
use serde_json::{Value, json};

use crate::contest::Contest;
use crate::fault::{Doing, Fault, Result};
use crate::results::{Contender, Row, Section};
use crate::runtime::{Worker, ghost};
use crate::settings::Settings;

const OFFICIAL: &str = "@tryghost/admin-api 1.14.13";
const FILE: &str = "ghost-client, `members().export_csv()`";

pub(crate) fn measure(settings: &Settings) -> Result<Section> {
    let worker = Worker::rust(settings)?;
    let mut section = Section::begin();
    let node = Worker::node_or_skip(settings, &mut section);
    let total = if settings.quick { 1_000 } else { 20_000 };
    let site = ghost()?;
    seed(settings, &site, total)?;
    section.notes.push(format!(
        "Ghost {} on the same machine, {total} members with a label, written straight into its database; 100 a page.",
        site.version()
    ));
    let mut waited = wait(settings, &worker, node.as_ref(), &site, total)?;
    let file = file(&mut waited);
    let held = held(&waited);
    section.rows.extend([waited, held]);
    section.rows.extend(file);
    Ok(section)
}

fn wait(settings: &Settings, worker: &Worker, node: Option<&Worker>, site: &GhostServer, total: usize) -> Result<Row> {
    let (url, key, total) = (site.url(), site.admin_key(), &total.to_string());
    let mut contest = Contest::new(&format!("Export {total} members"), "wall");
    contest.enter("ghost-client, 2 pages ahead", None, || worker.cost(&["export", url, key, "2", total]));
    contest.enter("the server alone: pages thrown away unread", None, || worker.cost(&["export-bytes", url, key, total]));
    if let Some(node) = node {
        contest.enter(OFFICIAL, Some(0.6), || node.cost(&["export", url, key, total]));
    }
    contest.enter(FILE, None, || worker.cost(&["export-file", url, key, total]));
    contest.run_cold(settings.runs)
}

/// All at once instead, which the API offers as well, beside the pages of a client that does not: taken out of the row of pages.
fn file(waited: &mut Row) -> Option<Row> {
    let file = waited.contenders.pop_if(|last| last.name == FILE)?;
    let official = waited.contenders.iter().find(|contender| contender.name == OFFICIAL)?;
    let official = Contender { name: format!("{OFFICIAL}, page by page"), at_most: None, ..official.clone() };
    Some(Row { title: "The same members as one file".to_owned(), measure: waited.measure.clone(), contenders: vec![file, official] })
}

/// The same runs by the memory that they held.
fn held(waited: &Row) -> Row {
    let mut row = Row { title: "Most memory of the program meanwhile".to_owned(), measure: "bytes".to_owned(), ..waited.clone() };
    row.contenders.iter_mut().for_each(|contender| contender.at_most = None);
    row
}

/// Members with a label, as rows: importing as many would take Ghost far longer than all that is measured.
fn seed(settings: &Settings, site: &GhostServer, total: usize) -> Result<()> {
    println!("writing {total} members into the database");
    let label = json!({ "table": "labels", "values": { "id": id(7, 0), "name": "Reader", "slug": "reader" } });
    let rows: Vec<Value> = std::iter::once(label).chain((0..total).flat_map(member)).collect();
    let folder = site.log().parent().unwrap_or(Path::new("."));
    let mut script = Command::new("node");
    script.arg(settings.workspace.join("tests/ghost-server/insert-rows.mjs")).arg(folder);
    let said: Value = serde_json::from_slice(&fed(&mut script, &Value::from(rows).to_string())?).doing("understand insert-rows.mjs")?;
    match said["failed"].as_array().and_then(|failed| failed.first()) {
        Some(fault) => Err(Fault::new(format!("a member cannot be stored: {fault}"))),
        None => Ok(()),
    }
}

fn member(number: usize) -> [Value; 2] {
    let (member, moment) =
        (id(5, number), format!("2025-{:02}-{:02} {:02}:{:02}:00", 1 + number % 12, 1 + number % 28, number % 24, number % 60));
    let stored = json!({
        "id": member, "transient_id": member, "email": format!("reader-{number}@example.com"), "name": format!("Reader {number}"),
        "status": "free", "created_at": moment,
    });
    let labelled = json!({ "id": id(6, number), "member_id": member, "label_id": id(7, 0) });
    [json!({ "table": "members", "values": stored }), json!({ "table": "members_labels", "values": labelled })]
}

/// As Ghost's ids look: 24 hexadecimal digits.
fn id(kind: u8, number: usize) -> String {
    format!("{kind}f{number:022x}")
}

/// What a program prints that is given a text to read.
fn fed(command: &mut Command, text: &str) -> Result<Vec<u8>> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().doing(format_args!("run {command:?}"))?;
    let mut input = child.stdin.take().doing("write to a program that was started")?;
    input.write_all(text.as_bytes()).doing(format_args!("write to {command:?}"))?;
    drop(input);
    Ok(child.wait_with_output().doing(format_args!("run {command:?}"))?.stdout)
}
