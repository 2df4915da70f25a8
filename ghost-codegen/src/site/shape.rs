//! Shapes: what their fields are, and the forms of unions.

use ghost_spec::model::{Enum, EnumId, Field, Shape, ShapeBody, ShapeId, Shown, Tagged, Type, Variant, Versions, Writable};

use super::Site;
use super::html::{escape, sentence, table};
use crate::emit::docs;

/// A section for a shape, folded.
pub(super) fn section(site: &Site<'_>, id: ShapeId) -> String {
    let shape = &site.api.shapes[id.0];
    let content = match &shape.body {
        ShapeBody::Fields(fields) => of_fields(site, shape, fields),
        ShapeBody::Variants(variants) => forms(site, variants),
        ShapeBody::Tagged(tagged) => tags(site, tagged),
    };
    format!(
        "<details class=\"shape\" id=\"shape-{name}\"><summary><code>{name}</code> <span>{doc}</span></summary>\n{content}</details>\n",
        name = escape(&shape.name),
        doc = sentence(&shape.doc),
    )
}

fn of_fields(site: &Site<'_>, shape: &Shape, fields: &[Field]) -> String {
    let sent = shape.is_added || shape.is_edited;
    let rows: Vec<Vec<String>> = fields
        .iter()
        .map(|field| {
            let mut ty = ty(site, &field.ty);
            if field.nullable {
                ty.push_str(" or <code>null</code>");
            }
            if let Some(input) = &field.input {
                ty.push_str(&format!("; written as {}", self::ty(site, input)));
            }
            let mut row = vec![format!("<code>{}</code>", escape(&field.name)), ty, shown(field)];
            if sent {
                row.extend([written(field.add), written(field.edit)]);
            }
            row.push(about(field));
            row
        })
        .collect();
    let head: &[&str] =
        if sent { &["Field", "Type", "There", "Add", "Edit", "What it is"] } else { &["Field", "Type", "There", "What it is"] };
    table("fields", head, &rows)
}

/// What is said of a field.
pub(super) fn about(field: &Field) -> String {
    let mut parts = vec![field.doc.as_deref().map(sentence).unwrap_or_default()];
    parts.extend(range(field.min, field.max));
    parts.extend(field.default.as_ref().map(|default| format!("<code>{}</code> unless given.", escape(default))));
    parts.extend(field.sets.as_ref().map(|(option, value)| format!("Written with <code>{}={}</code>.", escape(option), escape(value))));
    parts.extend(field.spread.then(|| "Its entries stand in the object itself.".to_owned()));
    parts.extend(field.rest.then(|| "Holds all keys that are not named.".to_owned()));
    parts.extend(field.encoded.then(|| "Travels as JSON in a string.".to_owned()));
    parts.extend(field.secret.then(|| "Secret.".to_owned()));
    parts.extend(versions(&field.versions));
    parts.extend(field.trap.as_deref().map(|trap| format!("<strong class=\"bite\">Trap:</strong> {}", sentence(trap))));
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

pub(super) fn range(min: Option<i64>, max: Option<i64>) -> Option<String> {
    match (min, max) {
        (None, None) => None,
        (Some(min), None) => Some(format!("At least {min}.")),
        (None, Some(max)) => Some(format!("At most {max}.")),
        (Some(min), Some(max)) => Some(format!("{min} to {max}.")),
    }
}

pub(super) fn versions(versions: &Versions) -> Option<String> {
    docs::versions(versions).map(|text| format!("<em>{}</em>", escape(&text)))
}

fn shown(field: &Field) -> String {
    match &field.shown {
        Shown::Always => "always".to_owned(),
        Shown::Sometimes => "sometimes".to_owned(),
        Shown::Never => "never".to_owned(),
        Shown::Asked { option, value } => format!("with <code>{}={}</code>", escape(option), escape(value)),
    }
}

fn written(how: Writable) -> String {
    match how {
        Writable::No => String::new(),
        Writable::Optional => "may".to_owned(),
        Writable::Required => "<strong>must</strong>".to_owned(),
    }
}

fn forms(site: &Site<'_>, variants: &[Variant]) -> String {
    let rows: Vec<Vec<String>> = variants
        .iter()
        .map(|form| {
            let mut parts: Vec<String> =
                form.with.iter().map(|(key, value)| format!("<code>{}: {}</code>", escape(key), escape(value))).collect();
            if let Some(of) = &form.ty {
                let around = match (&form.prefix, &form.suffix) {
                    (None, None) => String::new(),
                    (before, after) => format!(
                        " between <code>{}</code> and <code>{}</code>",
                        escape(before.as_deref().unwrap_or_default()),
                        escape(after.as_deref().unwrap_or_default())
                    ),
                };
                let of = ty(site, of);
                parts.push(if form.bare { of } else { format!("<code>{}</code>: {of}{around}", escape(&form.key)) });
            }
            let mut about = form.doc.as_deref().map(sentence).unwrap_or_default();
            if let Some((option, value)) = &form.sets {
                about.push_str(&format!(" Goes with <code>{}={}</code>.", escape(option), escape(value)));
            }
            vec![format!("<code>{}</code>", escape(&form.name)), parts.join(", "), about]
        })
        .collect();
    format!("<p>Written as one of these forms:</p>\n{}", table("fields", &["Form", "Travels as", "What it means"], &rows))
}

fn tags(site: &Site<'_>, tagged: &Tagged) -> String {
    let place = match &tagged.content {
        Some(content) => format!("its content stands under <code>{}</code>", escape(content)),
        None => "its fields stand beside it".to_owned(),
    };
    let rows: Vec<Vec<String>> = tagged
        .variants
        .iter()
        .map(|form| {
            let of = form.ty.as_ref().map_or_else(|| "nothing".to_owned(), |of| ty(site, of));
            vec![format!("<code>{}</code>", escape(&form.key)), of, form.doc.as_deref().map(sentence).unwrap_or_default()]
        })
        .collect();
    let tag = escape(&tagged.tag);
    format!(
        "<p><code>{tag}</code> tells the form; {place}. Other forms may come.</p>\n{}",
        table("fields", &["Tag", "Content", "What it means"], &rows)
    )
}

/// A type in the language's words; shapes lead to their section.
pub(super) fn ty(site: &Site<'_>, of: &Type) -> String {
    match of {
        Type::Boolean => "boolean".to_owned(),
        Type::Integer => "integer".to_owned(),
        Type::Number => "number".to_owned(),
        Type::String => "string".to_owned(),
        Type::JsonString => "JSON in a string".to_owned(),
        Type::Timestamp => "timestamp".to_owned(),
        Type::Date => "date".to_owned(),
        Type::Json => "any JSON".to_owned(),
        Type::Rust(path) => format!("<code>{}</code>", escape(path)),
        Type::Id(id) => format!("id of {}", escape(&crate::names::one_of(&site.api.shapes[id.0].name))),
        Type::Enum(id) => values(&site.api.enums[id.0]),
        Type::Shape(id) => {
            let name = escape(&site.api.shapes[id.0].name);
            format!("<a href=\"#shape-{name}\">{name}</a>")
        }
        Type::List(of) => format!("list of {}", ty(site, of)),
        Type::Map(of) => format!("map of {}", ty(site, of)),
    }
}

/// Values of an enum; what is known of each is shown on hover.
fn values(described: &Enum) -> String {
    let items = described.values.iter().map(|value| {
        let mut notes: Vec<String> = value.doc.as_deref().map(docs::finished).into_iter().collect();
        notes.extend(docs::versions(&value.versions));
        let title = if notes.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(&notes.join(" "))) };
        format!("<code class=\"value\"{title}>{}</code>", escape(&value.value))
    });
    items.collect::<Vec<_>>().join(" ")
}

pub(super) fn choices(site: &Site<'_>, id: EnumId) -> String {
    values(&site.api.enums[id.0])
}
