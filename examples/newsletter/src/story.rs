//! What the newsletter tells of a post.

use std::fmt;

use ghost_client::Projection;
use ghost_client::posts::Post;
use ghost_client::tags::Tag;
use ghost_client::users::User;

/// A post, as far as it is told.
#[derive(Debug, Projection)]
#[ghost(of = Post)]
pub(crate) struct Story {
    title: String,
    #[ghost(name = "url")]
    address: String,
    excerpt: Option<String>,
    authors: Vec<Name>,
    primary_tag: Option<Topic>,
}

#[derive(Debug, Projection)]
#[ghost(of = User)]
struct Name {
    name: String,
}

#[derive(Debug, Projection)]
#[ghost(of = Tag)]
struct Topic {
    name: String,
}

impl fmt::Display for Story {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(topic) = &self.primary_tag {
            write!(formatter, "[{}] ", topic.name)?;
        }
        let authors: Vec<&str> = self.authors.iter().map(|author| author.name.as_str()).collect();
        writeln!(formatter, "{}, by {}", self.title, authors.join(" and "))?;
        writeln!(formatter, "{}", self.address)?;
        writeln!(formatter, "{}", self.excerpt.as_deref().unwrap_or_default())
    }
}
