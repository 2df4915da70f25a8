//! What is written to a real server is read back as it was sent, field by field.

use ghost_spec::Spec;
use ghost_tests::proof::report::{self, Section};
use ghost_tests::proof::{description, life_cycle, seed};
use ghost_tests::server::GhostServer;

#[test]
fn every_writable_field_keeps_what_is_sent() {
    let spec = Spec::load(description()).check().unwrap_or_else(|faults| panic!("{faults}"));
    let api = spec.apis().iter().find(|api| api.name == "admin").unwrap();
    let site = GhostServer::fresh().unwrap();
    let mut section = Section::new(site.version(), "life cycles");
    seed::fill(&site, &mut Section::default()).unwrap();
    life_cycle::run(&site, api, &mut section).unwrap();
    let found = section.disagreements.len();
    let read = section.counts.get("values read as sent").copied().unwrap_or_default();
    report::publish(section).unwrap();
    assert!(read > 300, "only {read} values were read back");
    assert_eq!(found, 0, "the description is not true of this server; see above");
}
