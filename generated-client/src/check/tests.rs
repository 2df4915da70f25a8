//! What the table of permissions says about somebody who was checked.

use super::*;

fn checked(who: Who, version: &str) -> Checked {
    let server = Server { version: Version::parse(version), title: Some("Lab".to_owned()), deprecation: None };
    Checked { who, server, flags: BTreeMap::new() }
}

fn account(role: Role) -> Account {
    Account { id: UserId::new("1").unwrap(), name: "Ada".to_owned(), email: "ada@example.com".to_owned(), roles: vec![role] }
}

#[test]
fn an_integration_may_what_is_open_to_it() {
    let checked = checked(Who::Integration, "6.65.0");
    assert_eq!(checked.can("posts", "add"), Some(Can::Yes));
    let kinds: &[&str] = &["staff_token", "session"];
    assert_eq!(checked.can("themes", "browse"), Some(Can::No(Obstacle::Credential(kinds))));
    assert_eq!(checked.can("themes", "browse").unwrap().to_string(), "no: it takes staff token or session");
    assert_eq!(checked.can("site", "read"), Some(Can::Yes));
    assert_eq!(checked.can("posts", "nosuch"), None);
    assert_eq!(checked.to_string(), r#"integration key, Ghost 6.65.0, "Lab""#);
}

#[test]
fn a_role_bounds_what_its_user_may() {
    let author = checked(Who::StaffToken(account(Role::Author)), "6.65.0");
    assert!(matches!(author.can("posts", "edit"), Some(Can::Within(limits)) if !limits.is_empty()));
    assert_eq!(author.can("members", "browse"), Some(Can::No(Obstacle::Role)));
    assert_eq!(author.to_string(), r#"staff token of Ada <ada@example.com> (Author), Ghost 6.65.0, "Lab""#);
}

#[test]
fn a_staff_token_is_barred_where_only_a_session_counts() {
    let (owner, session): (_, &[&str]) = (account(Role::Owner), &["session"]);
    let reset = |who| checked(who, "6.65.0").can("authentication", "reset_authentication");
    assert_eq!(reset(Who::StaffToken(owner.clone())), Some(Can::No(Obstacle::Credential(session))));
    assert_eq!(reset(Who::Session(owner.clone())), Some(Can::Yes));
    assert_eq!(checked(Who::Session(owner), "5.130.6").can("authentication", "reset_authentication"), Some(Can::No(Obstacle::Version)));
}

#[test]
fn a_flag_that_is_off_or_unknown_bars() {
    let owner = |flags| Checked { flags, ..checked(Who::Session(account(Role::Owner)), "6.65.0") };
    let (right, flag) = permissions::RIGHTS.iter().find_map(|right| Some((right, right.flag?))).unwrap();
    let can = |flags| owner(flags).can_call(right.endpoint).unwrap();
    assert_eq!(can(BTreeMap::new()), Can::No(Obstacle::Flag(flag)));
    assert_eq!(can(BTreeMap::from([(flag.to_owned(), false)])), Can::No(Obstacle::Flag(flag)));
    assert!(can(BTreeMap::from([(flag.to_owned(), true)])).is_yes());
}

#[test]
fn all_rights_can_be_listed() {
    let contributor = checked(Who::Session(account(Role::Contributor)), "6.65.0");
    let open: Vec<_> = contributor.rights().filter(|(_, can)| can.is_yes()).map(|(right, _)| right.endpoint.to_string()).collect();
    assert!(open.iter().any(|route| route.starts_with("posts.add")) && !open.iter().any(|route| route.starts_with("tags.add")), "{open:?}");
    assert_eq!(contributor.rights().count(), permissions::RIGHTS.len());
}
