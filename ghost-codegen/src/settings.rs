//! Settings of the generator.

use proc_macro2::TokenStream;

use crate::rules::Rules;

/// What a caller can choose about the output.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// Path of the runtime crate: `crate` inside it, `::ghost_client` elsewhere.
    pub(crate) runtime: String,
    /// Also emit `mod.rs` at the root.
    pub(crate) root: bool,
    /// Also emit the table of routes, behind this Cargo feature.
    pub(crate) routes: Option<String>,
    /// Put each group of resources behind a Cargo feature.
    pub(crate) features: bool,
    /// What is to be otherwise than described.
    pub(crate) rules: Rules,
}

impl Settings {
    /// Path of the runtime crate, as generated code writes it.
    pub(crate) fn runtime_tokens(&self) -> TokenStream {
        self.runtime.parse().unwrap_or_default()
    }
}
