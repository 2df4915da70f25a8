//! Every answer of a real server has the shape that the description gives it.

use ghost_spec::Spec;
use ghost_spec::model::Api;
use ghost_tests::proof::conformance::Walk;
use ghost_tests::proof::report::{self, Section};
use ghost_tests::proof::{description, seed};
use ghost_tests::server::GhostServer;

fn walk(site: &GhostServer, apis: &[Api], section: &mut Section) {
    let mut walk = Walk::new(site, section).unwrap();
    for api in apis {
        walk.api(api);
    }
}

#[test]
fn answers_have_the_described_shape() {
    let spec = Spec::load(description()).check().unwrap_or_else(|faults| panic!("{faults}"));
    let site = GhostServer::fresh().unwrap();
    let mut section = Section::new(site.version(), "conformance");
    walk(&site, spec.apis(), &mut section);
    section.count_many("answers compared on the empty site", section.counts.get("answers compared").copied().unwrap_or_default());
    seed::fill(&site, &mut section).unwrap();
    walk(&site, spec.apis(), &mut section);
    let found = section.disagreements.len();
    let count = |class: &str| section.counts.get(class).copied().unwrap_or_default();
    // A walk that gets no answers finds no fault either.
    let (asked, unanswered) = (count("endpoints asked"), count("endpoints without a good answer"));
    report::publish(section).unwrap();
    assert!(asked > 50 && unanswered * 10 < asked, "of {asked} endpoints, {unanswered} gave no good answer");
    assert_eq!(found, 0, "the description is not true of this server; see above");
}
