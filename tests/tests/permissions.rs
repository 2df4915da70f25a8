//! The table that can be asked at run time says what the description says, for every endpoint, role and version.

#![allow(clippy::unwrap_used, clippy::panic)]

use ghost_client::admin::permissions::{self, RIGHTS, Role};
use ghost_client::{Need, Permit, Version};
use ghost_spec::Spec;
use ghost_spec::model::{self, Api};
use ghost_tests::proof::description;
use ghost_tests::proof::gate::{Caller, Gate, Prediction, predict};

fn admin() -> Api {
    let spec = Spec::load(description()).check().unwrap_or_else(|faults| panic!("{faults}"));
    spec.apis().iter().find(|api| api.name == "admin").unwrap().clone()
}

/// Who asks, and as whom.
const CALLERS: [(Caller, Role); 7] = [
    (Caller::Integration, Role::AdminIntegration),
    (Caller::Staff("Owner"), Role::Owner),
    (Caller::Staff("Administrator"), Role::Administrator),
    (Caller::Staff("Super Editor"), Role::SuperEditor),
    (Caller::Staff("Editor"), Role::Editor),
    (Caller::Staff("Author"), Role::Author),
    (Caller::Staff("Contributor"), Role::Contributor),
];

#[test]
fn the_table_has_a_line_for_each_endpoint() {
    let api = admin();
    let described: Vec<(&str, &str)> = api
        .resources
        .iter()
        .flat_map(|resource| resource.endpoints.iter().map(|endpoint| (resource.name.as_str(), endpoint.name.as_str())))
        .collect();
    assert_eq!(RIGHTS.len(), described.len());
    for (resource, operation) in described {
        assert!(permissions::of(resource, operation).is_some(), "{resource}.{operation}");
    }
}

#[test]
fn the_table_predicts_what_the_proof_predicts() {
    let api = admin();
    let mut compared = 0;
    for version in ["5.130.6", "6.65.0"] {
        let gate = Gate { api: &api, version: model::Version::parse(version).unwrap() };
        let version = Version::parse(version).unwrap();
        for resource in &api.resources {
            for endpoint in &resource.endpoints {
                let right = permissions::of(&resource.name, &endpoint.name).unwrap();
                // The table tells what a role may do with some credential: where tokens do not count, with a login.
                let sessions_only = right.credentials == Some(&["session"]);
                for (caller, role) in CALLERS {
                    let caller = match caller {
                        Caller::Staff(name) if sessions_only => Caller::Session(name),
                        _ => caller,
                    };
                    let (told, predicted) = (right.permit_in(&role, version), predict(&gate, endpoint, caller));
                    let agree = match (&told, &predicted) {
                        (Permit::Allowed, Prediction::Allowed) => true,
                        (Permit::Own(_), Prediction::Limited(_) | Prediction::Told(_)) => true,
                        (Permit::Denied, Prediction::Denied(_) | Prediction::Absent) => true,
                        // Words about a check may name a permission, which the proof reads and the table does not.
                        (Permit::Own(_), _) => matches!(right.need, Need::Function(_)),
                        _ => false,
                    };
                    assert!(agree, "{}.{} as {role:?} on {version}: {told:?}, {predicted:?}", resource.name, endpoint.name);
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 3000, "only {compared} cases");
}

#[test]
fn what_a_role_may_do_can_be_asked() {
    let edit = permissions::of("posts", "edit").unwrap();
    assert_eq!(edit.permit(&Role::Editor), Permit::Allowed);
    assert!(matches!(edit.permit(&Role::Author), Permit::Own(rules) if rules[0].contains("an author of")));
    assert_eq!(permissions::of("themes", "browse").unwrap().permit(&Role::AdminIntegration), Permit::Denied);
    assert_eq!(permissions::of("site", "read").unwrap().permit("anybody"), Permit::Allowed);
    let automations = permissions::of("automations", "browse").unwrap();
    assert_eq!(automations.permit(&Role::Owner), Permit::Allowed);
    assert_eq!(automations.permit_in(&Role::Owner, Version::parse("5.130.6").unwrap()), Permit::Denied);
}
