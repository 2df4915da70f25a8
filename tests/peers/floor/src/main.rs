#[path = "../../token.rs"]
mod token;

use std::env;
use std::error::Error;

use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Posts<T> {
    posts: Vec<T>,
}

#[derive(Deserialize)]
struct Post {
    title: String,
    url: String,
}

#[derive(Serialize)]
struct NewPost<'a> {
    title: &'a str,
    html: &'a str,
    status: &'a str,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = format!("{}/ghost/api/admin/posts/", env::var("GHOST_URL")?);
    let authorization = format!("Ghost {}", token::signed(&env::var("GHOST_ADMIN_API_KEY")?)?);
    let client = reqwest::Client::new();
    let browse = client.get(&address).query(&[("limit", "15")]).header("Authorization", &authorization);
    for post in browse.send().await?.error_for_status()?.json::<Posts<Post>>().await?.posts {
        println!("{} {}", post.title, post.url);
    }
    let new = Posts { posts: vec![NewPost { title: "Hello", html: "<p>From a program.</p>", status: "published" }] };
    let add = client.post(&address).query(&[("source", "html")]).header("Authorization", &authorization).json(&new);
    let added: Posts<Post> = add.send().await?.error_for_status()?.json().await?;
    println!("{}", added.posts.first().ok_or("nothing was added")?.url);
    Ok(())
}
