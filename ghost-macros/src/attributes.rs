//! `#[ghost(…)]` on items, fields and variants.
//!
//! All derives share the attribute, so that a type may have several of them: a key that another derive reads is passed over, a
//! key that none reads is a mistake. Which key stands where and takes what is one table, [`KEYS`].

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, LitStr, Meta, Path, Token};

use crate::errors::Errors;
use crate::suggest::suggestion;

/// Name of the attribute.
const GHOST: &str = "ghost";

/// Where an attribute stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    Item,
    Field,
    Variant,
}

impl On {
    fn words(self) -> &'static str {
        match self {
            On::Item => "a struct or an enum",
            On::Field => "a field",
            On::Variant => "a variant",
        }
    }
}

/// What follows a key.
#[derive(Clone, Copy, Debug)]
enum Takes {
    /// `key`
    Nothing,
    /// `key = "…"`
    Text,
    /// `key = a::path`, in quotes or not
    Path,
    /// `key(a, b::c)`
    Paths,
}

/// Every key of every derive.
const KEYS: &[(&str, On, Takes)] = &[
    ("access", On::Item, Takes::Path),
    ("api", On::Item, Takes::Path),
    ("crate", On::Item, Takes::Path),
    ("derive", On::Item, Takes::Paths),
    ("display", On::Field, Takes::Nothing),
    ("flatten", On::Field, Takes::Nothing),
    ("key", On::Item, Takes::Text),
    ("name", On::Field, Takes::Text),
    ("name", On::Variant, Takes::Text),
    ("new", On::Item, Takes::Path),
    ("of", On::Item, Takes::Path),
    ("operations", On::Item, Takes::Paths),
    ("patch", On::Item, Takes::Path),
    ("path", On::Item, Takes::Text),
    ("required", On::Field, Takes::Nothing),
    ("serde", On::Field, Takes::Nothing),
    ("skip", On::Field, Takes::Nothing),
];

/// What `#[ghost(…)]` says in one place.
#[derive(Default)]
pub(crate) struct Attributes(Vec<Entry>);

struct Entry {
    key: Ident,
    value: Value,
}

enum Value {
    Nothing,
    Text(LitStr),
    Path(Path),
    Paths(Vec<Path>),
}

impl Attributes {
    /// Reads all `#[ghost(…)]` among the attributes of something.
    pub(crate) fn read(attributes: &[Attribute], on: On, errors: &mut Errors) -> Self {
        let mut read = Attributes::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(GHOST)) {
            let Meta::List(list) = &attribute.meta else {
                errors.push(&attribute.meta, "expected `#[ghost(…)]`");
                continue;
            };
            let entries = list.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
            for meta in errors.keep(entries).into_iter().flatten() {
                read.add(&meta, on, errors);
            }
        }
        read
    }

    fn add(&mut self, meta: &Meta, on: On, errors: &mut Errors) {
        let Some(key) = meta.path().get_ident() else { return errors.push(meta.path(), "expected a key, such as `name`") };
        let Some(takes) = takes(key, on, errors) else { return };
        if self.entry(&key.to_string()).is_some() {
            return errors.push(key, format!("`{key}` is given twice"));
        }
        match value(meta, key, takes) {
            Ok(value) => self.0.push(Entry { key: key.clone(), value }),
            Err(error) => errors.add(error),
        }
    }

    fn entry(&self, key: &str) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.key == key)
    }

    /// The key itself, if it is there: to point at.
    pub(crate) fn key(&self, key: &str) -> Option<&Ident> {
        self.entry(key).map(|entry| &entry.key)
    }

    /// Whether a key is there.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.entry(key).is_some()
    }

    /// The text of a key.
    pub(crate) fn text(&self, key: &str) -> Option<&LitStr> {
        self.entry(key).and_then(|entry| if let Value::Text(text) = &entry.value { Some(text) } else { None })
    }

    /// The path of a key.
    pub(crate) fn path(&self, key: &str) -> Option<&Path> {
        self.entry(key).and_then(|entry| if let Value::Path(path) = &entry.value { Some(path) } else { None })
    }

    /// The paths of a key.
    pub(crate) fn paths(&self, key: &str) -> Option<&[Path]> {
        self.entry(key).and_then(|entry| if let Value::Paths(paths) = &entry.value { Some(paths.as_slice()) } else { None })
    }

    /// The path of `ghost-client`: `::ghost_client` unless `crate` says what it is called here.
    pub(crate) fn runtime(&self) -> TokenStream {
        self.path("crate").map_or_else(|| quote!(::ghost_client), ToTokens::to_token_stream)
    }

    /// Refuses pairs of keys of which only one can be meant.
    pub(crate) fn exclude(&self, key: &str, others: &[&str], errors: &mut Errors) {
        for other in others {
            if let (Some(_), Some(other)) = (self.key(key), self.key(other)) {
                errors.push(other, format!("`{other}` has no meaning beside `{key}`"));
            }
        }
    }
}

/// What a key takes where it stands.
fn takes(key: &Ident, on: On, errors: &mut Errors) -> Option<Takes> {
    let name = key.to_string();
    let known = || KEYS.iter().filter(|(known, ..)| *known == name);
    if let Some((.., takes)) = known().find(|(_, place, _)| *place == on) {
        return Some(*takes);
    }
    match known().next() {
        Some((_, place, _)) => errors.push(key, format!("`{name}` belongs on {}, not on {}", place.words(), on.words())),
        None => {
            let here = KEYS.iter().filter(|(_, place, _)| *place == on).map(|(known, ..)| *known);
            errors.push(key, format!("there is no key `{name}`{}", suggestion(&name, here)));
        }
    }
    None
}

/// What follows a key, as it must be.
fn value(meta: &Meta, key: &Ident, takes: Takes) -> syn::Result<Value> {
    let refused = |form: &str| Err(syn::Error::new_spanned(meta, format!("expected `{form}`")));
    match (takes, meta) {
        (Takes::Nothing, Meta::Path(_)) => Ok(Value::Nothing),
        (Takes::Nothing, _) => refused(&key.to_string()),
        (Takes::Text, Meta::NameValue(pair)) => match text(&pair.value) {
            Some(text) if text.value().trim().is_empty() => Err(syn::Error::new_spanned(text, format!("`{key}` cannot be empty"))),
            Some(text) => Ok(Value::Text(text.clone())),
            None => Err(syn::Error::new_spanned(&pair.value, format!("`{key}` takes a text: `{key} = \"…\"`"))),
        },
        (Takes::Text, _) => refused(&format!("{key} = \"…\"")),
        (Takes::Path, Meta::NameValue(pair)) => match (ungrouped(&pair.value), text(&pair.value)) {
            (_, Some(text)) => text.parse().map(Value::Path).map_err(|_| syn::Error::new_spanned(text, "this is not a path")),
            (Expr::Path(path), _) if path.qself.is_none() => Ok(Value::Path(path.path.clone())),
            _ => Err(syn::Error::new_spanned(&pair.value, format!("`{key}` takes a path: `{key} = a::path`"))),
        },
        (Takes::Path, _) => refused(&format!("{key} = a::path")),
        (Takes::Paths, Meta::List(list)) => {
            let refused = |error: syn::Error| syn::Error::new(error.span(), format!("`{key}` takes paths: `{key}(a, b::c)`"));
            let paths = list.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated).map_err(refused)?;
            Ok(Value::Paths(paths.into_iter().collect()))
        }
        (Takes::Paths, _) => refused(&format!("{key}(…, …)")),
    }
}

/// Without what `macro_rules!` puts around a `$path`.
fn ungrouped(value: &Expr) -> &Expr {
    if let Expr::Group(group) = value { ungrouped(&group.expr) } else { value }
}

fn text(value: &Expr) -> Option<&LitStr> {
    match value {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text),
        _ => None,
    }
}
