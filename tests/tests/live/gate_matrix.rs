//! Who may call what: the description's answer and a real server's, for every Admin endpoint and everybody.

use std::{env, fs};

use ghost_spec::Spec;
use ghost_tests::proof::{description, gate, report};
use ghost_tests::server::{DEFAULT_VERSION, GhostServer};

/// On a server of its own: some requests do act, and what they did is undone by a reset.
#[test]
fn everybody_may_do_what_the_description_says_and_nothing_else() {
    let spec = Spec::load(description()).check().unwrap();
    let admin = spec.apis().iter().find(|api| api.name == "admin").unwrap();
    let version = env::var("GHOST_TEST_VERSION").ok().filter(|version| !version.is_empty()).unwrap_or_else(|| DEFAULT_VERSION.to_owned());
    let flags = gate::flags(admin);
    let flags: Vec<(&str, &str)> = flags.iter().map(|(key, value)| (key.as_str(), *value)).collect();
    let server = GhostServer::start_with(&version, &flags).unwrap();
    let matrix = gate::run(&server, admin, |_| {}).unwrap();
    report::publish(matrix.section()).unwrap();
    let file = report::folder().join(format!("gate-{version}.json"));
    fs::write(file, serde_json::to_string_pretty(&matrix.to_json()).unwrap()).unwrap();
    assert_eq!(matrix.disagreements().count(), 0, "the table above names each");
    assert_eq!(matrix.unseen_bugs, [""; 0], "described, but not so");
}
