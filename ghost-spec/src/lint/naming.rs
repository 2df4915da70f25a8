//! Names that Rust cannot take as they are: keywords, names of its own, and two that would be one.

use std::collections::BTreeMap;

use super::{renamed, warning};
use crate::code::Code;
use crate::diagnostic::At;
use crate::mapping::Sink;
use crate::node::{Entry, Node};
use crate::resolve::names::KEYWORDS;
use crate::vocabulary;
use crate::walk::Found;

/// Types that generated modules use by their plain names.
const TAKEN_TYPES: &[&str] = &[
    "Box",
    "BTreeMap",
    "Clone",
    "Debug",
    "Default",
    "Deserialize",
    "Deserializer",
    "Display",
    "Err",
    "Error",
    "From",
    "Formatter",
    "Found",
    "IntoFuture",
    "IntoIterator",
    "Into",
    "MapAccess",
    "MayCall",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Self",
    "Serialize",
    "SerializeMap",
    "Serializer",
    "Some",
    "String",
    "ToOwned",
    "Unknown",
    "Vec",
];

pub(super) fn check(found: &Found<'_>, sink: &mut Sink) {
    let entries = |key: &str| found.get(key).map_or(&[][..], Node::entries);
    if found.is(&vocabulary::RESOURCE) {
        if let Some(node) = found.get("resource") {
            keyword("module", node.text().unwrap_or_default(), &node.at, "call the resource otherwise", sink);
        }
        values("method", entries("endpoints"), sink);
    }
    if found.is(&vocabulary::RESOURCE) || found.is(&vocabulary::API) {
        types(found, entries("shapes"), sink);
        keywords("option", entries("options"), sink);
    }
    let holds_fields = found.kind.keys.iter().any(|key| key.name == "fields");
    if holds_fields {
        values("field", entries("fields"), sink);
    }
    if found.kind.has("values") {
        let items = found.get("values").map_or(&[][..], Node::items);
        variants(items.iter().filter_map(value_of), true, sink);
    }
    if found.is(&vocabulary::SHAPE) {
        let has_unknown = found.get("tag").is_some();
        variants(entries("variants").iter().map(|entry| (entry.key.as_str(), &entry.key_at, None)), has_unknown, sink);
    }
}

/// A value of an enum, its place and the Rust name that it is given.
fn value_of(item: &Node) -> Option<(&str, &At, Option<&str>)> {
    match item.text() {
        Some(text) => Some((text, &item.at, None)),
        None => item.get("value").and_then(|node| node.text().map(|text| (text, &node.at, item.get("rust").and_then(Node::text)))),
    }
}

/// Names of fields and methods: no keyword, and none twice.
fn values(what: &str, entries: &[Entry], sink: &mut Sink) {
    keywords(what, entries, sink);
    let mut met: BTreeMap<String, &Entry> = BTreeMap::new();
    for entry in entries {
        let name = snake(own_name(entry).unwrap_or(&entry.key));
        match met.get(&name) {
            Some(first) => collide(what, (&entry.key, &entry.key_at), (&first.key, &first.key_at), &name, sink),
            None => drop(met.insert(name, entry)),
        }
    }
}

/// The Rust name that a field or method is given. Of an inline type it is the type's.
fn own_name(entry: &Entry) -> Option<&str> {
    renamed(entry).filter(|_| !names_type(entry))
}

/// Whether `rust` would name the type that is given in place.
fn names_type(entry: &Entry) -> bool {
    matches!(entry.value.get("type").and_then(Node::text), Some("enum" | "object")) && entry.value.get("like").is_none()
}

fn keywords(what: &str, entries: &[Entry], sink: &mut Sink) {
    for entry in entries.iter().filter(|entry| own_name(entry).is_none()) {
        let help = match names_type(entry) {
            true => {
                "here `rust` names the type: give the field another name by a type that is declared elsewhere (`shapes`, `like`)".to_owned()
            }
            false => format!("give the {what} another name with `rust: name`"),
        };
        keyword(what, &entry.key, &entry.key_at, &help, sink);
    }
}

fn keyword(what: &str, name: &str, at: &At, help: &str, sink: &mut Sink) {
    let snake = snake(name);
    if !KEYWORDS.contains(&snake.as_str()) {
        return;
    }
    let written = if ["self", "super", "crate"].contains(&snake.as_str()) { format!("{snake}_") } else { format!("r#{snake}") };
    let text = format!("`{snake}` is a keyword of Rust: the {what} is called `{written}`");
    sink.push(warning(Code::Keyword, at.clone(), text, "a keyword").help(help.to_owned()));
}

/// Names of an entity and of shapes: none of Rust's own, and none twice.
fn types(found: &Found<'_>, shapes: &[Entry], sink: &mut Sink) {
    let entity = found.get("entity").and_then(|node| node.text().map(|name| (name, &node.at)));
    let rust = found.get("rust").and_then(Node::text);
    let entity = entity.map(|(name, at)| (name, at, rust));
    let shapes = shapes.iter().map(|entry| (entry.key.as_str(), &entry.key_at, renamed(entry)));
    let mut met: BTreeMap<String, (&str, &At)> = BTreeMap::new();
    for (name, at, rust) in entity.into_iter().chain(shapes) {
        let camel = rust.map_or_else(|| camel(name), str::to_owned);
        if TAKEN_TYPES.contains(&camel.as_str()) {
            let text = format!("`{camel}` is a type of Rust or of the generated code: this one is called `{camel}Shape`");
            sink.push(warning(Code::Collision, at.clone(), text, "taken").help("give it another name with `rust: Name`".to_owned()));
        }
        match met.get(&camel) {
            Some(first) => collide("type", (name, at), *first, &camel, sink),
            None => drop(met.insert(camel, (name, at))),
        }
    }
}

/// Names of an enum's values or a union's forms.
fn variants<'n>(names: impl Iterator<Item = (&'n str, &'n At, Option<&'n str>)>, has_unknown: bool, sink: &mut Sink) {
    let mut met: BTreeMap<String, (&str, &At)> = BTreeMap::new();
    for (name, at, rust) in names {
        let camel = rust.map_or_else(|| camel(name), str::to_owned);
        if camel == "Unknown" && has_unknown {
            let text = "`Unknown` is what holds values that the spec does not know: this one is called `UnknownValue`";
            sink.push(
                warning(Code::Collision, at.clone(), text.to_owned(), "taken").help("give it another name with `rust: Name`".to_owned()),
            );
        }
        match met.get(&camel) {
            Some(first) => collide("variant", (name, at), *first, &camel, sink),
            None => drop(met.insert(camel, (name, at))),
        }
    }
}

fn collide(what: &str, (name, at): (&str, &At), (first, first_at): (&str, &At), rust: &str, sink: &mut Sink) {
    let text = format!("`{name}` and `{first}` are one {what} in Rust, `{rust}`: the second gets a suffix");
    let fault = warning(Code::Collision, at.clone(), text, "again here").also(first_at.clone(), "first here");
    sink.push(fault.help(format!(
        "give one of them a name of its own with `rust: {}`",
        if what == "field" || what == "method" { "name" } else { "Name" }
    )));
}

/// `sourceType` → `source_type`, as the generator does.
fn snake(name: &str) -> String {
    words(name).join("_").to_lowercase()
}

/// `source_type` → `SourceType`, as the generator does.
fn camel(name: &str) -> String {
    let capital = |word: String| {
        let mut chars = word.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect())
    };
    words(name).into_iter().map(capital).collect()
}

/// Words of a name: parted by signs, and where a capital begins.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let chars: Vec<char> = name.chars().collect();
    for (index, c) in chars.iter().copied().enumerate() {
        let before = index.checked_sub(1).map(|index| chars[index]);
        let begins = c.is_uppercase()
            && (before.is_some_and(char::is_lowercase)
                || before.is_some_and(char::is_uppercase) && chars.get(index + 1).is_some_and(|next| next.is_lowercase()));
        let spelt = match c {
            '+' => Some("plus"),
            '*' => Some("all"),
            '#' => Some("hash"),
            _ => None,
        };
        if let Some(spelt) = spelt {
            words.extend([spelt.to_owned(), String::new()]);
        } else if !c.is_alphanumeric() {
            words.push(String::new());
        } else {
            if begins {
                words.push(String::new());
            }
            if let Some(last) = words.last_mut() {
                last.push(c);
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart_as_the_generator_does() {
        assert_eq!(
            ["sourceType", "HTMLCard", "count.posts", "a+b", "2fa"].map(snake),
            ["source_type", "html_card", "count_posts", "a_plus_b", "2fa"]
        );
        assert_eq!(["post_status", "updateLink", "HTML"].map(camel), ["PostStatus", "UpdateLink", "Html"]);
    }
}
