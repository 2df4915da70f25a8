//! Logging in with a password, the second factor, and what a session is good for.

use std::thread;
use std::time::Duration;

use ghost_client::users::{PasswordChange, UserId};
use ghost_client::{Denial, ErrorKind, Ghost, Login, SavedSession, Session, SignInFault};
use ghost_tests::server::{GhostServer, Role, User};

use crate::integration;

async fn signed_in(url: &str, user: &User) -> Ghost<Session> {
    match Ghost::login(url, &user.email, &user.password).await.unwrap() {
        Login::SignedIn(ghost) => ghost,
        other => panic!("{other:?}"),
    }
}

async fn email(ghost: &Ghost<Session>) -> String {
    ghost.users().read(&UserId::new("me").unwrap()).await.unwrap().email
}

#[tokio::test]
async fn a_password_opens_a_session_that_ends_when_it_is_signed_out() {
    let (site, _) = integration();
    let user = site.user(Role::Editor);
    let ghost = signed_in(site.url(), user).await;
    assert_eq!(email(&ghost).await, user.email);
    let tag = ghost.tags().add(ghost_client::tags::NewTag::new("By session")).await.unwrap();
    ghost.tags().destroy(&tag.id).await.unwrap();
    ghost.sign_out().await.unwrap();
    let over = ghost.check().await.unwrap_err();
    assert_eq!(over.kind(), &ErrorKind::NotPermitted(Denial::NotSignedIn), "{over}");
}

#[test]
fn sessions_work_on_the_calling_thread_as_well() {
    let (site, _) = integration();
    let user = site.owner();
    let builder = || Ghost::builder(site.url()).unwrap();
    let Login::SignedIn(ghost) = builder().login_blocking(&user.email, &user.password).unwrap() else { panic!("no code was expected") };
    assert_eq!(ghost.check().unwrap().who.account().unwrap().email, user.email);
    let resumed = builder().resume_blocking(&ghost.export()).unwrap();
    assert_eq!(resumed.to_staff_token().unwrap().check().unwrap().who.account().unwrap().roles[0].as_ref(), "Owner");
    resumed.sign_out().unwrap();
    assert!(ghost.check().is_err());
}

#[tokio::test]
async fn what_keeps_somebody_out_is_told() {
    let (site, ghost) = integration();
    let user = site.user(Role::Author);
    let fault = async |email: &str, password: &str| Ghost::login(site.url(), email, password).await.unwrap_err();
    let wrong = fault(&user.email, "not the right one").await;
    assert_eq!(wrong.kind(), &ErrorKind::SignIn(SignInFault::WrongPassword), "{wrong}");
    assert!(!format!("{wrong} {wrong:?}").contains("not the right one"));
    let unknown = fault("nobody@example.com", &user.password).await;
    assert_eq!(unknown.kind(), &ErrorKind::SignIn(SignInFault::UnknownUser), "{unknown}");

    if site.version().starts_with('6') {
        let nobody = ghost.session().send_code().await.unwrap_err();
        assert_eq!(nobody.kind(), &ErrorKind::SignIn(SignInFault::NoLogin), "{nobody}");
    }

    let owner = signed_in(site.url(), site.owner()).await;
    let id = UserId::new(user.id.as_str()).unwrap();
    let suspend = ghost_client::users::UserPatch::new().status(ghost_client::users::UserStatus::Inactive);
    owner.users().edit(&id, suspend).await.unwrap();
    let suspended = fault(&user.email, &user.password).await;
    assert_eq!(suspended.kind(), &ErrorKind::SignIn(SignInFault::Suspended), "{suspended}");
}

#[tokio::test]
async fn a_locked_account_needs_a_new_password() {
    let (site, _) = integration();
    let owner = signed_in(site.url(), site.owner()).await;
    if site.version().starts_with('5') {
        owner.authentication().reset_all_passwords().await.unwrap();
    } else {
        owner.authentication().reset_authentication().await.unwrap();
    }
    let user = site.user(Role::Author);
    let locked = Ghost::login(site.url(), &user.email, &user.password).await.unwrap_err();
    assert_eq!(locked.kind(), &ErrorKind::SignIn(SignInFault::PasswordResetNeeded), "{locked}");
}

#[tokio::test]
async fn a_new_password_keeps_the_session_alive() {
    let (site, _) = integration();
    let user = site.owner();
    let ghost = signed_in(site.url(), user).await;
    let before = ghost.export();
    let change = |old: &str| {
        let id = UserId::new(user.id.as_str()).unwrap();
        PasswordChange::new(id, "An0ther-long-one!", "An0ther-long-one!").old_password(old)
    };
    let wrong = ghost.users().change_password(change("wrong")).await.unwrap_err();
    assert_eq!(wrong.kind(), &ErrorKind::SignIn(SignInFault::WrongPassword), "{wrong}");
    ghost.users().change_password(change(&user.password)).await.unwrap();
    assert_eq!(email(&ghost).await, user.email, "the session goes on");
    let old = Ghost::resume(site.url(), &before).unwrap().check().await;
    if site.version().starts_with('5') {
        assert!(old.is_ok(), "5.x keeps the cookie");
    } else {
        assert_ne!(ghost.export(), before, "6.x hands out a new cookie");
        assert_eq!(old.unwrap_err().kind(), &ErrorKind::NotPermitted(Denial::NotSignedIn));
    }
    assert!(Ghost::login(site.url(), &user.email, &user.password).await.is_err());
}

#[tokio::test]
async fn a_session_goes_on_in_another_process() {
    let (site, _) = integration();
    let text = signed_in(site.url(), site.owner()).await.export().expose();
    let saved: SavedSession = text.parse().unwrap();
    let ghost = Ghost::resume(site.url(), &saved).unwrap();
    assert_eq!(email(&ghost).await, site.owner().email);
    assert!(Ghost::resume("http://127.0.0.1:9", &saved).is_err());
}

#[tokio::test]
async fn a_session_leads_to_a_staff_token() {
    let (site, _) = integration();
    let user = site.user(Role::Editor);
    let ghost = signed_in(site.url(), user).await;
    let staff = ghost.to_staff_token().await.unwrap();
    assert_eq!(staff.check().await.unwrap().who.account().unwrap().email, user.email);
    assert_eq!(ghost.staff_key().await.unwrap().expose(), user.staff_token);
    let renewed = ghost.renew_staff_key().await.unwrap();
    assert_ne!(renewed.expose(), user.staff_token);
    assert!(matches!(staff.check().await.unwrap_err().kind(), ErrorKind::Token(_)), "the old one is dead");
    Ghost::staff_token(site.url(), &renewed.expose()).unwrap().check().await.unwrap();
}

#[tokio::test]
async fn a_new_device_needs_the_code_from_the_mail() {
    let version = GhostServer::shared().unwrap().version();
    let site = GhostServer::start_with(version, &[("security__staffDeviceVerification", "true")]).unwrap();
    let user = site.owner();
    let login = async || Ghost::login(site.url(), &user.email, &user.password).await.unwrap();

    let Login::NeedsCode(challenge) = login().await else { panic!("the device is new") };
    let first = code(&site, 1);
    let wrong = challenge.verify("000000").await.unwrap_err();
    assert_eq!(wrong.kind(), &ErrorKind::SignIn(SignInFault::WrongCode), "{wrong}");
    challenge.resend().await.unwrap();
    let second = code(&site, 2);
    let ghost = challenge.verify(&second).await.unwrap();
    assert_eq!(email(&ghost).await, user.email);

    let Login::NeedsCode(other) = login().await else { panic!("another device is new as well") };
    let stranger = other.verify(&first).await.map_err(|error| error.kind().clone());
    if site.version().starts_with('5') {
        assert!(stranger.is_ok(), "5.x takes any code of the account");
    } else {
        assert_eq!(stranger.unwrap_err(), ErrorKind::SignIn(SignInFault::WrongCode), "6.x only that of the login");
    }

    // The site knows the device, also when its session is over.
    let device = ghost.export();
    ghost.sign_out().await.unwrap();
    let again = Ghost::builder(site.url()).unwrap().login_again(&device, &user.email, &user.password).await.unwrap();
    let Login::SignedIn(ghost) = again else { panic!("the device is known") };
    assert_eq!(email(&ghost).await, user.email);
}

/// The code of the mail with this number, counted from 1.
fn code(site: &GhostServer, number: usize) -> String {
    for _ in 0..100 {
        let mails = site.mails().unwrap();
        let subjects = mails.iter().filter_map(|mail| mail.lines().find_map(|line| line.strip_prefix("Subject: ")));
        let codes: Vec<&str> = subjects.filter_map(|subject| subject.split(' ').next().filter(|word| word.len() == 6)).collect();
        if let Some(code) = codes.get(number - 1) {
            return (*code).to_owned();
        }
        thread::sleep(Duration::from_millis(50));
    }
    panic!("no mail number {number} with a code: {:?}", site.mails().unwrap());
}
