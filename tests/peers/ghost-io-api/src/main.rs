use std::env;
use std::error::Error;

use ghost_io_api::auth::admin::AdminApiKey;
use ghost_io_api::client::admin::{AdminBrowsePostsParams, GhostAdminClient};
use ghost_io_api::models::post::{PostCreate, PostStatus};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = GhostAdminClient::new(env::var("GHOST_URL")?, AdminApiKey::new(env::var("GHOST_ADMIN_API_KEY")?)?)?;
    let newest = AdminBrowsePostsParams { limit: Some(15), ..Default::default() };
    for post in client.browse_posts(newest).await?.posts {
        println!("{} {}", post.title, post.url.unwrap_or_default());
    }
    let html = Some("<p>From a program.</p>".to_owned());
    let new = PostCreate { title: "Hello".to_owned(), html, status: Some(PostStatus::Published), ..Default::default() };
    println!("{}", client.create_post(new).await?.url.unwrap_or_default());
    Ok(())
}
