//! `filter!`, which knows its own crate by whatever name that goes.

/// A filter in Rust's operators: what the functions of a module `filter` make, in fewer words.
///
/// The resource comes first: `posts`, `content::posts`, or the path of a module of one's own bindings, such as `crate::shop::books`.
///
/// | condition | meets |
/// |---|---|
/// | `tag == slug`, `!=`, `>`, `>=`, `<`, `<=` | what compares so with a Rust expression |
/// | `tag in ["news", "diary"]`, `not in` | one of them, or none |
/// | `title contains "Rust"`, `starts_with`, `ends_with` | a part of the text, in capitals or not |
/// | `custom_excerpt == null`, `!= null` | no value, or any |
/// | `published_at > now - 30d`, `now`, `now + 2h` | a moment before or after the server's now: `s`, `m`, `h`, `d`, `w`, `mo`, `y` |
/// | `featured` | what is true |
///
/// `&&`, `||`, `!` and brackets combine. An expression ends at the next `&&` or `||` that is not in brackets; a variable called
/// `now` or `null` is written `(now)`. The compiler knows the fields and what each is compared with.
///
/// ```
/// use ghost_client::{Filter, filter, nql, posts};
///
/// let tag = "news".to_owned();
/// let found: Filter<posts::Post> = filter!(posts: tag == tag.as_str() && published_at > now - 30d && !(featured || title contains "Ad"));
/// let built = nql::all([
///     posts::filter::tag().eq("news"),
///     posts::filter::published_at().gt(nql::days(30).ago()),
///     !(posts::filter::featured().is(true) | posts::filter::title().contains("Ad")),
/// ]);
/// assert_eq!(found.text(), built.text());
/// ```
///
/// What cannot be filtered by does not compile:
///
/// ```compile_fail,E0425
/// ghost_client::filter!(posts: titel == "News");
/// ```
#[macro_export]
macro_rules! filter {
    ($($tokens:tt)*) => {
        $crate::__filter!($crate; $($tokens)*)
    };
}
