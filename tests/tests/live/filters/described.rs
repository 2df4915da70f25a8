//! Every field that the description says can be filtered by can be, on the server that is tested.

use ghost_spec::Spec;
use ghost_spec::model::{Api, Endpoint, EnvelopeKind, Filterable, Method, Segment, Type};
use ghost_tests::proof::client::{Caller, Client, key};
use ghost_tests::proof::description;
use ghost_tests::proof::question::Query;
use ghost_tests::proof::version::Server;
use ghost_tests::server::{GhostServer, Role};

const NOBODY: &str = "000000000000000000000000";

/// Endpoints that take any name: what they filter they have in memory, or they ignore what they do not know.
const INDIFFERENT: &[&str] = &["admin GET /offers/", "admin GET /tiers/", "content GET /newsletters/", "content GET /tiers/"];

/// What Ghost 5 takes for a list of slugs that says the order of posts, and fails on.
const REFUSED_BY_5: &[&str] = &["tags.slug:['x','y']", "authors.slug:['x','y']"];

/// Conditions of a field that a server must take.
fn conditions(api: &Api, found: &Filterable) -> Vec<String> {
    let values: &[&str] = match &found.ty {
        Type::Boolean => &["true"],
        Type::Integer | Type::Number => &[">1"],
        Type::Timestamp | Type::Date => &[">now-1d", "<'2026-01-02 03:04:05'"],
        Type::Enum(id) => return vec![format!("{}:'{}'", found.name, api.enums[id.0].values[0].value)],
        Type::Id(_) => &["'000000000000000000000000'", "-'000000000000000000000000'"],
        _ if found.relation => &["'x'", "-'x'", "['x','y']", "-['x']"],
        _ => &["'x'", "-'x'", "~'x'", "-null"],
    };
    values.iter().map(|value| format!("{}:{value}", found.name)).collect()
}

fn path(api: &Api, endpoint: &Endpoint) -> String {
    let mut path = format!("{}/", api.base);
    for segment in &endpoint.path {
        path.push_str(match segment {
            Segment::Fixed(text) => text,
            Segment::Parameter { name, .. } if name == "namespace" => "custom",
            Segment::Parameter { .. } => NOBODY,
        });
        path.push('/');
    }
    path
}

#[test]
fn every_field_can_be_filtered_by() {
    let spec = Spec::load(description()).check().unwrap_or_else(|faults| panic!("{faults}"));
    let site = GhostServer::fresh().unwrap();
    let (server, client) = (Server::new(site.version()), Client::new(site.url()).unwrap());
    let (mut asked, mut refused, mut indifferent) = (0, Vec::new(), Vec::new());
    for api in spec.apis() {
        let caller = match api.name.as_str() {
            "content" => Caller::Content(site.content_key().to_owned()),
            _ => key(&site.user(Role::Owner).staff_token).unwrap(),
        };
        for endpoint in api.resources.iter().flat_map(|resource| &resource.endpoints) {
            let filtered = endpoint.query.iter().find(|option| option.name == "filter").and_then(|option| option.filters);
            // A table breaks off instead of being refused.
            let is_asked = endpoint.method == Method::Get && endpoint.returns.envelope.kind != EnvelopeKind::File;
            let Some(id) = filtered.filter(|_| is_asked && server.has(&endpoint.versions)) else { continue };
            let ask = |filter: &str| {
                let query = Query::default().with("filter", filter).with("limit", "1");
                client.send("GET", &path(api, endpoint), &query, &caller, None).unwrap()
            };
            // Some look up one thing, which there is not.
            if !ask("").succeeded() {
                continue;
            }
            if ask("no_such_field:'x'").succeeded() {
                indifferent.push(format!("{} {}", api.name, endpoint.route()));
            }
            for found in api.shapes[id.0].filters.iter().filter(|found| server.has(&found.versions)) {
                for condition in conditions(api, found) {
                    asked += 1;
                    let answer = ask(&condition);
                    let may_fail = api.name == "content" && site.version().starts_with("5.") && REFUSED_BY_5.contains(&condition.as_str());
                    if !answer.succeeded() && !may_fail {
                        refused.push(format!("{} {} {condition}: {}", api.name, endpoint.route(), answer.complaint()));
                    }
                }
            }
        }
    }
    assert!(refused.is_empty(), "of {asked}:\n{}", refused.join("\n"));
    assert!(asked > 500, "only {asked} asked");
    indifferent.retain(|route| !INDIFFERENT.contains(&route.as_str()));
    assert!(indifferent.is_empty(), "who takes any name proves nothing: {indifferent:?}");
}
