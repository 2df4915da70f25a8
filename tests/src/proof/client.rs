//! Plain HTTP to a test site: no generated types, no retries, whatever the server says.

use std::time::{Duration, SystemTime};

use ghost_client::credential::{AdminKey, AdminToken, Authorize};
use reqwest::blocking;
use reqwest::redirect::Policy;
use serde_json::{Value, json};

use super::question::Query;
use crate::server::User;

/// Some routes never answer.
const PATIENCE: Duration = Duration::from_secs(8);

/// As whom a request is sent.
#[derive(Debug)]
pub enum Caller {
    /// Nobody.
    Nobody,
    /// A key of an integration or of a member of staff.
    Key(AdminToken),
    /// A login.
    Session(String),
    /// The key of the Content API.
    Content(String),
}

/// What a server answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Content type, empty if there is none.
    pub media: String,
    /// The body, if it is JSON.
    pub json: Option<Value>,
    /// Bytes of the body.
    pub length: usize,
}

impl Answer {
    /// Whether it is a success.
    #[must_use]
    pub fn succeeded(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The error in the server's words: status, type, message and context.
    #[must_use]
    pub fn complaint(&self) -> String {
        let error = self.json.as_ref().and_then(|json| json.pointer("/errors/0"));
        let said = |key: &str| error.and_then(|error| error.get(key)).and_then(Value::as_str).unwrap_or_default();
        let words = [said("type"), said("message"), said("context")].map(str::trim);
        let said: Vec<&str> = words.into_iter().filter(|words| !words.is_empty()).collect();
        format!("{} {}", self.status, said.join(": ")).trim_end().to_owned()
    }
}

/// Sends requests to one site.
#[derive(Debug)]
pub struct Client {
    http: blocking::Client,
    url: String,
}

impl Client {
    /// A client of a site.
    ///
    /// # Errors
    ///
    /// The HTTP client cannot be made.
    pub fn new(url: &str) -> Result<Self, String> {
        let http = blocking::Client::builder().timeout(PATIENCE).redirect(Policy::none()).build();
        Ok(Client { http: http.map_err(|error| error.to_string())?, url: url.to_owned() })
    }

    /// Sends a request; `path` is the whole path. The error says why there is no answer.
    ///
    /// # Errors
    ///
    /// No answer came, or its body broke off.
    pub fn send(&self, method: &str, path: &str, query: &Query, caller: &Caller, body: Option<&Value>) -> Result<Answer, String> {
        let method = reqwest::Method::from_bytes(method.as_bytes()).map_err(|error| error.to_string())?;
        let mut request = self.http.request(method, self.address(path, query, caller)?);
        match caller {
            Caller::Key(token) => {
                if let Some((name, value)) = token.present(SystemTime::now()).header {
                    request = request.header(name, value);
                }
            }
            Caller::Session(cookie) => request = request.header("cookie", cookie).header("origin", &self.url),
            Caller::Nobody | Caller::Content(_) => {}
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        answer(request.send())
    }

    /// Logs a member of staff in.
    ///
    /// # Errors
    ///
    /// The server refuses.
    pub fn log_in(&self, user: &User) -> Result<Caller, String> {
        self.cookie(user).map(Caller::Session)
    }

    /// The cookie of a session of a member of staff.
    ///
    /// # Errors
    ///
    /// The server refuses the login.
    pub fn cookie(&self, user: &User) -> Result<String, String> {
        let credentials = json!({ "username": user.email, "password": user.password }).to_string();
        let request = self.http.post(format!("{}/ghost/api/admin/session/", self.url)).header("origin", &self.url);
        let response = request.header("content-type", "application/json").body(credentials).send().map_err(|error| error.to_string())?;
        let cookies = response.headers().get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok());
        let pairs: Vec<&str> = cookies.filter_map(|cookie| cookie.split(';').next()).collect();
        let (status, cookie) = (response.status(), pairs.join("; "));
        // Ghost holds back the end of the answer until it has stored the session.
        response.bytes().map_err(|error| error.to_string())?;
        if status.is_success() { Ok(cookie) } else { Err(format!("login: {status}")) }
    }

    fn address(&self, path: &str, query: &Query, caller: &Caller) -> Result<reqwest::Url, String> {
        let mut url = reqwest::Url::parse(&format!("{}{path}", self.url)).map_err(|error| error.to_string())?;
        let key = match caller {
            Caller::Content(key) => Some(("key", key.as_str())),
            _ => None,
        };
        let given = query.pairs().iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let pairs: Vec<(&str, &str)> = given.chain(key).collect();
        if !pairs.is_empty() {
            url.query_pairs_mut().extend_pairs(pairs);
        }
        Ok(url)
    }
}

/// The caller behind an Admin API key or staff token, `id:secret`.
///
/// # Errors
///
/// The key is none.
pub fn key(text: &str) -> Result<Caller, String> {
    let key = AdminKey::parse(text).map_err(|error| error.to_string())?;
    Ok(Caller::Key(AdminToken::new(key, "/admin/")))
}

fn answer(response: reqwest::Result<blocking::Response>) -> Result<Answer, String> {
    let response = response.map_err(|error| if error.is_timeout() { "never answers".to_owned() } else { error.to_string() })?;
    let status = response.status().as_u16();
    let media = response.headers().get("content-type").and_then(|media| media.to_str().ok()).unwrap_or_default().to_owned();
    let body = response.bytes().map_err(|error| error.to_string())?;
    let json = if media.contains("json") { serde_json::from_slice(&body).ok() } else { None };
    Ok(Answer { status, media, json, length: body.len() })
}
