//! Settings of the generator.

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
}
