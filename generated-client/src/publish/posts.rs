//! Posts.

use jiff::Timestamp;

use super::course::{Course, Goal, Step};
use super::{Publish, Publishable, Segment, Shared, State, Status, Unpublish, sealed};
use crate::admin::posts::{Post, PostId, PostPatch, PostStatus, PostStatusInput, Posts};
use crate::client::{MayCall, access};
use crate::emails::EmailStatus;

/// Publishing, and sending by e-mail.
impl<'a, C, M> Posts<'a, C, M> {
    /// Puts a post on the site; one that is there already stays as it is.
    ///
    /// A date in the future, left from scheduling, becomes that of now. **A post that was scheduled with a newsletter is sent to it.** One
    /// that is marked for e-mail only is refused: Ghost would not put it on the site.
    ///
    /// ```no_run
    /// # use ghost_client::{Done, Ghost, Integration, posts::PostId};
    /// # async fn example(ghost: &Ghost<Integration>, id: &PostId) -> Result<(), ghost_client::Error> {
    /// let published = ghost.posts().publish(id).email("weekly").segment("status:-free").await?;
    /// if published.done == Done::PublishedAndSent {
    ///     println!("{} is on its way to {} members", published.title, published.email.as_ref().map_or(0, |email| email.email_count));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn publish(&self, id: &PostId) -> Publish<'a, M, Post>
    where
        C: MayCall<access::Anyone>,
    {
        self.course(id, Course::new(Goal::Publish))
    }

    /// Puts a post on the site later, or moves it to another time. The moment must be in the future; one that is published cannot be
    /// scheduled.
    pub fn schedule(&self, id: &PostId, at: Timestamp) -> Publish<'a, M, Post>
    where
        C: MayCall<access::Anyone>,
    {
        self.course(id, Course::new(Goal::Schedule(at)))
    }

    /// Sends a post to the subscribers of a newsletter, given by its slug, without putting it on the site.
    ///
    /// [`at`](Publish::at) does so later, [`segment`](Publish::segment) to some of them. This sends real e-mail.
    pub fn email_only(&self, id: &PostId, newsletter: impl Into<String>) -> Publish<'a, M, Post>
    where
        C: MayCall<access::Anyone>,
    {
        self.course(id, Course::by_email_only()).email(newsletter)
    }

    /// Makes a draft of a post that is published or scheduled. An e-mail that was sent stays sent, and is not sent again when the post
    /// is published again.
    pub fn unpublish(&self, id: &PostId) -> Unpublish<'a, M, Post>
    where
        C: MayCall<access::Anyone>,
    {
        Unpublish(self.course(id, Course::new(Goal::Unpublish)))
    }

    fn course(&self, id: &PostId, course: Course) -> Publish<'a, M, Post>
    where
        C: MayCall<access::Anyone>,
    {
        let shared = Shared::from(course);
        let followed = shared.clone();
        Publish::new(self.update(id, move |post| followed.step(post).map(|step| patch(post, step))), shared)
    }
}

impl<M> Publish<'_, M, Post> {
    /// Also sends it to the subscribers of a newsletter, given by its slug. This sends real e-mail.
    ///
    /// Ghost makes an e-mail of a post once, when its status changes: of a post that is published or scheduled already none can be
    /// made, and this is an error then. [`Done`](crate::Done) says whether one was made.
    pub fn email(mut self, newsletter: impl Into<String>) -> Self {
        self.newsletter = Some(newsletter.into());
        self
    }

    /// Only to the subscribers who match: `"status:-free"`, or `members::filter::status().ne(MemberStatus::Free)`.
    pub fn segment(mut self, filter: impl Into<Segment>) -> Self {
        self.segment = Some(filter.into());
        self
    }
}

#[inline]
fn patch(post: &Post, step: Step) -> PostPatch {
    let status = match step.status {
        Status::Scheduled => PostStatusInput::Scheduled,
        Status::Published => PostStatusInput::Published,
        _ => PostStatusInput::Draft,
    };
    let mut patch = post.patch().status(status);
    if let Some(moment) = step.published_at {
        patch = patch.published_at(moment);
    }
    if let Some(only) = step.email_only {
        patch = patch.email_only(only);
    }
    patch
}

impl sealed::Sealed for Post {}

impl Publishable for Post {
    fn state(&self) -> State {
        let status = match &self.status {
            PostStatus::Draft => Status::Draft,
            PostStatus::Scheduled => Status::Scheduled,
            PostStatus::Published => Status::Published,
            PostStatus::Sent => Status::Sent,
            _ => Status::Other,
        };
        let email_failed = self.email.as_ref().map(|email| email.status == EmailStatus::Failed);
        State { status, published_at: self.published_at, email_only: self.email_only, email_failed }
    }
}
