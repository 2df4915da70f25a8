//! All operations, and what stands in a field.
#![deny(warnings)]

use std::collections::BTreeMap;

use ghost_client::{Error, Ghost, Resource, StaffToken};

#[derive(Debug, Resource)]
#[ghost(path = "/things/", key = "things", operations(browse, read, add, edit, destroy), access = User, new = New, patch = New)]
pub struct Thing {
    pub id: String,
    #[ghost(name = "type")]
    pub kind: Option<String>,
    pub made_at: Option<jiff::Timestamp>,
    pub names: Vec<String>,
}

pub type New = BTreeMap<String, String>;

pub async fn all(ghost: &Ghost<StaffToken>, new: &New) -> Result<(), Error> {
    let things = ghost.resource::<Thing>();
    let page = things.browse().limit(3).page(2).order("id asc").filter("name:x").option("all", true).await?;
    let added = things.add(new).await?;
    let changed = things.edit(&added.id, new).await?;
    things.read(&page[0].id).await?;
    things.destroy(&changed.id).await?;
    let mut items = things.browse().items();
    while let Some(thing) = items.next().await {
        let _: Thing = thing?;
    }
    Ok(())
}

fn main() {}
