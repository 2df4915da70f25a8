//! Attributes that rules add to types and their members.

use proc_macro2::Ident;
use syn::parse::Parser;
use syn::{Attribute, Item};

use super::{Rules, Wish, meets};

/// Whether the rules want any attributes.
pub(crate) fn add_attributes(rules: &Rules) -> bool {
    rules.0.iter().any(|rule| matches!(rule.wish, Wish::TypeAttribute(_) | Wish::FieldAttribute(_)))
}

/// Adds what the rules want to the types of a file. `path` is the file's, below the output folder.
pub(crate) fn decorate(rules: &Rules, path: &str, file: &mut syn::File) {
    let Some((api, module)) = path.strip_suffix(".rs").and_then(|path| path.split_once('/')).filter(|(_, module)| !module.contains('/'))
    else {
        return;
    };
    let ty = |name: &Ident, attributes: &mut Vec<Attribute>| {
        let name = plain(name);
        attributes.extend(wanted(rules, &[api, module, &name], |wish| match wish {
            Wish::TypeAttribute(text) => Some(text),
            _ => None,
        }));
    };
    let member = |owner: &Ident, name: &Ident, attributes: &mut Vec<Attribute>| {
        let (owner, name) = (plain(owner), plain(name));
        attributes.extend(wanted(rules, &[api, module, &owner, &name], |wish| match wish {
            Wish::FieldAttribute(text) => Some(text),
            _ => None,
        }));
    };
    for item in &mut file.items {
        match item {
            // Those with generics are calls and handles, no data.
            Item::Struct(found) if found.generics.params.is_empty() => {
                ty(&found.ident, &mut found.attrs);
                for field in &mut found.fields {
                    if let Some(name) = &field.ident {
                        member(&found.ident, name, &mut field.attrs);
                    }
                }
            }
            Item::Enum(found) if found.generics.params.is_empty() => {
                ty(&found.ident, &mut found.attrs);
                found.variants.iter_mut().for_each(|variant| member(&found.ident, &variant.ident, &mut variant.attrs));
            }
            _ => {}
        }
    }
}

fn wanted(rules: &Rules, path: &[&str], text: impl Fn(&Wish) -> Option<&String>) -> Vec<Attribute> {
    let met = rules.0.iter().filter(|rule| meets(&rule.path, path)).filter_map(|rule| text(&rule.wish));
    // That they parse was looked at when the rules were taken.
    met.flat_map(|text| Attribute::parse_outer.parse_str(text).unwrap_or_default()).collect()
}

fn plain(name: &Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
}
