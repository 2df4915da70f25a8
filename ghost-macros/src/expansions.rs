//! What each derive writes, as a reader would see it.

use proc_macro2::TokenStream;
use syn::{DeriveInput, File, parse_quote};

fn shown(tokens: TokenStream) -> String {
    prettyplease::unparse(&syn::parse2::<File>(tokens).unwrap())
}

#[test]
fn open_enum() {
    let input: DeriveInput = parse_quote! {
        enum Mood {
            Fine,
            #[ghost(name = "so-so")]
            SoSo,
            Unknown(ghost_client::Unknown),
        }
    };
    insta::assert_snapshot!(shown(crate::open_enum::derive(&input)));
}

#[test]
fn open_enum_with_mistakes() {
    let input: DeriveInput = parse_quote! {
        #[ghost(crate = "renamed")]
        enum Mood {
            Mixed(u8),
            Unknown(String),
        }
    };
    insta::assert_snapshot!(shown(crate::open_enum::derive(&input)));
}

#[test]
fn query() {
    let input: DeriveInput = parse_quote! {
        struct Search<'a, T: Clone> {
            text: &'a str,
            extra: Option<T>,
            #[ghost(display, name = "as-text")]
            shown: T,
            #[ghost(flatten)]
            paging: Paging,
            #[ghost(skip)]
            note: String,
        }
    };
    insta::assert_snapshot!(shown(crate::query::derive(&input)));
}

#[test]
fn query_with_mistakes_writes_the_rest() {
    let input: DeriveInput = parse_quote! {
        #[ghost(crate = renamed)]
        struct Search {
            #[ghost(nmae = "x")]
            text: String,
            #[ghost(skip, flatten)]
            paging: Paging,
        }
    };
    insta::assert_snapshot!(shown(crate::query::derive(&input)));
}

#[test]
fn patch() {
    let input: DeriveInput = parse_quote! {
        /// A snippet.
        #[ghost(derive(Clone, Debug, Default))]
        pub struct Snippet<T> {
            #[ghost(skip)]
            pub id: String,
            /// Its headline.
            pub name: T,
            mobiledoc: Option<String>,
        }
    };
    insta::assert_snapshot!(shown(crate::patch::derive(&input)));
}

#[test]
fn patch_with_what_is_always_sent() {
    let input: DeriveInput = parse_quote! {
        struct Snippet {
            name: String,
            #[ghost(required, name = "updatedAt")]
            updated_at: Timestamp,
        }
    };
    insta::assert_snapshot!(shown(crate::patch::derive(&input)));
}

#[test]
fn projection() {
    let input: DeriveInput = parse_quote! {
        #[ghost(of = Post)]
        struct Card {
            id: PostId,
            #[ghost(name = "title")]
            headline: String,
            tags: Vec<TagName>,
        }
    };
    insta::assert_snapshot!(shown(crate::projection::derive(&input)));
}

#[test]
fn projection_with_parameters_is_checked_where_they_are_known() {
    let input: DeriveInput = parse_quote! {
        #[ghost(of = Post, crate = renamed)]
        struct Card<'a, T: Projection<Of = Tag>> {
            title: Cow<'a, str>,
            tags: Vec<T>,
        }
    };
    insta::assert_snapshot!(shown(crate::projection::derive(&input)));
}

#[test]
fn projection_with_mistakes_still_is_one() {
    let input: DeriveInput = parse_quote! {
        #[ghost(of = Post)]
        struct Card {
            title: String,
            #[ghost(name = "title")]
            headline: String,
        }
    };
    insta::assert_snapshot!(shown(crate::projection::derive(&input)));
}

/// Of an API without resources: what those become is the generator's business, and held by its goldens.
#[cfg(feature = "api")]
#[test]
fn api() {
    let input = quote::quote! {
        spec = {
            "api.yaml": r"
                api: demo
                title: Demo API
                doc: Shows the language.
                base: /api
                client: Demo
                versions: { oldest: 1.0, newest: 1.0 }
                credentials: { key: { doc: A key. } }
                access: { anyone: { doc: Any key., credentials: [key] } }
                envelopes: { one: { kind: one, key: '{resource}' } }
            ",
        },
        runtime = ::renamed,
    };
    insta::assert_snapshot!(shown(crate::api::expand(input)));
}

#[cfg(feature = "api")]
#[test]
fn api_with_mistakes() {
    let input = quote::quote!(spec = 7, runtime = super::ghost, zebra = [1, 2]);
    insta::assert_snapshot!(shown(crate::api::expand(input)));
}
