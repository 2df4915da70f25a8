//! The description of Ghost that this crate ships.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;

use ghost_spec::Spec;
use ghost_spec::model::{ShapeBody, Type};

#[test]
fn shipped_description_is_clean() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("api");
    let spec = Spec::load(folder).check().unwrap_or_else(|faults| panic!("{faults}"));
    assert!(spec.warnings().is_empty(), "{}", spec.warnings());
}

#[test]
fn whatever_is_called_a_secret_is_one() {
    /// Public by their nature, whatever they are called.
    const PUBLIC: [&str; 2] = ["api_keys_rotated", "stripe_connect_publishable_key"];
    const NAMES: [&str; 5] = ["password", "secret", "token", "api_key", "apikey"];

    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("api");
    let spec = Spec::load(folder).check().unwrap_or_else(|faults| panic!("{faults}"));
    let shapes = spec.apis().iter().flat_map(|api| &api.shapes);
    let fields = shapes.flat_map(|shape| match &shape.body {
        ShapeBody::Fields(fields) => fields.iter().map(|field| (shape.name.as_str(), field)).collect(),
        _ => Vec::new(),
    });
    let is_named = |name: &str| NAMES.iter().any(|word| name.to_lowercase().contains(word)) && !PUBLIC.contains(&name);
    let texts: Vec<_> = fields.filter(|(_, field)| field.ty == Type::String).collect();
    let open: Vec<_> =
        texts.iter().filter(|(_, field)| is_named(&field.name) && !field.secret).map(|(shape, field)| (shape, &field.name)).collect();
    assert!(open.is_empty(), "mark them `secret: true`: {open:?}");
    assert_eq!(texts.iter().filter(|(_, field)| field.secret).count(), 36);
}
