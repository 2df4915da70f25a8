//! What a connection is worth is asked, and the answer is true.

use ghost_client::check::{Obstacle, Who};
use ghost_client::{Can, ErrorKind, Ghost, Login, TokenFault};
use ghost_tests::server::Role;

use crate::{integration, staff};

#[tokio::test]
async fn an_integration_learns_what_it_may() {
    let (site, ghost) = integration();
    let checked = ghost.check().await.unwrap();
    assert_eq!((&checked.who, checked.server.title.as_deref()), (&Who::Integration, Some("Ghost Lab")));
    assert_eq!(checked.server.version.unwrap().to_string(), site.version());
    assert_eq!(ghost.connection().server_version().map(|version| version.major), checked.server.version.map(|version| version.major));
    assert_eq!((checked.can("tags", "browse"), ghost.tags().browse().await.is_ok()), (Some(Can::Yes), true));
    assert!(matches!(checked.can("settings", "edit"), Some(Can::No(Obstacle::Credential(_)))));
    assert_eq!((checked.server.deprecation, ghost.connection().deprecation()), (None, None));
}

#[tokio::test]
async fn a_member_of_staff_learns_who_they_are_and_what_they_may() {
    let (site, _) = integration();
    for role in Role::ALL {
        let ghost = staff(&site, role);
        let checked = ghost.check().await.unwrap();
        let account = checked.who.account().unwrap();
        assert_eq!((account.email.as_str(), account.roles[0].as_ref()), (site.user(role).email.as_str(), role.name()));
        assert_eq!(account.id.as_str(), site.user(role).id);
        let says = checked.can("members", "browse").unwrap();
        assert_eq!(says.is_yes(), ghost.members().browse().await.is_ok(), "{role:?}: {says}");
        assert!(matches!(checked.can("authentication", "reset_authentication"), Some(Can::No(_))), "a staff token is barred");
    }
}

#[tokio::test]
async fn a_session_is_checked_as_such() {
    let (site, _) = integration();
    let owner = site.owner();
    let Login::SignedIn(ghost) = Ghost::login(site.url(), &owner.email, &owner.password).await.unwrap() else { panic!("asked for a code") };
    let checked = ghost.check().await.unwrap();
    assert!(matches!(&checked.who, Who::Session(account) if account.email == owner.email), "{checked}");
    assert!(checked.to_string().starts_with(&format!("session of {} <{}> (Owner), Ghost ", owner.name, owner.email)), "{checked}");
}

#[tokio::test]
async fn a_content_key_is_checked_by_what_only_a_key_gets() {
    let (site, _) = integration();
    let checked = Ghost::content(site.url(), site.content_key()).unwrap().check().await.unwrap();
    assert_eq!(checked.title.as_deref(), Some("Ghost Lab"));
    assert_eq!(checked.version.map(|version| version.major.to_string()).as_deref(), site.version().split('.').next());
    let wrong = Ghost::content(site.url(), &"0".repeat(26)).unwrap().check().await.unwrap_err();
    assert_eq!(wrong.kind(), &ErrorKind::Token(TokenFault::UnknownKey), "{wrong}");
}

#[tokio::test]
async fn a_wrong_key_is_found_out_although_the_site_is_public() {
    let (site, _) = integration();
    let wrong = format!("{}:{}", "0".repeat(24), "0".repeat(64));
    let integration = Ghost::integration(site.url(), &wrong).unwrap();
    let staff = Ghost::staff_token(site.url(), &wrong).unwrap();
    for error in [integration.check().await.unwrap_err(), staff.check().await.unwrap_err()] {
        assert_eq!(error.kind(), &ErrorKind::Token(TokenFault::UnknownKey), "{error}");
    }
    // The key of an integration is no staff token, whatever the program believes.
    let other = Ghost::staff_token(site.url(), site.admin_key()).unwrap().check().await;
    assert!(other.is_err(), "{other:?}");
}

#[tokio::test]
async fn what_is_deprecated_is_said_to_be() {
    let (site, _) = integration();
    let old = Ghost::builder(site.url()).unwrap().path_version("v4").integration(site.admin_key()).unwrap();
    let deprecation = old.check().await.unwrap().server.deprecation.unwrap();
    assert_eq!(deprecation.notice, r#"version="v4""#);
    assert_eq!(old.connection().deprecation().as_ref(), Some(&deprecation));
    let content = Ghost::builder(site.url()).unwrap().path_version("v4").content(site.content_key()).unwrap();
    let said = content.check().await.unwrap().deprecation.unwrap();
    assert!(!format!("{said:?}").contains(site.content_key()), "{said:?}");
}
