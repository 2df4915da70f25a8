//! Walks through lists that are longer than a page.

use std::collections::{BTreeMap, BTreeSet};

use ghost_client::members::{ImportCsvForm, MemberEvent};
use ghost_client::{Blocking, File, Ghost, Integration};
use ghost_tests::server::Site;

use crate::integration;

/// More than two pages of them.
const MEMBERS: usize = 230;

/// A site with [`MEMBERS`] members, who came in one go.
async fn crowded() -> (Site, Ghost<Integration>) {
    let (site, ghost) = integration();
    let rows: String = (0..MEMBERS).map(|number| format!("m{number:03}@example.com,M{number}\r\n")).collect();
    let import = ghost.members().import_csv(ImportCsvForm::new(File::new("members.csv", format!("email,name\r\n{rows}")))).await.unwrap();
    assert_eq!(import.done().unwrap().stats.imported, MEMBERS as i64);
    (site, ghost)
}

#[tokio::test]
async fn a_list_is_walked_whole_awaited_and_blocking() {
    let (site, ghost) = crowded().await;
    let mut pages = ghost.members().browse().order("id asc").pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.next().await {
        sizes.push(page.unwrap().len());
    }
    assert_eq!(sizes, [100, 100, 30]);

    let (mut items, mut awaited) = (ghost.members().browse().order("id asc").limit(40).items().prefetch(3), Vec::new());
    while let Some(member) = items.next().await {
        awaited.push(member.unwrap().id);
    }
    assert_eq!(awaited.iter().collect::<BTreeSet<_>>().len(), MEMBERS);
    assert!(awaited.is_sorted(), "in the order that was asked for");

    let (url, key) = (site.url().to_owned(), site.admin_key().to_owned());
    let blocking = tokio::task::spawn_blocking(move || {
        let ghost: Ghost<Integration, Blocking> = Ghost::builder(&url).unwrap().integration_blocking(&key).unwrap();
        let items = ghost.members().browse().order("id asc").limit(40).items().prefetch(2);
        items.map(|member| member.unwrap().id).collect::<Vec<_>>()
    });
    assert_eq!(blocking.await.unwrap(), awaited);

    let mut past = ghost.members().browse().page(99).items();
    assert!(past.next().await.is_none(), "past the end is nothing, whatever page the server names as next");
    let mut found = ghost.members().browse().filter("email:~'m00'").limit(3).pages();
    let mut count = 0;
    while let Some(page) = found.next().await {
        count += page.unwrap().len();
    }
    assert_eq!(count, 10, "the filter goes along");
}

/// Kind, moment and id of an event, as far as a crowd of new members makes such.
fn place(event: &MemberEvent) -> (&'static str, String, String) {
    match event {
        MemberEvent::SignupEvent(event) => ("signup", event.created_at.to_string(), event.id.clone()),
        MemberEvent::NewsletterEvent(event) => ("newsletter", event.created_at.to_string(), event.id.clone()),
        other => panic!("unexpected: {other:?}"),
    }
}

#[tokio::test]
async fn events_are_walked_whole_though_many_share_a_second() {
    let (_site, ghost) = crowded().await;
    let total = ghost.members().events().await.unwrap().pagination().unwrap().total.unwrap();
    assert_eq!(total, 2 * MEMBERS as u64, "each member signed up, and got the newsletter");
    for limit in [100, 7] {
        let (mut items, mut met) = (ghost.members().events().limit(limit).items(), Vec::new());
        while let Some(event) = items.next().await {
            met.push(place(&event.unwrap()));
        }
        let mut crowds: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, moment, _) in &met {
            *crowds.entry(moment).or_default() += 1;
        }
        assert!(crowds.values().any(|count| *count > 14), "no second holds more than a page of seven: {crowds:?}");
        assert!(met.windows(2).all(|pair| pair[0].1 >= pair[1].1), "newest first");
        assert_eq!((met.len() as u64, met.iter().collect::<BTreeSet<_>>().len() as u64), (total, total), "each once, pages of {limit}");
    }
    for (filter, expected) in
        [("type:signup_event", MEMBERS), ("type:[signup_event,login_event]", MEMBERS), ("type:-signup_event", MEMBERS)]
    {
        let (mut items, mut count) = (ghost.members().events().filter(filter).limit(20).items(), 0);
        while let Some(event) = items.next().await {
            event.unwrap();
            count += 1;
        }
        assert_eq!(count, expected, "{filter}");
    }
}

#[test]
fn events_are_walked_blocking_and_for_one_member() {
    let (site, _) = integration();
    let ghost: Ghost<Integration, Blocking> = Ghost::builder(site.url()).unwrap().integration_blocking(site.admin_key()).unwrap();
    for number in 0..3 {
        ghost.members().add(ghost_client::members::NewMember::new(format!("m{number}@example.com"))).send().unwrap();
    }
    let members = ghost.members().browse().items().map(Result::unwrap).collect::<Vec<_>>();
    let all: BTreeSet<_> = ghost.members().events().limit(2).items().map(|event| place(&event.unwrap())).collect();
    assert_eq!(all.len(), 6);
    let filter = format!("data.member_id:'{}',data.member_id:'{}'", members[0].id, members[1].id);
    assert_eq!(ghost.members().events().filter(filter).limit(1).items().map(Result::unwrap).count(), 4, "alternatives stay together");
}
