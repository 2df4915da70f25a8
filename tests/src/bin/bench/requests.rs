//! One small request after the other against a server on the loopback interface: what a call costs the program that makes it.

use crate::contest::Contest;
use crate::fault::Result;
use crate::results::{Row, Section};
use crate::runtime::{Loopback, Worker, page};
use crate::settings::Settings;

/// Clients for JavaScript, with the versions that package.json pins.
const OFFICIAL: (&str, &str) = ("@tryghost/admin-api", "1.14.13");
const TS_GHOST: (&str, &str) = ("@ts-ghost/admin-api", "4.3.0");

pub(crate) fn measure(settings: &Settings) -> Result<Section> {
    let worker = Worker::rust(settings)?;
    let page = page(settings, &worker)?;
    let server = worker.serve("serve", &page)?;
    let mut section = Section::begin();
    section
        .notes
        .push("A call asks for one post without its content; the server is a process of its own, whose work does not count.".to_owned());
    section.notes.push("All keep their connection. Of the tokens, ours is signed once and kept, that by hand is a constant; both clients for JavaScript sign one for each call, and offer nothing else.".to_owned());
    let node = Worker::node_or_skip(settings, &mut section);
    section.notes.push(format!("{} refuses an answer with keys that its schemas of an early Ghost 5 lack: it is told of the same post without eleven keys of its authors and two of its own.", shown(TS_GHOST)));
    let cut = worker.serve("serve-cut", &page)?;
    section.rows.push(admin(settings, &worker, node.as_ref(), [&server, &cut])?);
    match instructions(&worker, &server) {
        Ok(row) => section.rows.push(row),
        Err(fault) => section.skip("instructions", fault),
    }
    section.rows.push(content(settings, &worker, &server)?);
    Ok(section)
}

fn admin(settings: &Settings, worker: &Worker, node: Option<&Worker>, [server, cut]: [&Loopback; 2]) -> Result<Row> {
    let times = times(settings);
    let mut contest = Contest::new("A call of the Admin API", "cpu");
    contest.enter("ghost-client", None, || worker.cost(&["requests", "ghost-client", times, &server.url]));
    contest.enter("by hand: reqwest and serde", Some(1.05), || worker.cost(&["requests", "reqwest", times, &server.url]));
    if let Some(node) = node {
        contest.enter(&shown(OFFICIAL), Some(0.15), || node.cost(&["requests", OFFICIAL.0, times, &server.url]));
        contest.enter(&shown(TS_GHOST), Some(0.15), || node.cost(&["requests", TS_GHOST.0, times, &cut.url]));
    }
    contest.run(settings.runs)
}

fn shown((name, version): (&str, &str)) -> String {
    format!("{name} {version}")
}

fn instructions(worker: &Worker, server: &Loopback) -> Result<Row> {
    let times = [200, 700];
    let mut contest = Contest::new("Instructions of a call of the Admin API", "instructions");
    contest.enter("ghost-client", None, || worker.instructions("requests", "ghost-client", &server.url, times));
    contest.enter("by hand: reqwest and serde", Some(1.05), || worker.instructions("requests", "reqwest", &server.url, times));
    contest.run_cold(1)
}

/// The Content API, since the Admin side of this peer cannot sign in at a real Ghost.
fn content(settings: &Settings, worker: &Worker, server: &Loopback) -> Result<Row> {
    let times = times(settings);
    let mut contest = Contest::new("A call of the Content API", "cpu");
    contest.enter("ghost-client", None, || worker.cost(&["requests", "ghost-client content", times, &server.url]));
    contest.enter("ghost-io-api 0.2.0", Some(1.05), || worker.cost(&["requests", "ghost-io-api", times, &server.url]));
    contest.run(settings.runs)
}

fn times(settings: &Settings) -> &'static str {
    if settings.quick { "500" } else { "5000" }
}
