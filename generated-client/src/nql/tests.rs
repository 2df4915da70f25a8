//! What is said in which words.

use jiff::Timestamp;
use jiff::civil::date;

use super::*;

enum Thing {}

fn title() -> TextField<Thing> {
    TextField::new("title")
}

fn count() -> NumberField<Thing> {
    NumberField::new("count")
}

fn at() -> DateField<Thing> {
    DateField::new("at")
}

fn tag() -> RelationField<Thing> {
    RelationField::new("tag")
}

fn said(filter: Filter<Thing>) -> String {
    filter.text().unwrap()
}

fn fault(filter: Filter<Thing>) -> Fault {
    filter.text().unwrap_err()
}

#[test]
fn every_operator_has_its_words() {
    let id = IdField::<Thing, String>::new("id");
    let status = EnumField::<Thing, &str>::new("status");
    let featured = BoolField::<Thing>::new("featured");
    let cases = [
        (title().eq("x"), "title:'x'"),
        (title().ne("x"), "title:-'x'"),
        (title().is_in(["x", "y"]), "title:['x','y']"),
        (title().not_in(["x"]), "title:-['x']"),
        (title().contains("x"), "title:~'x'"),
        (title().starts_with("x"), "title:~^'x'"),
        (title().ends_with("x"), "title:~$'x'"),
        (title().gt("x"), "title:>'x'"),
        (title().gte("x"), "title:>='x'"),
        (title().lt("x"), "title:<'x'"),
        (title().lte("x"), "title:<='x'"),
        (title().is_null(), "title:null"),
        (title().is_not_null(), "title:-null"),
        (tag().eq("x"), "tag:'x'"),
        (tag().ne("x"), "tag:-'x'"),
        (tag().is_in(["x"]), "tag:['x']"),
        (tag().not_in(["x", "y"]), "tag:-['x','y']"),
        (featured.is(true), "featured:true"),
        (featured.is(false), "featured:false"),
        (count().eq(5), "count:5"),
        (count().ne(5_u8), "count:-5"),
        (count().is_in([1, 2]), "count:[1,2]"),
        (count().not_in([0_u64]), "count:-[0]"),
        (count().gt(5), "count:>5"),
        (count().gte(5), "count:>=5"),
        (count().lt(5), "count:<5"),
        (count().lte(9_007_199_254_740_991_u64), "count:<=9007199254740991"),
        (id.eq(&"6b".to_owned()), "id:'6b'"),
        (id.ne(&"6b".to_owned()), "id:-'6b'"),
        (id.is_in(&["6b".to_owned()]), "id:['6b']"),
        (id.not_in(&["6b".to_owned()]), "id:-['6b']"),
        (id.gt(&"6b".to_owned()), "id:>'6b'"),
        (id.lt(&"6b".to_owned()), "id:<'6b'"),
        (status.eq("draft"), "status:'draft'"),
        (status.ne("draft"), "status:-'draft'"),
        (status.is_in(["draft", "sent"]), "status:['draft','sent']"),
        (status.not_in(["draft"]), "status:-['draft']"),
    ];
    for (filter, text) in cases {
        assert_eq!(said(filter), text);
    }
}

#[test]
fn and_binds_tighter_than_or_and_brackets_say_otherwise() {
    let (a, b, c, d) = (title().eq("a"), title().eq("b"), title().eq("c"), title().eq("d"));
    assert_eq!(said(a.clone() & b.clone() | c.clone()), "title:'a'+title:'b',title:'c'");
    assert_eq!(said((a.clone() | b.clone()) & c.clone()), "(title:'a',title:'b')+title:'c'");
    assert_eq!(said(a.clone() & (b.clone() & c.clone()) & d.clone()), "title:'a'+title:'b'+title:'c'+title:'d'");
    assert_eq!(said((a.clone() | b.clone()) | (c.clone() | d.clone())), "title:'a',title:'b',title:'c',title:'d'");
    assert_eq!(said((a.clone() | b.clone()) & (c.clone() | d.clone())), "(title:'a',title:'b')+(title:'c',title:'d')");
    assert_eq!(said(all([a.clone(), b.clone(), c.clone()])), "title:'a'+title:'b'+title:'c'");
    assert_eq!(said(any([a.clone()])), "title:'a'");
    assert_eq!(said(any([a, b & c])), "title:'a',title:'b'+title:'c'");
}

#[test]
fn not_goes_into_the_conditions() {
    assert_eq!(said(!(title().eq("a") & count().gt(1))), "title:-'a',count:<=1");
    assert_eq!(said(!((title().contains("a") | tag().is_in(["x"])) & count().lt(1))), "title:-~'a'+tag:-['x'],count:>=1");
    assert_eq!(said(!(count().gte(1) | count().lte(5) | title().is_null())), "count:<1+count:>5+title:-null");
    assert_eq!(said(!BoolField::<Thing>::new("featured").is(true)), "featured:-true");
    let filter = (title().ne("a") | title().not_in(["b"])) & title().is_not_null();
    assert_eq!(!!filter.clone(), filter);
}

#[test]
fn text_is_always_quoted_and_only_quotes_are_escaped() {
    assert_eq!(said(title().eq(r#"O'Brien says "hi""#)), r#"title:'O\'Brien says \"hi\"'"#);
    assert_eq!(said(title().eq(r"back\slash")), r"title:'back\slash'");
    assert_eq!(said(title().contains("a+b,(c)~[d]")), "title:~'a+b,(c)~[d]'");
    assert_eq!(said(title().eq("null") & title().ne("1.5")), "title:'null'+title:-'1.5'");
}

#[test]
fn text_that_ends_in_a_backslash_stands_last_for_the_parser_reads_on_behind_it() {
    let open = title().eq(r"C:\");
    assert_eq!(said(open.clone() & tag().eq("x") & count().gt(1)), r"tag:'x'+count:>1+title:'C:\'");
    assert_eq!(said((open.clone() | count().eq(1)) & tag().eq("x")), r"tag:'x'+(count:1,title:'C:\')");
    assert_eq!(said(title().is_in([r"C:\", "D"])), r"title:['D','C:\']");
    assert_eq!(said(!(open.clone() | tag().eq("x"))), r"tag:-'x'+title:-'C:\'");
    assert_eq!(fault(open.clone() & title().ends_with(r"\")), Fault::Backslash);
    assert_eq!(fault(title().is_in([r"C:\", r"D:\"])), Fault::Backslash);
    assert_eq!(said(open.clone() & open), r"title:'C:\'");
}

#[test]
fn not_null_and_not_a_value_stay_apart_for_ghost_would_make_one_list_that_nothing_meets() {
    let filter = title().is_not_null() & title().ne("a") & TextField::new("other").ne("b");
    assert_eq!(said(filter), "title:-null+title:-['a']+other:-'b'");
    assert_eq!(said(title().is_not_null() & title().is_not_null()), "title:-null");
    assert_eq!(said(title().is_not_null() | title().ne("a")), "title:-null,title:-'a'");
}

#[test]
fn moments_are_written_as_databases_write_them() {
    let moment = |text: &str| text.parse::<Timestamp>().unwrap();
    assert_eq!(said(at().gt(moment("2026-01-02T03:04:05Z"))), "at:>'2026-01-02 03:04:05'");
    assert_eq!(said(at().gt(moment("2026-01-02T03:04:05+02:00"))), "at:>'2026-01-02 01:04:05'");
    assert_eq!(said(at().gte(date(2026, 1, 2))), "at:>='2026-01-02 00:00:00'");
    assert_eq!(said(at().eq(moment("1969-12-31T23:59:59.25Z"))), "at:'1969-12-31 23:59:59'");
}

#[test]
fn fractions_of_a_second_do_not_move_a_bound() {
    let half: Timestamp = "2026-01-02T03:04:05.5Z".parse().unwrap();
    assert_eq!(said(at().gt(half)), "at:>'2026-01-02 03:04:05'");
    assert_eq!(said(at().gte(half)), "at:>'2026-01-02 03:04:05'");
    assert_eq!(said(at().lt(half)), "at:<='2026-01-02 03:04:05'");
    assert_eq!(said(at().lte(half)), "at:<='2026-01-02 03:04:05'");
}

#[test]
fn moments_can_be_relative_to_when_the_server_reads_them() {
    assert_eq!(said(at().gt(days(30).ago()) & at().lt(hours(2).ahead())), "at:>now-30d+at:<now+2h");
    let units = [seconds(1), minutes(1), hours(1), days(1), weeks(1), months(1), years(1)];
    let texts = units.map(|unit| said(at().lte(unit.ago())).replace("at:<=", ""));
    assert_eq!(texts.join(" "), "now-1s now-1m now-1h now-1d now-1w now-1M now-1y");
}

#[test]
fn what_the_language_cannot_say_is_kept_and_told() {
    assert_eq!(fault(title().eq("")), Fault::EmptyText { field: "title".to_owned() });
    assert_eq!(fault(title().contains("")), Fault::EmptyText { field: "title".to_owned() });
    assert_eq!(fault(tag().is_in(["a", ""])), Fault::EmptyText { field: "tag".to_owned() });
    assert_eq!(fault(title().is_in([""; 0])), Fault::EmptyList { field: Some("title".to_owned()) });
    assert_eq!(fault(count().not_in([0; 0])), Fault::EmptyList { field: Some("count".to_owned()) });
    assert_eq!(fault(count().eq(-1)), Fault::Number { field: "count".to_owned(), number: -1 });
    assert_eq!(fault(count().lt(1_u64 << 53)), Fault::Number { field: "count".to_owned(), number: 1 << 53 });
    assert_eq!(fault(TextField::named("a b").eq("x")), Fault::Name { name: "a b".to_owned() });
    assert_eq!(fault(TextField::named("").eq("x")), Fault::Name { name: String::new() });
    assert_eq!(fault(all([])), Fault::EmptyList { field: None });
    assert_eq!(fault(raw(" \n")), Fault::Blank);
    assert_eq!(fault(!raw("a:1")), Fault::RawNegated);
    assert_eq!(fault(title().eq("x") & count().eq(-1) | raw("")), Fault::Number { field: "count".to_owned(), number: -1 }, "the first one");
}

#[test]
fn raw_text_is_sent_as_it_is_and_stands_in_brackets_beside_others() {
    assert_eq!(said(raw("a:1,b:2")), "a:1,b:2");
    assert_eq!(said("a:1,b:2".into()), "a:1,b:2");
    assert_eq!(said(raw("a:1,b:2") & title().eq("x")), "(a:1,b:2)+title:'x'");
    assert_eq!(said(title().eq("x") | "a:1,b:2".into()), "title:'x',(a:1,b:2)");
}
