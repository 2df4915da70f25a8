//! Fields for which a value by type will not do, and fields that come back other than they were sent.

/// What is read after a value was written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reads {
    /// What was sent.
    Sent,
    /// Something else, for this reason.
    Other(&'static str),
    /// It is not written at all, for this reason.
    Not(&'static str),
}

/// What is special about a field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Exception {
    /// The resource; `*` for all.
    resource: &'static str,
    field: &'static str,
    /// JSON texts; none for values by type. `$tier` and the like stand for what the site has, `$unique` for a new number.
    pub(super) values: &'static [&'static str],
    /// A JSON object that is sent along.
    pub(super) with: &'static str,
    pub(super) reads: Reads,
}

/// What is special about a field of a resource; several if there are several ways to write it.
pub(super) fn of<'a>(resource: &'a str, field: &'a str) -> impl Iterator<Item = &'static Exception> + use<'a> {
    EXCEPTIONS.iter().filter(move |known| (known.resource == resource || known.resource == "*") && known.field == field)
}

/// What has to be sent along whenever a thing of this resource is added, beyond what the description requires.
pub(super) fn along(resource: &str) -> &'static str {
    ALONG.iter().find(|known| known.resource == resource).map_or("{}", |known| known.with)
}

/// Whether the description is right not to require what is sent along.
pub(super) fn is_explained(resource: &str) -> bool {
    ALONG.iter().any(|known| known.resource == resource && known.why.is_some())
}

/// What is sent along with each thing of a resource.
struct Along {
    resource: &'static str,
    with: &'static str,
    /// Why it is not required in general.
    why: Option<&'static str>,
}

const ALONG: [Along; 3] = [
    Along { resource: "offers", with: r#"{"tier":{"id":"$tier"}}"#, why: Some("required unless the offer is for retention") },
    Along { resource: "tiers", with: r#"{"currency":"usd"}"#, why: None },
    Along { resource: "webhooks", with: r#"{"integration_id":"$integration"}"#, why: Some("an integration need not give its own id") },
];

/// What a thing has to be changed to before it can be deleted.
pub(super) fn before_deletion(resource: &str) -> Option<&'static str> {
    BEFORE_DELETION.iter().find(|(known, _)| *known == resource).map(|(_, change)| *change)
}

const BEFORE_DELETION: [(&str, &str); 1] = [("members_metafields", r#"{"status":"archived"}"#)];

const fn sent(resource: &'static str, field: &'static str, values: &'static [&'static str], with: &'static str) -> Exception {
    Exception { resource, field, values, with, reads: Reads::Sent }
}

const fn other(resource: &'static str, field: &'static str, values: &'static [&'static str], why: &'static str) -> Exception {
    Exception { resource, field, values, with: "{}", reads: Reads::Other(why) }
}

const fn not(resource: &'static str, field: &'static str, why: &'static str) -> Exception {
    Exception { resource, field, values: &[], with: "{}", reads: Reads::Not(why) }
}

const LEXICAL: &str = r#""$lexical""#;
const MOBILEDOC: &str = r#""{\"version\":\"0.3.1\",\"atoms\":[],\"cards\":[],\"markups\":[],\"sections\":[[1,\"p\",[[0,[],0,\"Hi\"]]]]}""#;
const PAST: &str = r#""2024-05-06T07:08:09.000Z""#;
const TIERS: &str = r#"[{"id":"$tier"}]"#;
const LATER: &str = r#"{"published_at":"2040-01-01T00:00:00.000Z"}"#;

const EXCEPTIONS: &[Exception] = &[
    // Ghost cuts slugs to 185 characters, to have room for a number, although 191 fit.
    sent("*", "slug", &[r#""slug-$unique""#, r#""slug-$unique-$long""#], "{}"),
    sent("posts", "lexical", &[LEXICAL], "{}"),
    sent("pages", "lexical", &[LEXICAL], "{}"),
    other("posts", "mobiledoc", &[MOBILEDOC], "turned into Lexical: always by version 6, else if the post has Lexical already"),
    other("pages", "mobiledoc", &[MOBILEDOC], "turned into Lexical: always by version 6, else if the post has Lexical already"),
    sent("posts", "status", &[r#""published""#, r#""draft""#], "{}"),
    sent("posts", "status", &[r#""scheduled""#], LATER),
    sent("pages", "status", &[r#""published""#, r#""draft""#], "{}"),
    sent("pages", "status", &[r#""scheduled""#], LATER),
    sent("posts", "visibility", &[r#""members""#, r#""paid""#, r#""public""#], "{}"),
    sent("posts", "visibility", &[r#""tiers""#], r#"{"tiers":[{"id":"$tier"}]}"#),
    sent("pages", "visibility", &[r#""members""#, r#""paid""#, r#""public""#], "{}"),
    sent("pages", "visibility", &[r#""tiers""#], r#"{"tiers":[{"id":"$tier"}]}"#),
    sent("posts", "tiers", &[TIERS], r#"{"visibility":"tiers"}"#),
    sent("pages", "tiers", &[TIERS], r#"{"visibility":"tiers"}"#),
    sent("posts", "authors", &[r#"["$author"]"#], "{}"),
    sent("pages", "authors", &[r#"["$author"]"#], "{}"),
    not("members", "comped", "refused without Stripe"),
    not("members", "stripe_customer_id", "needs a customer in Stripe"),
    not("offers", "stripe_coupon_id", "needs a coupon in Stripe"),
    sent("members", "tiers", &[TIERS], "{}"),
    sent("members", "newsletters", &[r#"[{"id":"$newsletter"}]"#, "[]"], "{}"),
    sent("members", "metafields", &[r#"{"custom":{"shoe_size":"42"}}"#], "{}"),
    sent("posts", "published_at", &[PAST], r#"{"status":"draft"}"#),
    sent("pages", "published_at", &[PAST], r#"{"status":"draft"}"#),
    sent("newsletters", "sender_reply_to", &[r#""support""#, r#""newsletter""#, r#""reply@example.com""#], "{}"),
    sent("offers", "code", &[r#""code-$unique""#], "{}"),
    other("offers", "code", &[r#""Code $unique""#], "made URL-safe"),
    sent("offers", "type", &[r#""percent""#], "{}"),
    sent("offers", "type", &[r#""fixed""#], r#"{"currency":"USD"}"#),
    sent("offers", "type", &[r#""trial""#], r#"{"duration":"trial"}"#),
    sent("offers", "duration", &[r#""once""#, r#""forever""#], "{}"),
    sent("offers", "duration", &[r#""repeating""#], r#"{"duration_in_months":3}"#),
    sent("offers", "duration", &[r#""trial""#], r#"{"type":"trial"}"#),
    sent("offers", "duration_in_months", &["3"], r#"{"duration":"repeating"}"#),
    sent("offers", "currency", &[r#""USD""#], r#"{"type":"fixed"}"#),
    sent("offers", "redemption_type", &[r#""signup""#], "{}"),
    sent("offers", "redemption_type", &[r#""retention""#], r#"{"tier":null}"#),
    sent("tiers", "currency", &[r#""EUR""#], "{}"),
    sent("invites", "role_id", &[r#""$editor""#], "{}"),
    sent("webhooks", "integration_id", &[r#""$integration""#], "{}"),
];
