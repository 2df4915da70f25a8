//! What members of staff may do and integrations may not; what the compiler cannot know.

use ghost_client::posts::NewPost;
use ghost_client::{Denial, ErrorKind};
use ghost_tests::server::Role;

use crate::{integration, staff};

#[tokio::test]
async fn user_only_endpoints_answer_a_staff_token() {
    let (site, _) = integration();
    let owner = staff(&site, Role::Owner);
    let themes = owner.themes().browse().await.unwrap();
    assert!(themes.iter().any(|theme| theme.active));
    let users = owner.users().browse().limit(10).await.unwrap();
    assert!(users.len() >= 6);
    assert_eq!(owner.users().read_by_email(&site.owner().email).await.unwrap().email, site.owner().email);
    assert!(owner.invites().browse().await.unwrap().is_empty());
    assert_eq!(owner.settings().browse().await.unwrap().title.as_deref(), owner.site().read().await.unwrap().title.as_deref());
    assert!(owner.config().read().await.unwrap().version.starts_with(site.version().split('.').next().unwrap()));
    assert!(owner.site().read().await.unwrap().url.starts_with("http://127.0.0.1"));
}

#[tokio::test]
async fn a_role_limits_what_its_token_may_do() {
    let (site, _) = integration();
    let contributor = staff(&site, Role::Contributor);
    let refused = contributor.invites().browse().await.unwrap_err();
    assert_eq!(refused.kind(), &ErrorKind::NotPermitted(Denial::Role), "{refused}");
    let foreign = contributor.posts().add(NewPost::new("No authors given")).await.unwrap_err();
    assert_eq!(foreign.kind(), &ErrorKind::NotPermitted(Denial::Role), "{foreign}");
}
