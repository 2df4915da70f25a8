//! What the generator writes for specs made to try it: a small one that uses every construct of the
//! language, and an obstacle course of names. Both outputs are committed under `goldens/`, compiled
//! here with every warning denied, and must be what the generator writes today.
//!
//! After a change of the generator that is meant: `BLESS=1 cargo test -p ghost-tests --test goldens`,
//! then read the diff.

#![deny(warnings)]
// A test exports nothing and calls little of what is generated.
#![allow(dead_code, unreachable_pub)]
#![allow(clippy::unwrap_used, clippy::panic)]

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

/// The small spec again, with rules of the generator.
#[path = "../goldens/ruled"]
mod ruled {
    #[rustfmt::skip]
    mod client;
    #[rustfmt::skip]
    pub mod notes;

    pub use client::*;
}

fn folder(kind: &str, name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(kind).join(name)
}

fn generator(name: &str) -> Generator {
    if name == "ruled" {
        return generator("small")
            .out(folder("goldens", name))
            .replace_type("notes.Note.title", "::std::boxed::Box<str>")
            .replace_type("Note.extra", "::std::collections::HashMap<::std::string::String, ::std::string::String>")
            .rename("Note.mood", "temper")
            .rename("NoteMood.SoSo", "Middling")
            .rename("notes.browse", "all")
            .rename(".notes.LockEvent", "Locking")
            .skip("notes.blocks")
            .skip("Note.weight")
            .skip(".notes.NoteMood.Odd")
            .derive("TextBlock", "Eq")
            .derive(".notes.shapes", "Copy, Eq, Hash")
            .type_attribute("NewNote", "#[doc(alias = \"draft\")]")
            .field_attribute(".notes.NotePatch.pin", "#[doc(alias = \"code\")]");
    }
    Generator::new().spec(folder("specs", name)).out(folder("goldens", name))
}

#[test]
fn goldens_are_what_the_generator_writes() {
    for name in ["small", "names", "ruled"] {
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

#[test]
fn rules_change_types_names_and_attributes() {
    use ruled::notes::{notes, shapes::Stats};

    let json = r#"{"id":"1","title":"T","mood":"so-so","extra":{"a":"b"},"weight":1}"#;
    let note: notes::Note = serde_json::from_str(json).unwrap();
    let (title, extra): (&str, &std::collections::HashMap<String, String>) = (&note.title, &note.extra);
    assert_eq!((title, extra["a"].as_str(), &note.temper), ("T", "b", &notes::NoteMood::Middling));
    assert_eq!(erased::Json::text(&notes::NewNote::new("T".into()).temper(notes::NoteMood::Fine)), r#"{"title":"T","mood":"fine"}"#);
    assert_eq!(serde_json::from_str::<notes::NoteMood>("\"odd\"").unwrap().as_str(), "odd", "what is left out is read as unknown");
    let stats: Stats = serde_json::from_str(r#"{"views":1}"#).unwrap();
    let copied = stats;
    assert!(std::collections::HashSet::from([stats]).contains(&copied));
    let text = |name: &str| std::fs::read_to_string(folder("goldens", "ruled/notes").join(name)).unwrap();
    assert!(text("notes.rs").contains("pub fn all(&self)") && !text("notes.rs").contains("fn blocks("));
    assert!(text("notes.rs").contains("#[doc(alias = \"code\")]\n    pub pin:") && text("notes.rs").contains("pub struct Locking"));
}

#[test]
fn rules_that_cannot_be_followed_are_all_told_with_what_was_meant() {
    let ruled = generator("small")
        .skip("notes.Note.titel")
        .skip(".notse")
        .rename("Note.title", "head line")
        .rename("title", "headline")
        .skip("Note.title")
        .replace_type("notes.Note", "String")
        .derive("Pebble", "Eq");
    insta::assert_snapshot!(ruled.generate().unwrap_err());
}

#[test]
fn secrets_are_not_shown_but_travel() {
    use small::notes::notes::{NewNote, Note, NotePatch, PartialNote};

    let text = r#"{"id":"1","title":"T","mood":"fine","extra":{},"pin":"s3cret"}"#;
    let read: Note = serde_json::from_str(text).unwrap();
    let (part, added) = (serde_json::from_str::<PartialNote>(text).unwrap(), NewNote::new("T").pin("s3cret"));
    let patch = NotePatch::new("2026-01-02T03:04:05Z".parse().unwrap());
    for shown in [format!("{read:?}"), format!("{part:?}"), format!("{added:?}"), format!("{read:#?}")] {
        assert!(shown.contains("pin: Some(…)") && shown.contains("title") && !shown.contains("s3cret"), "{shown}");
    }
    assert!(format!("{patch:?}").contains("pin: Keep"), "{patch:?}");
    assert!(format!("{:?}", patch.clone().clear_pin()).contains("pin: Null"));
    assert!(format!("{:?}", patch.pin("s3cret")).contains("pin: Set(…)"));
    assert_eq!(read.pin.as_deref(), Some("s3cret"));
    assert_eq!(erased::Json::text(&added), r#"{"title":"T","pin":"s3cret"}"#);
}

#[test]
fn unions_are_written_by_form_and_read_by_tag() {
    use small::notes::notes::{Block, BulkAction, Content, Event, NewNote, TextBlock};

    let json = |value: &dyn erased::Json| value.text();
    let form = |content| json(&NewNote::new("T").content(content));
    assert_eq!(form(Content::markdown("# x")), r##"{"title":"T","markdown":"# x"}"##);
    assert_eq!(form(Content::page("x")), r#"{"title":"T","format":"html","body":"<p>x</p>"}"#);
    assert_eq!(form(Content::Nothing), r#"{"title":"T","format":"none"}"#);
    assert_eq!(json(&BulkAction::Lock), r#"{"action":"lock"}"#);
    assert_eq!(json(&BulkAction::tag(["x"])), r#"{"action":"addTag","meta":{"tags":["x"]}}"#);

    let event = |json: &str| serde_json::from_str::<Event>(json).unwrap();
    let Event::Locked(lock) = event(r#"{"data":{"by":"Ada","at":1767322800000},"type":"locked"}"#) else { panic!("not a lock") };
    assert_eq!((lock.by.as_str(), lock.at.to_string().as_str()), ("Ada", "2026-01-02T03:00:00Z"));
    assert_eq!(event(r#"{"type":"new_title","data":"T"}"#), Event::Renamed("T".to_owned()));
    assert_eq!(event(r#"{"type":"seen"}"#), Event::Seen);
    let Event::Unknown(unknown) = event(r#"{"type":"eaten","data":[1]}"#) else { panic!("known") };
    assert_eq!((unknown.tag.as_str(), unknown.content.to_string().as_str()), ("eaten", "[1]"));

    let text = r#"{"kind":"text","words":"x"}"#;
    let block = serde_json::from_str::<Block>(text).unwrap();
    assert_eq!(block, Block::Text(Box::new(TextBlock::new("x"))));
    assert_eq!((json(&block).as_str(), json(&Block::Rule).as_str()), (text, r#"{"kind":"rule"}"#));
}

#[test]
fn keys_without_a_name_and_text_that_holds_json_are_kept() {
    use small::notes::notes::{Preferences, TextBlock};

    let text = r#"{"colour":"red","columns":"[{\"words\":\"x\"}]","size":5}"#;
    let read: Preferences = serde_json::from_str(text).unwrap();
    assert_eq!((read.colour.as_deref(), &read.other["size"]), (Some("red"), &serde_json::json!(5)));
    assert_eq!(read.columns.as_deref(), Some(&[TextBlock::new("x")][..]));
    assert_eq!(erased::Json::text(&read), text);
    assert_eq!(serde_json::from_str::<Preferences>(r#"{"columns":""}"#).unwrap().columns, None);
}

#[test]
fn permissions_can_be_asked_at_run_time() {
    use ghost_client::{Permit, Version};
    use small::notes::permissions::{Role, of};

    let edit = of("notes", "edit").unwrap();
    assert_eq!(edit.permit(&Role::Owner), Permit::Own(vec!["only while it is not locked"]));
    assert_eq!(edit.permit(&Role::Application), Permit::Denied, "no key may call it");
    assert_eq!(of("notes", "read").unwrap().permit(&Role::Application), Permit::Allowed);
    let reader = |version: &str| of("notes", "change").unwrap().permit_in(&Role::Reader, Version::parse(version).unwrap());
    assert_eq!((reader("1.5.9"), reader("1.6")), (Permit::Allowed, Permit::Denied));
    let best = of("notes", "best").unwrap();
    assert_eq!((best.flag, best.permit(&Role::Reader)), (Some("contest"), Permit::Allowed));
    assert!(of("notes", "burn").is_none());
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
