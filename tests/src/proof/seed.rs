//! Fills a test site with one of everything, odd states included.
//!
//! What the API can make is made with it; the rest (payments, opened e-mails, comments, mentions)
//! goes into the database. A request that a version refuses is said and passed over.

use serde_json::{Value, json};

use super::client::{Caller, Client};
use super::database::{self, Row};
use super::question::Query;
use super::report::Section;
use crate::server::{GhostServer, Role};

/// A document with one paragraph.
pub const LEXICAL: &str = r#"{"root":{"children":[{"children":[{"detail":0,"format":0,"mode":"normal","style":"","text":"A paragraph with some words.","type":"extended-text","version":1}],"direction":"ltr","format":"","indent":0,"type":"paragraph","version":1}],"direction":"ltr","format":"","indent":0,"type":"root","version":1}}"#;

/// Moment of all rows.
const THEN: &str = "2024-05-06 07:08:09";

/// Fills the site; what did not work goes into the notes.
///
/// # Errors
///
/// The site cannot be reached at all.
pub fn fill(site: &GhostServer, section: &mut Section) -> Result<(), String> {
    let client = Client::new(site.url())?;
    let session = client.log_in(site.owner())?;
    let mut seed = Seed { client, session, site, section, rows: Vec::new() };
    seed.settings();
    let people = seed.people();
    let money = seed.money(&people);
    let writing = seed.writing(&money);
    seed.profiles();
    seed.surroundings();
    seed.known_member(&writing);
    seed.events(&people, &money, &writing);
    seed.conversations(&people, &writing);
    seed.emails(&people, &writing);
    seed.automations(&people);
    let rows = std::mem::take(&mut seed.rows);
    for why in database::insert(site, &rows)? {
        section.note("seed", why);
    }
    section.count_many("rows seeded", rows.len());
    Ok(())
}

struct Seed<'a> {
    client: Client,
    session: Caller,
    site: &'a GhostServer,
    section: &'a mut Section,
    rows: Vec<Row>,
}

/// Ids of members.
struct People {
    free: String,
    noted: String,
    comped: String,
    paid: String,
    label: String,
}

/// Ids of what is sold.
struct Money {
    tier: String,
    newsletter_slug: String,
    offer: String,
}

/// Ids of what is written.
struct Writing {
    post: String,
    sent: String,
}

/// An id that is sure to be free.
fn id(kind: u16, number: u16) -> String {
    format!("{:0>16x}{kind:0>4x}{number:0>4x}", 0xfeed)
}

impl Seed<'_> {
    fn settings(&mut self) {
        let labs = ["membersCustomFields", "stripeCheckoutCollection", "csvContentImporter", "selfServeArchives", "automations"];
        let labs: serde_json::Map<String, Value> = labs.iter().map(|flag| ((*flag).to_owned(), true.into())).collect();
        let settings = json!([
            { "key": "description", "value": null }, { "key": "logo", "value": "https://example.com/l.png" }, { "key": "facebook", "value": null }, { "key": "twitter", "value": null },
            { "key": "cover_image", "value": null }, { "key": "icon", "value": null }, { "key": "og_title", "value": "Shared" },
            { "key": "portal_button_signup_text", "value": null }, { "key": "portal_button_icon", "value": null },
            { "key": "comments_enabled", "value": "all" }, { "key": "recommendations_enabled", "value": true },
            { "key": "labs", "value": Value::from(labs).to_string() },
        ]);
        self.request("PUT", "/settings/", &json!({ "settings": settings }));
    }

    fn people(&mut self) -> People {
        let label = self.add("/labels/", "labels", json!({ "name": "VIP" }));
        let free = self.add("/members/", "members", json!({ "email": "free@example.com" }));
        let noted =
            json!({ "email": "noted@example.com", "name": "Noted", "note": "A note.", "labels": ["VIP", "Late"], "newsletters": [] });
        let noted = self.add("/members/", "members", noted);
        let comped = self.add("/members/", "members", json!({ "email": "comped@example.com", "name": "Comped" }));
        let paid = self.add("/members/", "members", json!({ "email": "paid@example.com", "name": "Paid" }));
        let deleted = self.add("/members/", "members", json!({ "email": "deleted@example.com" }));
        self.request("DELETE", &format!("/members/{deleted}/"), &Value::Null);
        self.request(
            "POST",
            &format!("/members/{noted}/commenting/disable/"),
            &json!({ "reason": "Rude.", "expires_at": "2030-01-01T00:00:00.000Z" }),
        );
        self.request("PUT", &format!("/members/{free}/"), &json!({ "members": [{ "email": "moved@example.com" }] }));
        People { free, noted, comped, paid, label }
    }

    fn money(&mut self, people: &People) -> Money {
        let tier = json!({ "name": "Gold", "description": "Shiny.", "monthly_price": 500, "yearly_price": 5000, "currency": "usd",
            "benefits": ["One", "Two"], "visibility": "public", "welcome_page_url": "/welcome/", "trial_days": 7 });
        let tier = self.add("/tiers/", "tiers", tier);
        let old = self.add("/tiers/", "tiers", json!({ "name": "Old", "monthly_price": 100, "yearly_price": 1000, "currency": "eur" }));
        self.request("PUT", &format!("/tiers/{old}/"), &json!({ "tiers": [{ "active": false }] }));
        let tiers = json!({ "members": [{ "tiers": [{ "id": tier, "expiry_at": "2031-01-01T00:00:00.000Z" }] }] });
        self.request("PUT", &format!("/members/{}/", people.comped), &tiers);
        self.checkout(&tier);
        let offer = self.offers(&tier);
        let newsletter = json!({ "name": "Weekly", "description": "Each week.", "sender_name": "Lab", "sender_email": "weekly@example.com",
            "header_image": "https://example.com/h.png", "footer_content": "<p>Bye</p>", "post_title_color": "#000000",
            "section_title_color": "#000000", "divider_color": "#000000", "show_badge": false, "background_color": "#ffffff" });
        let answer = self.request("POST", "/newsletters/", &json!({ "newsletters": [newsletter] }));
        let newsletter_slug = text(&answer, "/newsletters/0/slug");
        let gone = self.add("/newsletters/", "newsletters", json!({ "name": "Gone" }));
        self.request("PUT", &format!("/newsletters/{gone}/"), &json!({ "newsletters": [{ "status": "archived" }] }));
        Money { tier, newsletter_slug, offer }
    }

    /// A checkout that asks for everything it can ask for.
    fn checkout(&mut self, tier: &str) {
        for (name, kind) in [("Shoe size", "short_text"), ("Full name", "short_text"), ("Mobile", "short_text"), ("Home", "address")] {
            self.add("/members/metafields/custom/", "members_metafields", json!({ "name": name, "type": kind }));
        }
        let config = json!({
            "custom_fields": [{ "key": "shoe_size", "label": "Your size?", "optional": true }],
            "shipping": { "collect": true, "allowed_countries": ["DE", "US"], "name": { "custom_field_key": "full_name" },
                "address": { "custom_field_key": "home" } },
            "tax_number": { "collect": true },
            "phone": { "collect": true, "custom_field_key": "mobile" },
        });
        self.request("PUT", &format!("/tiers/{tier}/checkout_config/"), &json!({ "tiers_checkout_config": [config] }));
    }

    fn offers(&mut self, tier: &str) -> String {
        let offer = |name: &str, kind: &str, more: Value| {
            let mut offer = json!({ "name": name, "code": name, "display_title": "Title", "display_description": "", "cadence": "month", "amount": 10,
                "duration": "once", "duration_in_months": null, "currency": null, "type": kind, "tier": { "id": tier } });
            merge(&mut offer, more);
            offer
        };
        let percent =
            self.add("/offers/", "offers", offer("percent", "percent", json!({ "duration": "repeating", "duration_in_months": 3 })));
        self.add("/offers/", "offers", offer("fixed", "fixed", json!({ "currency": "USD", "amount": 100, "cadence": "year" })));
        self.add("/offers/", "offers", offer("trial", "trial", json!({ "duration": "trial", "amount": 14 })));
        self.add("/offers/", "offers", offer("retention", "percent", json!({ "redemption_type": "retention", "tier": null })));
        let ended = self.add("/offers/", "offers", offer("ended", "percent", json!({ "duration": "forever" })));
        self.request("PUT", &format!("/offers/{ended}/"), &json!({ "offers": [{ "status": "archived" }] }));
        percent
    }

    fn writing(&mut self, money: &Money) -> Writing {
        let mut post = json!({ "title": "Published", "lexical": LEXICAL, "status": "published", "tags": ["News", "#hidden"], "featured": true,
            "custom_excerpt": "Short.", "feature_image": "https://example.com/a.png", "feature_image_alt": "A", "feature_image_caption": "B",
            "canonical_url": "https://example.com/", "codeinjection_head": "<i></i>", "codeinjection_foot": "<i></i>" });
        merge(&mut post, sharing());
        let answer = self.request("POST", "/posts/", &json!({ "posts": [post] }));
        let post = text(&answer, "/posts/0/id");
        let change = json!({ "posts": [{ "title": "Published again", "updated_at": answer.pointer("/posts/0/updated_at") }] });
        self.request("PUT", &format!("/posts/{post}/?save_revision=true"), &change);
        self.request("PUT", &format!("/posts/{post}/gift_links/"), &json!({}));
        self.add("/posts/", "posts", json!({ "title": "Draft without anything" }));
        self.add(
            "/posts/",
            "posts",
            json!({ "title": "Scheduled", "lexical": LEXICAL, "status": "scheduled", "published_at": "2040-01-01T00:00:00.000Z" }),
        );
        for visibility in ["members", "paid"] {
            self.add(
                "/posts/",
                "posts",
                json!({ "title": visibility, "lexical": LEXICAL, "status": "published", "visibility": visibility }),
            );
        }
        let tiered =
            json!({ "title": "Tiers", "lexical": LEXICAL, "status": "published", "visibility": "tiers", "tiers": [{ "id": money.tier }] });
        self.add("/posts/", "posts", tiered);
        self.add("/pages/", "pages", full_page());
        self.add("/pages/", "pages", json!({ "title": "Draft page" }));
        let sent = self.send(money, "Sent", true);
        self.send(money, "Sent and published", false);
        self.orphan();
        Writing { post, sent }
    }

    /// A post that goes out by e-mail, which fails as nobody takes it.
    fn send(&mut self, money: &Money, title: &str, email_only: bool) -> String {
        let draft = json!({ "posts": [{ "title": title, "lexical": LEXICAL, "email_only": email_only, "email_subject": "Subject" }] });
        let draft = self.request("POST", "/posts/", &draft);
        let post = text(&draft, "/posts/0/id");
        let path = format!("/posts/{post}/?newsletter={}&email_segment=all", money.newsletter_slug);
        self.request("PUT", &path, &json!({ "posts": [{ "status": "published", "updated_at": draft.pointer("/posts/0/updated_at") }] }));
        post
    }

    /// A post whose author is deleted.
    fn orphan(&mut self) {
        let author = self.site.user(Role::SuperEditor);
        self.add("/posts/", "posts", json!({ "title": "Orphan", "status": "published", "authors": [author.email] }));
        self.request("DELETE", &format!("/users/{}/", author.id), &Value::Null);
    }

    /// A tag and a member of staff who fill in everything.
    fn profiles(&mut self) {
        let mut tag = json!({ "name": "Full", "description": "All.", "accent_color": "#ff0000", "feature_image": "https://example.com/a.png",
            "canonical_url": "https://example.com/", "codeinjection_head": "<i></i>", "codeinjection_foot": "<i></i>" });
        merge(&mut tag, sharing());
        self.add("/tags/", "tags", tag);
        let user = json!({ "profile_image": "https://example.com/p.png", "cover_image": "https://example.com/c.png", "bio": "Writes.",
            "website": "https://example.com/", "location": "Here", "facebook": "lab", "twitter": "@lab", "threads": "@lab", "bluesky": "lab.example.com",
            "mastodon": "example.com/@lab", "tiktok": "@lab", "youtube": "@lab", "instagram": "lab", "linkedin": "lab", "meta_title": "M",
            "meta_description": "D", "tour": "[]", "accessibility": "{}" });
        self.request("PUT", &format!("/users/{}/", self.site.owner().id), &json!({ "users": [user] }));
    }

    /// A member of whom everything is known.
    fn known_member(&mut self, writing: &Writing) {
        let member = id(1, 1);
        self.row("members", json!({ "id": member, "uuid": "00000000-0000-4000-8000-000000000001", "email": "known@example.com", "name": "Known", "note": "Note.", "status": "free",
            "geolocation": "{\"country\":\"Norway\",\"country_code\":\"NO\"}", "email_count": 10, "email_opened_count": 5, "email_open_rate": 50,
            "enable_updates_and_announcements": 1, "last_seen_at": THEN, "last_commented_at": THEN }));
        self.row("members_created_events", json!({ "member_id": member, "attribution_id": writing.post, "attribution_type": "post",
            "attribution_url": "/published/", "referrer_source": "Google", "referrer_medium": "Search", "referrer_url": "https://google.com/",
            "utm_source": "a", "utm_medium": "b", "utm_campaign": "c", "utm_term": "d", "utm_content": "e", "source": "member" }));
    }

    fn surroundings(&mut self) {
        self.add("/snippets/", "snippets", json!({ "name": "Snippet", "mobiledoc": "{}", "lexical": LEXICAL }));
        let integration = json!({ "name": "Other", "description": "Something.", "icon_image": "https://example.com/i.png" });
        let integration = self.add("/integrations/", "integrations", integration);
        let hook = json!({ "event": "post.added", "target_url": "http://127.0.0.1:9/hook", "name": "Hook", "secret": "s", "integration_id": integration });
        self.add("/webhooks/", "webhooks", hook);
        let recommendation =
            json!({ "title": "Friend", "url": "https://friend.example.com/", "description": "Good.", "one_click_subscribe": true });
        self.add("/recommendations/", "recommendations", recommendation);
        self.add(
            "/recommendations/",
            "recommendations",
            json!({ "title": "Bare", "url": "https://bare.example.com/", "one_click_subscribe": false }),
        );
        self.add("/notifications/", "notifications", json!({ "type": "info", "message": "Hello", "custom": true }));
        self.invitation();
        self.request("POST", "/slack/test/", &json!({}));
    }

    fn invitation(&mut self) {
        let roles = self.request("GET", "/roles/", &Value::Null);
        let roles = roles.get("roles").and_then(Value::as_array).cloned().unwrap_or_default();
        let author = roles.iter().find(|role| role.get("name").and_then(Value::as_str) == Some("Author"));
        let role = author.map(|role| text(role, "/id")).unwrap_or_default();
        self.add("/invites/", "invites", json!({ "email": "invited@example.com", "role_id": role }));
    }

    /// Everything that can happen to members, in rows.
    fn events(&mut self, people: &People, money: &Money, writing: &Writing) {
        let (paid, tier) = (&people.paid, &money.tier);
        self.subscription(people, money);
        let redirect = id(3, 1);
        self.row("redirects", json!({ "id": redirect, "from": "/r/1234", "to": "https://example.org/?ref=lab", "post_id": writing.sent }));
        self.row("members_click_events", json!({ "member_id": people.free, "redirect_id": redirect }));
        self.row("members_feedback", json!({ "member_id": people.free, "post_id": writing.post, "score": 1 }));
        self.row("members_feedback", json!({ "member_id": people.noted, "post_id": writing.post, "score": 0 }));
        self.row("members_payment_events", json!({ "member_id": paid, "amount": 500, "currency": "usd", "source": "stripe" }));
        self.row("members_login_events", json!({ "member_id": people.free }));
        self.row(
            "members_email_change_events",
            json!({ "member_id": people.free, "to_email": "moved@example.com", "from_email": "free@example.com" }),
        );
        self.row("donation_payment_events", json!({ "member_id": people.free, "email": "moved@example.com", "name": "Donor", "amount": 900,
            "currency": "usd", "attribution_id": writing.post, "attribution_type": "post", "attribution_url": "/published/", "donation_message": "Thanks" }));
        self.row("donation_payment_events", json!({ "email": "stranger@example.com", "amount": 100, "currency": "eur" }));
        self.row("members_product_events", json!({ "member_id": paid, "product_id": tier, "action": "added" }));
        self.row("members_status_events", json!({ "member_id": paid, "from_status": "free", "to_status": "paid" }));
        self.row("members_cancel_events", json!({ "member_id": paid, "from_plan": "price_1" }));
        self.row("offer_redemptions", json!({ "offer_id": money.offer, "member_id": paid, "subscription_id": id(2, 1) }));
        self.row(
            "members_metafield_change_events",
            json!({ "member_id": people.noted, "written_by_type": "user", "source": "admin", "metafields": "[]" }),
        );
        for (number, status) in ["purchased", "redeemed", "consumed", "expired", "refunded"].into_iter().enumerate() {
            let number = u16::try_from(number).unwrap_or_default();
            self.row(
                "gifts",
                json!({ "id": id(4, number), "token": format!("gift-{number}"), "buyer_email": "paid@example.com", "buyer_member_id": paid,
                "redeemer_member_id": people.noted, "tier_id": tier, "cadence": "year", "duration": 1, "currency": "usd", "amount": 5000,
                "status": status, "purchased_at": THEN, "redeemed_at": THEN, "consumed_at": THEN, "expired_at": THEN }),
            );
        }
    }

    /// A member who pays through Stripe, and one whose subscription has ended.
    fn subscription(&mut self, people: &People, money: &Money) {
        self.row("stripe_products", json!({ "product_id": money.tier, "stripe_product_id": "prod_1" }));
        self.row(
            "stripe_prices",
            json!({ "id": id(2, 9), "stripe_price_id": "price_1", "stripe_product_id": "prod_1", "active": 1, "nickname": "Monthly",
            "currency": "usd", "amount": 500, "type": "recurring", "interval": "month" }),
        );
        let members = [(&people.paid, "active", money.offer.as_str()), (&people.noted, "canceled", "")];
        for (number, (member, status, offer)) in members.into_iter().enumerate() {
            let number = u16::try_from(number + 1).unwrap_or_default();
            let customer = format!("cus_{number}");
            self.row(
                "members_stripe_customers",
                json!({ "member_id": member, "customer_id": customer, "name": "Payer", "email": "payer@example.com" }),
            );
            self.row("members_stripe_customers_subscriptions", json!({ "id": id(2, number), "customer_id": customer, "subscription_id": format!("sub_{number}"),
                "stripe_price_id": "price_1", "status": status, "cancel_at_period_end": 0, "current_period_end": "2030-01-01 00:00:00", "start_date": THEN,
                "default_payment_card_last4": "4242", "cancellation_reason": "Too much.", "trial_start_at": THEN, "trial_end_at": "2030-01-01 00:00:00",
                "discount_start": THEN, "discount_end": "2030-01-01 00:00:00", "mrr": 500, "plan_id": "price_1", "plan_nickname": "Monthly", "plan_interval": "month",
                "plan_amount": 500, "plan_currency": "usd", "offer_id": if offer.is_empty() { Value::Null } else { offer.into() } }));
            self.row("members_subscription_created_events", json!({ "member_id": member, "subscription_id": id(2, number) }));
            self.row(
                "members_paid_subscription_events",
                json!({ "type": "created", "member_id": member, "subscription_id": id(2, number),
                "to_plan": "price_1", "currency": "usd", "source": "stripe", "mrr_delta": 500 }),
            );
        }
        self.row("members_current_subscription", json!({ "member_id": people.paid, "subscription_id": id(2, 1) }));
        self.row("members_products", json!({ "member_id": people.paid, "product_id": money.tier, "sort_order": 0 }));
    }

    fn conversations(&mut self, people: &People, writing: &Writing) {
        let comment = |number: u16, more: Value| {
            let mut comment = json!({ "id": id(5, number), "post_id": writing.post, "member_id": people.free, "html": "<p>Text</p>", "status": "published" });
            merge(&mut comment, more);
            comment
        };
        self.row("comments", comment(1, json!({})));
        self.row("comments", comment(2, json!({ "parent_id": id(5, 1), "member_id": people.noted, "edited_at": THEN })));
        self.row("comments", comment(3, json!({ "parent_id": id(5, 1), "in_reply_to_id": id(5, 2) })));
        self.row("comments", comment(4, json!({ "status": "hidden", "pinned_at": THEN })));
        self.row("comments", comment(5, json!({ "status": "deleted", "html": null })));
        self.row("comments", comment(6, json!({ "member_id": null })));
        self.row("comment_likes", json!({ "comment_id": id(5, 1), "member_id": people.noted, "score": 1 }));
        self.row("comment_likes", json!({ "comment_id": id(5, 1), "member_id": people.paid, "score": -1 }));
        self.row("comment_reports", json!({ "comment_id": id(5, 1), "member_id": people.noted }));
        self.row("comment_reports", json!({ "comment_id": id(5, 1), "member_id": null }));
        self.mentions(writing);
    }

    fn mentions(&mut self, writing: &Writing) {
        let target = format!("{}/published/", self.site.url());
        self.row(
            "mentions",
            json!({ "source": "https://source.example.com/a", "source_title": "Source", "source_site_title": "Site",
            "source_excerpt": "About", "source_author": "Somebody", "target": target, "resource_id": writing.post, "resource_type": "post",
            "payload": "{}", "verified": 1 }),
        );
        self.row(
            "mentions",
            json!({ "source": "https://source.example.com/.well-known/recommendations.json", "source_title": "Fan",
            "target": self.site.url(), "verified": 1 }),
        );
    }

    fn emails(&mut self, people: &People, writing: &Writing) {
        let (email, batch, recipient) = (id(6, 1), id(6, 2), id(6, 3));
        self.row("emails", json!({ "id": email, "post_id": writing.post, "status": "submitted", "recipient_filter": "all", "email_count": 2,
            "csd_email_count": 2, "delivered_count": 1, "opened_count": 1, "failed_count": 1, "subject": "Subject", "from": "a@example.com", "reply_to": "b@example.com",
            "error": "Some failed.", "error_data": "[]",
            "html": "<p>Hi</p>", "plaintext": "Hi", "source": LEXICAL, "source_type": "lexical", "track_opens": 1, "track_clicks": 1, "submitted_at": THEN }));
        self.row(
            "email_batches",
            json!({ "id": batch, "email_id": email, "status": "submitted", "mailgun_message_id": "<1@example.com>" }),
        );
        self.row(
            "email_batches",
            json!({ "email_id": email, "status": "failed", "error_status_code": 400, "error_message": "No.", "error_data": "{}" }),
        );
        self.row(
            "email_recipients",
            json!({ "id": recipient, "email_id": email, "member_id": people.free, "batch_id": batch, "member_email": "moved@example.com",
            "processed_at": THEN, "delivered_at": THEN, "opened_at": THEN }),
        );
        self.row(
            "email_recipients",
            json!({ "id": id(6, 4), "email_id": email, "member_id": people.noted, "batch_id": batch,
            "member_email": "noted@example.com", "processed_at": THEN, "failed_at": THEN, "member_name": "Noted" }),
        );
        self.row(
            "email_recipient_failures",
            json!({ "email_id": email, "member_id": people.noted, "email_recipient_id": id(6, 4), "code": 605,
            "enhanced_code": "5.1.1", "message": "Gone.", "severity": "permanent", "failed_at": THEN, "event_id": "e1" }),
        );
        self.row(
            "email_spam_complaint_events",
            json!({ "member_id": people.free, "email_id": email, "email_address": "moved@example.com" }),
        );
        self.row("suppressions", json!({ "email": "noted@example.com", "email_id": email, "reason": "bounce" }));
        self.row("suppressions", json!({ "email": "moved@example.com", "email_id": email, "reason": "spam" }));
    }

    fn automations(&mut self, people: &People) {
        let (automation, revision) = (id(7, 1), id(7, 4));
        let design = id(7, 9);
        self.row("email_design_settings", json!({ "id": design, "slug": "proof" }));
        self.row("automations", json!({ "id": automation, "status": "active", "name": "Welcome", "slug": "proof-welcome" }));
        self.row("automation_actions", json!({ "id": id(7, 2), "automation_id": automation, "type": "wait" }));
        self.row("automation_actions", json!({ "id": id(7, 3), "automation_id": automation, "type": "send_email" }));
        self.row("automation_action_edges", json!({ "source_action_id": id(7, 2), "target_action_id": id(7, 3) }));
        self.row("automation_action_revisions", json!({ "action_id": id(7, 2), "wait_hours": 24 }));
        self.row(
            "automation_action_revisions",
            json!({ "id": revision, "action_id": id(7, 3), "email_subject": "Hi", "email_lexical": LEXICAL,
            "email_design_setting_id": design, "email_sent_count": 1 }),
        );
        let link = json!({ "id": id(7, 5), "from": "/r/5678", "to": "https://example.org/", "automation_action_revision_id": revision });
        self.row("redirects", link);
        self.row("members_click_events", json!({ "member_id": people.free, "redirect_id": id(7, 5) }));
        self.row(
            "automated_email_recipients",
            json!({ "automation_action_revision_id": revision, "member_id": people.free, "member_email": "moved@example.com" }),
        );
        self.row("members_labels", json!({ "member_id": people.paid, "label_id": people.label }));
    }

    fn row(&mut self, table: &'static str, values: Value) {
        self.rows.push(Row { table, values });
    }

    /// Adds a thing and returns its id, empty if it was refused.
    fn add(&mut self, path: &str, key: &str, thing: Value) -> String {
        let answer = self.request("POST", path, &json!({ key: [thing] }));
        text(&answer, &format!("/{key}/0/id"))
    }

    /// Sends a request of the owner; a refusal is noted and answers null.
    fn request(&mut self, method: &str, path: &str, body: &Value) -> Value {
        let (path, options) = path.split_once('?').unwrap_or((path, ""));
        let pairs = options.split('&').filter_map(|pair| pair.split_once('='));
        let query = pairs.fold(Query::default(), |query, (name, value)| query.with(name, value));
        let body = (!body.is_null()).then_some(body);
        match self.client.send(method, &format!("/ghost/api/admin{path}"), &query, &self.session, body) {
            Ok(answer) if answer.succeeded() => answer.json.unwrap_or_default(),
            Ok(answer) => self.refused(method, path, &answer.complaint()),
            Err(why) => self.refused(method, path, &why),
        }
    }

    fn refused(&mut self, method: &str, path: &str, why: &str) -> Value {
        self.section.note("seed", format!("{method} {path}: {why}"));
        Value::Null
    }
}

/// How a thing looks to search engines and social networks.
fn sharing() -> Value {
    json!({ "meta_title": "M", "meta_description": "D", "og_title": "O", "og_description": "D", "og_image": "https://example.com/o.png",
        "twitter_title": "T", "twitter_description": "D", "twitter_image": "https://example.com/t.png" })
}

/// A page with everything a page can have.
fn full_page() -> Value {
    let mut page = json!({ "title": "Page", "lexical": LEXICAL, "status": "published", "tags": ["News"], "custom_excerpt": "Short.",
        "feature_image": "https://example.com/a.png", "feature_image_alt": "A", "feature_image_caption": "B", "custom_template": "custom-wide",
        "canonical_url": "https://example.com/", "codeinjection_head": "<i></i>", "codeinjection_foot": "<i></i>" });
    merge(&mut page, sharing());
    page
}

fn text(value: &Value, pointer: &str) -> String {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn merge(into: &mut Value, more: Value) {
    if let (Value::Object(into), Value::Object(more)) = (into, more) {
        into.extend(more);
    }
}
