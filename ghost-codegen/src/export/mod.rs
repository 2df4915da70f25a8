//! A description in the forms that other tools and people read.

mod json_schema;
mod markdown;
mod openapi;

pub use json_schema::json_schema;
pub use markdown::markdown;
pub use openapi::{OpenApi, openapi, openapi_yaml};
