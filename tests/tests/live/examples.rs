//! The examples run as their first lines say.

use std::process::Command;

use ghost_tests::server::Site;

use crate::integration;

fn run(site: &Site, example: &str, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "-p", "ghost-client", "--example", example, "--"])
        .args(arguments)
        .env("GHOST_URL", site.url())
        .env("GHOST_ADMIN_API_KEY", site.admin_key())
        .env("GHOST_CONTENT_API_KEY", site.content_key())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn publish_post_publishes() {
    let (site, _) = integration();
    let printed = run(&site, "publish_post", &["From an example"]);
    assert!(printed.starts_with("From an example is published at http://127.0.0.1"), "{printed}");
}

#[tokio::test]
async fn list_members_lists_them() {
    let (site, ghost) = integration();
    ghost.members().add(ghost_client::members::NewMember::new("listed@example.com").name("Listed")).await.unwrap();
    let printed = run(&site, "list_members", &[]);
    assert!(printed.contains("listed@example.com"), "{printed}");
}

#[test]
fn the_quick_start_runs_on_a_real_site_as_on_the_fake() {
    let (site, _) = integration();
    let real = run(&site, "quickstart", &[]);
    let arguments = ["run", "--quiet", "-p", "ghost-client", "--example", "quickstart"];
    let output = Command::new(env!("CARGO")).args(arguments).env_remove("GHOST_URL").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let fake = String::from_utf8(output.stdout).unwrap();
    // Whatever the first line says of the site, and where it is.
    let deeds = |printed: &str, site: &str| printed.lines().skip(1).map(|line| line.replace(site, "")).collect::<Vec<_>>();
    assert_eq!(deeds(&real, site.url()), deeds(&fake, "https://fake-ghost.example"));
    assert_eq!(fake.lines().count(), 5, "{fake}");
}

#[test]
fn latest_posts_prints_them() {
    let (site, _) = integration();
    let printed = run(&site, "latest_posts", &[]);
    assert!(printed.contains("Coming soon"), "{printed}");
}
