//! What is to be changed for a post to be where it should be, and what was made of it.

use jiff::Timestamp;

use super::{Done, State, Status};

/// Where a post should be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Goal {
    Publish,
    Schedule(Timestamp),
    Unpublish,
}

/// A change of a post: what is not said stays.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Step {
    /// Draft, scheduled or published.
    pub(super) status: Status,
    pub(super) published_at: Option<Timestamp>,
    pub(super) email_only: Option<bool>,
}

/// What is wanted, and what was met.
#[derive(Clone, Debug)]
pub(super) struct Course {
    pub(super) goal: Goal,
    /// An e-mail is to be made.
    pub(super) is_emailed: bool,
    /// It is to be sent by e-mail only.
    pub(super) is_email_only: bool,
    /// What was there, and whether it was to be changed.
    before: Option<(State, bool)>,
}

const ONCE: &str = "Ghost makes an e-mail only when the status changes";

const KEPT_OFF: &str = "it is marked as one for e-mail only: send it with `email_only`, or set that to false with an edit of its own first";

impl Course {
    pub(super) fn new(goal: Goal) -> Self {
        Course { goal, is_emailed: false, is_email_only: false, before: None }
    }

    /// To the subscribers, and not on the site.
    pub(super) fn by_email_only() -> Self {
        Course { is_email_only: true, ..Course::new(Goal::Publish) }
    }

    /// What to change of what is there; `None` if nothing.
    pub(super) fn step(&mut self, state: State, now: Timestamp) -> Option<Step> {
        let step = self.towards(&state, now);
        self.before = Some((state, step.is_some()));
        step
    }

    fn towards(&self, state: &State, now: Timestamp) -> Option<Step> {
        let is_out = matches!(state.status, Status::Published | Status::Sent);
        if self.is_kept_off(state) {
            return None;
        }
        let email_only = (self.is_email_only && !state.email_only).then_some(true);
        match self.goal {
            Goal::Publish if is_out => None,
            // A moment that is left from scheduling would date it in the future.
            Goal::Publish => {
                Some(Step { status: Status::Published, published_at: state.published_at.filter(|at| *at > now).map(|_| now), email_only })
            }
            Goal::Schedule(_) if state.status == Status::Scheduled && self.is_emailed => None,
            Goal::Schedule(at) if state.status == Status::Scheduled && state.published_at == Some(at) && email_only.is_none() => None,
            Goal::Schedule(at) => Some(Step { status: Status::Scheduled, published_at: Some(at), email_only }),
            Goal::Unpublish if state.status == Status::Draft => None,
            Goal::Unpublish => Some(Step { status: Status::Draft, published_at: None, email_only: None }),
        }
    }

    /// Whether it is to appear, and is marked as one that does not. Ghost goes by the mark that was there before an edit, whatever the
    /// edit says of it: it would send the post, or lose it if there is no newsletter.
    fn is_kept_off(&self, state: &State) -> bool {
        let appears = self.goal != Goal::Unpublish && !self.is_email_only;
        appears && state.email_only && matches!(state.status, Status::Draft | Status::Scheduled)
    }

    /// What Ghost did, by what is there now.
    ///
    /// # Errors
    ///
    /// An e-mail was wanted that cannot be made of what was there.
    pub(super) fn done(&self, now: &State) -> Result<Done, String> {
        let Some((before, is_changed)) = &self.before else { return Ok(Done::Unchanged) };
        if !is_changed {
            return match (self.is_emailed, before.status) {
                _ if self.is_kept_off(before) => Err(KEPT_OFF.to_owned()),
                (false, _) => Ok(Done::Unchanged),
                (true, Status::Scheduled) => Err(format!("it is scheduled already, and {ONCE}: unpublish it first")),
                (true, _) => Err(format!("it is published already, and {ONCE}: unpublish it first")),
            };
        }
        let is_sent = match (before.email_failed, now.email_failed) {
            (None, Some(_)) => true,
            // Ghost takes up again what failed.
            (Some(true), Some(failed)) => !failed,
            _ => false,
        };
        Ok(match now.status {
            Status::Draft if self.goal == Goal::Unpublish => Done::Unpublished,
            Status::Draft => Done::StillDraft,
            Status::Scheduled => Done::Scheduled,
            Status::Published if is_sent => Done::PublishedAndSent,
            Status::Published => Done::Published,
            Status::Sent => Done::Sent,
            Status::Other => Done::Other,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn state(status: Status) -> State {
        State { status, published_at: None, email_only: false, email_failed: None }
    }

    fn later() -> Timestamp {
        "2030-01-01T00:00:00Z".parse().unwrap()
    }

    #[test]
    fn a_draft_is_published_and_what_is_out_stays() {
        let mut course = Course::new(Goal::Publish);
        let step = Step { status: Status::Published, published_at: None, email_only: None };
        assert_eq!(course.step(state(Status::Draft), NOW), Some(step));
        assert_eq!(course.done(&state(Status::Published)), Ok(Done::Published));
        assert_eq!(course.done(&state(Status::Draft)), Ok(Done::StillDraft));
        assert_eq!(course.step(state(Status::Sent), NOW), None);
        assert_eq!(course.done(&state(Status::Sent)), Ok(Done::Unchanged));
    }

    #[test]
    fn publishing_what_was_scheduled_dates_it_now() {
        let scheduled = State { published_at: Some(later()), ..state(Status::Scheduled) };
        assert_eq!(Course::new(Goal::Publish).step(scheduled, NOW).unwrap().published_at, Some(NOW));
        let old = State { published_at: Some("1960-01-01T00:00:00Z".parse().unwrap()), ..state(Status::Draft) };
        assert_eq!(Course::new(Goal::Publish).step(old, NOW).unwrap().published_at, None, "an old date stays");
    }

    #[test]
    fn what_is_marked_for_e_mail_only_is_not_published() {
        let marked = State { email_only: true, ..state(Status::Draft) };
        let mut course = Course::new(Goal::Publish);
        assert_eq!(course.step(marked.clone(), NOW), None);
        assert_eq!(course.done(&marked).unwrap_err(), KEPT_OFF);
        let mut only = Course::by_email_only();
        assert_eq!(only.step(state(Status::Draft), NOW).unwrap().email_only, Some(true));
    }

    #[test]
    fn an_e_mail_counts_as_sent_if_this_made_it() {
        let mut course = Course { is_emailed: true, ..Course::new(Goal::Publish) };
        let with = |failed| State { email_failed: Some(failed), ..state(Status::Published) };
        course.step(state(Status::Draft), NOW);
        assert_eq!(course.done(&with(false)), Ok(Done::PublishedAndSent));
        assert_eq!(course.done(&state(Status::Published)), Ok(Done::Published));
        course.step(State { email_failed: Some(false), ..state(Status::Draft) }, NOW);
        assert_eq!(course.done(&with(false)), Ok(Done::Published), "it was sent before, and is not sent again");
        course.step(State { email_failed: Some(true), ..state(Status::Draft) }, NOW);
        assert_eq!(course.done(&with(false)), Ok(Done::PublishedAndSent), "what failed is taken up again");
    }

    #[test]
    fn no_e_mail_can_be_made_without_a_change_of_status() {
        let mut course = Course { is_emailed: true, ..Course::new(Goal::Publish) };
        assert_eq!(course.step(state(Status::Published), NOW), None);
        assert!(course.done(&state(Status::Published)).unwrap_err().starts_with("it is published already"));
        let mut course = Course { is_emailed: true, ..Course::new(Goal::Schedule(later())) };
        assert_eq!(course.step(state(Status::Scheduled), NOW), None);
        assert!(course.done(&state(Status::Scheduled)).unwrap_err().starts_with("it is scheduled already"));
    }

    #[test]
    fn what_is_scheduled_can_be_moved_and_made_a_draft() {
        let mut course = Course::new(Goal::Schedule(later()));
        let scheduled = |at| State { published_at: Some(at), ..state(Status::Scheduled) };
        assert_eq!(course.step(scheduled(NOW), NOW).unwrap().published_at, Some(later()));
        assert_eq!(course.done(&scheduled(later())), Ok(Done::Scheduled));
        assert_eq!(course.step(scheduled(later()), NOW), None);
        let mut course = Course::new(Goal::Unpublish);
        assert_eq!(course.step(scheduled(later()), NOW).unwrap().status, Status::Draft);
        assert_eq!(course.done(&state(Status::Draft)), Ok(Done::Unpublished));
        assert_eq!(course.step(state(Status::Draft), NOW), None);
    }
}
