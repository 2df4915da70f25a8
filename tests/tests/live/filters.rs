//! Filters mean to Ghost what they mean here: to its parser, to its database, and field by field.

#[path = "filters/described.rs"]
mod described;
#[path = "filters/parser.rs"]
mod parser;
#[path = "filters/said.rs"]
mod said;

use std::collections::BTreeSet;

use ghost_client::members::{self, NewMember};
use ghost_client::nql::{self, Filter, days, hours};
use ghost_client::posts::{self, NewPost, Post, PostPatch, PostStatus, PostStatusInput};
use ghost_client::tiers::{self, NewTier, TierPatch, TierType, TierVisibility};
use ghost_client::{Blocking, Ghost, Integration};

use crate::integration;

/// Titles of the posts that match, of those that a test made.
async fn titles(ghost: &Ghost<Integration>, filter: Filter<Post>) -> Vec<String> {
    let page = ghost.posts().browse().filter(filter & posts::filter::slug().starts_with("made-")).limit(100).await.unwrap();
    let titles: BTreeSet<String> = page.iter().map(|post| post.title.clone()).collect();
    titles.into_iter().collect()
}

async fn made(ghost: &Ghost<Integration>, title: &str, slug: &str, tags: &[&str]) -> Post {
    ghost.posts().add(NewPost::new(title).slug(slug).tags(tags.iter().copied())).await.unwrap()
}

#[tokio::test]
async fn a_filter_finds_what_it_says() {
    let (_site, ghost) = integration();
    const FIRST: &str = r#"It's "50%" \ a+b, (c) [d] ~e"#;
    const SECOND: &str = "Two";
    const THIRD: &str = "Three";
    let one = made(&ghost, FIRST, "made-1", &["News", "Rust"]).await;
    let two = made(&ghost, SECOND, "made-2", &["News"]).await;
    made(&ghost, THIRD, "made-3", &[]).await;
    let patch: PostPatch = two.patch().custom_excerpt("x").status(PostStatusInput::Published);
    ghost.posts().edit(&two.id, patch).await.unwrap();
    use posts::filter::{created_at, custom_excerpt, featured, id, published_at, status, tag, tags_slug, title};
    let cases: Vec<(Filter<Post>, &[&str])> = vec![
        (title().eq(FIRST), &[FIRST]),
        (title().ne(FIRST), &[THIRD, SECOND]),
        (title().is_in([FIRST, THIRD]), &[FIRST, THIRD]),
        (title().contains(r#"s "50%" \ A+B"#), &[FIRST]),
        (title().starts_with("it's"), &[FIRST]),
        (title().ends_with("~E"), &[FIRST]),
        (!title().contains("t"), &[]),
        (!title().starts_with("t"), &[FIRST]),
        (id().eq(&one.id) | id().eq(&two.id), &[FIRST, SECOND]),
        (id().not_in([&one.id, &two.id]), &[THIRD]),
        (status().eq(PostStatus::Draft), &[FIRST, THIRD]),
        (status().not_in([PostStatus::Draft]), &[SECOND]),
        (featured().is(false) & tag().eq("news"), &[FIRST, SECOND]),
        (tag().eq("news") & tag().eq("rust"), &[FIRST]),
        (tags_slug().is_in(["rust", "none"]), &[FIRST]),
        (tag().ne("rust"), &[THIRD, SECOND]),
        (!(tag().eq("news") & tag().eq("rust")), &[THIRD, SECOND]),
        (!(tag().eq("rust") | title().eq(THIRD)), &[SECOND]),
        (custom_excerpt().is_null(), &[FIRST, THIRD]),
        (custom_excerpt().is_not_null(), &[SECOND]),
        (custom_excerpt().is_not_null() & custom_excerpt().ne("other"), &[SECOND]),
        (custom_excerpt().ne("x"), &[]),
        (custom_excerpt().ne("x") | custom_excerpt().is_null(), &[FIRST, THIRD]),
        (published_at().gt(hours(1).ago()), &[SECOND]),
        (published_at().lte(days(1).ago()) | status().eq(PostStatus::Draft), &[FIRST, THIRD]),
        (created_at().gte(one.created_at) & created_at().lt(hours(1).ahead()), &[FIRST, THIRD, SECOND]),
        (created_at().eq(one.created_at) & id().eq(&one.id), &[FIRST]),
        (created_at().lt(one.created_at), &[]),
        (nql::raw("title:Two,title:Three") & status().eq(PostStatus::Published), &[SECOND]),
    ];
    for (filter, expected) in cases {
        let text = filter.text().unwrap();
        let expected: Vec<String> = expected.iter().map(|title| (*title).to_owned()).collect();
        assert_eq!(titles(&ghost, filter).await, expected, "{text}");
    }
}

#[test]
fn members_are_found_by_address_label_and_newsletter_also_by_a_blocking_client() {
    let (site, _) = integration();
    let ghost: Ghost<Integration, Blocking> = Ghost::builder(site.url()).unwrap().integration_blocking(site.admin_key()).unwrap();
    for (email, label) in [("ada+1@example.com", "VIP"), ("o'brien@example.com", "Old")] {
        ghost.members().add(NewMember::new(email).labels([label])).send().unwrap();
    }
    let emails = |filter| {
        let page = ghost.members().browse().filter(filter).send().unwrap();
        page.iter().map(|member| member.email.clone()).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
    };
    use members::filter::{email, email_count, label, newsletters, status, subscribed};
    assert_eq!(emails(email().eq("ada+1@example.com")), ["ada+1@example.com"]);
    assert_eq!(emails(email().starts_with("O'Brien")), ["o'brien@example.com"]);
    assert_eq!(emails(label().eq("vip")), ["ada+1@example.com"]);
    assert_eq!(emails(label().not_in(["vip", "none"]) & email_count().eq(0)), ["o'brien@example.com"]);
    assert_eq!(emails(subscribed().is(true) & status().eq(members::MemberStatus::Free)).len(), 2);
    assert_eq!(emails(newsletters().eq("none") | label().eq("none")).len(), 0);
}

#[tokio::test]
async fn tiers_are_filtered_by_names_that_are_the_servers_own() {
    let (_site, ghost) = integration();
    let gold = ghost.tiers().add(NewTier::new("Gold", "usd").monthly_price(700).yearly_price(7000).trial_days(7)).await.unwrap();
    let patch = TierPatch::new().welcome_page_url("/welcome/").description("All").visibility(TierVisibility::Public);
    ghost.tiers().edit(&gold.id, patch).await.unwrap();
    use tiers::filter::{active, currency, description, id, monthly_price, name, slug, trial_days, r#type, visibility};
    use tiers::filter::{welcome_page_url, yearly_price};
    for filter in [
        id().eq(&gold.id),
        name().eq("Gold"),
        slug().is_in(["gold", "none"]),
        description().contains("AL"),
        r#type().eq(TierType::Paid) & active().is(true) & monthly_price().eq(700),
        visibility().eq(TierVisibility::Public) & yearly_price().gt(6999),
        currency().is_not_null() & trial_days().gte(7) & trial_days().lt(8),
        welcome_page_url().is_not_null() & !name().starts_with("free"),
    ] {
        let text = filter.text().unwrap();
        let page = ghost.tiers().browse().filter(filter).await.unwrap();
        assert_eq!(page.iter().map(|tier| tier.name.as_str()).collect::<Vec<_>>(), ["Gold"], "{text}");
    }
}

#[tokio::test]
async fn events_are_filtered_by_fields_of_their_own() {
    let (_site, ghost) = integration();
    let ada = ghost.members().add(NewMember::new("ada@example.com")).await.unwrap();
    ghost.members().add(NewMember::new("bob@example.com")).await.unwrap();
    use members::event_filter::{created_at, member_id, r#type};
    let count = async |filter| ghost.members().events().filter(filter).await.unwrap().len();
    assert_eq!(count(r#type().eq("signup_event")).await, 2);
    assert_eq!(count(r#type().eq("signup_event") & member_id().eq(&ada.id)).await, 1);
    assert_eq!(count(created_at().lt(days(1).ago())).await, 0);
}
