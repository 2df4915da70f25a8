//! `cursor`: how a list is walked that has no pages.

use super::Context;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::mapping::{Mapping, wrong};
use crate::model::{Cursor, EnvelopeKind, OptionKind, QueryOption, Returns};
use crate::node::{Data, Node};
use crate::vocabulary;

/// The cursor of an endpoint, which must answer a page and take a filter.
pub(super) fn read(context: &mut Context<'_>, node: &Node, returns: Option<&Returns>, query: &[QueryOption]) -> Option<Cursor> {
    let mapping = Mapping::of(node, &vocabulary::CURSOR, context.sink)?;
    if returns.is_some_and(|returns| returns.envelope.kind != EnvelopeKind::Page || returns.meta.is_some()) {
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
    for node in ["moment", "id", "id_filter", "kind"].iter().filter_map(|key| mapping.get(key)) {
        if node.text().is_some_and(|path| path.split('.').any(|part| part.trim().is_empty())) {
            context.sink.push(wrong(node, "a path is keys with dots between them"));
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
