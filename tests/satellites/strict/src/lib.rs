//! A crate without a prelude, in which every warning is an error, pedantic ones too.

#![no_implicit_prelude]
#![deny(warnings, missing_docs, missing_debug_implementations, unreachable_pub, unused_qualifications)]
#![deny(clippy::all, clippy::pedantic, clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![forbid(unsafe_code)]

/// Bindings of a spec in a folder.
pub mod notes {
    ::ghost_client::api! { spec = "../../specs/small", prelude = false }
}

/// Bindings of a spec that stands here, of which only this crate knows.
mod shouts {
    ::ghost_client::api! {
        spec = {
            "api.yaml": r"
                api: shouts
                title: Shouts API
                doc: Loud texts.
                base: /api
                client: Shouting
                versions: { oldest: 1.0, newest: 1.0 }
                credentials: { key: { doc: A key. } }
                access: { anyone: { doc: Any key., credentials: [key] } }
                envelopes: { one: { kind: one, key: '{resource}' } }
            ",
            "shouts.yaml": r"
                resource: shouts
                entity: shout
                doc: Loud texts.
                fields: { id: { type: id }, text: { type: string } }
                endpoints:
                  read: { doc: Reads a shout., call: 'GET /shouts/{id}/', returns: one, access: anyone, permission: none }
            ",
        },
        runtime = ::ghost_client,
        prelude = false,
    }
}

/// Who may read.
pub mod visibility {
    /// Who may read: the names of the prelude mean something else here.
    #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq, ::ghost_client::OpenEnum)]
    pub enum Visibility {
        /// Nobody but its writer.
        None,
        /// Some.
        Some,
        /// All.
        #[ghost(name = "ok")]
        Ok,
        /// Something newer.
        Unknown(::ghost_client::Unknown),
    }
}

/// Where a list stands.
#[derive(::core::fmt::Debug, ::ghost_client::Query)]
pub struct Paging {
    /// Which page.
    pub page: ::core::option::Option<u32>,
    /// Only inside of this crate.
    #[ghost(skip)]
    pub note: ::std::string::String,
}

/// Options with parameters of every kind.
#[derive(::core::fmt::Debug, ::ghost_client::Query)]
pub struct Search<'a, T, S: ?::core::marker::Sized, const N: usize>
where
    T: ::core::fmt::Debug,
{
    /// A lifetime.
    pub text: &'a str,
    /// A type.
    pub extra: ::core::option::Option<T>,
    /// A type behind a reference.
    pub shown: &'a S,
    /// A number.
    pub numbers: [u8; N],
    /// Displayed.
    #[ghost(name = "as-text", display)]
    pub displayed: T,
    /// A keyword.
    pub r#type: visibility::Visibility,
    /// Options of others.
    #[ghost(flatten)]
    pub paging: ::core::option::Option<Paging>,
}

/// Something that changes, with parameters of every kind.
#[derive(::core::clone::Clone, ::core::fmt::Debug, ::ghost_client::Patch)]
#[ghost(derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq))]
pub struct Draft<'a, T, const N: usize>
where
    T: ::core::clone::Clone,
{
    /// Never changes.
    #[ghost(skip)]
    pub id: &'a str,
    /// Can be emptied.
    pub extra: ::core::option::Option<T>,
    /// Numbers.
    pub numbers: [u8; 2],
    /// A keyword.
    pub r#type: ::core::option::Option<visibility::Visibility>,
    /// Only inside of this crate.
    #[ghost(skip)]
    pub bytes: [u8; N],
    /// Always sent.
    #[ghost(required, name = "updatedAt")]
    pub updated_at: ::std::string::String,
}

/// A part of what is read, whose parameters are called as others call theirs.
#[derive(::core::fmt::Debug, ::ghost_client::Projection)]
#[ghost(of = notes::notes::notes::Note)]
pub struct Headline<'de, A>
where
    A: ::ghost_client::Projection<Of = notes::notes::notes::Tag>,
{
    /// Somebody's text.
    #[ghost(name = "title")]
    pub text: ::std::borrow::Cow<'de, str>,
    /// Projections of something else.
    pub tags: ::std::vec::Vec<A>,
    /// May be missing.
    pub due: ::core::option::Option<::ghost_client::rt::Date>,
}

/// A part of a part.
#[derive(::core::fmt::Debug, ::ghost_client::Projection)]
#[ghost(of = notes::notes::notes::Tag)]
pub struct TagName {
    /// What it is called.
    pub name: ::std::string::String,
}

/// What no description knows, with parameters that are called as others call theirs.
#[derive(::core::fmt::Debug, ::ghost_client::Resource)]
#[ghost(path = "/things/", key = "things", operations(browse, read, add, edit, destroy), access = User, new = NamePatch, patch = NamePatch)]
pub struct Thing<'de, A>
where
    A: ::ghost_client::rt::serde::de::DeserializeOwned,
{
    /// Identifies it.
    pub id: ::std::string::String,
    /// Somebody's text.
    #[ghost(name = "type")]
    pub kind: ::core::option::Option<::std::borrow::Cow<'de, str>>,
    /// Whatever serde reads.
    #[ghost(serde)]
    pub more: A,
}

/// What a thing is called.
#[derive(::core::fmt::Debug, ::ghost_client::Patch)]
pub struct Name {
    /// In one word.
    pub name: ::std::string::String,
}

/// Filters in the operators of the language.
pub mod found {
    use crate::notes::notes::notes::{Note, NoteMood};

    /// Notes with this title, and those that changed within the month.
    pub fn lately(title: &str) -> ::ghost_client::Filter<Note> {
        ::ghost_client::filter!(crate::notes::notes::notes: title == title || updated_at > now - 30d && !(mood in [NoteMood::Fine]))
    }
}

/// Changes only this module knows, and does not all use.
mod quiet {
    #[derive(::ghost_client::Patch)]
    pub(super) struct Small {
        pub(super) name: ::std::string::String,
        pub(super) text: ::core::option::Option<::std::string::String>,
    }

    pub(super) fn nothing() -> bool {
        let small = Small { name: ::std::string::String::new(), text: ::core::option::Option::None };
        SmallPatch::new().is_empty() && small.name.is_empty() && small.text.is_none()
    }
}

/// Whether changes start with none, and the client is what the specs say.
#[must_use]
pub fn starts_empty() -> bool {
    quiet::nothing() && ::std::mem::size_of::<shouts::Shouting<shouts::Key>>() == ::std::mem::size_of::<notes::Notes<notes::Key>>()
}
