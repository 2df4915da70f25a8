//! Procedural macros for crates that use `ghost-client`, which re-exports them: the derives with its feature `macros`, `api!` with
//! `macros-api`.
//!
//! Each macro is a thin front: parse, analyse, output. Errors are collected and put on the user's
//! own tokens. What is written names everything by its whole path from the runtime, `::ghost_client` unless
//! `#[ghost(crate = "…")]` says what it is called, and so stands under `#![no_implicit_prelude]`.

#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

#[cfg(feature = "api")]
mod api;
mod attributes;
mod errors;
#[cfg(test)]
mod expansions;
mod fields;
mod filter;
#[cfg(feature = "api")]
mod manifest;
mod object;
mod open_enum;
mod patch;
mod projection;
mod query;
mod resource;
mod suggest;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a string enum open: what it does not know is kept and sent back as it came.
///
/// The enum has unit variants and one `Unknown(ghost_client::Unknown)`. A variant is written in `snake_case` unless
/// `#[ghost(name = "…")]` says otherwise. It gets what enums of the client have: `as_str`, `Display`, `AsRef<str>`, `From<&str>`,
/// `From<String>`, and serde.
///
/// ```
/// use ghost_client::{OpenEnum, Unknown};
///
/// #[derive(Debug, PartialEq, OpenEnum)]
/// enum Mood {
///     Fine,
///     #[ghost(name = "so-so")]
///     SoSo,
///     Unknown(Unknown),
/// }
///
/// assert_eq!(Mood::from("so-so"), Mood::SoSo);
/// assert_eq!(Mood::Fine.as_str(), "fine");
/// assert_eq!(Mood::from("odd").to_string(), "odd");
/// assert!(matches!(Mood::from("odd"), Mood::Unknown(unknown) if unknown.as_str() == "odd"));
/// ```
///
/// Without a place for the unknown it does not compile:
///
/// ```compile_fail
/// #[derive(ghost_client::OpenEnum)]
/// enum Mood {
///     Fine,
/// }
/// ```
#[proc_macro_derive(OpenEnum, attributes(ghost))]
pub fn open_enum(input: TokenStream) -> TokenStream {
    open_enum::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a struct a projection: part of what is read of a type of the API, asked for and read as just that.
///
/// Each field is named like the one it stands for, unless `#[ghost(name = "…")]` says which that is, and has its type: or another
/// projection where the field holds a thing or several, or `Option` around either. What may have no value must be an `Option`. The
/// compiler holds all of it against the type that `of` names.
///
/// ```
/// use ghost_client::{Ghost, Projection, posts::{Post, PostId}, tags::Tag};
///
/// #[derive(Debug, Projection)]
/// #[ghost(of = Post)]
/// struct Card {
///     id: PostId,
///     title: String,
///     #[ghost(name = "url")]
///     address: String,
///     tags: Vec<TagName>,
/// }
///
/// #[derive(Debug, Projection)]
/// #[ghost(of = Tag)]
/// struct TagName {
///     name: String,
/// }
///
/// # async fn example(ghost: Ghost<ghost_client::Integration>) -> Result<(), ghost_client::Error> {
/// // GET /posts/?limit=5&fields=id,title,url,uuid,email_only&include=tags
/// for card in ghost.posts().browse().limit(5).project::<Card>().await? {
///     println!("{} {} {:?}", card.title, card.address, card.tags);
/// }
/// # Ok(())
/// # }
/// ```
///
/// A field that is not there does not compile:
///
/// ```compile_fail,E0609
/// #[derive(ghost_client::Projection)]
/// #[ghost(of = ghost_client::posts::Post)]
/// struct Card {
///     titel: String,
/// }
/// ```
///
/// Neither does one of another type, or one that may be missing and is no `Option`:
///
/// ```compile_fail,E0277
/// #[derive(ghost_client::Projection)]
/// #[ghost(of = ghost_client::posts::Post)]
/// struct Card {
///     featured: String,
/// }
/// ```
#[proc_macro_derive(Projection, attributes(ghost))]
pub fn projection(input: TokenStream) -> TokenStream {
    projection::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Makes a struct the options of a call: `ghost.posts().browse().options(&options)`.
///
/// A field is an option of its name, or of `#[ghost(name = "…")]`. Its type is text, a number, a flag, a moment, an id, a string
/// enum, a filter, or a list of them, which is joined by commas; `None` and empty lists are left out. `#[ghost(display)]` writes a
/// value of another type by its `Display`, `#[ghost(flatten)]` adds the options of a field that is a `Query` itself, and
/// `#[ghost(skip)]` leaves a field out.
///
/// ```
/// use ghost_client::Query;
///
/// #[derive(Query)]
/// struct Paging {
///     page: Option<u32>,
///     limit: Option<u32>,
/// }
///
/// #[derive(Query)]
/// struct Search<'a> {
///     #[ghost(name = "search")]
///     words: &'a str,
///     include: Vec<&'a str>,
///     #[ghost(flatten)]
///     paging: Paging,
/// }
///
/// let search = Search { words: "rust", include: vec!["tags", "authors"], paging: Paging { page: Some(2), limit: None } };
/// let pairs = [("search", "rust"), ("include", "tags,authors"), ("page", "2")];
/// assert_eq!(search.pairs()?, pairs.map(|(name, value)| (name, value.to_owned())));
/// # Ok::<(), ghost_client::Error>(())
/// ```
///
/// What has no form in a query does not compile:
///
/// ```compile_fail,E0277
/// #[derive(ghost_client::Query)]
/// struct Search {
///     nested: (u8, u8),
/// }
/// ```
#[proc_macro_derive(Query, attributes(ghost))]
pub fn query(input: TokenStream) -> TokenStream {
    query::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Writes a struct of changes beside a struct: `Snippet` gets a `SnippetPatch`, in which each field is kept, emptied or set.
///
/// A field of type `Option<T>` can be emptied, with `clear_name()`; the others are kept or set. What is not set is not written.
/// `#[ghost(required)]` makes a field a parameter of `new`, which is always written; `#[ghost(name = "…")]` says what a field is
/// called on the wire; `#[ghost(skip)]` leaves out what cannot be changed. The struct of changes derives `Clone` and `Debug`, or
/// what `#[ghost(derive(…))]` lists instead: leave `Debug` out where a field is secret.
///
/// ```
/// use ghost_client::Patch;
///
/// #[derive(Patch)]
/// struct Snippet {
///     #[ghost(skip)]
///     id: String,
///     name: String,
///     mobiledoc: Option<String>,
///     lexical: Option<String>,
/// }
///
/// let patch = SnippetPatch::new().name("Greeting").clear_mobiledoc();
/// assert_eq!(serde_json::to_string(&patch)?, r#"{"name":"Greeting","mobiledoc":null}"#);
/// assert!(SnippetPatch::new().is_empty());
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// What cannot be empty cannot be emptied:
///
/// ```compile_fail,E0599
/// # use ghost_client::Patch;
/// #[derive(Patch)]
/// struct Snippet {
///     name: String,
/// }
///
/// SnippetPatch::new().clear_name();
/// ```
#[proc_macro_derive(Patch, attributes(ghost))]
pub fn patch(input: TokenStream) -> TokenStream {
    patch::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Writes the bindings of a spec into the module it stands in: the same as the command `ghost-codegen` and build scripts write.
///
/// `spec` is a folder or the `api.yaml` in it, relative to the crate's, or the files themselves; `runtime` is the path of this crate, `::ghost_client`
/// unless told. `prelude = false` is for crates with `#![no_implicit_prelude]`, where attributes of tools cannot be named either:
/// what the compiler says of calls that a credential may not make is then less to the point.
///
/// ```
/// mod bookshop {
///     ghost_client::api! { spec = "../examples/bookshop/api", runtime = ::ghost_client }
/// }
///
/// async fn title(shop: &bookshop::Bookshop<bookshop::Program>, id: &bookshop::shop::books::BookId) -> Result<String, ghost_client::Error> {
///     Ok(shop.books().read(id).await?.title)
/// }
/// ```
///
/// ```
/// mod demo {
///     ghost_client::api! {
///         spec = {
///             "api.yaml": r"
///                 api: demo
///                 title: Demo API
///                 doc: Shows the language.
///                 base: /api
///                 client: Demo
///                 versions: { oldest: 1.0, newest: 1.0 }
///                 credentials: { key: { doc: A key. } }
///                 access: { anyone: { doc: Any key., credentials: [key] } }
///                 envelopes: { one: { kind: one, key: '{resource}' } }
///             ",
///             "notes.yaml": r"
///                 resource: notes
///                 entity: note
///                 doc: Short texts.
///                 fields: { id: { type: id }, text: { type: string } }
///                 endpoints:
///                   read: { doc: Reads a note., call: 'GET /notes/{id}/', returns: one, access: anyone, permission: none }
///             ",
///         },
///     }
/// }
///
/// use demo::demo::notes::{Note, NoteId};
///
/// async fn text(demo: &demo::Demo<demo::Key>, id: &NoteId) -> Result<String, ghost_client::Error> {
///     demo.notes().read(id).await.map(|note: Note| note.text)
/// }
/// ```
///
/// An edited spec builds the crate anew. **A file that is added to a folder is noticed with the next edit only**: no stable
/// compiler can be told to watch a folder. Faults are compile errors, all of them, with file, line and what is wrong; those of
/// files in the macro point at the file's text.
#[cfg(feature = "api")]
#[proc_macro]
pub fn api(input: TokenStream) -> TokenStream {
    api::expand(input.into()).into()
}

/// What `ghost_client::filter!` hands on, with its own path in front.
#[doc(hidden)]
#[proc_macro]
pub fn __filter(input: TokenStream) -> TokenStream {
    filter::expand(input.into()).into()
}

/// Makes a struct a resource of one's own, for what the description lacks: a private endpoint, a newer Ghost.
///
/// `path` is where they are found below the API, `key` what their lists are called, `operations` what can be done (`browse`, `read`,
/// `add`, `edit`, `destroy`) and `access` who may, a class of `ghost_client::access`. What is added and changed are types of their
/// own, `new` and `patch`, which are only written. `api = content` is for the Content API. Fields are text, numbers, flags, moments,
/// types of the client, projections, enums that are `OpenEnum`, lists of them, and with `#[ghost(serde)]` whatever is `Deserialize`;
/// one that may be missing is an `Option`. `#[ghost(name = "…")]` says what a field is called on the wire.
///
/// ```
/// use ghost_client::{Ghost, Resource, StaffToken};
///
/// #[derive(Debug, Resource)]
/// #[ghost(path = "/snippets/", key = "snippets", operations(browse, read, destroy), access = User)]
/// struct Snippet {
///     id: String,
///     name: String,
///     created_at: Option<jiff::Timestamp>,
/// }
///
/// # async fn example(ghost: Ghost<StaffToken>) -> Result<(), ghost_client::Error> {
/// for snippet in ghost.resource::<Snippet>().browse().limit(5).await? {
///     println!("{}", snippet.name);
/// }
/// # Ok(())
/// # }
/// ```
///
/// An integration may not call what is only for members of staff:
///
/// ```compile_fail,E0277
/// # #[derive(ghost_client::Resource)]
/// # #[ghost(path = "/snippets/", key = "snippets", operations(browse), access = User)]
/// # struct Snippet { id: String }
/// # fn example(ghost: &ghost_client::Ghost<ghost_client::Integration>) {
/// let _ = ghost.resource::<Snippet>().browse();
/// # }
/// ```
#[proc_macro_derive(Resource, attributes(ghost))]
pub fn resource(input: TokenStream) -> TokenStream {
    resource::derive(&parse_macro_input!(input as DeriveInput)).into()
}
