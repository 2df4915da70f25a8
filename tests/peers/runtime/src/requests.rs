//! One small request after the other over a connection that stays open: build it, present the credential, send, read the answer.

use std::hint::black_box;
use std::time::Duration;

use ghost_client::Ghost;
use ghost_io_api::auth::content::ContentApiKey;
use ghost_io_api::client::content::{BrowsePostsParams, GhostContentClient};

use crate::cost::Since;
use crate::{Fault, floor};

/// Of no site.
const KEY: &str = "6b0651d2fb70531d3b71c6af:0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b";
const CONTENT_KEY: &str = "22444f78447824223cefc48062";
/// As long as a signed one: the server does not look at it.
const TOKEN: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjZiMDY1MWQyZmI3MDUzMWQzYjcxYzZhZiJ9.\
    eyJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMDMwMCwiYXVkIjoiL2FkbWluLyJ9.Y29weSBvZiBhIHNpZ25hdHVyZSwgYXMgbG9uZyBhcyBvbmU";

/// Asks for a post so many times.
pub async fn measure(contender: &str, times: u32, url: &str) -> Result<(), Fault> {
    match contender {
        "ghost-client" => {
            let ghost = Ghost::integration(url, KEY)?;
            repeated(times, async || Ok(ghost.posts().browse().limit(1).await?.len())).await
        }
        "reqwest" => {
            let client = reqwest::Client::builder().build()?;
            repeated(times, async || by_hand(&client, url).await).await
        }
        "ghost-client content" => {
            let ghost = Ghost::content(url, CONTENT_KEY)?;
            repeated(times, async || Ok(ghost.posts().browse().limit(1).await?.len())).await
        }
        "ghost-io-api" => {
            let client = GhostContentClient::new(url, ContentApiKey::new(CONTENT_KEY)?)?;
            repeated(times, async || {
                Ok(client.browse_posts(BrowsePostsParams { limit: Some(1), ..BrowsePostsParams::default() }).await?.posts.len())
            })
            .await
        }
        _ => Err("no such contender".into()),
    }
}

/// As one writes it who knows what Ghost wants: the token is kept, the version named, the time bounded, the status looked at.
async fn by_hand(client: &reqwest::Client, url: &str) -> Result<usize, Fault> {
    let request = client
        .get(format!("{url}/ghost/api/admin/posts/?limit=1"))
        .header("authorization", format!("Ghost {TOKEN}"))
        .header("accept", "application/json")
        .header("accept-version", "v6.0")
        .header("user-agent", "by-hand/1.0")
        .timeout(Duration::from_secs(30));
    Ok(black_box(request.send().await?.error_for_status()?.json::<floor::Page>().await?).posts.len())
}

async fn repeated(times: u32, ask: impl AsyncFn() -> Result<usize, Fault>) -> Result<(), Fault> {
    for _ in 0..times / 10 {
        ask().await?;
    }
    let since = Since::now()?;
    for _ in 0..times {
        if ask().await? != 1 {
            return Err("the answer has one post".into());
        }
    }
    since.print(times)
}
