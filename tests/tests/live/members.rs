//! Members, labels and newsletters.

use ghost_client::labels::NewLabel;
use ghost_client::members::{MemberPatch, MemberStatus, NewMember};
use ghost_client::{Blocking, ErrorKind, Ghost, Integration};

use crate::integration;

#[tokio::test]
async fn a_member_is_added_and_changed() {
    let (_site, ghost) = integration();
    let member = ghost.members().add(NewMember::new("ada+rust@example.com").name("Ada").labels(["VIP"])).await.unwrap();
    assert_eq!(member.status, MemberStatus::Free);
    assert_eq!(member.labels[0].name, "VIP");

    let edited = ghost.members().edit(&member.id, MemberPatch::new().name("Ada Lovelace").note("Wrote the first program")).await.unwrap();
    assert_eq!((edited.name.as_deref(), edited.note.as_deref()), (Some("Ada Lovelace"), Some("Wrote the first program")));

    let found = ghost.members().browse().filter("email:'ada+rust@example.com'").await.unwrap();
    assert_eq!(found.iter().map(|member| &member.id).collect::<Vec<_>>(), [&member.id]);

    let again = ghost.members().add(NewMember::new("ada+rust@example.com")).await.unwrap_err();
    let expected = ErrorKind::Validation { field: Some("email".to_owned()), rule: Some("unique".to_owned()) };
    assert_eq!(again.kind(), &expected, "{again}");
    assert!(again.to_string().contains("members.add"), "{again}");

    ghost.members().destroy(&member.id).await.unwrap();
    assert_eq!(ghost.members().read(&member.id).await.unwrap_err().kind(), &ErrorKind::NotFound);
}

#[tokio::test]
async fn labels_newsletters_and_tiers_are_listed() {
    let (_site, ghost) = integration();
    let label = ghost.labels().add(NewLabel::new("Beta")).await.unwrap();
    assert!(ghost.labels().browse().await.unwrap().iter().any(|known| known.id == label.id));
    assert!(!ghost.newsletters().browse().await.unwrap().is_empty());
    assert!(ghost.tiers().browse().await.unwrap().iter().any(|tier| tier.slug == "free"));
    assert!(ghost.offers().browse().await.unwrap().is_empty());
    assert!(!ghost.roles().browse().await.unwrap().is_empty());
}

#[test]
fn the_same_calls_can_block() {
    let (site, _) = integration();
    let ghost: Ghost<Integration, Blocking> = Ghost::builder(site.url()).unwrap().integration_blocking(site.admin_key()).unwrap();
    let member = ghost.members().add(NewMember::new("blocking@example.com")).send().unwrap();
    assert_eq!(ghost.members().browse().limit(5).send().unwrap()[0].id, member.id);
}
