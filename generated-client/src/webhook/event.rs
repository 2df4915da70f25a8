//! What a delivery tells.
//!
//! `{"event": "post.edited", "post": {"current": {…}, "previous": {…}}}`; before Ghost 6.45 without `event`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_core::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::error::WebhookError;
use crate::admin::members::PartialMember;
use crate::admin::pages::PartialPage;
use crate::admin::posts::PartialPost;
use crate::admin::tags::PartialTag;
use crate::admin::webhooks::WebhookEvent;
use crate::error::reason;
use crate::json_path;

/// Something before and after it changed.
///
/// Fields that Ghost does not send in a delivery are `None`, as are those that are empty.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Change<T> {
    /// As it is now; none if it was deleted.
    pub current: Option<T>,
    /// What it was: the fields that changed, with their old values; nothing of what was added, everything of what was deleted.
    pub previous: T,
    /// Names of the fields in `previous`, as Ghost writes them: they tell a field that was empty before from one that did not change.
    pub changed: Vec<String>,
}

impl<T> Change<T> {
    /// As it is now, or was before it was deleted.
    #[must_use]
    pub fn latest(&self) -> &T {
        self.current.as_ref().unwrap_or(&self.previous)
    }

    /// Whether a field has another value than before, by the name that Ghost gives it.
    ///
    /// Ghost names `tiers` at times although they are the same.
    #[must_use]
    pub fn changed(&self, field: &str) -> bool {
        self.changed.iter().any(|name| name == field)
    }
}

/// What changed, where the body does not say how: Ghost before 6.45 names no event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Subject {
    /// A post.
    Post(Box<Change<PartialPost>>),
    /// A page.
    Page(Box<Change<PartialPage>>),
    /// A tag.
    Tag(Box<Change<PartialTag>>),
    /// A member.
    Member(Box<Change<PartialMember>>),
}

/// A delivery that this version of the crate does not know.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct UnknownEvent {
    /// The event's name, if the body says one.
    pub name: Option<String>,
    /// The whole body.
    pub raw: Value,
}

macro_rules! events {
    ($($subject:ident($partial:ty) as $key:literal, $accessor:ident { $($variant:ident: $doc:literal,)* })*) => {
        /// What happened.
        ///
        /// One change makes several events, which arrive in any order: a post that is published is also edited, and the site has changed.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Event {
            $($(#[doc = $doc] $variant(Box<Change<$partial>>),)*)*
            /// `site.changed`: readers may see something else now.
            SiteChanged,
            /// One of the others, from a Ghost that does not say which. [`Event::read_or`] takes it from the address that was called.
            Unnamed(Subject),
            /// An event that this version of the crate does not know.
            Unknown(UnknownEvent),
        }

        /// The events that Ghost can be asked to send.
        pub const EVENTS: &[WebhookEvent] = &[$($(WebhookEvent::$variant,)*)* WebhookEvent::SiteChanged];

        impl Event {
            /// The event's name; none where the body says none.
            #[must_use]
            #[inline]
            pub fn name(&self) -> Option<WebhookEvent> {
                match self {
                    $($(Event::$variant(_) => Some(WebhookEvent::$variant),)*)*
                    Event::SiteChanged => Some(WebhookEvent::SiteChanged),
                    Event::Unnamed(_) => None,
                    Event::Unknown(unknown) => unknown.name.as_deref().map(WebhookEvent::from),
                }
            }

            $(
                #[doc = concat!("The ", $key, " it is about, whatever happened to it.")]
                #[must_use]
                pub fn $accessor(&self) -> Option<&Change<$partial>> {
                    match self {
                        $(Event::$variant(change) => Some(change),)*
                        Event::Unnamed(Subject::$subject(change)) => Some(change),
                        _ => None,
                    }
                }
            )*

            /// The event of a name.
            #[inline]
            fn named(name: &WebhookEvent, body: &Body<'_>) -> Result<Event, WebhookError> {
                match name {
                    $($(WebhookEvent::$variant => body.change($key)?.ok_or_else(|| body.lacks($key)).map(Event::$variant),)*)*
                    WebhookEvent::SiteChanged => Ok(Event::SiteChanged),
                    WebhookEvent::Unknown(_) => body.unknown().map(Event::Unknown),
                }
            }

            /// The event of a body that names none.
            #[inline]
            fn unnamed(body: &Body<'_>) -> Result<Event, WebhookError> {
                $(
                    if let Some(change) = body.change($key)? {
                        return Ok(Event::Unnamed(Subject::$subject(change)));
                    }
                )*
                // `site.changed` has nothing to say.
                if body.keys.is_empty() { Ok(Event::SiteChanged) } else { body.unknown().map(Event::Unknown) }
            }
        }
    };
}

events! {
    Post(PartialPost) as "post", post {
        PostAdded: "`post.added`: made, with any status. Its `current` has no `count`.",
        PostEdited: "`post.edited`: changed, also in its status.",
        PostDeleted: "`post.deleted`: there is no `current`. Posts that are deleted in bulk make no events.",
        PostPublished: "`post.published`: it appeared.",
        PostPublishedEdited: "`post.published.edited`: changed while it was and is published.",
        PostUnpublished: "`post.unpublished`: no longer published; also when a published one is deleted, then without `current`.",
        PostScheduled: "`post.scheduled`: it will appear at `published_at`.",
        PostUnscheduled: "`post.unscheduled`: it will not appear by itself any more.",
        PostRescheduled: "`post.rescheduled`: it will appear at another time.",
        PostTagAttached: "`post.tag.attached`: it got a tag; `previous.tags` are those before.",
        PostTagDetached: "`post.tag.detached`: it lost a tag; also when a tagged one is deleted, then without `current`.",
    }
    Page(PartialPage) as "page", page {
        PageAdded: "`page.added`: made, with any status. Its `current` has no `count`.",
        PageEdited: "`page.edited`: changed, also in its status.",
        PageDeleted: "`page.deleted`: there is no `current`. Pages that are deleted in bulk make no events.",
        PagePublished: "`page.published`: it appeared.",
        PagePublishedEdited: "`page.published.edited`: changed while it was and is published.",
        PageUnpublished: "`page.unpublished`: no longer published; also when a published one is deleted, then without `current`.",
        PageScheduled: "`page.scheduled`: it will appear at `published_at`.",
        PageUnscheduled: "`page.unscheduled`: it will not appear by itself any more.",
        PageRescheduled: "`page.rescheduled`: it will appear at another time.",
        PageTagAttached: "`page.tag.attached`: it got a tag; `previous.tags` are those before.",
        PageTagDetached: "`page.tag.detached`: it lost a tag; also when a tagged one is deleted, then without `current`.",
    }
    Tag(PartialTag) as "tag", tag {
        TagAdded: "`tag.added`: also when a post brought a new one along.",
        TagEdited: "`tag.edited`: changed.",
        TagDeleted: "`tag.deleted`: there is no `current`.",
    }
    Member(PartialMember) as "member", member {
        MemberAdded: "`member.added`: signed up, or was added; not by an import.",
        MemberEdited: "`member.edited`: changed, also in labels, newsletters and tiers.",
        MemberDeleted: "`member.deleted`: there is no `current`.",
    }
}

impl Event {
    /// Reads a delivery's body: verify it first.
    ///
    /// # Errors
    ///
    /// The body is no JSON object, or not as described.
    #[inline]
    pub fn read(body: &[u8]) -> Result<Event, WebhookError> {
        let body = Body::read(body)?;
        match body.name() {
            Some(name) => Event::named(&name, &body),
            None => Event::unnamed(&body),
        }
    }

    /// Reads a delivery's body, which is of this event unless it says of which.
    ///
    /// # Errors
    ///
    /// The body is no JSON object, or not as described.
    #[inline]
    pub fn read_or(body: &[u8], assumed: WebhookEvent) -> Result<Event, WebhookError> {
        let body = Body::read(body)?;
        Event::named(&body.name().unwrap_or(assumed), &body)
    }
}

type Keys<'b> = BTreeMap<Cow<'b, str>, &'b RawValue>;

/// The parts of a body.
struct Body<'b> {
    whole: &'b [u8],
    keys: Keys<'b>,
}

impl<'b> Body<'b> {
    #[inline]
    fn read(whole: &'b [u8]) -> Result<Self, WebhookError> {
        let keys = serde_json::from_slice(whole).map_err(|_| WebhookError::NotJson)?;
        Ok(Body { whole, keys })
    }

    /// What `event` says, if it is a text.
    #[inline]
    fn name(&self) -> Option<WebhookEvent> {
        let name: String = serde_json::from_str(self.keys.get("event")?.get()).ok()?;
        Some(WebhookEvent::from(name))
    }

    /// `{"current": T, "previous": T}` under a key; none if the key is not there.
    fn change<T: Default + Deserialize<'b>>(&self, key: &'static str) -> Result<Option<Box<Change<T>>>, WebhookError> {
        let Some(raw) = self.keys.get(key) else { return Ok(None) };
        let sides: Keys<'b> = read(raw, key)?;
        let side = |name: &str| sides.get(name).map(|raw| (raw, format!("{key}.{name}")));
        let mut change = Change::<T>::default();
        if let Some((raw, path)) = side("previous") {
            change.previous = read(raw, &path)?;
            change.changed = read::<Keys<'b>>(raw, &path)?.into_keys().map(Cow::into_owned).collect();
        }
        if let Some((raw, path)) = side("current") {
            let nothing = read::<Keys<'b>>(raw, &path)?.is_empty();
            change.current = if nothing { None } else { Some(read(raw, &path)?) };
        }
        Ok(Some(Box::new(change)))
    }

    #[inline]
    fn lacks(&self, key: &str) -> WebhookError {
        WebhookError::Decode { path: "$".to_owned(), reason: format!("there is no `{key}`") }
    }

    #[inline]
    fn unknown(&self) -> Result<UnknownEvent, WebhookError> {
        let raw = serde_json::from_slice(self.whole).map_err(|_| WebhookError::NotJson)?;
        Ok(UnknownEvent { name: self.name().map(|name| name.as_str().to_owned()), raw })
    }
}

/// A part of the body, at a path.
fn read<'b, T: Deserialize<'b>>(raw: &'b RawValue, path: &str) -> Result<T, WebhookError> {
    let text = raw.get();
    serde_json::from_str(text).map_err(|error| WebhookError::Decode {
        path: json_path::below(path, &json_path::at(text.as_bytes(), error.line(), error.column())),
        reason: reason(&error),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event(body: &Value) -> Event {
        Event::read(body.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn what_was_added_was_nothing_before() {
        let Event::PostAdded(post) = event(&json!({ "event": "post.added", "post": { "current": { "title": "T" }, "previous": {} } }))
        else {
            panic!("another event");
        };
        assert_eq!((post.latest().title.as_deref(), &post.previous, post.changed.len()), (Some("T"), &PartialPost::default(), 0));
    }

    #[test]
    fn what_was_changed_says_what_it_was() {
        let body = json!({ "event": "post.edited", "post": {
            "current": { "title": "New", "custom_excerpt": "E" }, "previous": { "title": "Old", "custom_excerpt": null } } });
        let Event::PostEdited(post) = event(&body) else { panic!("another event") };
        assert_eq!((post.latest().title.as_deref(), post.previous.title.as_deref()), (Some("New"), Some("Old")));
        assert_eq!((post.changed("custom_excerpt"), post.changed("slug")), (true, false), "emptiness is a value too");
    }

    #[test]
    fn what_was_deleted_is_all_in_the_past() {
        let body = json!({ "event": "tag.deleted", "tag": { "current": {}, "previous": { "slug": "s" } } });
        let Event::TagDeleted(tag) = event(&body) else { panic!("another event") };
        assert_eq!((tag.current.is_none(), tag.latest().slug.as_deref()), (true, Some("s")));
    }

    #[test]
    fn a_body_without_a_name_takes_that_of_its_address() {
        let body = json!({ "member": { "current": { "email": "a@example.com" }, "previous": {} } });
        let unnamed = event(&body);
        assert!(matches!(&unnamed, Event::Unnamed(Subject::Member(_))), "{unnamed:?}");
        assert_eq!((unnamed.name(), unnamed.member().unwrap().latest().email.as_deref()), (None, Some("a@example.com")));
        let named = Event::read_or(body.to_string().as_bytes(), WebhookEvent::MemberAdded).unwrap();
        assert_eq!((named.name(), named.member()), (Some(WebhookEvent::MemberAdded), unnamed.member()));
        let own = Event::read_or(br#"{"event":"site.changed"}"#, WebhookEvent::MemberAdded).unwrap();
        assert_eq!(own, Event::SiteChanged, "a name in the body, which is signed, counts more than an address");
        assert_eq!(event(&json!({})), Event::SiteChanged, "before it was named it was empty");
    }

    #[test]
    fn unknown_events_are_kept() {
        for body in [json!({ "event": "comment.added", "comment": { "current": {} } }), json!({ "comment": 5 }), json!({ "event": 7 })] {
            let Event::Unknown(unknown) = event(&body) else { panic!("known: {body}") };
            assert_eq!((&unknown.raw, unknown.name.as_deref()), (&body, body["event"].as_str()));
        }
        let read = Event::read_or(b"{\"x\":1}", WebhookEvent::from("comment.added")).unwrap();
        assert!(matches!(read, Event::Unknown(UnknownEvent { name: None, .. })));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let cases = [
            (r#"{"event":"post.added"}"#, "$", "there is no `post`"),
            (r#"{"post":{"current":{"title":5}}}"#, "post.current.title", "invalid type: integer `5`"),
            (r#"{"post":{"current":[]}}"#, "post.current", "invalid type: sequence"),
            (r#"{"post":{"previous":{"tags":[{"id":"1"}]}}}"#, "post.previous.tags[0]", "missing field"),
            (r#"{"post":null}"#, "post", "invalid type: null"),
        ];
        for (body, path, reason) in cases {
            match Event::read(body.as_bytes()) {
                Err(WebhookError::Decode { path: at, reason: why }) if at == path && why.starts_with(reason) => {}
                other => panic!("{body}: {other:?}"),
            }
        }
        for body in [&b"[]"[..], b"5", b"", b"{", b"{}{}", b"\xff", b"null", &b"[".repeat(10_000)] {
            assert_eq!(Event::read(body), Err(WebhookError::NotJson), "{body:?}");
        }
    }
}
