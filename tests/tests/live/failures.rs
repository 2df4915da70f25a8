//! Each failure of a real server is a typed error that says what happened.

use ghost_client::posts::{NewPost, PostId};
use ghost_client::tiers::TierId;
use ghost_client::{ErrorKind, Ghost, TokenFault, Written, rt};

use crate::integration;

#[tokio::test]
async fn wrong_keys_are_told_apart() {
    let (site, _) = integration();
    let (id, secret) = site.admin_key().split_once(':').unwrap();
    let other = Ghost::integration(site.url(), &format!("{id}:{}", "0".repeat(64))).unwrap();
    let error = other.posts().browse().await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Token(TokenFault::BadSignature), "{error:?}");
    let unknown = Ghost::integration(site.url(), &format!("{}:{secret}", "0".repeat(24))).unwrap();
    let error = unknown.posts().browse().await.unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::Token(TokenFault::UnknownKey), "{error:?}");
    assert!(!format!("{error} {error:?}").contains(secret));
}

#[tokio::test]
async fn versioned_paths_want_their_own_audience() {
    let (site, _) = integration();
    let old = Ghost::builder(site.url()).unwrap().path_version("v4").integration(site.admin_key()).unwrap();
    old.posts().browse().limit(1).await.unwrap();
}

#[tokio::test]
async fn unknown_things_are_not_found() {
    let (_site, ghost) = integration();
    let post = ghost.posts().read(&PostId::new("0".repeat(24)).unwrap()).await.unwrap_err();
    assert_eq!(post.kind(), &ErrorKind::NotFound);
    assert!(post.to_string().starts_with("posts.read (GET /posts/{id}/): not found"), "{post}");
    // The server fails with 500 here; it means the same.
    let tier = ghost.tiers().read(&TierId::new("0".repeat(24)).unwrap()).await.unwrap_err();
    assert_eq!(tier.kind(), &ErrorKind::NotFound, "{tier}");
    let slug = ghost.posts().read_by_slug("").await.unwrap_err();
    assert!(matches!(slug.kind(), ErrorKind::Input { .. }), "{slug}");
}

#[tokio::test]
async fn what_the_server_does_not_take_is_a_validation_error() {
    let (_site, ghost) = integration();
    let long = ghost.posts().add(NewPost::new("x".repeat(256))).await.unwrap_err();
    let expected = ErrorKind::Validation { field: Some("title".to_owned()), rule: Some("maxLength".to_owned()) };
    assert_eq!((long.kind(), long.written()), (&expected, Written::No), "both majors name it alike: {long}");
    let filter = ghost.posts().browse().filter("nosuch:1").await.unwrap_err();
    assert!(matches!(filter.kind(), ErrorKind::Validation { .. }), "{filter}");
    assert_eq!(filter.status(), Some(400));
    let limit = ghost.posts().browse().limit(101).await.unwrap_err();
    assert!(matches!(limit.kind(), ErrorKind::Input { .. }), "more than 100 would be cut silently: {limit}");
}

#[tokio::test]
async fn a_route_the_server_lacks_is_said_to_be_one() {
    let (_site, ghost) = integration();
    static NOWHERE: rt::Endpoint = rt::Endpoint {
        api: "admin",
        resource: "posts",
        operation: "nowhere",
        method: rt::Method::Get,
        base: "/ghost/api/admin",
        path: "/posts/no/such/route/",
        status: &[200],
        credential: true,
        errors: rt::ErrorForm::GHOST,
    };
    let error = rt::Scope::<(), _>::new(ghost.connection()).call(&NOWHERE, |answer| answer.empty()).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::RouteNotFound { .. }), "{error}");
    assert_eq!(error.status(), Some(406));
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_transport_error() {
    let (site, _) = integration();
    let ghost = Ghost::integration("http://127.0.0.1:9", site.admin_key()).unwrap();
    let error = ghost.posts().browse().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Transport { timeout: false, .. }), "{error}");
}
