//! Having Ghost send events to an address.

use std::fmt;

use crate::admin::integrations::IntegrationId;
use crate::admin::webhooks::{NewWebhook, Webhook, WebhookEvent};
use crate::client::{AdminCredential, Ghost, MayCall, access};
use crate::connection::{Async, Blocking};
use crate::error::{Error, ErrorKind};

/// Most characters of an address that Ghost takes.
const LONGEST_ADDRESS: usize = 2000;
/// Most characters of a name or secret that Ghost takes.
const LONGEST_TEXT: usize = 191;
/// How Ghost says that it has a webhook already; in no code of its own.
const TAKEN: &str = "already been used for this event";

/// Webhooks to add: events, an address, the secret that signs them.
///
/// ```no_run
/// use ghost_client::webhook::Registration;
/// use ghost_client::webhooks::WebhookEvent;
///
/// # async fn example(ghost: &ghost_client::Ghost<ghost_client::Integration>, secret: &str) -> Result<(), ghost_client::Error> {
/// let registered = Registration::new("https://hooks.example.com/ghost", secret)
///     .on([WebhookEvent::PostPublished, WebhookEvent::MemberAdded])
///     .register(ghost)
///     .await?;
/// println!("{} new, {} already there", registered.added.len(), registered.present.len());
/// # Ok(())
/// # }
/// ```
///
/// Ghost takes any event's name and then never calls; it refuses the same event and address twice, whichever integration has it. So names
/// are checked here, and what is already there is no error: registering can be repeated.
///
/// Building never fails; what is wrong is said before anything is sent.
#[derive(Clone)]
pub struct Registration {
    target: String,
    secret: String,
    events: Vec<WebhookEvent>,
    name: Option<String>,
    integration: Option<IntegrationId>,
    address_per_event: bool,
}

impl fmt::Debug for Registration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address may hold a secret of the receiver's own.
        formatter.debug_struct("Registration").field("events", &self.events).field("name", &self.name).finish_non_exhaustive()
    }
}

/// What became of a registration.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Registered {
    /// Webhooks that were added.
    pub added: Vec<Webhook>,
    /// Events for which the address was registered before, by this integration or another, with whatever secret it was given then.
    pub present: Vec<WebhookEvent>,
}

impl Registered {
    /// Takes in what came of adding one.
    #[inline]
    fn take(&mut self, event: WebhookEvent, added: Result<Webhook, Error>) -> Result<(), Error> {
        match added {
            Ok(webhook) => self.added.push(webhook),
            Err(error) if is_taken(&error) => self.present.push(event),
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// Whether Ghost refuses a webhook because it has one of the same event and address.
#[inline]
fn is_taken(error: &Error) -> bool {
    let said = error.ghost().map(|ghost| [&ghost.message, &ghost.context]).into_iter().flatten().flatten().any(|text| text.contains(TAKEN));
    said && matches!(error.kind(), ErrorKind::Validation { .. })
}

impl Registration {
    /// Calls `target_url`, signed with `secret`, which should be long and random: up to 191 characters.
    #[must_use]
    pub fn new(target_url: impl Into<String>, secret: impl Into<String>) -> Self {
        Registration {
            target: target_url.into(),
            secret: secret.into(),
            events: Vec::new(),
            name: None,
            integration: None,
            address_per_event: false,
        }
    }

    /// Waits for these events too.
    #[must_use]
    pub fn on(mut self, events: impl IntoIterator<Item = impl Into<WebhookEvent>>) -> Self {
        self.events.extend(events.into_iter().map(Into::into));
        self
    }

    /// Name shown to staff, up to 191 characters.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The integration the webhooks belong to: members of staff must say one, an integration's are its own.
    #[must_use]
    pub fn integration(mut self, id: IntegrationId) -> Self {
        self.integration = Some(id);
        self
    }

    /// Gives each event an address of its own, such as `https://hooks.example.com/ghost/post.published`.
    ///
    /// Ghost before 6.45 does not say in the body which event it is: the receiver takes it from the address, and hands it to
    /// [`Verified::event_or`](super::Verified::event_or).
    #[must_use]
    pub fn address_per_event(mut self) -> Self {
        self.address_per_event = true;
        self
    }

    /// The webhooks to add, one for each event.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`]: no event, an unknown one or one twice; an address that is none; a secret that is empty; something too long.
    #[inline]
    pub fn webhooks(&self) -> Result<Vec<NewWebhook>, Error> {
        self.check()?;
        self.events.iter().map(|event| self.webhook(event)).collect()
    }

    /// Adds the webhooks that are not there yet.
    ///
    /// # Errors
    ///
    /// As [`webhooks`](Registration::webhooks), or Ghost refused one. Those added until then stay; repeating adds the others.
    pub async fn register<C: AdminCredential + MayCall<access::Anyone>>(&self, ghost: &Ghost<C, Async>) -> Result<Registered, Error> {
        let mut registered = Registered::default();
        for webhook in self.webhooks()? {
            registered.take(webhook.event.clone(), ghost.webhooks().add(webhook).await)?;
        }
        Ok(registered)
    }

    /// As [`register`](Registration::register), on the calling thread.
    ///
    /// # Errors
    ///
    /// As [`register`](Registration::register).
    pub fn register_blocking<C: AdminCredential + MayCall<access::Anyone>>(&self, ghost: &Ghost<C, Blocking>) -> Result<Registered, Error> {
        let mut registered = Registered::default();
        for webhook in self.webhooks()? {
            registered.take(webhook.event.clone(), ghost.webhooks().add(webhook).send())?;
        }
        Ok(registered)
    }

    #[inline]
    fn check(&self) -> Result<(), Error> {
        let is_web = ["http://", "https://"].iter().any(|scheme| self.target.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty()));
        if !is_web {
            return Err(Error::input("a webhook's address starts with http:// or https://"));
        }
        if self.secret.is_empty() {
            return Err(Error::input("a webhook without a secret is not signed: give one that is long and random"));
        }
        let texts = [("secret", Some(&self.secret)), ("name", self.name.as_ref())];
        if let Some((what, _)) = texts.iter().find(|(_, text)| text.is_some_and(|text| text.chars().count() > LONGEST_TEXT)) {
            return Err(Error::input(format!("a webhook's {what} has at most {LONGEST_TEXT} characters")));
        }
        if self.events.is_empty() {
            return Err(Error::input("there is no event to wait for"));
        }
        for (place, event) in self.events.iter().enumerate() {
            if let WebhookEvent::Unknown(name) = event {
                return Err(Error::input(format!("`{}` is no event of Ghost's: it would take it, and never call", name.as_str())));
            }
            if self.events[..place].contains(event) {
                return Err(Error::input(format!("`{}` is there twice: Ghost refuses an event twice for an address", event.as_str())));
            }
        }
        Ok(())
    }

    #[inline]
    fn webhook(&self, event: &WebhookEvent) -> Result<NewWebhook, Error> {
        let target = self.target_of(event);
        if target.chars().count() > LONGEST_ADDRESS {
            return Err(Error::input(format!("a webhook's address has at most {LONGEST_ADDRESS} characters")));
        }
        let mut webhook = NewWebhook::new(event.clone(), target).secret(&*self.secret);
        webhook.name.clone_from(&self.name);
        webhook.integration_id.clone_from(&self.integration);
        Ok(webhook)
    }

    #[inline]
    fn target_of(&self, event: &WebhookEvent) -> String {
        if !self.address_per_event {
            return self.target.clone();
        }
        let (path, query) = self.target.split_at(self.target.find(['?', '#']).unwrap_or(self.target.len()));
        format!("{}/{}{query}", path.trim_end_matches('/'), event.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registration() -> Registration {
        Registration::new("https://hooks.example.com/ghost?from=blog", "s3cr3t-s3cr3t").on(["post.published", "member.added"])
    }

    fn refused(registration: &Registration) -> String {
        let error = registration.webhooks().unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Input { .. }), "{error}");
        assert!(!error.to_string().contains("s3cr3t"), "{error}");
        error.to_string()
    }

    #[test]
    fn each_event_is_a_webhook() {
        let webhooks = registration().name("Blog").integration(IntegrationId::new("1").unwrap()).webhooks().unwrap();
        let events: Vec<_> = webhooks.iter().map(|webhook| webhook.event.clone()).collect();
        assert_eq!(events, [WebhookEvent::PostPublished, WebhookEvent::MemberAdded]);
        for webhook in webhooks {
            assert_eq!(webhook.target_url, "https://hooks.example.com/ghost?from=blog");
            assert_eq!((webhook.secret.as_deref(), webhook.name.as_deref()), (Some("s3cr3t-s3cr3t"), Some("Blog")));
            assert_eq!(webhook.integration_id.unwrap().as_str(), "1");
        }
    }

    #[test]
    fn an_address_for_each_event_ends_in_its_name() {
        let webhooks = registration().address_per_event().webhooks().unwrap();
        assert_eq!(webhooks[0].target_url, "https://hooks.example.com/ghost/post.published?from=blog");
        let bare = Registration::new("http://127.0.0.1:8080", "s").on([WebhookEvent::SiteChanged]).address_per_event();
        assert_eq!(bare.webhooks().unwrap()[0].target_url, "http://127.0.0.1:8080/site.changed");
    }

    #[test]
    fn what_ghost_would_take_and_forget_or_refuse_is_refused() {
        assert!(refused(&registration().on(["post.publish"])).contains("`post.publish` is no event of Ghost's"));
        assert!(refused(&registration().on(["Post.Added"])).contains("no event"));
        assert!(refused(&registration().on(["member.added"])).contains("`member.added` is there twice"));
        assert!(refused(&Registration::new("https://a.example", "s3cr3t")).contains("no event to wait for"));
        for address in ["", "hooks.example.com", "ftp://a.example", "/ghost"] {
            assert!(refused(&Registration::new(address, "s3cr3t").on(["post.added"])).contains("http://"), "{address}");
        }
        assert!(refused(&Registration::new("https://a.example", "").on(["post.added"])).contains("not signed"));
        assert!(
            refused(&Registration::new("https://a.example", "s3cr3t".repeat(32)).on(["post.added"])).contains("secret has at most 191")
        );
        assert!(refused(&registration().name("n".repeat(192))).contains("name has at most 191"));
        let long = format!("https://a.example/{}", "x".repeat(2000));
        assert!(refused(&Registration::new(long, "s3cr3t").on(["post.added"])).contains("at most 2000"));
    }

    #[test]
    fn the_secret_is_not_shown() {
        assert!(!format!("{:?}", registration()).contains("s3cr3t"));
    }
}
