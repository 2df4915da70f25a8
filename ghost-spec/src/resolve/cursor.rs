//! `cursor`: how a list is walked that has no pages.

use super::Context;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::mapping::{Mapping, wrong};
use crate::model::{Api, Cursor, EnvelopeKind, Field, OptionKind, QueryOption, Returns, ShapeBody, Shown, Tagged, Type, Variant};
use crate::node::{Data, Node};
use crate::suggest;
use crate::vocabulary;

/// The cursor of an endpoint, which must answer a page and take a filter.
pub(super) fn read(context: &mut Context<'_>, node: &Node, returns: Option<&Returns>, query: &[QueryOption]) -> Option<Cursor> {
    let mapping = Mapping::of(node, &vocabulary::CURSOR, context.sink)?;
    let is_page = returns.is_some_and(|returns| returns.envelope.kind == EnvelopeKind::Page && returns.meta.is_none());
    let item = returns.and_then(|returns| returns.ty.as_ref()).filter(|_| is_page);
    if returns.is_some() && !is_page {
        let fault = Diagnostic::error(Code::EnvelopeContent, node.at.clone(), "only a page of a list can have a cursor");
        context.sink.push(fault.label("not for this envelope"));
    }
    if !query.iter().any(|option| option.name == "filter" && option.kind == OptionKind::Filter && !option.required) {
        let fault =
            Diagnostic::error(Code::UnknownOption, node.at.clone(), "a cursor is a condition of the option `filter`, which is missing");
        context.sink.push(fault.label("needs an optional `filter`"));
    }
    let (moment, id) = (mapping.need_text("moment", context.sink), mapping.need_text("id", context.sink));
    let kind = mapping.text("kind", context.sink);
    for key in ["moment", "id", "id_filter", "kind"] {
        let Some((node, path)) = mapping.get(key).and_then(|node| Some((node, node.text()?))) else { continue };
        if path.split('.').any(|part| part.trim().is_empty()) {
            context.sink.push(wrong(node, "a path is keys with dots between them"));
        } else if let Some(item) = item.filter(|_| key != "id_filter") {
            context.sink.extend(misled(&context.api, item, (key, path), node, context.sink.len()));
        }
    }
    let called = mapping.get("called").map_or_else(Vec::new, |node| called(context, node, kind.is_some()));
    Some(Cursor { id_filter: mapping.text("id_filter", context.sink).unwrap_or_else(|| id.clone()), moment, id, kind, called })
}

/// `{ item's word: filter's word }`.
fn called(context: &mut Context<'_>, node: &Node, has_kind: bool) -> Vec<(String, String)> {
    let Data::Map(entries) = &node.data else {
        context.sink.push(wrong(node, "`called` is a mapping from what items say to what a filter says"));
        return Vec::new();
    };
    if !has_kind {
        context.sink.push(wrong(node, "`called` renames kinds, and there is no `kind`"));
    }
    let pairs = entries.iter().map(|entry| (entry.key.clone(), entry.value.text().map(str::to_owned)));
    pairs.filter_map(|(item, filter)| Some((item, filter?))).collect()
}

/// The fault of a path that leads to nothing that the cursor can go by.
fn misled(api: &Api, item: &Type, (key, path): (&str, &str), node: &Node, told: usize) -> Option<Diagnostic> {
    let fault = |text: String| Diagnostic::error(Code::CursorPath, node.at.clone(), text);
    let mut reached = vec![item];
    for part in path.split('.') {
        let next: Vec<&Type> = reached.iter().flat_map(|ty| below(api, ty, part)).collect();
        if next.is_empty() && !reached.is_empty() {
            let known: Vec<&str> = reached.iter().flat_map(|ty| keys(api, ty)).collect();
            let text =
                if part == path { format!("an item has no `{path}`") } else { format!("an item has no `{path}`: there is no `{part}`") };
            return Some(fault(text).label("leads nowhere").help(suggest::help(part, known, told)));
        }
        reached = next;
    }
    let is_fit = |ty: &&Type| match ty {
        Type::Json => true,
        Type::Timestamp => key == "moment",
        Type::String | Type::Integer | Type::Id(_) | Type::Enum(_) => key != "moment",
        _ => false,
    };
    if reached.iter().any(is_fit) {
        return None;
    }
    let wanted = if key == "moment" { "a `timestamp`" } else { "a text, a number, an id or an enum" };
    Some(fault(format!("`{path}` cannot be the {key} of a cursor")).label(format!("not {wanted}")))
}

/// What stands below a key of a value; several things if the value has several forms, none if an answer never holds it.
fn below<'a>(api: &'a Api, ty: &'a Type, key: &str) -> Vec<&'a Type> {
    match ty {
        Type::Json => vec![ty],
        Type::Map(of) => vec![of],
        Type::Shape(id) => match &api.shapes[id.0].body {
            ShapeBody::Fields(fields) => shown(fields).filter(|field| field.name == key).map(|field| &field.ty).collect(),
            ShapeBody::Tagged(tagged) if tagged.tag == key => vec![&Type::String],
            ShapeBody::Tagged(Tagged { content: Some(content), variants, .. }) if content == key => forms(variants).collect(),
            ShapeBody::Tagged(Tagged { content: None, variants, .. }) => forms(variants).flat_map(|ty| below(api, ty, key)).collect(),
            ShapeBody::Tagged(_) | ShapeBody::Variants(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The keys of a value, for whoever misspelt one.
fn keys<'a>(api: &'a Api, ty: &'a Type) -> Vec<&'a str> {
    let Type::Shape(id) = ty else { return Vec::new() };
    match &api.shapes[id.0].body {
        ShapeBody::Fields(fields) => shown(fields).map(|field| field.name.as_str()).collect(),
        ShapeBody::Tagged(Tagged { tag, content: Some(content), .. }) => vec![tag, content],
        ShapeBody::Tagged(Tagged { tag, content: None, variants }) => {
            std::iter::once(tag.as_str()).chain(forms(variants).flat_map(|ty| keys(api, ty))).collect()
        }
        ShapeBody::Variants(_) => Vec::new(),
    }
}

fn shown(fields: &[Field]) -> impl Iterator<Item = &Field> {
    fields.iter().filter(|field| field.shown != Shown::Never)
}

fn forms(variants: &[Variant]) -> impl Iterator<Item = &Type> {
    variants.iter().filter_map(|variant| variant.ty.as_ref())
}
