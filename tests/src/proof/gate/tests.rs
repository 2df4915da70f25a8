//! The predictor, the judge and the counting, without a server: also that they can find something.

#![allow(clippy::unwrap_used)]

use ghost_spec::Spec;
use ghost_spec::model::{Api, Endpoint, Version};

use super::*;

const API: &str = "
api: demo
title: Demo
doc: Shows who may do what.
base: /api
client: Demo
versions: { oldest: '5.130', newest: '6.65' }
credentials:
  integration: { doc: A key. }
  staff_token: { doc: A token. }
  session:     { doc: A login. }
  url_token:   { doc: In the address. }
access:
  anyone:       { doc: Any., credentials: [integration, staff_token, session] }
  user:         { doc: Staff., credentials: [staff_token, session] }
  session_only: { doc: Logged in., credentials: [session] }
  url_token:    { doc: Signed., credentials: [url_token] }
  public:       { doc: All., anonymous: true }
permissions:
  post: [browse, edit, destroy]
roles:
  Owner:             { doc: All., grants: all }
  Author:            { doc: Own., grants: { post: [browse, edit] } }
  Contributor:       { doc: Little., grants: { post: [browse, { name: destroy, until: '5.130' }] } }
  Admin Integration: { doc: Key., credential: integration, grants: { post: [browse] } }
rules:
  - { permission: post.edit, roles: [Author], rule: only their own, since: '6.0' }
envelopes:
  many:  { kind: list, key: '{resource}' }
  empty: { kind: empty }
";

const POSTS: &str = "
resource: notes
entity: note
doc: Notes.
fields:
  id:    { type: id }
  title: { type: string, write: [edit] }
options:
  filter: { type: filter, doc: Which. }
endpoints:
  browse:  { doc: Lists., call: GET /notes/, returns: many, access: anyone, permission: post.browse }
  edit:    { doc: Changes., call: 'PUT /notes/{id}/', sends: { body: patch, as: many }, returns: many, access: anyone, permission: post.edit }
  destroy: { doc: Deletes., call: DELETE /notes/, query: [filter], returns: empty, access: user, permission: post.destroy }
  owner:   { doc: Gives away., call: PUT /notes/owner/, returns: empty, access: session_only, permission: none }
  publish: { doc: Publishes., call: 'PUT /schedules/{id}/', returns: empty, access: url_token, permission: none }
  setup:   { doc: Sets up., call: POST /setup/, returns: empty, access: public, permission: post.destroy, since: '6.0' }
  token:   { doc: Own token., call: GET /notes/token/, returns: empty, access: user, permission: { function: only one's own } }
  gift:    { doc: Gives., call: GET /notes/gift/, returns: empty, access: user, permission: { function: '`post.destroy`, on this post' } }
  bulk:
    doc: Fails.
    call: PUT /notes/bulk/
    returns: empty
    access: anyone
    permission: post.edit
    bugs: [{ roles: [Author], status: 500, since: '6.0', doc: Fails. }]
";

fn api() -> Api {
    let files = [("api.yaml", API), ("notes.yaml", POSTS)].map(|(name, text)| (name.to_owned(), text.to_owned()));
    Spec::from_sources(files).check().unwrap().apis()[0].clone()
}

fn endpoint<'a>(api: &'a Api, name: &str) -> &'a Endpoint {
    api.resources[0].endpoints.iter().find(|endpoint| endpoint.name == name).unwrap()
}

fn gate<'a>(api: &'a Api, version: &str) -> Gate<'a> {
    Gate { api, version: Version::parse(version).unwrap() }
}

fn class(name: &str, caller: Caller, version: &str) -> &'static str {
    let api = api();
    predict(&gate(&api, version), endpoint(&api, name), caller).class()
}

const AUTHOR: Caller = Caller::Staff("Author");
const CONTRIBUTOR: Caller = Caller::Staff("Contributor");
const OWNER: Caller = Caller::Staff("Owner");
const NEW: &str = "6.65.0";
const OLD: &str = "5.130.6";

#[test]
fn the_credential_decides_first() {
    assert_eq!(class("browse", Caller::Anonymous, NEW), "denied: not signed in");
    assert_eq!(class("destroy", Caller::Integration, NEW), "denied: kind of credential");
    assert_eq!(class("owner", OWNER, NEW), "denied: kind of credential");
    assert_eq!(class("owner", Caller::Session("Owner"), NEW), "allowed");
    assert_eq!(class("destroy", Caller::Session("Contributor"), NEW), "denied: role");
    assert_eq!(class("publish", OWNER, NEW), "denied: not signed in");
    assert_eq!(class("setup", Caller::Anonymous, NEW), "allowed");
    assert_eq!(class("setup", CONTRIBUTOR, NEW), "allowed", "nobody's rights are looked at where nobody signs in");
}

#[test]
fn sessions_are_asked_where_nothing_else_counts() {
    let api = api();
    let asked = |name| callers(&api, endpoint(&api, name)).filter(|caller| matches!(caller, Caller::Session(_))).count();
    assert_eq!((asked("owner"), asked("edit"), asked("publish"), asked("setup")), (Caller::SESSIONS.len(), 0, 0, 0));
}

#[test]
fn then_the_role_and_its_rules() {
    assert_eq!(class("browse", Caller::Integration, NEW), "allowed");
    assert_eq!(class("edit", Caller::Integration, NEW), "denied: role");
    assert_eq!(class("edit", CONTRIBUTOR, NEW), "denied: role");
    assert_eq!(class("edit", AUTHOR, NEW), "limited by a rule");
    assert_eq!(class("edit", OWNER, NEW), "allowed");
    assert_eq!(class("token", AUTHOR, NEW), "checked by code");
    assert_eq!(class("gift", AUTHOR, NEW), "denied: role");
    assert_eq!(class("gift", OWNER, NEW), "allowed");
}

#[test]
fn versions_bound_endpoints_grants_and_rules() {
    assert_eq!(class("setup", OWNER, OLD), "not in this version");
    assert_eq!(class("destroy", CONTRIBUTOR, OLD), "allowed");
    assert_eq!(class("destroy", CONTRIBUTOR, NEW), "denied: role");
    assert_eq!(class("edit", AUTHOR, OLD), "allowed");
}

fn error(status: u16, kind: &str, message: &str) -> Answer {
    Answer::new(status, format!(r#"{{"errors":[{{"type":"{kind}","message":"{message}","context":null}}]}}"#).as_bytes())
}

#[test]
fn refusals_are_told_apart() {
    let verdict = |status, kind: &str, message: &str| judge(&error(status, kind, message));
    assert_eq!(verdict(403, "NoPermissionError", "Authorization failed"), Verdict::Denied(Refusal::NotSignedIn));
    assert_eq!(verdict(401, "UnauthorizedError", "Invalid token: No token found in URL"), Verdict::Denied(Refusal::NotSignedIn));
    let keys = "API tokens do not have permission to access this endpoint";
    assert_eq!(verdict(403, "NoPermissionError", keys), Verdict::Denied(Refusal::Credential));
    assert_eq!(verdict(501, "NotImplementedError", "The server does not support"), Verdict::Denied(Refusal::Credential));
    let tokens = "Staff tokens are not allowed to access this endpoint";
    assert_eq!(verdict(403, "NoPermissionError", tokens), Verdict::Denied(Refusal::Credential));
    assert_eq!(verdict(403, "NoPermissionError", "You do not have permission to edit posts"), Verdict::Denied(Refusal::Role));
    assert_eq!(verdict(403, "HostLimitError", "Upgrade"), Verdict::Unclear);
}

#[test]
fn what_is_no_refusal() {
    let verdict = |status, kind: &str, message: &str| judge(&error(status, kind, message));
    assert_eq!(judge(&Answer::new(204, b"")), Verdict::Allowed);
    assert_eq!(verdict(404, "NotFoundError", "Post not found."), Verdict::Passed);
    assert_eq!(verdict(422, "ValidationError", "Validation failed"), Verdict::Passed);
    assert_eq!(verdict(404, "NotFoundError", "Resource not found"), Verdict::NoRoute);
    assert_eq!(verdict(500, "InternalServerError", "Oh"), Verdict::Failed);
    assert_eq!(verdict(429, "TooManyRequestsError", "Wait"), Verdict::Unclear);
    assert_eq!(judge(&Answer::new(502, b"<html>")), Verdict::Failed);
    assert_eq!(judge(&Answer::new(401, b"Unauthorized")), Verdict::Unclear);
    assert_eq!(judge(&Answer::default()), Verdict::Silent);
}

fn outcome(name: &str, caller: Caller, answer: Answer, change: impl FnOnce(&mut Probe)) -> Outcome {
    let api = api();
    let (gate, endpoint) = (gate(&api, NEW), endpoint(&api, name));
    let mut probe = probes(&api, endpoint, 6).remove(0);
    change(&mut probe);
    let bugs: Vec<u16> = known_bugs(&gate, endpoint, caller).iter().map(|bug| bug.status.unwrap_or_default()).collect();
    Cell::new(endpoint.route(), caller, &probe, (predict(&gate, endpoint, caller), &bugs), answer).outcome
}

fn by_role() -> Answer {
    error(403, "NoPermissionError", "You do not have permission")
}

#[test]
fn it_disagrees_when_more_or_less_is_allowed_than_described() {
    assert_eq!(outcome("edit", OWNER, Answer::new(200, b"{}"), |_| {}), Outcome::Agrees);
    assert_eq!(outcome("edit", OWNER, by_role(), |_| {}), Outcome::Disagrees);
    assert_eq!(outcome("edit", CONTRIBUTOR, Answer::new(200, b"{}"), |_| {}), Outcome::Disagrees);
    assert_eq!(outcome("edit", CONTRIBUTOR, error(422, "ValidationError", "No"), |_| {}), Outcome::Disagrees, "not proven");
    assert_eq!(outcome("edit", Caller::Anonymous, by_role(), |_| {}), Outcome::Disagrees, "refused for another reason");
    assert_eq!(outcome("edit", OWNER, error(500, "InternalServerError", "Oh"), |_| {}), Outcome::Disagrees);
    assert_eq!(outcome("edit", OWNER, error(404, "NotFoundError", "Resource not found"), |_| {}), Outcome::Disagrees, "no such route");
    assert_eq!(outcome("edit", OWNER, Answer::default(), |_| {}), Outcome::Disagrees);
    assert_eq!(outcome("edit", OWNER, Answer::default(), |probe| probe.silent = true), Outcome::Agrees);
}

#[test]
fn rules_are_held_against_objects_within_and_beyond() {
    let (within, beyond): (&'static [&'static str], &'static [&'static str]) = (&["Author"], &[]);
    let ok = || Answer::new(200, b"{}");
    assert_eq!(outcome("edit", AUTHOR, ok(), |probe| probe.within = Some(within)), Outcome::Agrees);
    assert_eq!(outcome("edit", AUTHOR, by_role(), |probe| probe.within = Some(within)), Outcome::Disagrees);
    assert_eq!(outcome("edit", AUTHOR, ok(), |probe| probe.within = Some(beyond)), Outcome::Disagrees);
    assert_eq!(outcome("edit", AUTHOR, by_role(), |probe| probe.within = Some(beyond)), Outcome::Agrees);
    assert_eq!(outcome("edit", AUTHOR, by_role(), |_| {}), Outcome::Agrees, "the request does not tell");
}

#[test]
fn bugs_explain_only_their_own_status_and_roles() {
    let failed = || error(500, "InternalServerError", "Oh");
    assert_eq!(outcome("bulk", AUTHOR, failed(), |_| {}), Outcome::KnownBug);
    assert_eq!(outcome("bulk", OWNER, failed(), |_| {}), Outcome::Disagrees);
    assert_eq!(outcome("bulk", AUTHOR, error(501, "", "Oh"), |_| {}), Outcome::Disagrees);
}

#[test]
fn a_matrix_counts_and_names() {
    let api = api();
    let gate = gate(&api, NEW);
    let bulk = endpoint(&api, "bulk");
    let probe = probes(&api, bulk, 6).remove(0);
    let cell = |caller, answer| Cell::new(bulk.route(), caller, &probe, (predict(&gate, bulk, caller), &[]), answer);
    let mut matrix = Matrix { version: NEW.to_owned(), ..Matrix::default() };
    matrix.cells = vec![cell(CONTRIBUTOR, error(422, "ValidationError", "No")), cell(OWNER, error(422, "ValidationError", "No"))];
    matrix.note_unseen(&gate, bulk);
    assert_eq!(matrix.by_class()["denied: role"], [0, 1, 0]);
    assert_eq!(matrix.unproven(), ["PUT /notes/bulk/"]);
    assert_eq!(matrix.unseen_bugs, ["PUT /notes/bulk/: Fails."]);
    let table = matrix.table();
    assert!(table.contains("PUT /notes/bulk/ as Contributor: predicted denied: role, answered 422 ValidationError \"No\""), "{table}");
    assert_eq!(matrix.to_json()["disagreements"].as_array().map(Vec::len), Some(1));
    matrix.cells.push(cell(AUTHOR, error(500, "InternalServerError", "Oh")));
    matrix.unseen_bugs.clear();
    matrix.note_unseen(&gate, bulk);
    assert!(matrix.unseen_bugs.is_empty());
}

#[test]
fn requests_name_nothing_that_exists() {
    let api = api();
    let edit = probes(&api, endpoint(&api, "edit"), 6).remove(0);
    assert_eq!((edit.method, edit.path.as_str()), ("PUT", "/notes/ffffffffffffffffffffffff/"));
    assert_eq!(edit.body, Body::Json(r#"{"notes":[{"title":"Gate probe"}]}"#.to_owned()));
    let destroy = probes(&api, endpoint(&api, "destroy"), 6).remove(0);
    assert_eq!(destroy.query, "filter=id%3A%27ffffffffffffffffffffffff%27", "never without a filter");
}

#[test]
fn the_table_does_not_mind_names_of_parameters() {
    assert!(unused(&["PUT /posts/{post_id}/".to_owned()]).iter().all(|endpoint| *endpoint != "PUT /posts/{id}/"));
    assert!(unused(&[]).contains(&"PUT /posts/{id}/"));
}

#[test]
fn the_table_names_only_what_is_described() {
    let spec = Spec::load(concat!(env!("CARGO_MANIFEST_DIR"), "/../ghost-spec/api")).check().unwrap();
    let described: Vec<String> = spec
        .apis()
        .iter()
        .flat_map(|api| &api.resources)
        .flat_map(|resource| &resource.endpoints)
        .map(ghost_spec::model::Endpoint::route)
        .collect();
    assert_eq!(unused(&described), [""; 0]);
}
