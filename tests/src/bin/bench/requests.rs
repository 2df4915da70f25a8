//! One small request after the other against a server on the loopback interface: what a call costs the program that makes it.

use crate::contest::Contest;
use crate::fault::Result;
use crate::results::{Row, Section};
use crate::runtime::{Loopback, Worker, page};
use crate::settings::Settings;

/// Clients for JavaScript, with their versions, and the most that ours may take of each.
const NODE: [(&str, &str, Option<f64>); 2] = [("@tryghost/admin-api", "1.14.13", Some(0.15)), ("@ts-ghost/admin-api", "4.3.0", None)];

pub(crate) fn measure(settings: &Settings) -> Result<Section> {
    let worker = Worker::rust(settings)?;
    let server = worker.serve(&page(settings, &worker)?)?;
    let mut section = Section::begin();
    section
        .notes
        .push("A call asks for one post without its content; the server is a process of its own, whose work does not count.".to_owned());
    section.notes.push("All keep their connection. Of the tokens, ours is signed once and kept, that by hand is a constant; both clients for JavaScript sign one for each call, and offer nothing else.".to_owned());
    let node = Worker::node_or_skip(settings, &mut section);
    let admin = admin(settings, &worker, node.as_ref(), &server, &mut section)?;
    section.rows.push(admin);
    match instructions(&worker, &server) {
        Ok(row) => section.rows.push(row),
        Err(fault) => section.skip("instructions", fault),
    }
    section.rows.push(content(settings, &worker, &server)?);
    Ok(section)
}

fn admin(settings: &Settings, worker: &Worker, node: Option<&Worker>, server: &Loopback, section: &mut Section) -> Result<Row> {
    let times = times(settings);
    let mut contest = Contest::new("A call of the Admin API", "cpu");
    contest.enter("ghost-client", None, || worker.cost(&["requests", "ghost-client", times, &server.url]));
    contest.enter("by hand: reqwest and serde", Some(1.05), || worker.cost(&["requests", "reqwest", times, &server.url]));
    for (name, version, at_most) in NODE {
        let (Some(node), shown) = (node, format!("{name} {version}")) else { continue };
        // One of them refuses what Ghost answers today.
        match node.cost(&["requests", name, "1", &server.url]) {
            Ok(_) => contest.enter(&shown, at_most, move || node.cost(&["requests", name, times, &server.url])),
            Err(fault) => section.skip(&shown, format!("it cannot read the answer: {}", reason(&fault.to_string()))),
        }
    }
    contest.run(settings.runs)
}

/// The line of what Node prints that names the error.
fn reason(said: &str) -> String {
    let line = said.lines().find(|line| line.contains("Error")).unwrap_or("Node ended with an error");
    line.trim().trim_end_matches(['[', '{', ' ']).to_owned()
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
