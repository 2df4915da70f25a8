//! Prints the latest posts of a site, as its readers see them.
//!
//! ```text
//! GHOST_URL=https://blog.example.com GHOST_CONTENT_API_KEY=… cargo run -p ghost-client --example latest_posts
//! ```

use std::env;
use std::error::Error;

use ghost_client::Ghost;
use ghost_client::content::posts::Include;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let ghost = Ghost::content(&variable("GHOST_URL")?, &variable("GHOST_CONTENT_API_KEY")?)?;
    let posts = ghost.posts().browse().include([Include::Authors]).order("published_at desc").limit(10).await?;
    for post in &posts {
        let authors: Vec<&str> = post.authors.iter().flatten().map(|author| author.name.as_str()).collect();
        println!("{:<60} {}", post.title, authors.join(", "));
    }
    Ok(())
}

fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|_| format!("set {name}; see the first lines of this example"))
}
