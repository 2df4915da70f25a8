//! What macros write for a strict crate also works.

#![allow(clippy::unwrap_used)]

use ghost_client::Query;
use ghost_satellite_strict::visibility::Visibility;
use ghost_satellite_strict::{Draft, DraftPatch, Paging, Search, starts_empty};

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
