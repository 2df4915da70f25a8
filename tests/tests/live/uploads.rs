//! Uploads, downloads and webhooks.

use ghost_client::File;
use ghost_client::images::{ImagePurpose, UploadForm};
use ghost_client::members::{ImportCsvForm, MemberEvent};
use ghost_client::webhooks::{NewWebhook, WebhookEvent, WebhookPatch};
use ghost_client::{ErrorKind, files};

use crate::integration;

/// The smallest PNG: one transparent pixel.
const PIXEL: &[u8] = include_bytes!("../../recorded/pixel.png");

#[tokio::test]
async fn an_image_is_uploaded() {
    let (_site, ghost) = integration();
    let form = UploadForm::new(File::new("pixel.png", PIXEL)).purpose(ImagePurpose::Image).r#ref("my-reference");
    let image = ghost.images().upload(form).await.unwrap();
    assert!(image.url.ends_with(".png"), "{}", image.url);
    assert_eq!(image.r#ref.as_deref(), Some("my-reference"));

    let text = ghost.images().upload(UploadForm::new(File::new("notes.txt", "no image"))).await.unwrap_err();
    assert_eq!(text.status(), Some(415), "{text}");
    assert!(matches!(text.kind(), ErrorKind::Validation { .. }), "{text}");
}

#[tokio::test]
async fn a_file_is_uploaded() {
    let (_site, ghost) = integration();
    let file = ghost.files().upload(files::UploadForm::new(File::new("read me.txt", "plain"))).await.unwrap();
    assert!(file.url.contains("read"), "{}", file.url);
}

#[tokio::test]
async fn members_go_in_and_out_as_csv() {
    let (_site, ghost) = integration();
    let csv = "email,name\r\nin@example.com,In\r\n";
    let import = ghost.members().import_csv(ImportCsvForm::new(File::new("members.csv", csv))).await.unwrap();
    let import = import.done().expect("a short list is taken at once");
    assert_eq!(import.stats.imported, 1);
    let export = ghost.members().export_csv().await.unwrap();
    assert!(export.name().is_some_and(|name| name.ends_with(".csv")), "{export:?}");
    assert!(String::from_utf8(export.bytes().await.unwrap()).unwrap().contains("in@example.com"));
    let counts = ghost.members().counts().await.unwrap();
    assert_eq!(counts.total, 1);
    let events = ghost.members().events().limit(5).await.unwrap();
    let signup = events.iter().find_map(|event| match event {
        MemberEvent::SignupEvent(signup) => Some(signup),
        _ => None,
    });
    assert_eq!(signup.unwrap().member.as_ref().and_then(|member| member.email.as_deref()), Some("in@example.com"), "{events:?}");
}

#[tokio::test]
async fn a_webhook_is_added_changed_and_deleted() {
    let (_site, ghost) = integration();
    let hook = ghost.webhooks().add(NewWebhook::new(WebhookEvent::PostPublished, "http://127.0.0.1:9/hook").name("Mine")).await.unwrap();
    let edited = ghost.webhooks().edit(&hook.id, WebhookPatch::new().event(WebhookEvent::PostDeleted)).await.unwrap();
    assert_eq!(edited.event, WebhookEvent::PostDeleted);
    ghost.webhooks().destroy(&hook.id).await.unwrap();
    let gone = ghost.webhooks().destroy(&hook.id).await.unwrap_err();
    assert_eq!(gone.kind(), &ErrorKind::NotFound);
}
