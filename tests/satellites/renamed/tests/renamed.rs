//! What macros write finds the dependency under its other name.

#![allow(clippy::unwrap_used)]

use ghost_satellite_renamed::notes::notes::notes::NewNote;
use ghost_satellite_renamed::{Headline, Mood, NotePatch, Search, TagName, Thing, titled};
use renamed::resource::Browse;
use renamed::{Patch, Query};

#[test]
fn derives_and_bindings_find_a_renamed_dependency() {
    let search = Search { moods: vec![Mood::Fine, Mood::from("odd")], order: Some("title asc".into()) };
    let pairs = [("moods", "fine,odd"), ("order", "title asc")].map(|(name, value)| (name, value.to_owned()));
    assert_eq!(search.pairs().unwrap(), pairs);
    let patch = NotePatch::new().title("T").mood(Mood::Fine);
    assert_eq!((patch.title.as_deref(), &patch.mood), (Some("T"), &Patch::Set(Mood::Fine)));
    assert_eq!(NewNote::new("T").title, "T");
    let headline: Headline = serde_json::from_str(r#"{"title": "T", "tags": [{"name": "news"}]}"#).unwrap();
    assert_eq!((headline.title.as_str(), headline.tags), ("T", vec![TagName { name: "news".to_owned() }]));
    assert_eq!(<Thing as Browse>::ENDPOINT.path, "/things/");
    assert_eq!(titled("T").text().unwrap(), "title:'T'+mood:-null");
}
