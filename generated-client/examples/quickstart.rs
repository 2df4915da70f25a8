//! The quick start of the README: on a site in memory, or on your own.
//!
//! ```text
//! cargo run -p ghost-client --example quickstart
//! GHOST_URL=https://blog.example.com GHOST_ADMIN_API_KEY=id:secret cargo run -p ghost-client --example quickstart
//! ```

use std::env;
use std::error::Error;

use ghost_client::fake::FakeGhost;
use ghost_client::posts::{Content, NewPost, PostStatusInput};
use ghost_client::{Ghost, Integration};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let ghost = connect()?;
    let site = ghost.site().read().await?;
    println!("Site       {}, Ghost {}, {}", site.title.as_deref().unwrap_or("untitled"), site.version, ghost.connection().url());

    let draft = ghost.posts().add(NewPost::new("Hello from Rust").content(Content::html("<p>Hi</p>")).tags(["Quickstart"])).await?;
    println!("Added      {} ({})", draft.title, draft.status);

    let live = ghost.posts().edit(&draft.id, draft.patch().status(PostStatusInput::Published)).await?;
    println!("Published  {}", live.url);

    for post in &ghost.posts().browse().filter("status:published+tag:quickstart").limit(5).await? {
        println!("Found      {}", post.title);
    }

    ghost.posts().destroy(&live.id).await?;
    println!("Deleted    {}", live.title);
    Ok(())
}

/// Your site, if `GHOST_URL` names one, or else one in memory.
fn connect() -> Result<Ghost<Integration>, Box<dyn Error>> {
    match env::var("GHOST_URL") {
        Ok(url) => {
            let key = env::var("GHOST_ADMIN_API_KEY").map_err(|_| "set GHOST_ADMIN_API_KEY too; see the first lines of this example")?;
            Ok(Ghost::integration(&url, &key)?)
        }
        Err(_) => Ok(FakeGhost::new().integration()),
    }
}
