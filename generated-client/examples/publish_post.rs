//! Adds a post and publishes it.
//!
//! ```text
//! GHOST_URL=https://blog.example.com GHOST_ADMIN_API_KEY=id:secret cargo run -p ghost-client --example publish_post -- "My title"
//! ```

use std::env;
use std::error::Error;

use ghost_client::Ghost;
use ghost_client::posts::{Content, NewPost, PostStatusInput};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let ghost = Ghost::integration(&variable("GHOST_URL")?, &variable("GHOST_ADMIN_API_KEY")?)?;
    let title = env::args().nth(1).unwrap_or_else(|| "Hello from Rust".to_owned());
    let draft = ghost
        .posts()
        .add(NewPost::new(title).content(Content::html("<p>Written with <code>ghost-client</code>.</p>")).tags(["Rust"]))
        .await?;
    let live = ghost.posts().edit(&draft.id, draft.patch().status(PostStatusInput::Published)).await?;
    println!("{} is {} at {}", live.title, live.status, live.url);
    Ok(())
}

fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|_| format!("set {name}; see the first lines of this example"))
}
