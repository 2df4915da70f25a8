//! Lists all members, page by page.
//!
//! ```text
//! GHOST_URL=https://blog.example.com GHOST_ADMIN_API_KEY=id:secret cargo run -p ghost-client --example list_members
//! ```

use std::env;
use std::error::Error;

use ghost_client::Ghost;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let ghost = Ghost::integration(&variable("GHOST_URL")?, &variable("GHOST_ADMIN_API_KEY")?)?;
    let mut number = 1;
    loop {
        let page = ghost.members().browse().order("created_at asc").limit(100).page(number).await?;
        for member in &page {
            println!("{:<40} {:<8} {}", member.email, member.status.as_str(), member.name.as_deref().unwrap_or("-"));
        }
        // A page past the end still names a next one: the number of pages is what can be trusted.
        let pages = page.pagination().and_then(|pagination| pagination.pages).unwrap_or(0);
        if page.is_empty() || u64::from(number) >= pages {
            break;
        }
        number += 1;
    }
    Ok(())
}

fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|_| format!("set {name}; see the first lines of this example"))
}
