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

const ALONG: [Along; 2] = [
    Along { resource: "tiers", with: r#"{"currency":"usd"}"#, why: None },
    Along { resource: "webhooks", with: r#"{"integration_id":"$integration"}"#, why: Some("an integration need not give its own id") },
];

/// Why things of a resource are not added, though there is an endpoint for it.
pub(super) fn not_added(resource: &str) -> Option<&'static str> {
    NOT_ADDED.iter().find(|(known, _)| *known == resource).map(|(_, why)| *why)
}

const NOT_ADDED: [(&str, &str); 1] = [("automated_emails", "a site has all there can be from the start")];

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
const HTML: &str = r#"{"html":"<p>Hi there</p>"}"#;
const CARD: &str = r#"{"html":"<!--kg-card-begin: html--><b>Hi</b><!--kg-card-end: html-->"}"#;
const LEXICAL_CONTENT: &str = r#"{"lexical":"$lexical"}"#;
const MOBILEDOC_CONTENT: &str =
    r#"{"mobiledoc":"{\"version\":\"0.3.1\",\"atoms\":[],\"cards\":[],\"markups\":[],\"sections\":[[1,\"p\",[[0,[],0,\"Hi\"]]]]}"}"#;
const FORMS_OF_ACCESS: &[&str] = &[
    r#"{"visibility":"members"}"#,
    r#"{"visibility":"paid"}"#,
    r#"{"visibility":"tiers","tiers":[{"id":"$tier"}]}"#,
    r#"{"visibility":"public"}"#,
];
const MENU: &str = r#"[{"label":"Home","url":"/"},{"label":"Elsewhere","url":"https://example.com/"}]"#;
const PAST: &str = r#""2024-05-06T07:08:09.000Z""#;
const TIERS: &str = r#"[{"id":"$tier"}]"#;
const LATER: &str = r#"{"published_at":"2040-01-01T00:00:00.000Z"}"#;

const EXCEPTIONS: &[Exception] = &[
    // Ghost cuts slugs to 185 characters, to have room for a number, although 191 fit.
    sent("*", "slug", &[r#""slug-$unique""#, r#""slug-$unique-$long""#], "{}"),
    sent("posts", "lexical", &[LEXICAL], "{}"),
    sent("pages", "lexical", &[LEXICAL], "{}"),
    sent("posts", "content", &[HTML, LEXICAL_CONTENT], "{}"),
    sent("pages", "content", &[HTML, LEXICAL_CONTENT], "{}"),
    other("posts", "content", &[CARD, MOBILEDOC_CONTENT], "a card is unwrapped when it is rendered, Mobiledoc turned into Lexical"),
    other("pages", "content", &[CARD, MOBILEDOC_CONTENT], "a card is unwrapped when it is rendered, Mobiledoc turned into Lexical"),
    sent("posts", "access", FORMS_OF_ACCESS, "{}"),
    sent("pages", "access", FORMS_OF_ACCESS, "{}"),
    other("posts", "access", &[r#"{"visibility":"status:free"}"#], "a filter is read back as `tiers`"),
    other("pages", "access", &[r#"{"visibility":"status:free"}"#], "a filter is read back as `tiers`"),
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
    sent("offers", "audience", &[r#"{"redemption_type":"signup","tier":{"id":"$tier"}}"#], "{}"),
    sent("recommendations", "url", &[r#""http://127.0.0.1:9/$unique/""#], "{}"),
    not("automated_emails", "name", "each has its own, which must be sent along"),
    not("automated_emails", "slug", "each has its own"),
    sent("automated_emails", "lexical", &[LEXICAL], "{}"),
    other("comments", "in_reply_to_id", &[], "only a reply below the same comment can be answered"),
    not("comments", "id", "must be that of the path, as version 5 wants it"),
    sent("comments", "status", &[r#""hidden""#, r#""published""#], "{}"),
    sent("comments", "pinned", &["true", "false"], r#"{"status":"published"}"#),
    sent("settings", "timezone", &[r#""Europe/Paris""#, r#""Etc/UTC""#], "{}"),
    sent("settings", "navigation", &[MENU], "{}"),
    sent("settings", "secondary_navigation", &[MENU], "{}"),
    other("settings", "indexnow_api_key", &[], "secrets are read as dots"),
    other("settings", "mailgun_api_key", &[], "secrets are read as dots"),
    sent("settings", "machine_payments_currency", &[r#""usd""#], "{}"),
    sent("settings", "machine_payments_amount", &[r#""5""#], "{}"),
    sent("settings", "members_support_address", &[r#""noreply""#, r#""help@example.com""#], "{}"),
    other("settings", "stripe_secret_key", &[r#""sk_test_123""#], "secrets are read as dots"),
    sent("settings", "stripe_publishable_key", &[r#""pk_test_123""#], "{}"),
    not("settings", "stripe_connect_integration_token", "needs an account at Stripe"),
    other("settings", "labs", &[r#"{"members":true}"#], "only flags that can be written are kept"),
    not("settings", "other", "keys that Ghost does not know are dropped"),
    sent("invites", "role_id", &[r#""$editor""#], "{}"),
    sent("webhooks", "integration_id", &[r#""$integration""#], "{}"),
];
