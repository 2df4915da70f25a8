//! What only members of staff do: settings, downloads of the whole site, deletions in bulk.

use ghost_client::members::{MemberBulkAction, NewMember, Selection};
use ghost_client::settings::{NavigationItem, SettingsPatch};
use ghost_tests::server::Role;

use crate::{integration, staff};

#[tokio::test]
async fn settings_are_fields_that_are_read_and_changed() {
    let (site, _) = integration();
    let owner = staff(&site, Role::Owner);
    let menu = [NavigationItem::new().label("Start").url("/")];
    let patch = SettingsPatch::new().title("Renamed").navigation(menu.clone()).clear_description();
    let changed = owner.settings().edit(patch).await.unwrap();
    assert_eq!(changed.value.title.as_deref(), Some("Renamed"));
    let read = owner.settings().browse().await.unwrap();
    assert_eq!((read.title.as_deref(), read.description), (Some("Renamed"), None));
    assert_eq!(read.navigation.unwrap()[0].label.as_deref(), Some("Start"));
    assert_eq!(owner.site().read().await.unwrap().title.as_deref(), Some("Renamed"));
}

#[tokio::test]
async fn a_theme_is_downloaded_piece_by_piece() {
    let (site, _) = integration();
    let owner = staff(&site, Role::Owner);
    let themes = owner.themes().browse().await.unwrap();
    let theme = themes.iter().find(|theme| theme.active).unwrap();
    let mut download = owner.themes().download(&theme.name).await.unwrap();
    assert_eq!(download.name(), Some(format!("{}.zip", theme.name).as_str()));
    let (mut first, mut total) = (Vec::new(), 0);
    while let Some(chunk) = download.chunk().await.unwrap() {
        total += chunk.len();
        first.extend_from_slice(&chunk[..chunk.len().min(4_usize.saturating_sub(first.len()))]);
    }
    assert_eq!((&first[..2], u64::try_from(total).unwrap()), (&b"PK"[..], download.received()));
    let missing = owner.themes().download("no-such-theme").await.unwrap_err();
    assert!(missing.status().is_some_and(|status| status >= 400), "{missing}");
}

#[tokio::test]
async fn many_members_are_changed_and_deleted_at_once() {
    let (_site, ghost) = integration();
    for name in ["one", "two", "three"] {
        ghost.members().add(NewMember::new(format!("{name}@example.com")).name(name)).await.unwrap();
    }
    let label = ghost.labels().add(ghost_client::labels::NewLabel::new("Marked")).await.unwrap();
    let some = Selection::Filter("email:~^'t'".parse().unwrap());
    let result = ghost.members().bulk_edit(some, MemberBulkAction::AddLabel(label.id)).await.unwrap();
    assert_eq!(result.meta.stats.successful, 2);
    let deleted = ghost.members().bulk_destroy(Selection::Filter("label:marked".parse().unwrap())).await.unwrap();
    assert_eq!(deleted.stats.successful, 2);
    assert_eq!(ghost.members().browse().await.unwrap().len(), 1);
}
