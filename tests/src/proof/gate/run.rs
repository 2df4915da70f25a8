//! Asks a real server, everything and everybody.

use std::collections::BTreeSet;
use std::error::Error;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

use ghost_client::credential::{AdminKey, AdminToken, Authorize as _};
use ghost_spec::model::{Api, Endpoint, Version};
use reqwest::blocking::{Client, RequestBuilder};
use reqwest::header::CONTENT_TYPE;

use super::super::client as plain;
use super::fill;
use super::{Answer, Body, Caller, Cell, Gate, Matrix, Prediction, Probe, Verdict, callers, known_bugs, predict, probes};
use crate::server::{GhostServer, Role, User};

/// Why the server could not be asked: a reset or a connection that failed.
pub(super) type Trouble = Box<dyn Error + Send + Sync>;

/// Long enough for any answer, and for one that never comes.
const PATIENCE: Duration = Duration::from_secs(20);
const NO_PATIENCE: Duration = Duration::from_millis(1500);
const BOUNDARY: &str = "gate-probe-4d7a";

/// A plain HTTP client that asks as anybody.
#[derive(Debug)]
pub struct Asker<'a> {
    server: &'a GhostServer,
    base: String,
    client: Client,
}

/// The flags a server needs for everything that is described, as configuration values.
#[must_use]
pub fn flags(api: &Api) -> Vec<(String, &'static str)> {
    let endpoints = api.resources.iter().flat_map(|resource| &resource.endpoints);
    let names: BTreeSet<&str> = endpoints.filter_map(|endpoint| endpoint.flag.as_deref()).collect();
    names.into_iter().map(|name| (format!("labs__{name}"), "true")).collect()
}

/// Asks everything as everybody. `done` hears of each endpoint.
///
/// # Errors
///
/// The server cannot be reset, or no connection to it can be made.
pub fn run(server: &GhostServer, api: &Api, mut done: impl FnMut(&str)) -> Result<Matrix, Trouble> {
    let asker = Asker::new(server, api)?;
    let version = Version::parse(server.version()).ok_or_else(|| format!("`{}` is no version", server.version()))?;
    let gate = Gate { api, version };
    let mut matrix = Matrix { version: server.version().to_owned(), ..Matrix::default() };
    for endpoint in api.resources.iter().flat_map(|resource| &resource.endpoints) {
        for probe in probes(api, endpoint, gate.version.numbers[0]) {
            let cells = asker.ask_all(&gate, endpoint, &probe)?;
            matrix.cells.extend(cells);
        }
        matrix.note_unseen(&gate, endpoint);
        done(&endpoint.route());
    }
    Ok(matrix)
}

impl<'a> Asker<'a> {
    /// # Errors
    ///
    /// No HTTP client can be made.
    pub fn new(server: &'a GhostServer, api: &Api) -> Result<Self, Trouble> {
        // A reset may restart the server, and a kept connection would be a dead one.
        let client = Client::builder().pool_max_idle_per_host(0).redirect(reqwest::redirect::Policy::none()).build()?;
        Ok(Asker { server, base: format!("{}{}", server.url(), api.base), client })
    }

    fn ask_all(&self, gate: &Gate<'_>, endpoint: &Endpoint, probe: &Probe) -> Result<Vec<Cell>, Trouble> {
        let name = if probe.label.is_empty() { endpoint.route() } else { format!("{} [{}]", endpoint.route(), probe.label) };
        // What acts on one object must find it as it was.
        let has_target = probe.path.contains('{');
        let mut cells = Vec::new();
        let mut changed = false;
        for caller in callers(gate.api, endpoint) {
            let predicted = predict(gate, endpoint, caller);
            if predicted == Prediction::Absent && caller != Caller::Staff("Owner") {
                continue;
            }
            let (probe, made) = fill::filled(self, caller, probe)?;
            let bugs: Vec<u16> = known_bugs(gate, endpoint, caller).iter().map(|bug| bug.status.unwrap_or_default()).collect();
            let cell = Cell::new(name.clone(), caller, &probe, (predicted, &bugs), self.ask(caller, &probe)?);
            changed |= made || (probe.method != "GET" && matches!(cell.verdict, Verdict::Allowed | Verdict::Failed | Verdict::Silent));
            cells.push(cell);
            // What only a login may do can lock everybody out.
            if changed && (has_target || matches!(caller, Caller::Session(_))) {
                self.server.hot_reset()?;
                changed = false;
            }
        }
        if changed {
            self.server.hot_reset()?;
        }
        Ok(cells)
    }

    /// Asks once, or again while the server says that it is not ready.
    ///
    /// # Errors
    ///
    /// The connection failed.
    pub fn ask(&self, caller: Caller, probe: &Probe) -> Result<Answer, Trouble> {
        for _ in 0..50 {
            let answer = self.once(caller, probe)?;
            if answer.status != 503 {
                return Ok(answer);
            }
            sleep(Duration::from_millis(100));
        }
        self.once(caller, probe)
    }

    fn once(&self, caller: Caller, probe: &Probe) -> Result<Answer, Trouble> {
        match self.send(caller, probe) {
            Ok((status, body)) => Ok(Answer::new(status, &body)),
            Err(error) => match error.downcast::<reqwest::Error>() {
                Ok(error) if error.is_timeout() => Ok(Answer::default()),
                Ok(error) => Ok(Answer { message: format!("no answer: {}", error.without_url()), ..Answer::default() }),
                Err(error) => Err(error),
            },
        }
    }

    /// Sends a request as somebody; status and body of the answer.
    ///
    /// # Errors
    ///
    /// No answer arrived.
    pub fn send(&self, caller: Caller, probe: &Probe) -> Result<(u16, Vec<u8>), Trouble> {
        let mark = if probe.query.is_empty() { "" } else { "?" };
        let url = format!("{}{}{mark}{}", self.base, probe.path, probe.query);
        let method = reqwest::Method::from_bytes(probe.method.as_bytes())?;
        let mut request = self.client.request(method, url).timeout(if probe.silent { NO_PATIENCE } else { PATIENCE });
        for (name, value) in self.credential(caller)? {
            request = request.header(name, value);
        }
        let answer = with_body(request, &probe.body).send()?;
        Ok((answer.status().as_u16(), answer.bytes()?.to_vec()))
    }

    /// The server that is asked.
    #[must_use]
    pub fn server(&self) -> &GhostServer {
        self.server
    }

    /// Headers by which the server knows somebody.
    fn credential(&self, caller: Caller) -> Result<Vec<(&'static str, String)>, Trouble> {
        let key = match caller {
            Caller::Anonymous => return Ok(Vec::new()),
            Caller::Integration => self.server.admin_key(),
            Caller::Staff(name) => &self.user(name)?.staff_token,
            // A reset forgets all sessions.
            Caller::Session(name) => {
                let cookie = plain::Client::new(self.server.url())?.cookie(self.user(name)?)?;
                return Ok(vec![("cookie", cookie), ("origin", self.server.url().to_owned())]);
            }
        };
        let key = AdminKey::parse(key)?;
        Ok(AdminToken::new(key, "/admin/").present(SystemTime::now()).header.into_iter().collect())
    }

    fn user(&self, name: &str) -> Result<&User, Trouble> {
        let role = Role::ALL.into_iter().find(|role| role.name() == name);
        Ok(self.server.user(role.ok_or_else(|| format!("the seed has no user with the role {name}"))?))
    }
}

fn with_body(request: RequestBuilder, body: &Body) -> RequestBuilder {
    match body {
        Body::Empty => request,
        Body::Json(text) => request.header(CONTENT_TYPE, "application/json").body(text.clone()),
        Body::File { part, name, media, content } => {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"{name}\"\r\nContent-Type: {media}\r\n\r\n"
            );
            let whole = [head.as_bytes(), content, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat();
            request.header(CONTENT_TYPE, format!("multipart/form-data; boundary={BOUNDARY}")).body(whole)
        }
    }
}
