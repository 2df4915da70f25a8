//! Deliveries that real servers sent, as they came: verified with their secret and read as their event.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::Path;
use std::time::SystemTime;
use std::{fs, io};

use ghost_client::webhook::{Event, Scheme, Verifier};
use ghost_client::webhooks::WebhookEvent;
use serde_json::Value;

/// A recorded delivery.
struct Delivery {
    origin: String,
    event: WebhookEvent,
    /// 6.x; 5.x does not name its events.
    named: bool,
    secret: String,
    headers: Vec<(String, String)>,
    body: String,
}

fn deliveries() -> io::Result<Vec<Delivery>> {
    let mut found = Vec::new();
    for version in ["5.130.6", "6.65.0"] {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("recorded").join(version))? {
            let path = entry?.path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let Some(event) = name.strip_prefix("webhook-delivery-") else { continue };
            let json: Value = serde_json::from_str(&fs::read_to_string(&path)?)?;
            let request = &json["request"];
            let headers = request["headers"].as_object().unwrap();
            found.push(Delivery {
                origin: format!("{version}/{name}"),
                event: WebhookEvent::from(event),
                named: version != "5.130.6",
                secret: request["secret"].as_str().unwrap().to_owned(),
                headers: headers.iter().map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned())).collect(),
                body: request["raw"].as_str().unwrap().to_owned(),
            });
        }
    }
    Ok(found)
}

impl Delivery {
    fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// When it was sent, as its signature says.
    fn sent(&self) -> SystemTime {
        let header = self.headers().find(|(name, _)| *name == "x-ghost-signature").unwrap().1;
        let milliseconds = header.rsplit_once("t=").unwrap().1.parse().unwrap();
        SystemTime::UNIX_EPOCH + std::time::Duration::from_millis(milliseconds)
    }

    fn event(&self) -> Event {
        let verified = Verifier::new(&*self.secret).verify_at(self.sent(), self.headers(), self.body.as_bytes());
        let verified = verified.unwrap_or_else(|error| panic!("{}: {error}", self.origin));
        assert_eq!(verified.scheme(), Scheme::BodyAndTime, "{}", self.origin);
        let told = verified.event().unwrap_or_else(|error| panic!("{}: {error}", self.origin));
        assert_eq!(told.name(), self.named.then(|| self.event.clone()), "{}", self.origin);
        verified.event_or(self.event.clone()).unwrap()
    }

    /// Keys of one side, as they were sent.
    fn keys(&self, side: &str) -> BTreeSet<String> {
        let body: Value = serde_json::from_str(&self.body).unwrap();
        let key = self.event.as_str().split('.').next().unwrap();
        body[key][side].as_object().into_iter().flatten().map(|(key, _)| key.clone()).collect()
    }
}

#[test]
fn recorded_deliveries_are_verified_and_read_as_their_event() {
    let deliveries = deliveries().unwrap();
    assert!(deliveries.len() >= 18, "only {} deliveries", deliveries.len());
    for delivery in &deliveries {
        let event = delivery.event();
        assert_eq!(event.name(), Some(delivery.event.clone()), "{}", delivery.origin);
        let changed = [
            event.post().map(|change| (&change.changed, change.current.is_some())),
            event.page().map(|change| (&change.changed, change.current.is_some())),
            event.tag().map(|change| (&change.changed, change.current.is_some())),
            event.member().map(|change| (&change.changed, change.current.is_some())),
        ];
        let [(changed, is_there)] = changed.into_iter().flatten().collect::<Vec<_>>()[..] else { panic!("{}: {event:?}", delivery.origin) };
        assert_eq!(changed.iter().cloned().collect::<BTreeSet<_>>(), delivery.keys("previous"), "{}", delivery.origin);
        assert_eq!(is_there, !delivery.keys("current").is_empty(), "{}", delivery.origin);
    }
}

#[test]
fn a_recorded_delivery_that_was_touched_is_refused() {
    for delivery in deliveries().unwrap() {
        let touched = delivery.body.replacen("\"id\":\"", "\"id\":\"0", 1);
        let verifier = Verifier::new(&*delivery.secret);
        assert!(verifier.verify_at(delivery.sent(), delivery.headers(), touched.as_bytes()).is_err(), "{}", delivery.origin);
        assert!(Verifier::new("another").verify_at(delivery.sent(), delivery.headers(), delivery.body.as_bytes()).is_err());
        assert!(verifier.verify(delivery.headers(), delivery.body.as_bytes()).is_err(), "{}: an old delivery is a replay", delivery.origin);
    }
}

#[test]
fn what_changed_in_a_recorded_delivery_can_be_read() {
    let deliveries = deliveries().unwrap();
    let event = |origin: &str| deliveries.iter().find(|delivery| delivery.origin == origin).unwrap().event();
    let Event::PostTagAttached(post) = event("6.65.0/webhook-delivery-post.tag.attached") else { panic!() };
    let (now, before) = (post.latest().tags.as_ref().unwrap(), post.previous.tags.as_ref().unwrap());
    assert_eq!((now.len(), before.len(), post.changed("tags"), post.changed("title")), (before.len() + 1, before.len(), true, false));
    let Event::PageDeleted(page) = event("6.65.0/webhook-delivery-page.deleted") else { panic!() };
    assert!(page.current.is_none() && page.latest().id.is_some() && page.latest().html.is_some());
    let Event::MemberEdited(member) = event("6.65.0/webhook-delivery-member.edited") else { panic!() };
    assert!(member.changed("name") && member.previous.name != member.latest().name);
    let Event::PostPublished(post) = event("5.130.6/webhook-delivery-post.published") else { panic!() };
    assert!(post.previous.published_at.is_none() && post.latest().published_at.is_some() && post.changed("published_at"));
}
