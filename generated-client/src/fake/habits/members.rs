//! Members: newsletters they get unless they say otherwise, and what follows from their tiers.

use serde_json::{Value, json};

use super::super::refusal::Refusal;
use super::super::store::{URL, text};
use super::Saving;

/// What Ghost says of an address that is taken.
pub(super) const TAKEN: &str = "Member already exists. Attempting to add member with existing email address";

pub(super) fn save(saving: &mut Saving<'_>) -> Result<(), Refusal> {
    if saving.row.get("comped") == Some(&Value::Bool(true)) && saving.before.is_none_or(|before| before["comped"] != true) {
        return Err(Refusal::validation("Missing Stripe connection."));
    }
    let was_subscribed = saving.before.and_then(|before| before["subscribed"].as_bool());
    let newsletters = match (saving.row.get("newsletters"), saving.row.get("subscribed").and_then(Value::as_bool)) {
        (_, Some(false)) if was_subscribed != Some(false) => json!([]),
        (Some(chosen), _) if was_subscribed != Some(false) || saving.row.get("subscribed") == Some(&json!(false)) => chosen.clone(),
        _ => on_signup(saving),
    };
    let subscribed = newsletters.as_array().is_some_and(|list| !list.is_empty());
    saving.set("newsletters", newsletters);
    saving.set("subscribed", json!(subscribed));
    let comped = saving.row.get("tiers").and_then(Value::as_array).is_some_and(|tiers| !tiers.is_empty());
    saving.set("status", json!(if comped { "comped" } else { "free" }));
    saving.set("comped", json!(comped));
    saving.default("tiers", json!([]));
    saving.default(
        "attribution",
        json!({ "id": null, "type": null, "url": null, "title": null, "referrer_source": "Integration: Fake", "referrer_medium": "Admin API",
            "referrer_url": null }),
    );
    saving.default("can_comment", json!(true));
    saving.default("enable_comment_notifications", json!(true));
    let url = format!("{URL}/unsubscribe/?uuid={}&key=fake", text(saving.row, "uuid"));
    saving.set("unsubscribe_url", json!(url));
    Ok(())
}

/// The newsletters that a new member gets.
fn on_signup(saving: &Saving<'_>) -> Value {
    let rows = saving.store.rows("newsletters").iter();
    let all = rows.filter(|row| text(row, "status") == "active" && row.get("subscribe_on_signup") == Some(&json!(true)));
    all.map(|row| json!({ "id": row["id"] })).collect()
}
