//! Shape conformance: every endpoint that reads is asked, and each answer is held against its shape.

use std::collections::BTreeSet;

use ghost_spec::model::{Api, Endpoint, EnvelopeKind, Method, OptionKind, Resource, Segment, ShapeId};

use super::client::{self, Answer, Caller, Client};
use super::pool::Pool;
use super::question::{self, Asked, Query};
use super::report::Section;
use super::shape;
use super::version::Server;
use crate::server::{GhostServer, Role};

/// How many paths of an endpoint with parameters are asked.
const PATHS: usize = 25;

/// What the required options of some endpoints are set to.
const REQUIRED: [(&str, &str, &str); 3] = [
    ("GET /oembed/", "url", "http://127.0.0.1:9/"),
    ("GET /authentication/invitation/", "email", "invited@example.com"),
    ("GET /exports/download/", "components", "posts"),
];

/// What String parameters of some paths are set to, where no answer says.
const PARAMETERS: [(&str, &str); 3] = [("namespace", "custom"), ("type", "post"), ("name", "a name")];

/// Endpoints that never answer here, or that only redirect a browser.
const NOT_ASKED: [(&str, &str); 2] =
    [("GET /config/featurebase/", "the server never answers"), ("GET /members/stripe_connect/", "never answers without https")];

/// Fields that had a value, by shape and name.
type Seen = BTreeSet<(ShapeId, String)>;

/// Walks through everything that can be read.
#[derive(Debug)]
pub struct Walk<'a> {
    client: Client,
    server: Server,
    staff: Caller,
    integration: Caller,
    contributor: Caller,
    session: Caller,
    content: Caller,
    pool: Pool,
    seen: Seen,
    section: &'a mut Section,
}

impl<'a> Walk<'a> {
    /// A walk as the owner of a site.
    ///
    /// # Errors
    ///
    /// The owner cannot log in.
    pub fn new(site: &GhostServer, section: &'a mut Section) -> Result<Self, String> {
        let client = Client::new(site.url())?;
        Ok(Walk {
            server: Server::new(site.version()),
            staff: client::key(&site.owner().staff_token)?,
            integration: client::key(site.admin_key())?,
            contributor: client::key(&site.user(Role::Contributor).staff_token)?,
            session: client.log_in(site.owner())?,
            content: Caller::Content(site.content_key().to_owned()),
            pool: Pool::default(),
            seen: Seen::default(),
            client,
            section,
        })
    }

    /// Asks every reading endpoint of an API; lists first, since they tell the ids for the rest.
    pub fn api(&mut self, api: &Api) {
        let mut readable: Vec<(&Resource, &Endpoint)> = api
            .resources
            .iter()
            .flat_map(|resource| resource.endpoints.iter().map(move |endpoint| (resource, endpoint)))
            .filter(|(_, endpoint)| endpoint.method == Method::Get && self.server.has(&endpoint.versions))
            .collect();
        readable.sort_by_key(|(_, endpoint)| endpoint.path.len());
        for (resource, endpoint) in readable {
            self.endpoint(api, resource, endpoint);
        }
        self.coverage(api);
    }

    /// Asks what needs no parameter, to learn what the site has.
    pub fn lists(&mut self, api: &Api) {
        let endpoints = api.resources.iter().flat_map(|resource| &resource.endpoints);
        let server = self.server;
        for endpoint in endpoints.filter(|endpoint| endpoint.method == Method::Get && server.has(&endpoint.versions)) {
            let fixed: Option<Vec<&str>> = endpoint.path.iter().map(fixed).collect();
            let limit = endpoint.query.iter().any(|option| option.name == "limit");
            let query = if limit { Query::default().with("limit", "100") } else { Query::default() };
            if let (Some(path), false) = (fixed, is_not_asked(endpoint)) {
                self.ask(api, endpoint, &question::path(&path), &query);
            }
        }
    }

    /// What the walk has learned.
    #[must_use]
    pub fn into_pool(self) -> Pool {
        self.pool
    }

    /// Says which described fields no answer had.
    fn coverage(&mut self, api: &Api) {
        let unseen = shape::unseen(api, self.server, &self.seen);
        self.section.count_many("fields seen", self.seen.len());
        self.section.count_many("fields never seen", unseen.iter().map(|(_, fields)| fields.len()).sum());
        for (shape, fields) in unseen {
            self.section.note(format!("never seen: {shape}"), fields.join(", "));
        }
        self.seen.clear();
    }

    fn endpoint(&mut self, api: &Api, resource: &Resource, endpoint: &Endpoint) {
        let name = place(api, endpoint);
        if let Some((_, why)) = NOT_ASKED.iter().find(|(known, _)| *known == endpoint.route()) {
            self.section.count("endpoints not asked");
            return self.section.note(name, *why);
        }
        let paths = self.paths(endpoint, resource);
        let (Some(required), false) = (self.required(api, endpoint), paths.is_empty()) else {
            self.section.count("endpoints not asked");
            return self.section.note(name, "the site has nothing to ask it with");
        };
        self.section.count("endpoints asked");
        let mut answered = false;
        for query in question::queries(api, endpoint, self.server, &required) {
            for path in &paths {
                answered |= self.ask(api, endpoint, path, &query);
            }
        }
        if !answered {
            self.section.count("endpoints without a good answer");
        }
    }

    /// Asks once as each who may; whether the first of them got a good answer.
    fn ask(&mut self, api: &Api, endpoint: &Endpoint, path: &str, query: &Query) -> bool {
        let path = format!("{}{path}", api.base);
        let place = place(api, endpoint);
        let mut answered = None;
        for (first, answer) in self.answers(api, endpoint, &path, query) {
            let good = answer.as_ref().is_ok_and(Answer::succeeded);
            answered.get_or_insert(good);
            match answer {
                Ok(answer) if good => self.judge(api, endpoint, &place, query, &answer),
                Ok(answer) if first => {
                    self.section.count("answers refused");
                    self.section.note(&place, format!("{}{}", answer.complaint(), options(query)));
                }
                // Whether others may ask is for the gate matrix to say.
                Ok(_) => {}
                Err(why) => self.section.disagree(&place, format!("{why}{}", options(query))),
            }
        }
        answered.unwrap_or_default()
    }

    fn answers(&self, api: &Api, endpoint: &Endpoint, path: &str, query: &Query) -> Vec<(bool, Result<Answer, String>)> {
        let callers = self.callers(api, endpoint).into_iter().enumerate();
        callers.map(|(index, caller)| (index == 0, self.client.send("GET", path, query, caller, None))).collect()
    }

    fn judge(&mut self, api: &Api, endpoint: &Endpoint, place: &str, query: &Query, answer: &Answer) {
        self.section.count("answers compared");
        let (faults, seen) = faults(api, endpoint, self.server, query, answer);
        for says in faults {
            self.section.disagree(place, says);
        }
        self.seen.extend(seen);
        if let Some(json) = &answer.json {
            self.pool.learn(api, &endpoint.returns, json);
        }
    }

    /// Everybody whose view is worth a look; the most powerful first.
    fn callers(&self, api: &Api, endpoint: &Endpoint) -> Vec<&Caller> {
        let Some(access) = api.access.get(endpoint.access) else { return Vec::new() };
        if access.anonymous {
            return vec![&Caller::Nobody];
        }
        let takes = |name: &str| access.credentials.iter().filter_map(|id| api.credentials.get(*id)).any(|known| known.name.contains(name));
        if takes("content") {
            return vec![&self.content];
        }
        let staff = if takes("staff_token") { vec![&self.staff, &self.contributor] } else { Vec::new() };
        let session = if takes("session") && staff.is_empty() { vec![&self.session] } else { Vec::new() };
        let integration = if takes("integration") { vec![&self.integration] } else { Vec::new() };
        [session, staff, integration].concat()
    }

    /// The paths to ask, as many as the site has.
    fn paths(&self, endpoint: &Endpoint, resource: &Resource) -> Vec<String> {
        let mut paths: Vec<Vec<String>> = vec![Vec::new()];
        for segment in &endpoint.path {
            let mut fitting = self.pool.fitting(segment, resource.entity);
            if let (true, Segment::Parameter { name, .. }) = (fitting.is_empty(), segment) {
                fitting.extend(PARAMETERS.iter().filter(|(known, _)| known == name).map(|(_, value)| (*value).to_owned()));
            }
            let longer =
                paths.iter().flat_map(|path| fitting.iter().map(move |part| [path.as_slice(), std::slice::from_ref(part)].concat()));
            paths = longer.take(PATHS).collect();
        }
        paths.iter().map(|path| question::path(path)).collect()
    }

    /// A query with what must be given; `None` if there is no value for it.
    fn required(&self, api: &Api, endpoint: &Endpoint) -> Option<Query> {
        let name = endpoint.route();
        let mut query = Query::default();
        for option in endpoint.query.iter().filter(|option| option.required) {
            let known = REQUIRED.iter().find(|(endpoint, known, _)| *endpoint == name && *known == option.name);
            let value = match (known, &option.kind) {
                (Some((_, _, value)), _) => (*value).to_owned(),
                (None, OptionKind::Id(shape)) => self.pool.values(*shape, "id").first()?.clone(),
                (None, OptionKind::Choice(id) | OptionKind::Choices(id)) => api.enums.get(id.0)?.values.first()?.value.clone(),
                (None, OptionKind::Boolean) => "true".to_owned(),
                (None, OptionKind::Integer) => "1".to_owned(),
                (None, OptionKind::Date) => "2024-01-01".to_owned(),
                (None, OptionKind::Timestamp) => "2024-01-01T00:00:00.000Z".to_owned(),
                (None, OptionKind::Filter) => "id:-null".to_owned(),
                (None, OptionKind::String | OptionKind::Strings | OptionKind::Fields(_) | OptionKind::Order) => return None,
            };
            query = query.with(&option.name, value);
        }
        Some(query)
    }
}

/// Everything about a good answer that is not as described (status, media, content), and the fields it had.
#[must_use]
pub fn faults(api: &Api, endpoint: &Endpoint, server: Server, query: &Query, answer: &Answer) -> (BTreeSet<String>, Seen) {
    let mut seen = Seen::default();
    let mut faults = BTreeSet::new();
    if !endpoint.status.contains(&answer.status) {
        faults.insert(format!("status {} is not described", answer.status));
    }
    let envelope = &endpoint.returns.envelope;
    match (envelope.kind, &answer.json) {
        (EnvelopeKind::Text | EnvelopeKind::File, _) => {
            let media = envelope.media.as_deref().unwrap_or_default();
            if !media.split(", ").any(|media| answer.media.starts_with(media)) {
                faults.insert(format!("content type `{}` instead of `{media}`", answer.media));
            }
        }
        (EnvelopeKind::Empty, None) if answer.length == 0 || answer.media.starts_with("text/") => {}
        (_, None) => {
            faults.insert(format!("{} bytes of `{}` instead of JSON", answer.length, answer.media));
        }
        (_, Some(json)) => {
            let asked = Asked::new(endpoint, query);
            let reading = shape::read(api, server, &asked, &endpoint.returns, json);
            faults.extend(reading.mismatches.into_iter().map(|mismatch| format!("{}: {}", mismatch.path, mismatch.says)));
            seen = reading.seen;
        }
    }
    (faults, seen)
}

fn is_not_asked(endpoint: &Endpoint) -> bool {
    let name = endpoint.route();
    NOT_ASKED.iter().any(|(known, _)| *known == name)
}

fn fixed(segment: &Segment) -> Option<&str> {
    match segment {
        Segment::Fixed(text) => Some(text),
        Segment::Parameter { .. } => None,
    }
}

/// An endpoint among those of all APIs.
fn place(api: &Api, endpoint: &Endpoint) -> String {
    let name = endpoint.route();
    if api.name == "admin" { name } else { format!("{} {name}", api.name) }
}

/// Which options a query has, without their values: those are many and always the same.
fn options(query: &Query) -> String {
    let names: Vec<&str> = query.pairs().iter().map(|(name, _)| name.as_str()).collect();
    if names.is_empty() { String::new() } else { format!(" (asked with {})", names.join(", ")) }
}
