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
    resource: &'static str,
    field: &'static str,
    /// JSON texts; none for values by type. `$tier` and the like stand for ids of the site.
    pub(super) values: &'static [&'static str],
    /// A JSON object that is sent along.
    pub(super) with: &'static str,
    pub(super) reads: Reads,
}

/// What is special about a field of a resource; several if there are several ways to write it.
pub(super) fn of<'a>(resource: &'a str, field: &'a str) -> impl Iterator<Item = &'static Exception> + use<'a> {
    EXCEPTIONS.iter().filter(move |known| known.resource == resource && known.field == field)
}

/// What has to be sent along whenever a thing of this resource is added, beyond what the description requires.
pub(super) fn along(resource: &str) -> &'static str {
    ALONG.iter().find(|(known, _)| *known == resource).map_or("{}", |(_, with)| with)
}

const ALONG: [(&str, &str); 2] =
    [("offers", r#"{"tier":{"id":"$tier"}}"#), ("webhooks", r#"{"integration_id":"$integration"}"#)];

const fn sent(resource: &'static str, field: &'static str, values: &'static [&'static str], with: &'static str) -> Exception {
    Exception { resource, field, values, with, reads: Reads::Sent }
}

const fn other(resource: &'static str, field: &'static str, values: &'static [&'static str], why: &'static str) -> Exception {
    Exception { resource, field, values, with: "{}", reads: Reads::Other(why) }
}

const fn not(resource: &'static str, field: &'static str, why: &'static str) -> Exception {
    Exception { resource, field, values: &[], with: "{}", reads: Reads::Not(why) }
}

const LEXICAL: &str = r#""{\"root\":{\"children\":[],\"direction\":null,\"format\":\"\",\"indent\":0,\"type\":\"root\",\"version\":1}}""#;
const MOBILEDOC: &str = r#""{\"version\":\"0.3.1\",\"atoms\":[],\"cards\":[],\"markups\":[],\"sections\":[[1,\"p\",[[0,[],0,\"Hi\"]]]]}""#;
const TIERS: &str = r#"[{"id":"$tier"}]"#;
const LATER: &str = r#"{"published_at":"2040-01-01T00:00:00.000Z"}"#;

const EXCEPTIONS: &[Exception] = &[
    sent("posts", "lexical", &[LEXICAL], "{}"),
    sent("pages", "lexical", &[LEXICAL], "{}"),
    other("posts", "mobiledoc", &[MOBILEDOC], "version 6 turns it into Lexical and answers null"),
    other("pages", "mobiledoc", &[MOBILEDOC], "version 6 turns it into Lexical and answers null"),
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
    sent("invites", "role_id", &[r#""$editor""#], "{}"),
    sent("webhooks", "integration_id", &[r#""$integration""#], "{}"),
];

/// Fields that can be sent as null and are not null then, with the reason.
pub(super) const CLEARED: &[(&str, &str, &str)] = &[];
