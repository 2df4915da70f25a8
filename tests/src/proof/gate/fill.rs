//! Fills in what a request names: the caller's own id, somebody else's, a draft that is made for it.

use serde_json::Value;

use super::body::NOBODY;
use super::run::{Asker, Trouble};
use super::{Body, Caller, Probe};
use crate::server::Role;

/// Names of what is made for a request.
const MADE: [&str; 7] = ["draft", "page", "commented", "member", "comment", "webhook:own", "webhook:other"];
const OWNER: Caller = Caller::Staff("Owner");

/// The request as one caller sends it, and whether something was made for it.
pub(super) fn filled(asker: &Asker<'_>, caller: Caller, probe: &Probe) -> Result<(Probe, bool), Trouble> {
    let filler = Filler { asker, caller };
    let mut probe = probe.clone();
    let mut made = filler.fill(&mut probe.path)?;
    made |= filler.fill(&mut probe.query)?;
    if let Body::Json(text) = &mut probe.body {
        made |= filler.fill(text)?;
    }
    Ok((probe, made))
}

struct Filler<'a> {
    asker: &'a Asker<'a>,
    caller: Caller,
}

impl Filler<'_> {
    /// Replaces every name in braces that is one; JSON has other braces.
    fn fill(&self, text: &mut String) -> Result<bool, Trouble> {
        let mut made = false;
        let mut from = 0;
        while let Some(start) = text[from..].find('{').map(|index| from + index) {
            let Some(end) = text[start..].find('}').map(|index| start + index) else { break };
            let name = text[start + 1..end].to_owned();
            from = start + 1;
            if let Some(value) = self.value(&name)? {
                made |= MADE.contains(&name.as_str());
                text.replace_range(start..=end, &value);
            }
        }
        Ok(made)
    }

    fn value(&self, name: &str) -> Result<Option<String>, Trouble> {
        Ok(Some(match name.split_once(':') {
            None => match name {
                "me" => self.user(self.caller.name()),
                "other" if self.caller == Caller::Staff("Contributor") => self.user("Author"),
                "other" => self.user("Contributor"),
                "integration" => self.asker.server().integration_id().to_owned(),
                "password" => self.asker.server().owner().password.clone(), // everybody's is the same
                "draft" => self.written("posts")?,
                "page" => self.written("pages")?,
                "commented" => self.commented()?,
                "member" => self.member()?,
                "comment" => self.comment()?,
                _ => return Ok(None),
            },
            Some(("user", role)) => self.user(role),
            Some(("role", role)) => self.role(role)?,
            Some(("first", resource)) => self.first(resource)?,
            Some(("webhook", whose)) => self.webhook(whose)?,
            Some(_) => return Ok(None),
        }))
    }

    fn user(&self, role: &str) -> String {
        let known = Role::ALL.into_iter().find(|known| known.name() == role);
        known.map_or_else(|| NOBODY.to_owned(), |role| self.asker.server().user(role).id.clone())
    }

    fn role(&self, name: &str) -> Result<String, Trouble> {
        let roles = self.get("/roles/", "limit=100")?;
        let roles = roles.pointer("/roles").and_then(Value::as_array).into_iter().flatten();
        id(roles.filter(|role| role["name"] == name).collect::<Vec<_>>().first().copied(), name)
    }

    fn first(&self, resource: &str) -> Result<String, Trouble> {
        let list = self.get(&format!("/{resource}/"), "limit=1")?;
        id(list.pointer(&format!("/{resource}/0")), resource)
    }

    /// A draft of the caller's. The owner writes it where the caller may not: no page, and nothing without being a member of staff.
    fn written(&self, resource: &str) -> Result<String, Trouble> {
        let (writer, author) = match self.caller {
            Caller::Staff(role) if resource == "posts" => (self.caller, self.user(role)),
            Caller::Staff(role) | Caller::Session(role) => (OWNER, self.user(role)),
            Caller::Anonymous | Caller::Integration => (OWNER, self.user("Owner")),
        };
        let body = format!(r#"{{"{resource}":[{{"title":"Gate draft","authors":[{{"id":"{author}"}}]}}]}}"#);
        let answer = self.json(writer, "POST", &format!("/{resource}/"), body)?;
        id(answer.pointer(&format!("/{resource}/0")), resource)
    }

    /// A post that may be commented on.
    fn commented(&self) -> Result<String, Trouble> {
        let body = r#"{"settings":[{"key":"comments_enabled","value":"all"}]}"#;
        self.json(OWNER, "PUT", "/settings/", body.to_owned())?;
        self.first("posts")
    }

    fn member(&self) -> Result<String, Trouble> {
        let email = format!("{}@example.com", self.caller.name().replace(' ', "-"));
        let member = self.json(OWNER, "POST", "/members/", format!(r#"{{"members":[{{"email":"{email}"}}]}}"#))?;
        id(member.pointer("/members/0"), "member")
    }

    fn comment(&self) -> Result<String, Trouble> {
        let (post, member) = (self.commented()?, self.member()?);
        let body = format!(r#"{{"comments":[{{"post_id":"{post}","member_id":"{member}","html":"<p>Gate</p>"}}]}}"#);
        let answer = self.json(OWNER, "POST", "/comments/", body)?;
        id(answer.pointer("/comments/0"), "comment")
    }

    /// A webhook of the integration itself, or of another one that is made for it.
    fn webhook(&self, whose: &str) -> Result<String, Trouble> {
        let integration = if whose == "own" {
            self.asker.server().integration_id().to_owned()
        } else {
            let answer = self.json(OWNER, "POST", "/integrations/", r#"{"integrations":[{"name":"Other"}]}"#.to_owned())?;
            id(answer.pointer("/integrations/0"), "integration")?
        };
        // Ghost takes each address once for an event.
        let target = format!("http://127.0.0.1:9/{integration}/{}", self.caller.name().replace(' ', "-"));
        let body = format!(r#"{{"webhooks":[{{"event":"post.added","target_url":"{target}","integration_id":"{integration}"}}]}}"#);
        let answer = self.json(OWNER, "POST", "/webhooks/", body)?;
        id(answer.pointer("/webhooks/0"), "webhook")
    }

    fn get(&self, path: &str, query: &str) -> Result<Value, Trouble> {
        self.answer(OWNER, Probe::plain("GET", path, query, Body::Empty))
    }

    fn json(&self, caller: Caller, method: &'static str, path: &str, body: String) -> Result<Value, Trouble> {
        self.answer(caller, Probe::plain(method, path, "", Body::Json(body)))
    }

    fn answer(&self, caller: Caller, probe: Probe) -> Result<Value, Trouble> {
        let (status, body) = self.asker.send(caller, &probe)?;
        if status >= 300 {
            return Err(format!("{} {} as {caller} answered {status}: {}", probe.method, probe.path, String::from_utf8_lossy(&body)).into());
        }
        Ok(serde_json::from_slice(&body)?)
    }
}

fn id(object: Option<&Value>, what: &str) -> Result<String, Trouble> {
    let id = object.and_then(|object| object.get("id")).and_then(Value::as_str);
    id.map(str::to_owned).ok_or_else(|| format!("the test site has no {what}").into())
}
