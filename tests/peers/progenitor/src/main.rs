#[path = "../../token.rs"]
mod token;

use std::env;
use std::error::Error;
use std::num::NonZeroU64;

use ghost_progenitor::Client;
use ghost_progenitor::types::{AdminPostsAddBody, AdminPostsAddSource};
use reqwest::header::{AUTHORIZATION, HeaderMap};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let authorization = format!("Ghost {}", token::signed(&env::var("GHOST_ADMIN_API_KEY")?)?);
    let headers = HeaderMap::from_iter([(AUTHORIZATION, authorization.parse()?)]);
    let client = Client::new_with_client(&env::var("GHOST_URL")?, reqwest::Client::builder().default_headers(headers).build()?);
    let page = client.admin_posts_browse(None, None, None, None, None, None, None, NonZeroU64::new(15), None, None).await?;
    for post in &page.posts {
        println!("{} {}", *post.title, post.url);
    }
    let new = serde_json::json!({ "posts": [{ "title": "Hello", "html": "<p>From a program.</p>", "status": "published" }] });
    let body: AdminPostsAddBody = serde_json::from_value(new)?;
    let added = client.admin_posts_add(None, None, Some(AdminPostsAddSource::Html), &body).await?;
    println!("{}", added.posts[0].url);
    Ok(())
}
