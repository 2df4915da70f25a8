//! Where commands look for a spec unless they are told.
//!
//! From the current folder upwards: `api` of a crate that describes an API of its own, or `ghost-spec/api` of the workspace that this command
//! comes from, whose bindings go to `generated-client/src`.

use std::fs;
use std::path::{Path, PathBuf};

use super::Failure;

const SHIPPED: &str = "ghost-spec/api";

/// The folder that was named, or else the nearest spec.
pub(super) fn spec(named: Option<PathBuf>) -> Result<PathBuf, Failure> {
    let Some(folder) = named else { return nearest() };
    Ok(folder)
}

/// The folders that were named, or else the nearest spec.
pub(super) fn specs(named: Vec<PathBuf>) -> Result<Vec<PathBuf>, Failure> {
    if named.is_empty() { Ok(vec![nearest()?]) } else { Ok(named) }
}

/// Where the bindings of this workspace's own spec go; `None` for any other spec.
pub(super) fn bindings(spec: &Path) -> Option<PathBuf> {
    let spec = std::path::absolute(spec).ok()?;
    let root = spec.ancestors().nth(2).filter(|_| spec.ends_with(SHIPPED))?;
    let folder = root.join("generated-client/src");
    folder.is_dir().then(|| shortened(&folder))
}

fn nearest() -> Result<PathBuf, Failure> {
    let here = std::env::current_dir().map_err(|error| format!("cannot tell the current folder: {error}"))?;
    let found = here.ancestors().flat_map(|folder| ["api", SHIPPED].map(|name| folder.join(name))).find(|folder| is_spec(folder));
    let missing = || format!("no spec in `api` or `{SHIPPED}` here or above ({}): name its folder", here.display());
    found.map(|folder| shortened(&folder)).ok_or_else(|| Failure::from(missing()))
}

/// Whether a folder holds an `api.yaml`, or folders that do.
fn is_spec(folder: &Path) -> bool {
    let has_api = |folder: &Path| folder.join("api.yaml").is_file();
    let below = || fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| has_api(&entry.path()));
    has_api(folder) || below()
}

/// Relative to the current folder where that is shorter, since it ends up in messages.
fn shortened(folder: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    folder.strip_prefix(here).map_or_else(|_| folder.to_path_buf(), Path::to_path_buf)
}
