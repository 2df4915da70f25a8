//! Pages, which are never sent by e-mail.

use jiff::Timestamp;

use super::course::{Course, Goal, Step};
use super::{Publish, Publishable, Shared, State, Status, Unpublish, sealed};
use crate::admin::pages::{Page, PageId, PagePatch, PageStatus, Pages};
use crate::client::{MayCall, access};

/// Publishing.
impl<'a, C, M> Pages<'a, C, M> {
    /// Puts a page on the site; one that is there already stays as it is.
    ///
    /// A date in the future, left from scheduling, becomes that of now.
    pub fn publish(&self, id: &PageId) -> Publish<'a, M, Page>
    where
        C: MayCall<access::Anyone>,
    {
        self.course(id, Goal::Publish)
    }

    /// Puts a page on the site later, or moves it to another time. The moment must be in the future; one that is published cannot be
    /// scheduled.
    pub fn schedule(&self, id: &PageId, at: Timestamp) -> Publish<'a, M, Page>
    where
        C: MayCall<access::Anyone>,
    {
        self.course(id, Goal::Schedule(at))
    }

    /// Makes a draft of a page that is published or scheduled.
    pub fn unpublish(&self, id: &PageId) -> Unpublish<'a, M, Page>
    where
        C: MayCall<access::Anyone>,
    {
        Unpublish(self.course(id, Goal::Unpublish))
    }

    fn course(&self, id: &PageId, goal: Goal) -> Publish<'a, M, Page>
    where
        C: MayCall<access::Anyone>,
    {
        let shared = Shared::from(Course::new(goal));
        let followed = shared.clone();
        Publish::new(self.update(id, move |page| followed.step(page).map(|step| patch(page, step))), shared)
    }
}

#[inline]
fn patch(page: &Page, step: Step) -> PagePatch {
    let status = match step.status {
        Status::Scheduled => PageStatus::Scheduled,
        Status::Published => PageStatus::Published,
        _ => PageStatus::Draft,
    };
    let patch = page.patch().status(status);
    match step.published_at {
        Some(moment) => patch.published_at(moment),
        None => patch,
    }
}

impl sealed::Sealed for Page {}

impl Publishable for Page {
    fn state(&self) -> State {
        let status = match &self.status {
            PageStatus::Draft => Status::Draft,
            PageStatus::Scheduled => Status::Scheduled,
            PageStatus::Published => Status::Published,
            PageStatus::Sent => Status::Sent,
            _ => Status::Other,
        };
        State { status, published_at: self.published_at, email_only: false, email_failed: None }
    }
}
