//! Filters in the server's language NQL, made of typed fields.
//!
//! A resource that can be filtered has a module `filter` with a function for each field. A field makes conditions, and
//! conditions combine with `&`, `|` and `!`:
//!
//! ```
//! # #[cfg(feature = "content")] {
//! use ghost_client::nql::{self, Filter};
//! use ghost_client::posts::{Post, PostStatus, filter};
//!
//! let filter: Filter<Post> = (filter::tag().eq("news") | filter::author().is_in(["ada", "grace"]))
//!     & filter::status().eq(PostStatus::Published)
//!     & filter::published_at().gt(nql::days(30).ago())
//!     & !filter::title().contains("it's off");
//! assert_eq!(
//!     filter.text().unwrap(),
//!     r"(tag:'news',author:['ada','grace'])+status:'published'+published_at:>now-30d+title:-~'it\'s off'",
//! );
//! # }
//! ```
//!
//! - A filter belongs to what it is about: a [`Filter<Member>`](Filter) is not taken where posts are listed.
//! - Every text is quoted, so that no value is taken for an operator, a number or `null`.
//! - Building never fails. What the language cannot say (an empty text, an empty list, a negative number) is kept as the
//!   filter's [`Fault`], returned by [`Filter::text`] and by the call instead of sending anything. Decimals, which the server
//!   would cut to whole numbers, do not compile.
//! - [`raw`] takes text as it is, where a field or an operator is missing here. Text alone is a filter too:
//!   `.filter("featured:true")`.
//!
//! # Null
//!
//! Databases know a third answer besides yes and no: a field that is null meets neither a condition nor its opposite. To find
//! posts whose excerpt is not `x` or missing, say so: `excerpt.ne("x") | excerpt.is_null()`.

mod fault;
mod field;
mod filter;
mod moment;
#[cfg(test)]
mod tests;
mod tree;

pub use fault::Fault;
pub use field::{BoolField, DateField, EnumField, IdField, Number, NumberField, RelationField, TextField};
pub use filter::{Anything, Filter, all, any, raw};
pub use moment::{Moment, Relative, Span, days, hours, minutes, months, seconds, weeks, years};
