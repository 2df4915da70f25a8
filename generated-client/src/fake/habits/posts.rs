//! Posts and pages: content in its forms, who wrote it, who may read it, when and how it is published.

use jiff::SignedDuration;
use serde_json::{Value, json};

use super::super::filter::moment;
use super::super::refusal::Refusal;
use super::super::show::nothing;
use super::super::store::{URL, text};
use super::Saving;
use crate::admin::routes::SHAPES;
use crate::permission::Version;

/// Scheduled ones first, then drafts, then the rest; columns with `$` are the fake's own.
pub(super) const ORDER: &str = "$rank asc, $appeared desc, updated_at desc, id desc";

pub(super) fn save(saving: &mut Saving<'_>) -> Result<(), Refusal> {
    content(saving)?;
    authors(saving);
    access(saving);
    publication(saving)?;
    let (id, uuid, slug) = (text(saving.row, "id").to_owned(), text(saving.row, "uuid"), text(saving.row, "slug"));
    let url = match text(saving.row, "status") {
        "published" => format!("{URL}/{slug}/"),
        "sent" => format!("{URL}/email/{uuid}/"),
        _ => format!("{URL}/p/{uuid}/"),
    };
    saving.set("url", json!(url));
    let (rank, appeared) = match text(saving.row, "status") {
        "scheduled" => (1, saving.row["published_at"].clone()),
        "draft" => (2, Value::Null),
        _ => (3, saving.row["published_at"].clone()),
    };
    saving.set("$rank", json!(rank));
    saving.set("$appeared", appeared);
    saving.default("comment_id", json!(id));
    saving.default("email_segment", json!("all"));
    Ok(())
}

/// Keeps the content in every form. HTML is taken as it is, in one card; Ghost makes its own blocks of it.
fn content(saving: &mut Saving<'_>) -> Result<(), Refusal> {
    let given = |saving: &Saving<'_>, form: &str| {
        let now = saving.row.get(form).filter(|value| value.is_string()).cloned();
        now.filter(|now| saving.before.and_then(|before| before.get(form)) != Some(now))
    };
    let from_html = (saving.options)("source").as_deref() == Some("html");
    if given(saving, "lexical").is_some() && given(saving, "mobiledoc").is_some() {
        let message = "Posts can have either a mobiledoc or a lexical property, never both. Both the mobiledoc and lexical properties are set, one must be null";
        return Err(Refusal::validation(message).property("lexical"));
    }
    let html = match (given(saving, "html"), given(saving, "lexical")) {
        (Some(html), _) if from_html => {
            let html = html.as_str().unwrap_or_default().to_owned();
            saving.set("lexical", json!(card(&html)));
            html
        }
        (_, Some(lexical)) => {
            let document: Value = serde_json::from_str(lexical.as_str().unwrap_or_default()).unwrap_or_default();
            let blocks = document["root"]["children"].as_array().into_iter().flatten();
            blocks.map(block).collect()
        }
        // Without `source=html` the HTML is ignored.
        _ => match saving.before {
            Some(before) => text(before, "html").to_owned(),
            None => {
                saving.default("lexical", json!(EMPTY));
                String::new()
            }
        },
    };
    if saving.store.version.major >= 6 {
        saving.set("mobiledoc", Value::Null);
    }
    let plain = plain(&html);
    let excerpt = saving.row.get("custom_excerpt").and_then(Value::as_str).map_or_else(|| plain.chars().take(500).collect(), str::to_owned);
    let some = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
    saving.set("html", some(&html));
    saving.set("plaintext", some(&plain));
    saving.set("excerpt", some(&excerpt));
    saving.row.remove("reading_time");
    if !html.is_empty() {
        let minutes = (plain.split_whitespace().count() + WORDS_A_MINUTE / 2) / WORDS_A_MINUTE;
        saving.set("reading_time", json!(minutes));
    }
    Ok(())
}

/// How late a post may be scheduled: Ghost's own wording has the minutes negative.
const LATE: SignedDuration = SignedDuration::from_mins(2);
/// How fast Ghost takes readers to be.
const WORDS_A_MINUTE: usize = 275;
/// A document without content.
const EMPTY: &str = r#"{"root":{"children":[{"children":[],"direction":null,"format":"","indent":0,"type":"paragraph","version":1}],"direction":null,"format":"","indent":0,"type":"root","version":1}}"#;

/// A document that is one card of HTML.
fn card(html: &str) -> String {
    let children = json!([{ "type": "html", "version": 1, "html": html }]);
    json!({ "root": { "children": children, "direction": null, "format": "", "indent": 0, "type": "root", "version": 1 } }).to_string()
}

/// A block of a document as HTML: cards of HTML as they are, anything else as a paragraph of its text.
fn block(block: &Value) -> String {
    match block["html"].as_str() {
        Some(html) => html.to_owned(),
        None => format!("<p>{}</p>", inner_text(block)),
    }
}

fn inner_text(node: &Value) -> String {
    let own = node["text"].as_str().unwrap_or_default().replace('&', "&amp;").replace('<', "&lt;");
    node["children"].as_array().into_iter().flatten().fold(own, |text, child| text + &inner_text(child))
}

/// HTML without its tags.
fn plain(html: &str) -> String {
    let mut text = String::new();
    for part in html.split('<') {
        text.push_str(part.split_once('>').map_or(if text.is_empty() { part } else { "" }, |(_, after)| after));
    }
    text.trim().to_owned()
}

/// The owner wrote it unless it says who did.
fn authors(saving: &mut Saving<'_>) {
    let nobody = saving.row.get("authors").and_then(Value::as_array).is_none_or(Vec::is_empty);
    if let Some(owner) = saving.store.rows("users").first().filter(|_| nobody) {
        let owner = json!([{ "id": owner["id"] }]);
        saving.set("authors", owner);
    }
}

/// The tiers that the visibility means; only `tiers` reads the list.
fn access(saving: &mut Saving<'_>) {
    saving.default("visibility", json!("public"));
    let visibility = text(saving.row, "visibility").to_owned();
    let tiers = saving.store.rows("tiers").iter();
    let named: Vec<Value> = match visibility.as_str() {
        "tiers" => return,
        "public" | "members" => tiers.map(|tier| json!({ "id": tier["id"] })).collect(),
        "paid" => tiers.filter(|tier| text(tier, "type") == "paid").map(|tier| json!({ "id": tier["id"] })).collect(),
        filter => {
            tiers.filter(|tier| filter.ends_with(&format!(":{}", text(tier, "slug")))).map(|tier| json!({ "id": tier["id"] })).collect()
        }
    };
    if !matches!(visibility.as_str(), "public" | "members" | "paid") {
        saving.set("visibility", json!("tiers"));
    }
    saving.set("tiers", json!(named));
}

/// When it appears, and whether it goes out by e-mail: only a change of the status to a public one can send it.
fn publication(saving: &mut Saving<'_>) -> Result<(), Refusal> {
    saving.default("status", json!("draft"));
    let status = text(saving.row, "status").to_owned();
    let before = saving.before.map_or("", |before| text(before, "status")).to_owned();
    let now = saving.store.now();
    let at = moment(text(saving.row, "published_at"));
    match status.as_str() {
        "scheduled" if at.is_none() && before != "scheduled" => return Err(Refusal::validation("Date is missing.")),
        "scheduled" if before != "scheduled" && at.is_some_and(|at| at.duration_until(now) > LATE) => {
            return Err(Refusal::validation("Date must be at least -2 minutes in the future."));
        }
        "published" | "sent" if at.is_none() => {
            let now = saving.store.tick();
            saving.set("published_at", json!(now));
        }
        _ => {}
    }
    if !matches!(status.as_str(), "published" | "scheduled") || before == status || saving.before.is_none() {
        return Ok(());
    }
    let Some(slug) = (saving.options)("newsletter") else { return Ok(()) };
    let Some(newsletter) = saving.store.find("newsletters", "slug", &slug) else {
        return Err(no_newsletter(saving.store.version));
    };
    let newsletter = json!({ "id": newsletter["id"] });
    saving.set("newsletter", newsletter);
    let segment = (saving.options)("email_segment").unwrap_or_else(|| "all".to_owned());
    saving.set("email_segment", json!(segment));
    if status == "published" {
        send(saving, &segment);
    }
    Ok(())
}

/// An unknown newsletter, which version 6 only notices when it sends.
fn no_newsletter(version: Version) -> Refusal {
    if version.major >= 6 {
        Refusal::new(500, "EmailError", "Error sending email!").context("The post does not have a newsletter relation")
    } else {
        Refusal::new(400, "BadRequestError", "The newsletter parameter doesn't match any active newsletter.")
    }
}

/// The e-mail that is made of it.
fn send(saving: &mut Saving<'_>, segment: &str) {
    let (id, uuid) = (saving.store.id(), saving.store.uuid());
    let Some(shape) = SHAPES.iter().find(|shape| shape.name == "email") else { return };
    let fields = shape.fields.iter().filter(|field| field.versions.hold(Some(saving.store.version)));
    let mut email: serde_json::Map<String, Value> = fields.map(|field| (field.name.to_owned(), nothing(SHAPES, field))).collect();
    let subject = saving.row.get("email_subject").filter(|value| value.is_string()).unwrap_or(&saving.row["title"]).clone();
    let known = [("id", json!(id)), ("uuid", json!(uuid)), ("post_id", saving.row["id"].clone()), ("subject", subject)];
    email.extend(known.map(|(key, value)| (key.to_owned(), value)));
    email.extend([("status", "submitted"), ("recipient_filter", segment)].map(|(key, value)| (key.to_owned(), json!(value))));
    email.insert("created_at".to_owned(), saving.row["published_at"].clone());
    saving.set("email", Value::Object(email));
    if saving.row.get("email_only") == Some(&Value::Bool(true)) {
        saving.set("status", json!("sent"));
    }
}
