//! Uploads, downloads and webhooks.

use std::fs;
use std::io::Cursor;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ghost_client::images::{ImagePurpose, UploadForm};
use ghost_client::members::{ImportCsvForm, ImportField, MemberEvent};
use ghost_client::webhooks::{NewWebhook, WebhookEvent, WebhookPatch};
use ghost_client::{ErrorKind, File, Ghost, files, media, themes};
use ghost_tests::server::Role;

use crate::{integration, staff};

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
async fn an_image_is_uploaded_from_wherever_it_is() {
    let (site, ghost) = integration();
    let folder = tempfile::tempdir().unwrap();
    // A name without an extension would be refused.
    let path = folder.path().join("harbour");
    fs::write(&path, PIXEL).unwrap();
    let told = Arc::new(AtomicU64::new(0));
    let seen = Arc::clone(&told);
    let files = [
        File::open(&path).unwrap().progress(move |sent, _| seen.store(sent, Ordering::Relaxed)),
        File::reader("harbour", PIXEL).unwrap(),
        File::reader("harbour", PIXEL).unwrap().sized(u64::try_from(PIXEL.len()).unwrap()),
        File::async_reader("harbour", Cursor::new(PIXEL)).await.unwrap(),
        File::new("näive 漢.png", PIXEL),
    ];
    for file in files {
        let name = format!("{file:?}");
        let image = ghost.images().upload(UploadForm::new(file)).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(image.url.ends_with(".png"), "{name}: {}", image.url);
        // Ghost puts a dash for each letter beyond ASCII: for each byte, had it not read the name as UTF-8.
        assert!(image.url.contains("harbour") || image.url.ends_with("/n-ive--.png"), "{name}: {}", image.url);
    }
    assert_eq!(told.load(Ordering::Relaxed), u64::try_from(PIXEL.len()).unwrap());

    let (url, key, path) = (site.url().to_owned(), site.admin_key().to_owned(), path.clone());
    let blocking = std::thread::spawn(move || {
        let ghost = Ghost::builder(&url).unwrap().integration_blocking(&key).unwrap();
        let from = |file| ghost.images().upload(UploadForm::new(file)).send().unwrap().url;
        [from(File::open(&path).unwrap()), from(File::reader("harbour", PIXEL).unwrap()), from(File::new("harbour", PIXEL))]
    });
    for url in blocking.join().unwrap() {
        assert!(url.contains("harbour") && url.ends_with(".png"), "{url}");
    }
}

#[tokio::test]
async fn a_file_is_uploaded() {
    let (_site, ghost) = integration();
    let file = ghost.files().upload(files::UploadForm::new(File::new("read me.txt", "plain"))).await.unwrap();
    assert!(file.url.contains("read"), "{}", file.url);
    for name in ["a.pdf", "a.json", "a.jsonld", "a.odt", "a.pptx", "a.rtf", "a.xlsx", "a.xml"] {
        let file = ghost.files().upload(files::UploadForm::new(File::new(name, "content"))).await;
        assert!(file.as_ref().is_ok_and(|file| file.url.ends_with(&name[1..])), "{name}: {file:?}");
    }
}

#[tokio::test]
async fn a_film_is_uploaded_with_its_preview() {
    let (_site, ghost) = integration();
    for name in ["a.mp4", "a.webm", "a.ogv", "a.mp3", "a.wav", "a.ogg", "a.m4a"] {
        let form = media::UploadForm::new(File::new(name, "content")).thumbnail(File::new("preview", PIXEL)).r#ref(name);
        let film = ghost.media().upload(form).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(film.url.ends_with(&name[1..]), "{}", film.url);
        assert_eq!(film.r#ref.as_deref(), Some(name));
        assert!(film.thumbnail_url.as_deref().is_some_and(|url| url.contains("_thumb")), "{film:?}");
    }
}

#[tokio::test]
async fn a_theme_goes_from_the_site_to_the_disk_and_back() {
    let (site, ghost) = integration();
    let owner = staff(&site, Role::Owner);
    let active = owner.themes().browse().await.unwrap().iter().find(|theme| theme.active).unwrap().name.clone();
    let folder = tempfile::tempdir().unwrap();
    let place = owner.themes().download(&active).await.unwrap().save(folder.path()).await.unwrap();
    assert_eq!(place, folder.path().join(format!("{active}.zip")));
    let stored = ghost.themes().upload(themes::UploadForm::new(File::open(&place).unwrap().named("copy.zip"))).await.unwrap();
    assert_eq!(stored.name, "copy");
    // And without touching the disk: what arrives is sent as it comes.
    let arriving = owner.themes().download(&active).await.unwrap();
    let size = fs::metadata(&place).unwrap().len();
    let piped = ghost.themes().upload(themes::UploadForm::new(File::stream("piped.zip", arriving).await.unwrap())).await.unwrap();
    assert_eq!(piped.name, "piped");
    let mut written = Vec::new();
    let copied = owner.themes().download("copy").await.unwrap().write_to(&mut written).await.unwrap();
    assert_eq!((&written[..2], u64::try_from(written.len()).unwrap()), (&b"PK"[..], copied));
    assert!(copied > size / 2, "{copied} of {size}");
    let names = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 1, "nothing but the file is left");
}

#[tokio::test]
async fn a_blocking_download_is_saved() {
    let (site, ghost) = integration();
    ghost.members().add(ghost_client::members::NewMember::new("saved@example.com")).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (url, key, path) = (site.url().to_owned(), site.admin_key().to_owned(), folder.path().to_path_buf());
    let saved = std::thread::spawn(move || {
        let ghost = Ghost::builder(&url).unwrap().integration_blocking(&key).unwrap();
        let mut written = Vec::new();
        ghost.members().export_csv().send().unwrap().write_to(&mut written).unwrap();
        let place = ghost.members().export_csv().send().unwrap().save(path).unwrap();
        assert_eq!(fs::read(&place).unwrap(), written);
        place
    });
    let place = saved.join().unwrap();
    assert!(place.extension().is_some_and(|extension| extension == "csv"), "{place:?}");
    assert!(fs::read_to_string(place).unwrap().contains("saved@example.com"));
}

#[tokio::test]
async fn the_columns_of_an_import_are_named() {
    let (_site, ghost) = integration();
    // Names as people have them in their tables: beyond ASCII, quoted, a number, with brackets.
    let csv = "E-Mail \"work\",Prénom,1,a[b,other\r\n";
    let csv = csv.replace("E-Mail \"work\"", "\"E-Mail \"\"work\"\"\"");
    let csv = format!("{csv}jo@example.com,Jo,Met in Rome,false,x\r\nno address,Nobody,,,\r\n");
    let columns = [
        ("E-Mail \"work\"", ImportField::Email),
        ("Prénom", ImportField::Name),
        ("1", ImportField::Note),
        ("a[b", ImportField::SubscribedToEmails),
    ];
    let form = ImportCsvForm::new(File::new("people.csv", csv)).mapping(columns).labels(["Readers", "From afar"]);
    let import = ghost.members().import_csv(form).await.unwrap().done().expect("a short list is taken at once");
    assert_eq!((import.stats.imported, import.stats.invalid.len()), (1, 1), "{import:?}");
    assert!(import.stats.invalid[0].error.is_some(), "{import:?}");
    let page = ghost.members().browse().filter("email:'jo@example.com'").await.unwrap();
    let [member] = page.items.as_slice() else { panic!("{page:?}") };
    assert_eq!((member.name.as_deref(), member.note.as_deref()), (Some("Jo"), Some("Met in Rome")));
    let labels: Vec<&str> = member.labels.iter().map(|label| label.name.as_str()).collect();
    assert!(["Readers", "From afar"].iter().all(|label| labels.contains(label)), "{labels:?}");

    let unsayable = ImportCsvForm::new(File::new("people.csv", "Имя\r\n")).mapping([("Имя", ImportField::Name)]);
    let error = ghost.members().import_csv(unsayable).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Input { message } if message.contains("rename the column")), "{error}");
}

#[tokio::test]
async fn a_large_import_is_done_later() {
    let (_site, ghost) = integration();
    let rows: String = (0..600).map(|number| format!("many{number}@example.com\r\n")).collect();
    let form = ImportCsvForm::new(File::new("many.csv", format!("email\r\n{rows}")));
    assert!(ghost.members().import_csv(form).await.unwrap().is_deferred());
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
