//! What the generator writes for specs made to try it: a small one that uses every construct of the
//! language, and an obstacle course of names. Both outputs are committed under `goldens/`, compiled
//! here with every warning denied, and must be what the generator writes today.
//!
//! After a change of the generator that is meant: `BLESS=1 cargo test -p ghost-tests --test goldens`,
//! then read the diff.

#![deny(warnings)]
// A test exports nothing and calls little of what is generated.
#![allow(dead_code, unreachable_pub)]
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use ghost_codegen::Generator;

#[path = "../goldens/small"]
mod small {
    #[rustfmt::skip]
    mod client;
    #[rustfmt::skip]
    pub mod notes;

    pub use client::*;
}

#[path = "../goldens/names"]
mod names {
    #[rustfmt::skip]
    mod client;
    #[rustfmt::skip]
    pub mod r#type;

    pub use client::*;
}

fn folder(kind: &str, name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(kind).join(name)
}

fn generator(name: &str) -> Generator {
    Generator::new().spec(folder("specs", name)).out(folder("goldens", name))
}

#[test]
fn goldens_are_what_the_generator_writes() {
    for name in ["small", "names"] {
        if std::env::var_os("BLESS").is_some() {
            generator(name).write().unwrap();
        }
        let drift = generator(name).check().unwrap();
        assert!(drift.is_empty(), "{}", drift.diff);
    }
}

#[test]
fn generating_twice_gives_the_same_bytes() {
    let shipped = Generator::new().spec(Path::new(env!("CARGO_MANIFEST_DIR")).join("../ghost-spec/api")).routes("routes");
    for generator in [generator("small"), generator("names"), shipped] {
        assert_eq!(generator.generate().unwrap().files(), generator.generate().unwrap().files());
    }
}

#[test]
fn a_small_spec_becomes_readable_code() {
    for (path, text) in generator("small").generate().unwrap().files() {
        insta::assert_snapshot!(path.replace('/', "_"), text);
    }
}

#[test]
fn generated_types_work_outside_of_the_runtimes_crate() {
    use small::notes::notes::{NewNote, Note, NoteMood, NotePatch, PartialNote};

    let note: Note = serde_json::from_str(
        r#"{"id":"1","title":"T","mood":"gloomy","extra":{"a":"b"},"new in 3.0":[1],"due":"2026-01-02","parent":
            {"id":"2","title":"P","mood":"so-so","extra":{},"updated_at":null}}"#,
    )
    .unwrap();
    assert_eq!(note.mood.as_str(), "gloomy", "unknown values are kept");
    assert_eq!(note.parent.as_ref().unwrap().mood, NoteMood::SoSo);
    assert_eq!(note.tags, None);

    let json = |value: &dyn erased::Json| value.text();
    assert_eq!(json(&NewNote::new("T").tags(["x"]).mood(NoteMood::Fine)), r#"{"title":"T","mood":"fine","tags":["x"]}"#);
    let patch = NotePatch::new("2026-01-02T03:04:05Z".parse().unwrap()).clear_body();
    assert_eq!(json(&patch), r#"{"body":null,"updated_at":"2026-01-02T03:04:05.000Z"}"#);
    let partial: PartialNote = serde_json::from_str(r#"{"title":"only"}"#).unwrap();
    assert_eq!((partial.title.as_deref(), partial.id), (Some("only"), None));

    let missing = serde_json::from_str::<Note>(r#"{"title":"T"}"#).unwrap_err();
    assert!(missing.to_string().starts_with("missing field `id`"), "{missing}");
}

/// Anything that is sent, as text.
mod erased {
    pub(crate) trait Json {
        fn text(&self) -> String;
    }

    impl<T: ghost_client::rt::serde::Serialize> Json for T {
        fn text(&self) -> String {
            serde_json::to_string(self).unwrap()
        }
    }
}
