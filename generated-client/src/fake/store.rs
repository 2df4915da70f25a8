//! What the fake site holds: rows of JSON, and what a fresh site begins with.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use crate::permission::Version;
use crate::time::this_moment;

/// An object, with all its fields. What it relates to are objects with an `id`.
pub(super) type Row = Map<String, Value>;

/// Where the site says that it is.
pub(super) const URL: &str = "https://fake-ghost.example";

/// Roles that a member of staff has, one each.
pub(super) const STAFF: [&str; 6] = ["Owner", "Administrator", "Super Editor", "Editor", "Author", "Contributor"];

/// The whole site.
#[derive(Debug)]
pub(super) struct Store {
    pub(super) version: Version,
    tables: BTreeMap<String, Vec<Row>>,
    latest: Timestamp,
    count: u64,
}

impl Store {
    pub(super) fn new(version: Version) -> Self {
        Store { version, tables: BTreeMap::new(), latest: Timestamp::UNIX_EPOCH, count: 0 }
    }

    /// A moment after every other one: a second later if need be, since Ghost keeps whole seconds.
    pub(super) fn tick(&mut self) -> String {
        let after = self.latest.checked_add(SignedDuration::from_secs(1)).unwrap_or(self.latest);
        self.latest = Timestamp::from_second(self.now().as_second().max(after.as_second())).unwrap_or(after);
        written(self.latest)
    }

    /// Now, by the fake's clock.
    pub(super) fn now(&self) -> Timestamp {
        this_moment().max(self.latest)
    }

    fn number(&mut self) -> u64 {
        self.count += 1;
        self.count
    }

    /// An id that nothing else has.
    pub(super) fn id(&mut self) -> String {
        format!("fa4e{:020x}", self.number())
    }

    pub(super) fn uuid(&mut self) -> String {
        format!("00000000-0000-4000-8000-{:012x}", self.number())
    }

    pub(super) fn rows(&self, table: &str) -> &[Row] {
        self.tables.get(table).map_or(&[], Vec::as_slice)
    }

    pub(super) fn find(&self, table: &str, column: &str, value: &str) -> Option<&Row> {
        self.rows(table).iter().find(|row| text(row, column) == value)
    }

    pub(super) fn insert(&mut self, table: &str, row: Row) {
        self.tables.entry(table.to_owned()).or_default().push(row);
    }

    /// Puts a changed row in the place of the one with its id.
    pub(super) fn replace(&mut self, table: &str, row: Row) {
        let rows = self.tables.entry(table.to_owned()).or_default();
        if let Some(old) = rows.iter_mut().find(|old| old.get("id") == row.get("id")) {
            *old = row;
        }
    }

    /// Removes a row, and whatever relates to it forgets it.
    pub(super) fn remove(&mut self, table: &str, id: &str) {
        self.tables.entry(table.to_owned()).or_default().retain(|row| text(row, "id") != id);
        for value in self.tables.values_mut().flatten().flat_map(|row| row.values_mut()) {
            if let Value::Array(items) = value {
                items.retain(|item| item.get("id").and_then(Value::as_str) != Some(id));
            }
        }
    }

    /// A slug that nothing else in the table has: `news`, `news-2`.
    pub(super) fn free_slug(&self, table: &str, wanted: &str, own_id: &str) -> String {
        let taken = |slug: &str| self.rows(table).iter().any(|row| text(row, "slug") == slug && text(row, "id") != own_id);
        let numbered = (2..).map(|number: u32| format!("{wanted}-{number}"));
        std::iter::once(wanted.to_owned()).chain(numbered).find(|slug| !taken(slug)).unwrap_or_default()
    }
}

/// Text of a column; empty if it holds none.
pub(super) fn text<'r>(row: &'r Row, column: &str) -> &'r str {
    row.get(column).and_then(Value::as_str).unwrap_or_default()
}

/// As Ghost writes moments.
pub(super) fn written(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string()
}

/// The slug of a name. Ghost also transliterates; the fake keeps ASCII letters and digits.
pub(super) fn slug(name: &str) -> String {
    let marked = name.replacen('#', "hash-", usize::from(name.starts_with('#')));
    let words = marked.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
    if slug.is_empty() { "untitled".to_owned() } else { slug }
}

/// What a fresh site begins with, as it is given to the tables: staff, a newsletter, two tiers.
pub(super) fn beginnings(version: Version) -> Vec<(&'static str, Value)> {
    let mut all = Vec::new();
    for (number, role) in STAFF.iter().enumerate() {
        let role_id = format!("fa4e0000{number:016x}");
        let owner = number == 0;
        // The owner of a 5.x site has this odd id.
        let id = if owner && version.major < 6 { "1".to_owned() } else { format!("fa4e0001{number:016x}") };
        let handle = slug(role);
        all.push(("roles", json!({ "id": role_id, "name": role, "description": format!("{role}s") })));
        let email = format!("{handle}@fake-ghost.example");
        let user = json!({ "id": id, "name": role, "slug": handle, "email": email, "roles": [{ "id": role_id }] });
        all.push(("users", user));
    }
    all.push(("newsletters", json!({ "name": "Fake Ghost", "slug": "default-newsletter", "show_header_name": false })));
    all.push(("tiers", json!({ "name": "Free", "slug": "free", "type": "free", "visibility": "public" })));
    let paid = json!({ "name": "Fake Ghost", "slug": "default-product", "visibility": "public", "currency": "USD" });
    all.push(("tiers", paid));
    let number = format!("{}.{}", version.major, version.minor);
    let comments = if version.major >= 6 { "all" } else { "off" };
    for site in ["site", "settings"] {
        let known = json!({ "title": "Fake Ghost", "description": "Thoughts, stories and ideas.", "url": format!("{URL}/"),
            "version": number, "site_uuid": "00000000-0000-4000-8000-0000000051de", "locale": "en", "lang": "en",
            "timezone": "Etc/UTC", "accent_color": "#FF1A75", "members_enabled": true, "comments_enabled": comments, "allow_self_signup": true });
        all.push((site, known));
    }
    all
}
