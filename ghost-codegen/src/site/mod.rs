//! A description as a static site: one page an API with search, examples, snippets, and who may call what in colour.
//!
//! Every page stands alone: its style and script are in it, it loads nothing, and it works from a folder. Whatever comes from a
//! description goes through `html::escape`.

mod code;
mod endpoint;
mod example;
mod html;
mod matrix;
mod page;
mod picture;
mod request;
mod shape;
mod snippet;

use std::path::Path;

use ghost_spec::model::Api;

use crate::output::{self, OutputError, Report};
use crate::plan::Plan;

/// The files of a site: names and contents. `package` is the Rust path of the crate that the snippets use, such as `ghost_client`.
///
/// ```
/// let files = ghost_codegen::site::files(&[], "ghost_client");
/// assert_eq!(files[0].0, "index.html");
/// ```
#[must_use]
pub fn files(apis: &[Api], package: &str) -> Vec<(String, String)> {
    let mut files = vec![("index.html".to_owned(), page::index(apis))];
    for api in apis {
        let plan = Plan::new(api);
        let site = Site { api, plan: &plan, package };
        files.push((format!("{}.html", api.name), page::api(&site, apis)));
        files.extend(picture::standalone(api).map(|svg| (format!("{}-permissions.svg", api.name), svg)));
    }
    files
}

/// Writes the files of a site that differ from those in a folder; whatever else is there stays.
///
/// # Errors
///
/// The folder cannot be made, or a file not written.
pub fn write(out: &Path, files: &[(String, String)]) -> Result<Report, OutputError> {
    output::write_files(out, files)
}

/// What a page is made from.
struct Site<'a> {
    api: &'a Api,
    plan: &'a Plan<'a>,
    package: &'a str,
}
