//! A description in the forms that other tools and people read.

mod json_schema;
mod markdown;

pub use json_schema::json_schema;
pub use markdown::markdown;
