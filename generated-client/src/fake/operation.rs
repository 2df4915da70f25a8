//! Which operation a route is, by its form alone, and how it is carried out.

use serde_json::{Map, Value, json};

use super::asked::Asked;
use super::browse::Listing;
use super::door::{self, Caller};
use super::habits::{self, Habits};
use super::refusal::Refusal;
use super::show::Wanted;
use super::store::{Row, Store, URL, text};
use super::write;
use crate::endpoint::Method;
use crate::table::{Route, Shape, Wrapper};

/// What an API has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tables {
    pub(super) routes: &'static [Route],
    pub(super) shapes: &'static [Shape],
}

impl Tables {
    /// Those of an API, if the fake has it.
    pub(super) fn of(api: &str) -> Option<Self> {
        match api {
            "admin" => Some(Tables { routes: crate::admin::routes::ROUTES, shapes: crate::admin::routes::SHAPES }),
            #[cfg(feature = "content-api")]
            "content" => Some(Tables { routes: crate::content::routes::ROUTES, shapes: crate::content::routes::SHAPES }),
            _ => None,
        }
    }

    /// The route of a request: the one with most fixed parts in its path.
    pub(super) fn route(&self, asked: &Asked) -> Option<&'static Route> {
        let fits = |route: &&Route| {
            let parts = parts(route);
            route.endpoint.method == asked.method
                && parts.len() == asked.segments.len()
                && parts.iter().zip(&asked.segments).all(|(part, given)| part.starts_with('{') || part == given)
        };
        let fixed = |route: &&Route| parts(route).iter().filter(|part| !part.starts_with('{')).count();
        self.routes.iter().filter(fits).max_by_key(fixed)
    }
}

fn parts(route: &Route) -> Vec<&'static str> {
    route.endpoint.path.split('/').filter(|part| !part.is_empty()).collect()
}

/// An operation, told by the form of its route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operation {
    Browse,
    /// By a column.
    Read(&'static str),
    Add,
    Edit,
    Destroy,
    /// The one object that the table holds.
    Single,
}

impl Operation {
    fn of(route: &Route) -> Option<Self> {
        let parts = parts(route);
        let parameter = |part: &&'static str| part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
        let key = parts.last().and_then(parameter);
        let by_id = parts.len() == 2 && key == Some("id");
        match (route.endpoint.method, route.returns.kind, route.sends.map(|sends| sends.kind)) {
            (Method::Get, Wrapper::Page | Wrapper::List, _) if parts.len() == 1 => Some(Operation::Browse),
            (Method::Get, Wrapper::One, _) if by_id => Some(Operation::Read("id")),
            (Method::Get, Wrapper::One, _) if parts.len() == 3 && key == Some(parts[1]) => key.map(Operation::Read),
            (Method::Get, Wrapper::Object, _) if parts.len() == 1 => Some(Operation::Single),
            (Method::Post, Wrapper::One, Some(Wrapper::One)) if parts.len() == 1 => Some(Operation::Add),
            (Method::Put, Wrapper::One, Some(Wrapper::One)) if by_id => Some(Operation::Edit),
            (Method::Delete, Wrapper::Empty, _) if by_id => Some(Operation::Destroy),
            _ => None,
        }
    }

    /// As Ghost's messages name it.
    fn verb(self) -> &'static str {
        match self {
            Operation::Browse => "list",
            Operation::Read(_) | Operation::Single => "read",
            Operation::Add => "save",
            Operation::Edit => "edit",
            Operation::Destroy => "delete",
        }
    }

    fn writes(self) -> bool {
        matches!(self, Operation::Add | Operation::Edit | Operation::Destroy)
    }
}

/// What is answered: a status, a body, and where something new is.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) status: u16,
    pub(super) body: Option<Value>,
    pub(super) location: Option<String>,
}

/// Carries out what is asked, if the caller may.
pub(super) fn answer(store: &mut Store, asked: &Asked) -> Result<Answered, Refusal> {
    let version = store.version;
    let tables = asked.api.as_deref().and_then(Tables::of);
    let found = tables.and_then(|tables| Some((tables, tables.route(asked)?))).filter(|(_, route)| route.versions.hold(Some(version)));
    let caller = door::identify(asked, crate::time::now())?;
    let Some((tables, route)) = found else { return Err(Refusal::no_route(version, asked.header("accept-version"))) };
    if asked.is_malformed {
        return Err(Refusal::new(400, "InternalServerError", "An unexpected error occurred, please try again.").code("UNEXPECTED_ERROR"));
    }
    let operation = Operation::of(route);
    let habits = habits::of(table(route));
    let entity = habits.map_or(route.endpoint.resource, |habits| habits.entity);
    let entity = if operation == Some(Operation::Browse) { route.endpoint.resource } else { entity };
    let in_context = |refusal: Refusal| match operation.filter(|_| habits.is_some()) {
        Some(operation) => refusal.during(operation.verb(), entity),
        None => refusal,
    };
    door::admit(route, caller, version).map_err(|refusal| if door::is_about_role(&refusal) { in_context(refusal) } else { refusal })?;
    match (operation, habits) {
        (Some(operation), Some(habits)) if habits.is_written || !operation.writes() => {
            let mut desk = Desk { store, tables, route, habits, asked, caller };
            desk.carry_out(operation).map_err(in_context)
        }
        _ => Err(not_imitated(route)),
    }
}

/// The table that a route reads and writes.
fn table(route: &Route) -> &'static str {
    match (route.endpoint.api, route.endpoint.resource) {
        ("content", "authors") => "users",
        // The Admin API's settings are pairs, which the fake does not keep.
        ("admin", "settings") => "",
        (_, resource) => resource,
    }
}

fn not_imitated(route: &Route) -> Refusal {
    let message = format!("FakeGhost does not imitate {}; a real Ghost has it.", route.endpoint);
    Refusal::new(501, "NotImitatedError", message).code("NOT_IMITATED")
}

/// Where a request is worked on.
struct Desk<'a> {
    store: &'a mut Store,
    tables: Tables,
    route: &'static Route,
    habits: &'static Habits,
    asked: &'a Asked,
    caller: Caller,
}

impl Desk<'_> {
    fn carry_out(&mut self, operation: Operation) -> Result<Answered, Refusal> {
        let status = self.route.endpoint.status.first().copied().unwrap_or(200);
        let options = |name: &str| self.asked.option(name).map(str::to_owned);
        match operation {
            Operation::Browse => self.browse(),
            Operation::Single => {
                let row = self.store.rows(self.habits.table).first().cloned().unwrap_or_default();
                self.shown(status, &row)
            }
            Operation::Read(column) => {
                let row = self.row(column)?;
                self.shown(status, &row)
            }
            Operation::Add => {
                let given = self.given()?;
                let id = write::add_asked(self.store, self.habits, &given, &options)?;
                let row = self.store.find(self.habits.table, "id", &id).cloned().unwrap_or_default();
                let location = format!("{URL}{}{}{id}/", self.route.endpoint.base, self.route.endpoint.path);
                Ok(Answered { location: Some(location), ..self.shown(status, &row)? })
            }
            Operation::Edit => {
                let before = self.row("id")?;
                let id = text(&before, "id").to_owned();
                let given = self.given()?;
                write::edit(self.store, self.habits, before, &given, &options)?;
                let row = self.store.find(self.habits.table, "id", &id).cloned().unwrap_or_default();
                self.shown(status, &row)
            }
            Operation::Destroy => {
                let row = self.row("id")?;
                self.store.remove(self.habits.table, text(&row, "id"));
                Ok(Answered { status, body: None, location: None })
            }
        }
    }

    /// The one item of the body.
    fn given(&self) -> Result<Value, Refusal> {
        let key = self.route.sends.map_or("", |sends| sends.key);
        let items = self.asked.body.as_ref().and_then(|body| body.get(key)).and_then(Value::as_array);
        let missing = || Refusal::new(400, "BadRequestError", format!("No root key ('{key}') provided."));
        items.and_then(|items| items.first()).cloned().ok_or_else(missing)
    }

    /// The row that the path names.
    fn row(&self, column: &str) -> Result<Row, Refusal> {
        let given = self.asked.segments.last().map_or("", String::as_str);
        let hexadecimal = given.len() == 24 && given.bytes().all(|byte| byte.is_ascii_hexdigit());
        if column == "id" && !hexadecimal && !(self.habits.table == "users" && matches!(given, "me" | "1")) {
            return Err(Refusal::validation("Validation (matches) failed for id undefined.id"));
        }
        let rows = self.visible();
        let mine = |row: &&&Row| self.caller.credential != Some("integration") && text(row, "name") == self.caller.role;
        let found = match given {
            "me" if column == "id" => rows.iter().find(mine),
            _ => rows.iter().find(|row| text(row, column) == given),
        };
        found.map(|row| (*row).clone()).ok_or_else(|| match self.habits.table {
            // A bug of the server.
            "tiers" => {
                let message = "An unexpected error occurred, please try again. Cannot read properties of null (reading 'toJSON')";
                Refusal::new(500, "InternalServerError", message).code("UNEXPECTED_ERROR")
            }
            _ => Refusal::not_found(self.habits.entity),
        })
    }

    /// The rows that this API shows at all: readers see what is published, and what belongs to it.
    fn visible(&self) -> Vec<&Row> {
        let rows = self.store.rows(self.habits.table).iter();
        if self.route.endpoint.api != "content" {
            return rows.collect();
        }
        let carried = |row: &&Row| {
            let posts = self.store.rows("posts").iter().filter(|post| text(post, "status") == "published");
            let lists = |post: &Row| {
                ["tags", "authors"].iter().any(|list| post[*list].as_array().into_iter().flatten().any(|item| item["id"] == row["id"]))
            };
            posts.into_iter().any(lists)
        };
        match self.habits.table {
            "posts" | "pages" => rows.filter(|row| text(row, "status") == "published").collect(),
            "tags" | "users" => rows.filter(carried).collect(),
            "newsletters" => rows.filter(|row| text(row, "status") == "active").collect(),
            _ => rows.collect(),
        }
    }

    fn wanted(&self) -> Wanted<'_> {
        Wanted::new(self.store, self.tables.shapes, self.route, |name| self.asked.option(name).map(str::to_owned))
    }

    fn browse(&self) -> Result<Answered, Refusal> {
        let default = |name: &str| self.route.query.iter().find(|option| option.name == name).and_then(|option| option.default);
        let option = |name: &str, fallback: &'static str| self.asked.option(name).or_else(|| default(name)).unwrap_or(fallback);
        let limit = self.asked.option("limit").or_else(|| default("limit").filter(|_| !self.habits.is_listed_whole));
        let listing = Listing {
            shape: self.habits.shape(),
            filter: self.asked.option("filter"),
            order: self.asked.option("order").or_else(|| default("order")),
            usual: self.habits.order,
            limit,
            page: option("page", "1"),
        };
        let rows = listing.rows(self.store, self.visible())?;
        let (rows, meta) = listing.page(self.store, &rows)?;
        let items = rows.into_iter().map(|row| self.item(&self.habits.listed(row, self.wanted().option("include")))).collect();
        let mut body = Map::from_iter([(self.route.returns.key.to_owned(), Value::Array(items))]);
        if self.route.returns.kind == Wrapper::Page {
            body.insert("meta".to_owned(), meta);
        }
        Ok(Answered { status: 200, body: Some(Value::Object(body)), location: None })
    }

    fn shown(&self, status: u16, row: &Row) -> Result<Answered, Refusal> {
        let item = self.item(row);
        let content = if self.route.returns.kind == Wrapper::Object { item } else { json!([item]) };
        Ok(Answered { status, body: Some(json!({ self.route.returns.key: content })), location: None })
    }

    fn item(&self, row: &Row) -> Value {
        let Some(shape) = self.route.content.and_then(|place| self.tables.shapes.get(place)) else { return Value::Null };
        if self.route.endpoint.api == "content" {
            self.wanted().item(&self.for_readers(row), shape)
        } else {
            self.wanted().item(row, shape)
        }
    }

    /// A row as the Content API has it: times in the site's zone, and only what everybody may read.
    fn for_readers(&self, row: &Row) -> Row {
        let mut row = row.clone();
        for time in ["published_at", "created_at", "updated_at"] {
            if let Some(Value::String(text)) = row.get_mut(time) {
                *text = text.replace('Z', "+00:00");
            }
        }
        if row.contains_key("visibility") && row.contains_key("lexical") {
            let open = text(&row, "visibility") == "public";
            row.insert("access".to_owned(), json!(open));
            let comments = self.store.rows("settings").iter().any(|settings| text(settings, "comments_enabled") != "off");
            row.insert("comments".to_owned(), json!(comments && self.habits.table == "posts"));
            if !open {
                row.extend(["html", "plaintext", "excerpt"].map(|form| (form.to_owned(), json!(""))));
            }
        }
        row
    }
}
