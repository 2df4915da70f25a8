//! `ghost-codegen new`: a small spec that works, to be changed into one's own.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{Failure, terminal};

/// What is written, by path.
const FILES: [(&str, &str); 3] = [
    ("api/api.yaml", include_str!("api.yaml")),
    ("api/notes.yaml", include_str!("notes.yaml")),
    ("build.rs", include_str!("build.rs.txt")),
];

/// Write a small, commented spec and a build script into a crate.
///
/// Nothing that exists is touched: what to add to `Cargo.toml` and to the code is printed.
#[derive(Debug, Args)]
pub(crate) struct New {
    /// Folder of the crate
    #[arg(value_name = "CRATE", default_value = ".")]
    folder: PathBuf,
}

impl New {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let folder = &self.folder;
        if !folder.join("Cargo.toml").is_file() {
            return Err(Failure::from(format!("no Cargo.toml in {}: make a crate first, with `cargo init`", folder.display())));
        }
        if let Some((name, _)) = FILES.iter().find(|(name, _)| folder.join(name).exists()) {
            return Err(Failure::from(format!("{} exists already: nothing was written", folder.join(name).display())));
        }
        ghost_codegen::write_files(folder, &FILES.map(|(name, text)| (name.to_owned(), text.to_owned())))?;
        terminal::print(&told())?;
        Ok(ExitCode::SUCCESS)
    }
}

fn told() -> String {
    let version = env!("CARGO_PKG_VERSION");
    let names: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
    format!(
        "wrote {}\n\n\
         Add to Cargo.toml:\n\n    \
         [dependencies]\n    ghost-client = {{ version = \"{version}\", default-features = false, features = [\"rustls\"] }}\n\n    \
         [build-dependencies]\n    ghost-codegen = {{ version = \"{version}\", default-features = false }}\n\n\
         Add to src/lib.rs or src/main.rs:\n\n    \
         include!(concat!(env!(\"OUT_DIR\"), \"/mod.rs\"));\n\n\
         Then `cargo doc --open` shows the module `demo`. `ghost-codegen lint api` checks the spec, `ghost-codegen fmt api` formats it,\n\
         and `ghost-codegen export json-schema --out api/language.schema.json` lets an editor complete it.\n",
        names.join(", ")
    )
}
