//! Prints the letter of a site:
//!
//!     GHOST_URL=https://blog.example.com GHOST_ADMIN_API_KEY=… cargo run -p newsletter

use std::env;
use std::error::Error;

use ghost_client::Ghost;
use newsletter::Letter;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let ghost = Ghost::integration(&variable("GHOST_URL")?, &variable("GHOST_ADMIN_API_KEY")?)?;
    print!("{}", Letter::write(&ghost).await?);
    Ok(())
}

/// What a variable of the environment says.
fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|fault| format!("{name}: {fault}; set it to the address of a site or the Admin API key of an integration"))
}
