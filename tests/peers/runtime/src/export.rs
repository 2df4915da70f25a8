//! All members of a real site, page by page.

use ghost_client::rt::{Answer, Async, Scope};
use ghost_client::{Ghost, Integration};

use crate::Fault;
use crate::cost::Since;
use crate::decode::endpoint;

static MEMBERS: ghost_client::rt::Endpoint = endpoint("members", "/members/");

/// Walks through all members, so many pages ahead, and holds none of them.
pub async fn measure(url: &str, key: &str, ahead: usize, total: u32) -> Result<(), Fault> {
    let ghost = Ghost::integration(url, key)?;
    let since = Since::now()?;
    let mut members = ghost.members().browse().limit(100).items().prefetch(ahead);
    let mut found = 0_u32;
    while let Some(member) = members.next().await {
        found += u32::from(!member?.email.is_empty());
    }
    if found < total {
        return Err(format!("{found} members of {total}").into());
    }
    since.print(1)
}

/// Downloads all members as the one file that Ghost makes of them, and holds none of it.
pub async fn file(url: &str, key: &str, total: usize) -> Result<(), Fault> {
    let ghost = Ghost::integration(url, key)?;
    let since = Since::now()?;
    let mut csv = ghost.members().export_csv().await?;
    let mut lines = 0;
    while let Some(part) = csv.chunk().await? {
        lines += part.split(|byte| *byte == b'\n').count() - 1;
    }
    if lines < total {
        return Err(format!("{lines} lines for {total} members").into());
    }
    since.print(1)
}

/// Asks for every page and throws it away unread: what the server alone takes for it.
pub async fn bytes(url: &str, key: &str, total: u32) -> Result<(), Fault> {
    let ghost = Ghost::integration(url, key)?;
    let since = Since::now()?;
    for page in 1..=total.div_ceil(100) {
        let scope = Scope::<Integration, Async>::new(ghost.connection());
        let mut call = scope.call(&MEMBERS, |answer: &Answer| Ok(answer.body().len()));
        call.set("limit", 100);
        call.set("page", page);
        call.await?;
    }
    since.print(1)
}
