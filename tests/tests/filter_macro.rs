//! `filter!` makes the tree that the fields make, and what neither can say does not compile.

#![allow(clippy::unwrap_used)]

use ghost_client::members::{self, Member, MemberStatus};
use ghost_client::posts::{self, Post, PostId, PostStatus};
use ghost_client::{Filter, content, filter, nql};

#[test]
fn what_a_filter_cannot_say_does_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/filter/pass/*.rs");
    cases.compile_fail("ui/filter/fail/*.rs");
}

/// Holds each filter against what the fields make, and against the text.
macro_rules! same {
    ($of:ty: $($written:expr, $built:expr, $text:literal;)*) => {
        $({
            let (written, built): (Filter<$of>, Filter<$of>) = ($written, $built);
            assert_eq!(written, built);
            assert_eq!(written.text().unwrap(), $text);
        })*
    };
}

#[test]
fn each_operator_is_a_method_of_the_field() {
    use posts::filter as f;
    same! { Post:
        filter!(posts: title == "A"), f::title().eq("A"), "title:'A'";
        filter!(posts: title != "A"), f::title().ne("A"), "title:-'A'";
        filter!(posts: title > "A"), f::title().gt("A"), "title:>'A'";
        filter!(posts: title >= "A"), f::title().gte("A"), "title:>='A'";
        filter!(posts: title < "A"), f::title().lt("A"), "title:<'A'";
        filter!(posts: title <= "A"), f::title().lte("A"), "title:<='A'";
        filter!(posts: title contains "A"), f::title().contains("A"), "title:~'A'";
        filter!(posts: title starts_with "A"), f::title().starts_with("A"), "title:~^'A'";
        filter!(posts: title ends_with "A"), f::title().ends_with("A"), "title:~$'A'";
        filter!(posts: tag in ["a", "b"]), f::tag().is_in(["a", "b"]), "tag:['a','b']";
        filter!(posts: tag not in ["a", "b"]), f::tag().not_in(["a", "b"]), "tag:-['a','b']";
        filter!(posts: custom_excerpt == null), f::custom_excerpt().is_null(), "custom_excerpt:null";
        filter!(posts: custom_excerpt != null), f::custom_excerpt().is_not_null(), "custom_excerpt:-null";
    }
}

#[test]
fn flags_may_stand_alone() {
    use posts::filter as f;
    let flag = false;
    same! { Post:
        filter!(posts: featured), f::featured().is(true), "featured:true";
        filter!(posts: !featured), !f::featured().is(true), "featured:-true";
        filter!(posts: featured == true), f::featured().is(true), "featured:true";
        filter!(posts: featured == flag), f::featured().is(false), "featured:false";
        filter!(posts: featured != true), f::featured().is(false), "featured:false";
    }
}

#[test]
fn conditions_combine_as_in_rust() {
    use posts::filter as f;
    let [a, b, c] = [|| f::tag().eq("a"), || f::tag().eq("b"), || f::tag().eq("c")];
    same! { Post:
        filter!(posts: tag == "a" && tag == "b" && tag == "c"), nql::all([a(), b(), c()]), "tag:'a'+tag:'b'+tag:'c'";
        filter!(posts: tag == "a" || tag == "b" && tag == "c"), a() | (b() & c()), "tag:'a',tag:'b'+tag:'c'";
        filter!(posts: (tag == "a" || tag == "b") && tag == "c"), (a() | b()) & c(), "(tag:'a',tag:'b')+tag:'c'";
        filter!(posts: !(tag == "a" || tag == "b")), !(a() | b()), "tag:-'a'+tag:-'b'";
        filter!(posts: !(tag == "a" && !(tag == "b"))), !(a() & !b()), "tag:-'a',tag:'b'";
        filter!(posts: !title contains "x"), !f::title().contains("x"), "title:-~'x'";
        filter!(posts: ((tag == "a"))), a(), "tag:'a'";
    }
}

#[test]
fn values_are_expressions() {
    use posts::filter as f;
    let (tag, tags, id) = ("it's".to_owned(), vec!["a".to_owned(), "b".to_owned()], PostId::new("0123456789abcdef01234567").unwrap());
    let (is_short, at) = (true, "2026-01-02T03:04:05Z".parse::<jiff::Timestamp>().unwrap());
    let now = at;
    same! { Post:
        filter!(posts: tag == tag.as_str()), f::tag().eq("it's"), r"tag:'it\'s'";
        filter!(posts: tag == format!("{tag}!")), f::tag().eq("it's!"), r"tag:'it\'s!'";
        filter!(posts: tag in &tags), f::tag().is_in(["a", "b"]), "tag:['a','b']";
        filter!(posts: tag not in tags.iter().map(|tag| tag.to_uppercase())), f::tag().not_in(["A", "B"]), "tag:-['A','B']";
        filter!(posts: title == (if is_short && !tag.is_empty() { "a" } else { "b" })), f::title().eq("a"), "title:'a'";
        filter!(posts: id == &id), f::id().eq(&id), "id:'0123456789abcdef01234567'";
        filter!(posts: id in [&id]), f::id().is_in([&id]), "id:['0123456789abcdef01234567']";
        filter!(posts: status == PostStatus::Draft), f::status().eq(PostStatus::Draft), "status:'draft'";
        filter!(posts: published_at > at), f::published_at().gt(at), "published_at:>'2026-01-02 03:04:05'";
        filter!(posts: published_at > (now)), f::published_at().gt(at), "published_at:>'2026-01-02 03:04:05'";
    }
}

#[test]
fn moments_are_counted_from_the_servers_now() {
    use posts::filter as f;
    let days = 7;
    same! { Post:
        filter!(posts: published_at > now - 30d), f::published_at().gt(nql::days(30).ago()), "published_at:>now-30d";
        filter!(posts: published_at < now + 2h), f::published_at().lt(nql::hours(2).ahead()), "published_at:<now+2h";
        filter!(posts: published_at >= now - 5mo), f::published_at().gte(nql::months(5).ago()), "published_at:>=now-5M";
        filter!(posts: published_at <= now), f::published_at().lte(nql::seconds(0).ago()), "published_at:<=now-0s";
        filter!(posts: published_at > nql::days(days).ago()), f::published_at().gt(nql::days(7).ago()), "published_at:>now-7d";
    }
}

#[test]
fn every_resource_has_its_fields() {
    same! { Member:
        filter!(members: status != MemberStatus::Free && email_count >= 5),
            members::filter::status().ne(MemberStatus::Free) & members::filter::email_count().gte(5), "status:-'free'+email_count:>=5";
        filter!(members: email_count in [1, 2]), members::filter::email_count().is_in([1, 2]), "email_count:[1,2]";
    }
    same! { content::posts::Post:
        filter!(content::posts: tag == "news"), content::posts::filter::tag().eq("news"), "tag:'news'";
        filter!(::ghost_client::content::posts: tag == "news"), content::posts::filter::tag().eq("news"), "tag:'news'";
    }
}

/// A resource whose fields are one's own.
mod books {
    #[derive(Debug)]
    pub(crate) enum Book {}

    pub(crate) mod filter {
        use super::Book;
        use ghost_client::nql::NumberField;

        pub(crate) fn sold() -> NumberField<Book> {
            NumberField::named("sold")
        }
    }
}

#[test]
fn one_may_have_fields_of_ones_own() {
    let written: Filter<books::Book> = filter!(self::books: sold > 5);
    assert_eq!(written, books::filter::sold().gt(5));
    assert_eq!(filter!(crate::books: sold > 5), written);
}

#[test]
fn what_the_language_cannot_say_is_the_filters_fault() {
    let none: [&str; 0] = [];
    assert!(filter!(posts: title == "").text().is_err());
    assert!(filter!(posts: tag in none).text().is_err());
    assert!(filter!(members: email_count == -1).text().is_err());
}
