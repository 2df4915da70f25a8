//! Which page is asked for next, and when there is none.

use crate::page::Pagination;

/// The way through a list that is counted in pages.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    /// The next page to ask for; `None` at the end.
    next: Option<u64>,
    /// The last page that is known to be there; none before the first answer.
    last: Option<u64>,
    /// How many pages are asked for ahead.
    pub(super) ahead: usize,
}

impl Walk {
    pub(super) fn from(page: u64) -> Self {
        Walk { next: Some(page), last: None, ahead: 1 }
    }

    pub(super) fn end(&mut self) {
        self.next = None;
    }

    /// The page to ask for, while `open` others were asked for and did not come. `needed` says that somebody waits for one.
    ///
    /// Until an answer has told how long the list is there is one page at a time.
    pub(super) fn take(&mut self, open: usize, needed: bool) -> Option<u64> {
        let page = self.next?;
        let room = match self.last {
            Some(last) if page > last => false,
            Some(_) => open < self.ahead.max(usize::from(needed)),
            None => open == 0 && needed,
        };
        if !room {
            return None;
        }
        self.next = page.checked_add(1);
        Some(page)
    }

    /// Takes in what page `number` says; false if it is past the end.
    ///
    /// How many pages there are is what counts: past the end the server still names a next one. Where it does not count them, `next`
    /// is good for one page more, whose being empty ends the walk; a list without either is whole.
    pub(super) fn goes_past(&mut self, number: u64, is_empty: bool, standing: Option<&Pagination>) -> bool {
        if is_empty {
            return false;
        }
        let pages = standing.and_then(|standing| standing.pages);
        let next = standing.and_then(|standing| standing.next).filter(|next| *next > number);
        let last = pages.unwrap_or_else(|| next.map_or(number, |_| number.saturating_add(1)));
        self.last = Some(last);
        if last <= number {
            self.end();
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pages: u64) -> Pagination {
        Pagination { pages: Some(pages), next: Some(99), ..Pagination::default() }
    }

    #[test]
    fn the_first_page_tells_how_many_are_asked_for_ahead() {
        let mut walk = Walk::from(1);
        walk.ahead = 2;
        assert_eq!((walk.take(0, true), walk.take(1, true)), (Some(1), None));
        assert!(walk.goes_past(1, false, Some(&of(4))));
        assert_eq!((walk.take(0, false), walk.take(1, false), walk.take(2, false)), (Some(2), Some(3), None));
        assert_eq!((walk.take(1, false), walk.take(1, false)), (Some(4), None));
        assert!(walk.goes_past(4, false, Some(&of(5))));
        assert_eq!(walk.take(0, false), Some(5), "it grew meanwhile");
    }

    #[test]
    fn without_pages_ahead_each_is_asked_for_when_it_is_needed() {
        let mut walk = Walk::from(1);
        walk.ahead = 0;
        assert_eq!((walk.take(0, false), walk.take(0, true)), (None, Some(1)));
        assert!(walk.goes_past(1, false, Some(&of(2))));
        assert_eq!((walk.take(0, false), walk.take(0, true)), (None, Some(2)));
    }

    #[test]
    fn the_last_page_is_the_last_whatever_it_names_as_next() {
        let mut walk = Walk::from(3);
        assert_eq!(walk.take(0, true), Some(3));
        assert!(walk.goes_past(3, false, Some(&of(3))));
        assert_eq!(walk.take(0, true), None);
    }

    #[test]
    fn an_empty_page_ends_the_walk_whatever_it_names_as_next() {
        assert!(!Walk::from(999).goes_past(999, true, Some(&of(2000))));
    }

    #[test]
    fn a_list_that_shrinks_ends_earlier_and_one_that_grows_later() {
        let mut walk = Walk::from(1);
        walk.take(0, true);
        walk.goes_past(1, false, Some(&of(3)));
        walk.take(0, true);
        walk.goes_past(2, false, Some(&of(2)));
        assert_eq!(walk.take(0, true), None);
        let mut walk = Walk::from(1);
        walk.take(0, true);
        walk.goes_past(1, false, Some(&of(2)));
        walk.take(0, true);
        walk.goes_past(2, false, Some(&of(3)));
        assert_eq!(walk.take(0, true), Some(3));
    }

    #[test]
    fn a_list_that_does_not_count_its_pages_goes_on_by_next_and_one_without_either_is_whole() {
        let mut walk = Walk::from(1);
        walk.take(0, true);
        walk.goes_past(1, false, Some(&Pagination { next: Some(2), ..Pagination::default() }));
        assert_eq!((walk.take(0, true), walk.take(1, true)), (Some(2), None));
        walk.goes_past(2, false, Some(&Pagination { next: Some(2), ..Pagination::default() }));
        assert_eq!(walk.take(0, true), None, "a next page that is no later one is none");
        let mut walk = Walk::from(1);
        walk.take(0, true);
        walk.goes_past(1, false, None);
        assert_eq!(walk.take(0, true), None);
    }
}
