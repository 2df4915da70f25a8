//! Lists: which rows, in which order, and which page of them.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::filter::{Filter, compare};
use super::refusal::Refusal;
use super::relations::{is_known, values};
use super::store::{Row, Store};
use crate::table::Shape;

/// How a list is asked for.
#[derive(Debug)]
pub(super) struct Listing<'a> {
    /// What can be filtered by.
    pub(super) shape: &'static Shape,
    pub(super) filter: Option<&'a str>,
    pub(super) order: Option<&'a str>,
    /// Order unless another one is asked for.
    pub(super) usual: &'a str,
    /// `None` for the whole list.
    pub(super) limit: Option<&'a str>,
    pub(super) page: &'a str,
}

impl Listing<'_> {
    /// The rows that match, in order.
    pub(super) fn rows<'r>(&self, store: &Store, mut rows: Vec<&'r Row>) -> Result<Vec<&'r Row>, Refusal> {
        if let Some(filter) = self.filter.filter(|filter| !filter.is_empty()) {
            let filter = Filter::parse(filter, store.now())
                .map_err(|_| Refusal::new(400, "BadRequestError", "Request not understood error").context("Error parsing filter"))?;
            if !filter.properties().iter().all(|property| is_known(self.shape, property)) {
                let refusal = Refusal::new(400, "BadRequestError", "Request not understood error");
                return Err(refusal.context("Could not understand request.").code("SQLITE_ERROR"));
            }
            rows.retain(|row| filter.holds(&|property| values(store, row, property)));
        }
        let readable = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | ',' | '.' | ' ');
        if self.order.is_some_and(|order| !order.chars().all(readable)) {
            return Err(Refusal::validation("Validation (matches) failed for order undefined.order"));
        }
        let order = self.order.unwrap_or(self.usual);
        rows.sort_by(|left, right| {
            order.split(',').map(|clause| by(clause, left, right)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
        });
        Ok(rows)
    }

    /// The page of the rows, with what is said of it.
    pub(super) fn page<'r>(&self, store: &Store, rows: &[&'r Row]) -> Result<(Vec<&'r Row>, Value), Refusal> {
        let six = store.version.major >= 6;
        let bad = |what: &str| Refusal::validation(format!("Validation (matches) failed for {what} undefined.{what}"));
        let page: usize = self.page.parse().map_err(|_| bad("page"))?;
        let all = self.limit == Some("all");
        let limit = match self.limit.map(str::parse::<usize>).unwrap_or(Ok(rows.len().max(1))) {
            _ if all => {
                if six {
                    100
                } else {
                    rows.len().max(1)
                }
            }
            Ok(0) => 15,
            Ok(limit) => {
                if six {
                    limit.min(100)
                } else {
                    limit
                }
            }
            Err(_) => return Err(bad("limit")),
        };
        let page = page.max(1);
        let pages = rows.len().div_ceil(limit).max(1);
        let shown = rows.iter().skip((page - 1).saturating_mul(limit)).take(limit).copied().collect();
        // Ghost does not stop at the last page: one past the end names a next one.
        let next = (page != pages).then_some(page + 1);
        let limit = if all && !six { json!("all") } else { json!(limit) };
        let pagination = json!({ "page": page, "limit": limit, "pages": pages, "total": rows.len(), "next": next, "prev": page.checked_sub(1).filter(|prev| *prev > 0) });
        Ok((shown, json!({ "pagination": pagination })))
    }
}

/// One clause of an order; without a direction it does not count.
fn by(clause: &str, left: &Row, right: &Row) -> Ordering {
    let mut words = clause.split_whitespace();
    let (Some(field), Some(direction)) = (words.next(), words.next()) else { return Ordering::Equal };
    let field = field.rsplit('.').next().unwrap_or(field);
    let (left, right) = (left.get(field).unwrap_or(&Value::Null), right.get(field).unwrap_or(&Value::Null));
    match direction.to_ascii_lowercase().as_str() {
        "asc" => compare(left, right),
        "desc" => compare(right, left),
        _ => Ordering::Equal,
    }
}
