#[path = "../../token.rs"]
mod token;

use std::env;
use std::error::Error;

use ghost_openapi::apis::admin_posts_api::{admin_posts_add, admin_posts_browse};
use ghost_openapi::apis::configuration::{ApiKey, Configuration};
use ghost_openapi::models::AdminPostsAddRequest;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let key = ApiKey { prefix: Some("Ghost".to_owned()), key: token::signed(&env::var("GHOST_ADMIN_API_KEY")?)? };
    let configuration = Configuration { base_path: env::var("GHOST_URL")?, api_key: Some(key), ..Configuration::new() };
    let page = admin_posts_browse(&configuration, None, None, None, None, None, Some(15), None, None, None, None).await?;
    for post in page.posts {
        println!("{} {}", post.title, post.url);
    }
    let new = serde_json::json!({ "posts": [{ "title": "Hello", "html": "<p>From a program.</p>", "status": "published" }] });
    let body: AdminPostsAddRequest = serde_json::from_value(new)?;
    let added = admin_posts_add(&configuration, body, None, None, Some("html")).await?;
    println!("{}", added.posts.first().ok_or("nothing was added")?.url);
    Ok(())
}
