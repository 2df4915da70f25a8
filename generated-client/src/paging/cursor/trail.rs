//! Which part of the list is asked for next, and what on it is new.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::place::{Cursor, Place};
use crate::page::{Limit, Pagination};

/// The way through a list that is ordered by moments, newest first.
#[derive(Debug)]
pub(super) struct Trail {
    cursor: &'static Cursor,
    /// The caller's filter; may be empty.
    filter: String,
    /// Most items a page, if the caller says.
    limit: Option<usize>,
    step: Step,
    /// What was met of the moment at which the next page begins: two pages of places at most.
    seen: BTreeSet<Place>,
}

/// What is asked for next.
#[derive(Debug)]
enum Step {
    /// The newest.
    Newest,
    /// This moment and what is older.
    From(Timestamp),
    /// This moment alone, which fills more than a page: kinds that were not walked, or one of them below an id.
    Within { moment: Timestamp, walked: Vec<String>, kind: Option<String>, below: Option<String> },
    /// What is older than this moment.
    Before(Timestamp),
    /// Nothing.
    Over,
}

impl Trail {
    pub(super) fn new(cursor: &'static Cursor, filter: &str, limit: Option<usize>) -> Self {
        Trail { cursor, filter: filter.trim().to_owned(), limit, step: Step::Newest, seen: BTreeSet::new() }
    }

    pub(super) fn end(&mut self) {
        self.step = Step::Over;
    }

    /// The filter of the next page; `None` if there is no next page, empty if it needs none.
    ///
    /// The parts stand side by side, for servers that take some conditions at the top only; the caller's is put in brackets if it has
    /// alternatives there.
    #[inline]
    pub(super) fn filter(&self) -> Option<String> {
        let Cursor { moment: key, id_filter, kind: kind_key, .. } = *self.cursor;
        let own = if has_alternatives(&self.filter) { format!("({})", self.filter) } else { self.filter.clone() };
        let mut parts = vec![own];
        match &self.step {
            Step::Over => return None,
            Step::Newest => {}
            Step::From(moment) => parts.push(format!("{key}:<='{}'", written(*moment))),
            Step::Before(moment) => parts.push(format!("{key}:<'{}'", written(*moment))),
            Step::Within { moment, walked, kind, below } => {
                parts.push(format!("{key}:'{}'", written(*moment)));
                let quoted: Vec<String> = walked.iter().map(|kind| quoted(kind)).collect();
                match (kind_key, kind) {
                    (Some(key), Some(kind)) => parts.push(format!("{key}:{}", self::quoted(kind))),
                    (Some(key), None) if !quoted.is_empty() => parts.push(format!("{key}:-[{}]", quoted.join(","))),
                    _ => {}
                }
                parts.extend(below.as_ref().map(|id| format!("{id_filter}:<{}", self::quoted(id))));
            }
        }
        parts.retain(|part| !part.is_empty());
        Some(parts.join("+"))
    }

    /// Takes in a page and says which of its items are new.
    ///
    /// # Errors
    ///
    /// The page says nothing by which the walk could go on.
    #[inline]
    pub(super) fn learn(&mut self, places: &[Option<Place>], standing: Option<&Pagination>) -> Result<Vec<bool>, String> {
        let asked = self.limit.or_else(|| match standing?.limit? {
            Limit::Count(count) => usize::try_from(count).ok(),
            Limit::All => Some(usize::MAX),
        });
        let is_full = !places.is_empty() && places.len() >= asked.unwrap_or(1);
        let is_new = |place: &Option<Place>| place.as_ref().is_none_or(|place| !self.seen.contains(place));
        let kept: Vec<bool> = places.iter().map(is_new).collect();
        match std::mem::replace(&mut self.step, Step::Over) {
            Step::Over => {}
            Step::Within { moment, walked, kind, below } => {
                return Ok(self.learn_within((moment, walked), (kind, below), places, kept, is_full));
            }
            Step::Newest | Step::From(_) | Step::Before(_) if !is_full => {}
            step => self.learn_down(&step, places)?,
        }
        Ok(kept)
    }

    /// A full page of a moment and what is older, or of what is older.
    #[inline]
    fn learn_down(&mut self, step: &Step, places: &[Option<Place>]) -> Result<(), String> {
        let moments = places.iter().flatten().map(|place| place.moment);
        let Some(oldest) = moments.min() else {
            return Err(format!("no item of the page has a `{}` from which to go on", self.cursor.moment));
        };
        match *step {
            // All of it is of one moment: what else is of that moment does not come this way.
            Step::From(moment) if oldest >= moment => {
                self.seen.extend(places.iter().flatten().cloned());
                self.step = Step::Within { moment, walked: Vec::new(), kind: None, below: None };
            }
            Step::Before(moment) if oldest >= moment => return Err(format!("what is older than {moment} was asked for and did not come")),
            _ => {
                if !matches!(*step, Step::From(moment) if moment == oldest) {
                    self.seen.clear();
                }
                self.seen.extend(places.iter().flatten().filter(|place| place.moment == oldest).cloned());
                self.step = Step::From(oldest);
            }
        }
        Ok(())
    }

    /// A page of a single moment.
    #[inline]
    fn learn_within(
        &mut self,
        (moment, mut walked): (Timestamp, Vec<String>),
        (kind, below): (Option<String>, Option<String>),
        places: &[Option<Place>],
        kept: Vec<bool>,
        is_full: bool,
    ) -> Vec<bool> {
        let last = places.iter().flatten().last().map(|place| place.id.clone());
        let gets_on = is_full && last.is_some() && (below.is_none() || last < below);
        let has_kinds = self.cursor.kind.is_some();
        let within = |walked, kind, below| Step::Within { moment, walked, kind, below };
        match kind {
            // One kind, or items without kinds, by id.
            kind if kind.is_some() || !has_kinds => {
                self.step = match kind {
                    kind if gets_on => within(walked, kind, last),
                    Some(kind) => {
                        walked.push(kind);
                        within(walked, None, None)
                    }
                    None => self.leave(moment),
                };
                kept
            }
            // All kinds that are left; too many for a page, so that they come one by one.
            _ => {
                let left = places.iter().flatten().map(|place| &place.kind).find(|kind| !walked.contains(kind)).cloned();
                match left.filter(|_| is_full) {
                    Some(kind) => {
                        self.step = within(walked, Some(kind), None);
                        vec![false; places.len()]
                    }
                    None => {
                        self.step = self.leave(moment);
                        kept
                    }
                }
            }
        }
    }

    #[inline]
    fn leave(&mut self, moment: Timestamp) -> Step {
        self.seen.clear();
        Step::Before(moment)
    }
}

/// A moment as databases write it: what is compared is text there, and `T` and `Z` would sort otherwise.
fn written(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%d %H:%M:%S%.f").to_string()
}

/// Text in a filter.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// Whether there is a comma outside of quotes and brackets.
fn has_alternatives(filter: &str) -> bool {
    let (mut depth, mut is_quoted, mut is_escaped) = (0_u32, None, false);
    for c in filter.chars() {
        match (c, is_quoted) {
            _ if is_escaped => is_escaped = false,
            ('\\', _) => is_escaped = true,
            (c, Some(quote)) if c == quote => is_quoted = None,
            (_, Some(_)) => {}
            ('\'' | '"', None) => is_quoted = Some(c),
            ('(' | '[', None) => depth += 1,
            (')' | ']', None) => depth = depth.saturating_sub(1),
            (',', None) if depth == 0 => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_with_alternatives_is_put_in_brackets() {
        for filter in ["a:1,b:2", "a:[1,2],b:3", r"a:'it\'s',b:1"] {
            assert!(has_alternatives(filter), "{filter}");
        }
        for filter in ["", "a:1+b:2", "a:[1,2]", "(a:1,b:2)+c:3", "a:'1,2'", r"a:'it\',s'"] {
            assert!(!has_alternatives(filter), "{filter}");
        }
    }

    #[test]
    fn moments_are_written_as_databases_do() {
        assert_eq!(written("2026-01-02T03:04:05Z".parse().unwrap()), "2026-01-02 03:04:05");
        assert_eq!(written("2026-01-02T03:04:05.120Z".parse().unwrap()), "2026-01-02 03:04:05.12");
    }
}
