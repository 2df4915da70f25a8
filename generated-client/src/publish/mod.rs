//! Publishing posts and pages, and sending posts by e-mail.
//!
//! Ghost takes all of this as an edit: the status says what becomes of the post, options of the query who gets the e-mail, and an
//! e-mail is only made when the status changes. What is done depends on what is there, so that each of these is an
//! [update](crate::posts::Posts::update): it reads first, and again after a collision. What Ghost did is told by what it answers.

mod course;
#[cfg(feature = "content")]
mod pages;
mod posts;

use std::fmt;
use std::future::IntoFuture;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

use self::course::{Course, Goal, Step};
use crate::call::Call;
use crate::connection::{Async, Blocking};
use crate::error::Error;
use crate::nql::{Anything, Filter, raw};
use crate::time::this_moment;
use crate::transport::BoxFuture;
use crate::update::Update;

/// What was done, and what is there now.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Publication<T> {
    /// The post or page as it is now.
    pub item: T,
    /// What Ghost did.
    pub done: Done,
}

impl<T> Deref for Publication<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.item
    }
}

/// What Ghost did with a post or page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Done {
    /// It is on the site. No e-mail was made.
    Published,
    /// It is on the site, and an e-mail was made of it: `email` of the post says how its sending goes.
    PublishedAndSent,
    /// An e-mail was made of it, and it is not on the site.
    Sent,
    /// It will appear, and be sent if that was asked for, when its time has come.
    Scheduled,
    /// It is a draft again.
    Unpublished,
    /// It was to appear, and is a draft all the same.
    StillDraft,
    /// It was so already: nothing was written.
    Unchanged,
    /// It has a status that this version does not know.
    Other,
}

/// A post or page: what can be published.
pub trait Publishable: Sized + Send + sealed::Sealed + 'static {
    #[doc(hidden)]
    fn state(&self) -> State;
}

mod sealed {
    /// Closes `Publishable` to other types.
    pub trait Sealed {}
}

/// What counts of a post or page.
#[derive(Clone, Debug, PartialEq)]
#[doc(hidden)]
pub struct State {
    pub(crate) status: Status,
    pub(crate) published_at: Option<Timestamp>,
    pub(crate) email_only: bool,
    /// Its e-mail, if one was made, and whether its sending failed.
    pub(crate) email_failed: Option<bool>,
}

/// Status of a post or page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Draft,
    Scheduled,
    Published,
    Sent,
    Other,
}

/// A course that the function of an update follows: it is said after the update is made, and read when that is sent.
#[derive(Clone, Debug)]
pub(crate) struct Shared(Arc<Mutex<Course>>);

impl From<Course> for Shared {
    fn from(course: Course) -> Self {
        Shared(Arc::new(Mutex::new(course)))
    }
}

impl Shared {
    /// What to change of a post or page.
    fn step(&self, item: &impl Publishable) -> Option<Step> {
        self.course().step(item.state(), this_moment())
    }

    fn course(&self) -> MutexGuard<'_, Course> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A part of a newsletter's subscribers: a filter of members, typed where the feature `members` brings the fields, or as text.
#[derive(Clone, Debug)]
pub struct Segment(Filter<Anything>);

impl From<&str> for Segment {
    fn from(filter: &str) -> Self {
        Segment(raw(filter))
    }
}

impl From<String> for Segment {
    fn from(filter: String) -> Self {
        Segment(raw(filter))
    }
}

#[cfg(feature = "members")]
impl From<Filter<crate::members::Member>> for Segment {
    fn from(filter: Filter<crate::members::Member>) -> Self {
        Segment(filter.untyped())
    }
}

/// Publishing, now or later. `publish`, `schedule` and `email_only` begin one.
///
/// Nothing is sent until it is awaited, or until `send` is called on a blocking client.
#[must_use = "nothing is sent until it is awaited or `send` is called"]
pub struct Publish<'a, M, T: Publishable> {
    update: Update<'a, M, T>,
    shared: Shared,
    newsletter: Option<String>,
    segment: Option<Segment>,
}

/// Making a draft of what is published or scheduled. `unpublish` begins one.
///
/// Nothing is sent until it is awaited, or until `send` is called on a blocking client.
#[must_use = "nothing is sent until it is awaited or `send` is called"]
pub struct Unpublish<'a, M, T: Publishable>(Publish<'a, M, T>);

impl<'a, M, T: Publishable> Publish<'a, M, T> {
    fn new(update: impl Into<Update<'a, M, T>>, shared: Shared) -> Self {
        Publish { update: update.into(), shared, newsletter: None, segment: None }
    }

    /// Not now but at this moment, which must be in the future.
    pub fn at(self, moment: Timestamp) -> Self {
        self.shared.course().goal = Goal::Schedule(moment);
        self
    }

    /// The update with its options, or what is wrong with them.
    fn ready(self) -> Result<(Update<'a, M, T>, Shared), Error> {
        let Publish { update, shared, newsletter, segment } = self;
        let update = match (newsletter, segment) {
            (Some(newsletter), segment) => {
                shared.course().is_emailed = true;
                update.editing(|call| emailing(call, newsletter, segment))
            }
            (None, Some(_)) => return Err(Error::input("a segment is part of a newsletter's subscribers: say which with `email`")),
            (None, None) => update,
        };
        Ok((update, shared))
    }
}

/// An e-mail is asked for in the query; an empty newsletter would be none.
fn emailing<'a, M, T>(mut call: Call<'a, M, T>, newsletter: String, segment: Option<Segment>) -> Call<'a, M, T> {
    call = call.query("newsletter", newsletter);
    if let Some(Segment(segment)) = segment {
        call.set_filter("email_segment", segment);
    }
    call
}

/// What came of a course.
fn publication<T: Publishable>(item: T, shared: &Shared) -> Result<Publication<T>, Error> {
    let done = shared.course().done(&item.state()).map_err(Error::input)?;
    Ok(Publication { item, done })
}

impl<'a, T: Publishable> IntoFuture for Publish<'a, Async, T> {
    type Output = Result<Publication<T>, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let (update, shared) = self.ready()?;
            publication(update.await?, &shared)
        })
    }
}

impl<T: Publishable> Publish<'_, Blocking, T> {
    /// Publishes it and waits for the answer.
    ///
    /// # Errors
    ///
    /// Whatever kept an answer from arriving whole; an e-mail that Ghost would not make; a collision again and again.
    pub fn send(self) -> Result<Publication<T>, Error> {
        let (update, shared) = self.ready()?;
        publication(update.send()?, &shared)
    }
}

impl<'a, T: Publishable> IntoFuture for Unpublish<'a, Async, T> {
    type Output = Result<Publication<T>, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.0.into_future()
    }
}

impl<T: Publishable> Unpublish<'_, Blocking, T> {
    /// Makes a draft of it and waits for the answer.
    ///
    /// # Errors
    ///
    /// Whatever kept an answer from arriving whole; a collision again and again.
    pub fn send(self) -> Result<Publication<T>, Error> {
        self.0.send()
    }
}

impl<M, T: Publishable> fmt::Debug for Publish<'_, M, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (goal, newsletter, segment) = (self.shared.course().goal, &self.newsletter, &self.segment);
        formatter
            .debug_struct("Publish")
            .field("goal", &goal)
            .field("newsletter", newsletter)
            .field("segment", segment)
            .finish_non_exhaustive()
    }
}

impl<M, T: Publishable> fmt::Debug for Unpublish<'_, M, T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Unpublish")
    }
}
