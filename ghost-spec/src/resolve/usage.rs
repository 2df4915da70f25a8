//! How each shape is used: which of its forms are worth generating.

use super::Context;
use crate::code::Code;
use crate::diagnostic::Diagnostic;
use crate::model::{Api, Content, Field, OptionKind, Segment, Sends, ShapeBody, ShapeId, Shown, Tagged, Type, Variant, Writable};

/// Sets the flags of all shapes.
pub(crate) fn mark(api: &mut Api) {
    let mut marks =
        Marks { read: Vec::new(), written: Vec::new(), added: Vec::new(), edited: Vec::new(), partial: Vec::new(), ids: Vec::new() };
    for endpoint in api.resources.iter().flat_map(|resource| &resource.endpoints) {
        endpoint.returns.ty.iter().for_each(|ty| shapes(ty, &mut marks.read));
        marks.read.extend(endpoint.returns.meta);
        for option in &endpoint.query {
            match option.kind {
                OptionKind::Fields(id) => marks.partial.push(id),
                OptionKind::Id(id) => marks.ids.push(id),
                _ => {}
            }
        }
        for segment in &endpoint.path {
            if let Segment::Parameter { ty, .. } = segment {
                ids(ty, &mut marks.ids);
            }
        }
        match &endpoint.sends {
            Some(Sends::Body { content: Content::New(id), .. }) => marks.added.push(*id),
            Some(Sends::Body { content: Content::Patch(id), .. }) => marks.edited.push(*id),
            Some(Sends::Body { content: Content::Type(ty), .. }) => shapes(ty, &mut marks.written),
            Some(Sends::Upload(upload)) => upload.fields.iter().for_each(|field| shapes(written(field), &mut marks.written)),
            None => {}
        }
    }
    marks.close(api);
}

/// Unions are never read: an answer does not tell which form it is.
pub(crate) fn check(context: &mut Context<'_>) {
    for (name, (id, at)) in &context.names {
        let shape = &context.api.shapes[id.0];
        if shape.is_read && matches!(shape.body, ShapeBody::Variants(_)) {
            let fault = Diagnostic::error(Code::WrittenOnly, at.clone(), format!("`{name}` can only be written, and an answer holds it"));
            let help =
                "a field that is read one way and written another says the second with `input`; one that is only written is `shown: never`";
            context.sink.push(fault.label("has `variants`").help(help.to_owned()));
        }
    }
}

struct Marks {
    read: Vec<ShapeId>,
    written: Vec<ShapeId>,
    added: Vec<ShapeId>,
    edited: Vec<ShapeId>,
    partial: Vec<ShapeId>,
    ids: Vec<ShapeId>,
}

impl Marks {
    fn close(mut self, api: &mut Api) {
        while let Some(id) = self.read.pop() {
            if std::mem::replace(&mut api.shapes[id.0].is_read, true) {
                continue;
            }
            fields(api, id)
                .iter()
                .filter(|field| field.shown != Shown::Never && !field.spread)
                .for_each(|field| shapes(&field.ty, &mut self.read));
            if let ShapeBody::Tagged(tagged) = &api.shapes[id.0].body {
                form_types(&tagged.variants).for_each(|ty| shapes(ty, &mut self.read));
            }
        }
        for id in self.partial {
            // Without an answer that holds it there is nothing to be partial.
            api.shapes[id.0].is_partial = api.shapes[id.0].is_read;
        }
        for id in self.added {
            api.shapes[id.0].is_added = true;
            fields(api, id).iter().filter(|field| field.add != Writable::No).for_each(|field| shapes(written(field), &mut self.written));
        }
        for id in self.edited {
            api.shapes[id.0].is_edited = true;
            fields(api, id).iter().filter(|field| field.edit != Writable::No).for_each(|field| shapes(written(field), &mut self.written));
        }
        while let Some(id) = self.written.pop() {
            if std::mem::replace(&mut api.shapes[id.0].is_written, true) {
                continue;
            }
            match &api.shapes[id.0].body {
                ShapeBody::Fields(fields) => fields.iter().for_each(|field| shapes(written(field), &mut self.written)),
                ShapeBody::Variants(variants) | ShapeBody::Tagged(Tagged { variants, .. }) => {
                    form_types(variants).for_each(|ty| shapes(ty, &mut self.written));
                }
            }
        }
        for shape in &api.shapes {
            match &shape.body {
                ShapeBody::Fields(fields) => {
                    fields.iter().flat_map(|field| [Some(&field.ty), field.input.as_ref()]).flatten().for_each(|ty| ids(ty, &mut self.ids))
                }
                ShapeBody::Variants(variants) | ShapeBody::Tagged(Tagged { variants, .. }) => {
                    form_types(variants).for_each(|ty| ids(ty, &mut self.ids));
                }
            }
        }
        for filterable in api.shapes.iter().flat_map(|shape| &shape.filters) {
            ids(&filterable.ty, &mut self.ids);
        }
        for id in self.ids {
            api.shapes[id.0].has_id = true;
        }
    }
}

fn fields(api: &Api, id: ShapeId) -> &[Field] {
    match &api.shapes[id.0].body {
        ShapeBody::Fields(fields) => fields,
        ShapeBody::Variants(_) | ShapeBody::Tagged(_) => &[],
    }
}

fn form_types(variants: &[Variant]) -> impl Iterator<Item = &Type> {
    variants.iter().filter_map(|variant| variant.ty.as_ref())
}

fn written(field: &Field) -> &Type {
    field.input.as_ref().unwrap_or(&field.ty)
}

fn shapes(ty: &Type, found: &mut Vec<ShapeId>) {
    match ty {
        Type::Shape(id) => found.push(*id),
        Type::List(of) | Type::Map(of) => shapes(of, found),
        _ => {}
    }
}

fn ids(ty: &Type, found: &mut Vec<ShapeId>) {
    match ty {
        Type::Id(id) => found.push(*id),
        Type::List(of) | Type::Map(of) => ids(of, found),
        _ => {}
    }
}
