//! Recorded answers of real servers are decoded with the type their route returns.
//!
//! The recordings under `recorded/` always run; set `GHOST_RECORDINGS` to a folder to run the ones
//! below it too.

#![allow(clippy::panic)]

mod route_of;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ghost_client::rt::{Endpoint, ErrorForm, Method, judge as judge_answer};
use ghost_client::transport::Response;
use ghost_tests::recordings::{Exchange, Recordings};

use crate::route_of::route;

/// Stands for the route of a request that Ghost has none for.
static NOWHERE: Endpoint = Endpoint {
    api: "none",
    resource: "none",
    operation: "none",
    method: Method::Get,
    base: "",
    path: "/",
    status: &[],
    credential: false,
    errors: ErrorForm::GHOST,
};

/// What became of the recordings of a folder.
#[derive(Default)]
struct Outcome {
    decoded: usize,
    errors: usize,
    /// Successes of routes that the spec lacks.
    lacking: BTreeMap<String, usize>,
    /// What is no call of an endpoint: other methods, other pages, what a webhook's receiver got.
    others: BTreeMap<String, usize>,
    failures: Vec<String>,
}

#[test]
fn the_projects_own_recordings_decode() {
    let outcome = run(&Path::new(env!("CARGO_MANIFEST_DIR")).join("recorded"));
    assert!(outcome.decoded > 600, "only {} recordings decoded", outcome.decoded);
}

#[test]
fn recordings_of_another_folder_decode() {
    let Some(dir) = std::env::var_os("GHOST_RECORDINGS") else { return };
    // Relative to where the command was given, which is the workspace's root.
    let dir = PathBuf::from(dir);
    let dir = if dir.is_absolute() || dir.is_dir() { dir } else { Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(dir) };
    run(&dir);
}

/// Decodes everything below a folder, prints what happened and fails with all failures.
fn run(dir: &Path) -> Outcome {
    let recordings = Recordings::below(dir).unwrap_or_else(|error| panic!("cannot read {}: {error}", dir.display()));
    let mut outcome = Outcome::default();
    for exchange in &recordings.exchanges {
        judge(exchange, &mut outcome);
    }
    println!("{}: {} answers decoded, {} error answers typed", dir.display(), outcome.decoded, outcome.errors);
    println!("{} routes the spec lacks: {:?}", outcome.lacking.len(), outcome.lacking);
    println!("{} requests that are no calls of an endpoint: {:?}", outcome.others.len(), outcome.others);
    println!("{} JSON files of another form: {:?}", recordings.others.len(), recordings.others);
    assert!(outcome.lacking.is_empty(), "routes the spec lacks: {:?}", outcome.lacking);
    assert!(outcome.failures.is_empty(), "{} of the recordings fail:\n{}", outcome.failures.len(), outcome.failures.join("\n"));
    outcome
}

fn judge(exchange: &Exchange, outcome: &mut Outcome) {
    let name = format!("{} {}", exchange.method, exchange.path);
    let Some(route) = route(exchange) else { return judge_unknown(exchange, name, outcome) };
    let headers = exchange.content_type.iter().map(|kind| ("content-type".to_owned(), kind.clone())).collect();
    let response = Response::new(exchange.status, headers, exchange.body.clone());
    let succeeded = (200..300).contains(&exchange.status);
    let answer = match judge_answer(route.endpoint, response) {
        Ok(answer) if succeeded => answer,
        Err(error) if !succeeded => {
            outcome.errors += 1;
            let shown = format!("{error} {error:?}");
            if error.status() != Some(exchange.status) || shown.is_empty() {
                outcome.failures.push(format!("{}: {name}: {error}", exchange.origin));
            }
            return;
        }
        // The one redirect that is a success leads to Stripe.
        Ok(_) => return,
        Err(error) => return outcome.failures.push(format!("{}: {name}: {error}", exchange.origin)),
    };
    let chooses = exchange.query.split('&').any(|pair| pair.starts_with("fields="));
    let check = route.partial.filter(|_| chooses).unwrap_or(route.check);
    match check(&answer) {
        Ok(()) => outcome.decoded += 1,
        Err(error) => outcome.failures.push(format!("{}: {name}: {error}", exchange.origin)),
    }
}

/// An answer of a route that the spec does not have: an error is typed all the same.
fn judge_unknown(exchange: &Exchange, name: String, outcome: &mut Outcome) {
    if exchange.status >= 400 {
        let headers = exchange.content_type.iter().map(|kind| ("content-type".to_owned(), kind.clone())).collect();
        match judge_answer(&NOWHERE, Response::new(exchange.status, headers, exchange.body.clone())) {
            Err(error) if error.status() == Some(exchange.status) => outcome.errors += 1,
            other => outcome.failures.push(format!("{}: {name}: {other:?}", exchange.origin)),
        }
        return;
    }
    let calls = matches!(exchange.method.as_str(), "GET" | "POST" | "PUT" | "DELETE") && exchange.status != 0;
    // A receiver's address ends in the event's name; other pages of the site have whole addresses.
    let of_the_api = exchange.api.is_some() || !exchange.path.contains('.');
    let kind = if calls && of_the_api { &mut outcome.lacking } else { &mut outcome.others };
    *kind.entry(name).or_default() += 1;
}
