//! The crate that is being built: the only place that asks the environment.

use std::env;
use std::path::PathBuf;

/// A path relative to the crate's folder. Cargo builds anew whatever changes when the crate moves.
///
/// As the compiler does, it is given relative to where the compiler runs if it is below, so that faults show short paths.
#[allow(clippy::disallowed_methods)] // Here it is.
pub(crate) fn path(relative: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR")?).join(relative);
    let here = env::current_dir().ok();
    Some(
        here.and_then(|here| path.strip_prefix(here).ok().map(PathBuf::from)).filter(|short| !short.as_os_str().is_empty()).unwrap_or(path),
    )
}
