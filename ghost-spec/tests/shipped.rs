//! The description of Ghost that this crate ships.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;

use ghost_spec::Spec;

#[test]
fn shipped_description_is_clean() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("api");
    let spec = Spec::load(folder).check().unwrap_or_else(|faults| panic!("{faults}"));
    assert!(spec.warnings().is_empty(), "{}", spec.warnings());
}
