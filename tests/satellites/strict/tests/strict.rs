//! What macros write for a strict crate also works.

#![allow(clippy::unwrap_used)]

use ghost_client::resource::Edit;
use ghost_client::{Query, nql};
use ghost_satellite_strict::notes::notes::notes::{NoteMood, filter};
use ghost_satellite_strict::visibility::Visibility;
use ghost_satellite_strict::{Draft, DraftPatch, Headline, Paging, Search, TagName, Thing, found, starts_empty};

#[test]
fn options_with_parameters_are_written() {
    let paging = Some(Paging { page: Some(2), note: "mine".to_owned() });
    let search = Search { text: "x", extra: None::<u8>, shown: "y", numbers: [1, 2], displayed: 7_u8, r#type: Visibility::Ok, paging };
    let pairs = [("text", "x"), ("shown", "y"), ("numbers", "1,2"), ("as-text", "7"), ("type", "ok"), ("page", "2")];
    assert_eq!(search.pairs().unwrap(), pairs.map(|(name, value)| (name, value.to_owned())));
}

#[test]
fn changes_with_parameters_are_written_if_they_are_set() {
    let draft = Draft { id: "1", extra: Some(7), numbers: [1, 2], r#type: None, bytes: [0; 3], updated_at: "now".to_owned() };
    let patch = DraftPatch::<'_, u8, 3>::new(draft.updated_at);
    assert!(patch.is_empty() && starts_empty());
    assert_eq!(serde_json::to_string(&patch).unwrap(), r#"{"updatedAt":"now"}"#);
    let patch = patch.clear_extra().r#type(Visibility::from("odd"));
    assert_eq!(serde_json::to_string(&patch).unwrap(), r#"{"extra":null,"type":"odd","updatedAt":"now"}"#);
    assert_ne!(patch, patch.clone().extra(7));
}

#[test]
fn a_part_with_parameters_is_read() {
    let answer = r#"{"title": "T", "tags": [{"name": "news", "more": 1}], "due": "2026-01-02"}"#;
    let headline: Headline<'static, TagName> = serde_json::from_str(answer).unwrap();
    assert_eq!((&*headline.text, headline.tags[0].name.as_str()), ("T", "news"));
    assert_eq!(headline.due.unwrap().to_string(), "2026-01-02");
}

#[test]
fn a_resource_with_parameters_is_read_and_has_its_operations() {
    let thing: Thing<'static, (u8, u8)> = serde_json::from_str(r#"{"id": "1", "type": null, "more": [1, 2]}"#).unwrap();
    assert_eq!((thing.id.as_str(), thing.kind, thing.more), ("1", None, (1, 2)));
    assert_eq!(<Thing<'static, (u8, u8)> as Edit>::ENDPOINT.path, "/things/{id}/");
}

#[test]
fn a_filter_in_operators_is_the_one_that_the_fields_make() {
    let lately_changed = filter::updated_at().gt(nql::days(30).ago()) & !filter::mood().is_in([NoteMood::Fine]);
    assert_eq!(found::lately("T").text().unwrap(), (filter::title().eq("T") | lately_changed).text().unwrap());
}
