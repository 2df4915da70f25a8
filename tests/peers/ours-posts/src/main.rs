use std::env;
use std::error::Error;

use ghost_client::Ghost;
use ghost_client::posts::{Content, NewPost, PostStatusInput};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let ghost = Ghost::integration(&env::var("GHOST_URL")?, &env::var("GHOST_ADMIN_API_KEY")?)?;
    for post in ghost.posts().browse().limit(15).await? {
        println!("{} {}", post.title, post.url);
    }
    let new = NewPost::new("Hello").content(Content::html("<p>From a program.</p>")).status(PostStatusInput::Published);
    println!("{}", ghost.posts().add(new).await?.url);
    Ok(())
}
