//! Every answer of a real server has the shape that the description gives it.

use ghost_spec::Spec;
use ghost_spec::model::Api;
use ghost_tests::proof::conformance::Walk;
use ghost_tests::proof::report::{self, Section};
use ghost_tests::proof::{description, seed};
use ghost_tests::server::GhostServer;

/// Asks everything once and returns how many disagreements there are.
fn walk(site: &GhostServer, apis: &[Api], mut section: Section) -> usize {
    let mut walk = Walk::new(site, &mut section).unwrap();
    for api in apis {
        walk.api(api);
    }
    let found = section.disagreements.len();
    let count = |class: &str| section.counts.get(class).copied().unwrap_or_default();
    // A walk that gets no answers finds no fault either.
    let (asked, unanswered) = (count("endpoints asked"), count("endpoints without a good answer"));
    report::publish(section).unwrap();
    assert!(asked > 20 && unanswered * 5 < asked, "of {asked} endpoints, {unanswered} gave no good answer");
    found
}

#[test]
fn answers_have_the_described_shape() {
    let spec = Spec::load(description()).check().unwrap_or_else(|faults| panic!("{faults}"));
    let site = GhostServer::fresh().unwrap();
    let empty = walk(&site, spec.apis(), Section::new(site.version(), "conformance of an empty site"));
    let mut section = Section::new(site.version(), "conformance of a full site");
    seed::fill(&site, &mut section).unwrap();
    let full = walk(&site, spec.apis(), section);
    assert_eq!(empty + full, 0, "the description is not true of this server; see above");
}
