//! What a filter is written out as, and what is said of one that is wrong.

use super::*;

/// The calls without spaces, or the messages.
fn written(text: &str) -> String {
    let input = format!("::c; {text}").parse().unwrap();
    expand(input).to_string().replace(' ', "")
}

/// What is wrong, one message a mistake.
fn faults(text: &str) -> Vec<String> {
    let input = format!("::c; {text}").parse::<TokenStream>().unwrap();
    let mut errors = Errors::default();
    let read = (|input: ParseStream<'_>| read(input, &mut errors)).parse2(closed(input));
    errors.keep(read);
    let told = errors.into_tokens().to_string();
    told.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn operators_are_calls_of_fields() {
    let all = [
        ("tag == \"news\"", "tag().eq(\"news\")"),
        ("tag != \"news\"", "tag().ne(\"news\")"),
        ("title > from", "title().gt(from)"),
        ("title >= from", "title().gte(from)"),
        ("title < to", "title().lt(to)"),
        ("title <= to", "title().lte(to)"),
        ("id in [&a, &b]", "id().is_in([&a,&b])"),
        ("id in ids.iter()", "id().is_in(ids.iter())"),
        ("tag not in [\"a\"]", "tag().not_in([\"a\"])"),
        ("title contains \"x\"", "title().contains(\"x\")"),
        ("title starts_with \"x\"", "title().starts_with(\"x\")"),
        ("title ends_with x.y(|z| z)", "title().ends_with(x.y(|z|z))"),
        ("html == null", "html().is_null()"),
        ("html != null", "html().is_not_null()"),
        ("featured", "featured().is(true)"),
        ("featured != flag", "featured().ne(flag)"),
    ];
    for (text, calls) in all {
        assert_eq!(written(&format!("posts: {text}")), format!("::c::posts::filter::{calls}"), "{text}");
    }
}

#[test]
fn a_field_is_a_function_of_its_name() {
    assert_eq!(written("posts: tags.slug == x"), "::c::posts::filter::tags_slug().eq(x)");
    assert_eq!(written("posts: r#type == x"), "::c::posts::filter::r#type().eq(x)");
    assert_eq!(written("posts: type == x"), "::c::posts::filter::r#type().eq(x)");
    assert_eq!(written("posts: event.type == x"), "::c::posts::filter::event_type().eq(x)");
}

#[test]
fn resources_are_the_clients_unless_they_say_where_they_are() {
    assert_eq!(written("content::posts: featured"), "::c::content::posts::filter::featured().is(true)");
    assert_eq!(written("crate::notes: pinned"), "crate::notes::filter::pinned().is(true)");
    assert_eq!(written("::shop::books: sold"), "::shop::books::filter::sold().is(true)");
}

#[test]
fn and_binds_closer_than_or() {
    let both = "::c::p::filter::a().is(true)";
    assert_eq!(written("p: a && a || !a"), format!("::c::nql::any([::c::nql::all([{both},{both}]),::core::ops::Not::not({both})])"));
    assert_eq!(written("p: a && (a || a)"), format!("::c::nql::all([{both},::c::nql::any([{both},{both}])])"));
}

#[test]
fn moments_are_relative_to_now() {
    let units = [("s", "seconds"), ("m", "minutes"), ("h", "hours"), ("d", "days"), ("w", "weeks"), ("mo", "months"), ("y", "years")];
    for (unit, function) in units {
        assert_eq!(written(&format!("p: at > now - 30{unit}")), format!("::c::p::filter::at().gt(::c::nql::{function}(30).ago())"));
    }
    assert_eq!(written("p: at <= now + 2h"), "::c::p::filter::at().lte(::c::nql::hours(2).ahead())");
    assert_eq!(written("p: at < now"), "::c::p::filter::at().lt(::c::nql::seconds(0).ago())");
    assert_eq!(written("p: at < now_and_then"), "::c::p::filter::at().lt(now_and_then)");
}

#[test]
fn a_filter_is_one_expression() {
    let filter = written("posts: (tag in [\"news\", \"diary\"] || featured) && published_at > now - 30d && !(title contains word)");
    let file = syn::parse_str(&format!("fn filter() {{ {filter} }}")).unwrap();
    insta::assert_snapshot!(prettyplease::unparse(&file));
}

#[test]
fn every_mistake_is_told() {
    assert_eq!(
        faults("p: a = 1 && b like 2 || (c > null && d in []) || e ==").join("\n"),
        "`==` compares\n\
         there is no operator `like`; known are `==`, `!=`, `>`, `>=`, `<`, `<=`, `in`, `not in`, `contains`, `starts_with`, `ends_with`\n\
         `null` is only equal or not: `== null`, `!= null`\n\
         nothing is in an empty list\n\
         with what is `e` compared?"
    );
}
