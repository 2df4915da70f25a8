//! The recent posts of a site as a newsletter in plain text.
//!
//! It reads of posts what it prints and nothing else (`story`), and is headed by a newsletter, which stands here for a resource that
//! the client does not know (`masthead`). Who sends it is asked of an API that the client does not have (`bindings`).

mod bindings;
mod masthead;
mod story;

use std::fmt;

use ghost_client::posts::PostStatus;
use ghost_client::{Error, Ghost, Integration, filter};

use crate::bindings::Public;
use crate::bindings::members::site::Site;
use crate::masthead::Newsletter;
use crate::story::Story;

/// Stories in a letter, at most.
const STORIES: u32 = 10;

/// What is sent.
#[derive(Debug)]
pub struct Letter {
    sender: Site,
    newsletter: Option<Newsletter>,
    stories: Vec<Story>,
}

impl Letter {
    /// Writes the letter of a site.
    ///
    /// # Errors
    ///
    /// Whatever kept the site, its newsletters or posts from being read.
    pub async fn write(ghost: &Ghost<Integration>) -> Result<Letter, Error> {
        Ok(Letter { sender: sender(ghost).await?, newsletter: newsletter(ghost).await?, stories: stories(ghost).await? })
    }
}

/// The site, as it shows itself to anybody: asked over the connection that is there.
async fn sender(ghost: &Ghost<Integration>) -> Result<Site, Error> {
    Public::<bindings::Visitor>::from_connection(ghost.connection().clone()).site().read().await
}

/// The first newsletter that is in use.
async fn newsletter(ghost: &Ghost<Integration>) -> Result<Option<Newsletter>, Error> {
    let active = filter!(crate::masthead: status == "active");
    let page = ghost.resource::<Newsletter>().browse().filter(active).order("sort_order asc").limit(1).await?;
    Ok(page.items.into_iter().next())
}

/// What was published in the last thirty days, the newest first.
async fn stories(ghost: &Ghost<Integration>) -> Result<Vec<Story>, Error> {
    let recent = filter!(posts: status == PostStatus::Published && published_at > now - 30d);
    let page = ghost.posts().browse().filter(recent).order("published_at desc").limit(STORIES).project::<Story>().await?;
    Ok(page.items)
}

impl fmt::Display for Letter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(newsletter) = &self.newsletter {
            writeln!(formatter, "{newsletter}")?;
        }
        self.stories.iter().try_for_each(|story| writeln!(formatter, "{story}"))?;
        writeln!(formatter, "Sent by {}, {}", self.sender.title.as_deref().unwrap_or("a site without a name"), self.sender.url)
    }
}
