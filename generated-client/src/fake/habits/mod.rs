//! What Ghost does of its own accord when something is saved: slugs, addresses, what must be unique, what follows from what.
//!
//! Only resources that stand here are imitated; which of their endpoints there are, the table of routes says.

mod members;
mod posts;

use serde_json::{Value, json};

use super::refusal::Refusal;
use super::store::{Row, Store, URL, slug, text};
use super::write::Options;
use crate::admin::routes::SHAPES;
use crate::table::Shape;

/// How a resource is saved and listed.
#[derive(Debug)]
pub(super) struct Habits {
    /// Table it is kept in.
    pub(super) table: &'static str,
    /// Its entity.
    pub(super) entity: &'static str,
    /// What a slug is made of.
    named_by: &'static str,
    /// Column whose values must differ, with what Ghost says if they do not.
    unique: Option<(&'static str, &'static str)>,
    /// What it is sorted by unless asked otherwise.
    pub(super) order: &'static str,
    /// Whether a list without a limit is the whole list.
    pub(super) is_listed_whole: bool,
    /// Whether it can be written.
    pub(super) is_written: bool,
    saving: fn(&mut Saving<'_>) -> Result<(), Refusal>,
}

/// Something being saved.
pub(super) struct Saving<'a> {
    pub(super) store: &'a mut Store,
    /// What it will be.
    pub(super) row: &'a mut Row,
    /// What it was; none if it is new.
    pub(super) before: Option<&'a Row>,
    /// Options of the request.
    pub(super) options: Options<'a>,
}

const NEWEST: &str = "created_at desc, id desc";
const PLAIN: Habits = Habits {
    table: "",
    entity: "",
    named_by: "name",
    unique: None,
    order: NEWEST,
    is_listed_whole: false,
    is_written: true,
    saving: |_| Ok(()),
};
const POSTS: Habits = Habits { table: "posts", entity: "post", named_by: "title", order: posts::ORDER, saving: posts::save, ..PLAIN };

static ALL: [Habits; 12] = [
    POSTS,
    Habits { table: "pages", entity: "page", ..POSTS },
    Habits { table: "tags", entity: "tag", order: "id asc", saving: save_tag, ..PLAIN },
    Habits { table: "labels", entity: "label", unique: Some(("name", "Label already exists")), order: "name asc", ..PLAIN },
    Habits { table: "members", entity: "member", unique: Some(("email", members::TAKEN)), saving: members::save, ..PLAIN },
    Habits {
        table: "newsletters",
        entity: "newsletter",
        unique: Some(("name", "A newsletter with the same name already exists")),
        order: "sort_order asc, created_at asc, id asc",
        saving: save_newsletter,
        ..PLAIN
    },
    Habits { table: "tiers", entity: "tier", order: "monthly_price asc", is_listed_whole: true, saving: save_tier, ..PLAIN },
    Habits { table: "snippets", entity: "snippet", unique: Some(("name", "Snippet already exists.")), ..PLAIN },
    Habits { table: "users", entity: "user", order: "id asc", is_written: false, saving: save_user, ..PLAIN },
    Habits { table: "roles", entity: "role", order: "id asc", is_written: false, ..PLAIN },
    Habits { table: "site", entity: "site", is_written: false, ..PLAIN },
    Habits { table: "settings", entity: "setting", is_written: false, ..PLAIN },
];

/// How a table is saved; none if the fake does not imitate it.
pub(super) fn of(table: &str) -> Option<&'static Habits> {
    ALL.iter().find(|habits| habits.table == table)
}

/// A resource without fields of its own: read as it was put there.
static UNDESCRIBED: Shape = Shape { name: "", fields: &[] };

impl Habits {
    /// The fields of its entity.
    pub(super) fn shape(&self) -> &'static Shape {
        SHAPES.iter().find(|shape| shape.name == self.entity).unwrap_or(&UNDESCRIBED)
    }

    /// A row as lists have it: those of members leave out what would be slow to find.
    pub(super) fn listed(&self, row: &Row, include: &[String]) -> Row {
        let mut row = row.clone();
        if self.table == "members" {
            row.retain(|column, _| column != "attribution" && (column != "tiers" || include.iter().any(|wanted| wanted == "tiers")));
        }
        row
    }

    /// Whatever Ghost does when it is saved.
    pub(super) fn save(&self, saving: &mut Saving<'_>) -> Result<(), Refusal> {
        if let Some((column, message)) = self.unique {
            let (value, id) = (text(saving.row, column).to_owned(), text(saving.row, "id"));
            let same = |row: &Row| text(row, column).eq_ignore_ascii_case(&value) && text(row, "id") != id;
            if saving.store.rows(self.table).iter().any(same) {
                let refusal = Refusal::validation(message);
                return Err(if column == "email" { refusal.property(column) } else { refusal });
            }
        }
        if self.shape().fields.iter().any(|field| field.name == "slug") {
            self.name_it(saving);
        }
        (self.saving)(saving)
    }

    /// Gives it a slug: the one wanted, or one made of its name when it is new. It does not follow the name later.
    fn name_it(&self, saving: &mut Saving<'_>) {
        let given = text(saving.row, "slug");
        if saving.before.is_some_and(|before| text(before, "slug") == given) {
            return;
        }
        let wanted = slug(if given.is_empty() { text(saving.row, self.named_by) } else { given });
        let free = saving.store.free_slug(self.table, &wanted, text(saving.row, "id"));
        saving.set("slug", json!(free));
    }
}

impl Saving<'_> {
    fn set(&mut self, column: &str, value: Value) {
        self.row.insert(column.to_owned(), value);
    }

    /// Sets what is not there.
    fn default(&mut self, column: &str, value: Value) {
        self.row.entry(column).or_insert(value);
    }
}

fn save_tag(saving: &mut Saving<'_>) -> Result<(), Refusal> {
    let internal = text(saving.row, "name").starts_with('#');
    saving.default("visibility", json!("public"));
    if internal {
        saving.set("visibility", json!("internal"));
    }
    let url = if internal { format!("{URL}/404/") } else { format!("{URL}/tag/{}/", text(saving.row, "slug")) };
    saving.set("url", json!(url));
    Ok(())
}

fn save_newsletter(saving: &mut Saving<'_>) -> Result<(), Refusal> {
    let last = saving.store.rows("newsletters").len();
    saving.default("sort_order", json!(last));
    Ok(())
}

fn save_tier(saving: &mut Saving<'_>) -> Result<(), Refusal> {
    saving.default("active", json!(true));
    saving.default("type", json!("paid"));
    if text(saving.row, "type") == "paid" {
        saving.default("monthly_price", json!(500));
        saving.default("yearly_price", json!(5000));
        let currency = text(saving.row, "currency").to_ascii_uppercase();
        saving.set("currency", json!(currency));
    }
    Ok(())
}

/// What staff hear of by e-mail unless they say otherwise.
const NOTIFICATIONS: [&str; 8] = [
    "comment_notifications",
    "free_member_signup_notification",
    "paid_subscription_started_notification",
    "mention_notifications",
    "milestone_notifications",
    "donation_notifications",
    "recommendation_notifications",
    "gift_subscription_notifications",
];

fn save_user(saving: &mut Saving<'_>) -> Result<(), Refusal> {
    let url = format!("{URL}/author/{}/", text(saving.row, "slug"));
    saving.set("url", json!(url));
    if saving.store.version.major >= 6 {
        saving.default("accessibility", json!(r#"{"nightShift":"system"}"#));
    }
    let now = saving.row["created_at"].clone();
    saving.default("last_seen", now);
    for topic in NOTIFICATIONS {
        saving.default(topic, json!(true));
    }
    Ok(())
}
