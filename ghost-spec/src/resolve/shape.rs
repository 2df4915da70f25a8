//! Shapes and their fields.

use super::{Context, asked, filter, names, types, version};
use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::{Mapping, text, wrong};
use crate::model::{Field, Shape, ShapeBody, ShapeId, Shown, Tagged, Type, Variant, Writable};
use crate::node::{Data, Entry, Node};
use crate::vocabulary::{self, Kind};

/// Where an inline type belongs.
#[derive(Clone, Copy)]
pub(crate) struct Home {
    /// Resource, `None` in `api.yaml`.
    pub(crate) resource: Option<usize>,
    /// Entity whose id `type: id` means.
    pub(crate) entity: Option<ShapeId>,
    /// Shape that an inline one comes after.
    pub(crate) parent: Option<ShapeId>,
    /// Named shape that all of it is part of.
    pub(crate) root: Option<ShapeId>,
}

/// A shape without content, to be filled in.
pub(crate) fn empty(name: &str, doc: String, rust: Option<String>, resource: Option<usize>, entity: bool) -> Shape {
    Shape {
        name: name.to_owned(),
        rust,
        doc,
        resource,
        entity,
        body: ShapeBody::Fields(Vec::new()),
        is_read: false,
        is_written: false,
        is_added: false,
        is_edited: false,
        is_partial: false,
        has_id: false,
        filters: Vec::new(),
    }
}

/// Adds an inline object and fills it in.
pub(crate) fn object(context: &mut Context<'_>, home: Home, name: &str, (rust, doc): (Option<String>, String), node: &Node) -> ShapeId {
    let unique = unique(context, name);
    context.api.shapes.push(empty(&unique, doc, rust, home.resource, false));
    let id = ShapeId(context.api.shapes.len() - 1);
    context.children.entry(home.parent).or_default().push(id);
    let fields = fields(context, Home { parent: Some(id), ..home }, node, &unique);
    context.api.shapes[id.0].body = ShapeBody::Fields(fields);
    id
}

/// Whether a shape has this name.
pub(crate) fn is_taken(context: &Context<'_>, name: &str) -> bool {
    context.names.contains_key(name) || context.inline.contains_key(name)
}

/// `name`, or one made of it that no shape has. Counted by name: a hostile spec has as many of one as lines.
fn unique(context: &mut Context<'_>, name: &str) -> String {
    let mut unique = name.to_owned();
    while is_taken(context, &unique) {
        let met = context.inline.entry(name.to_owned()).or_default();
        *met += 1;
        unique = if *met == 1 { format!("{name}_inline") } else { format!("{name}_inline_{met}") };
    }
    context.inline.entry(unique.clone()).or_default();
    unique
}

/// The content of a named shape.
pub(crate) fn fill(context: &mut Context<'_>, home: Home, id: ShapeId, mapping: &Mapping<'_>) {
    let name = context.api.shapes[id.0].name.clone();
    let home = Home { parent: Some(id), root: Some(id), ..home };
    let body = match (mapping.get("fields"), mapping.get("variants")) {
        (Some(node), None) => ShapeBody::Fields(fields(context, home, node, &name)),
        (None, Some(node)) if mapping.get("tag").is_some() => ShapeBody::Tagged(tagged(context, home, mapping, node, &name)),
        (None, Some(node)) => ShapeBody::Variants(variants(context, home, node, &name)),
        (Some(_), Some(node)) => {
            context.sink.push(wrong(node, "a shape has `fields` or `variants`, not both"));
            return;
        }
        (None, None) => {
            mapping.need("fields", context.sink);
            return;
        }
    };
    if let Some(node) = mapping.get("tag").or(mapping.get("content")).filter(|_| !matches!(body, ShapeBody::Tagged(_))) {
        context.sink.push(wrong(node, "`tag` and `content` are for shapes with `variants`, and go together"));
    }
    context.api.shapes[id.0].body = body;
    filter::fill(context, home, id, mapping);
}

/// The fields of a mapping of fields.
pub(crate) fn fields(context: &mut Context<'_>, home: Home, node: &Node, shape: &str) -> Vec<Field> {
    let Some(mapping) = Mapping::open(node, "`fields`", context.sink) else { return Vec::new() };
    let mut found: Vec<Field> = Vec::new();
    for entry in mapping.entries() {
        let Some(field) = field(context, home, (&entry.key, &entry.key_at), &entry.value, shape) else { continue };
        if field.rest && found.iter().any(|other| other.rest) {
            let fault = Diagnostic::error(Code::DuplicateName, entry.key_at.clone(), "two fields hold the keys without a name");
            context.sink.push(fault.label("one is enough"));
        }
        found.push(field);
    }
    check_needs(context, &mapping, &found);
    found
}

/// What a field needs is a field beside it.
fn check_needs(context: &mut Context<'_>, mapping: &Mapping<'_>, fields: &[Field]) {
    for entry in mapping.entries() {
        let Data::Map(keys) = &entry.value.data else { continue };
        let Some(Data::List(needs)) = keys.iter().find(|key| key.key == "needs").map(|key| &key.value.data) else { continue };
        for node in needs {
            let Some(name) = node.text() else { continue };
            let known = fields.iter().map(|field| field.name.as_str());
            names::index(name, &node.at, known, (Code::UnknownField, "field"), context.sink);
        }
    }
}

fn field(context: &mut Context<'_>, home: Home, (name, at): (&str, &At), node: &Node, shape: &str) -> Option<Field> {
    let mapping = Mapping::of(node, &vocabulary::FIELD, context.sink)?;
    names::check_wire(name, at, mapping.get("rust").is_some() && !names_type(&mapping), context.sink);
    let base = format!("{shape}_{}", snake(name));
    let ty = types::of_mapping(context, home, &mapping, &base);
    let input = mapping.get("input").and_then(|node| types::of_node(context, home, node, &format!("{base}_input")));
    let (add, edit) = write(context, &mapping);
    let field = Field {
        name: name.to_owned(),
        // For inline objects and enums the name is that of their type.
        rust: if names_type(&mapping) { None } else { types::rust_name(context, &mapping) },
        // The model of a spec with faults is not used; going on finds more of them.
        ty: ty.unwrap_or(Type::Json),
        input,
        nullable: mapping.flag("nullable", context.sink),
        clearable: mapping.flag("nullable", context.sink)
            && (mapping.get("clearable").is_none() || mapping.flag("clearable", context.sink)),
        shown: shown(context, &mapping),
        add,
        edit,
        sets: sets(context, &mapping),
        spread: mapping.flag("spread", context.sink),
        rest: mapping.flag("rest", context.sink),
        encoded: encoded(context, &mapping),
        secret: mapping.flag("secret", context.sink),
        needs: mapping.words("needs", context.sink),
        whole: mapping.flag("whole", context.sink),
        min: mapping.number("min", context.sink),
        max: mapping.number("max", context.sink),
        default: mapping.text("default", context.sink),
        format: mapping.text("format", context.sink),
        doc: mapping.text("doc", context.sink),
        trap: mapping.text("trap", context.sink),
        versions: version::bounds(&mapping, &context.api.versions, context.sink),
    };
    check_range(context, &mapping, field.min, field.max);
    check_default(context, &mapping, &field);
    check_special(context, &mapping, &field);
    asked::note(context, home, (&field, at), mapping.get("shown").map(|node| &node.at), mapping.get("sets").map(|node| &node.at));
    Some(field)
}

/// Whether `rust` names an inline type and not the field.
pub(crate) fn names_type(mapping: &Mapping<'_>) -> bool {
    matches!(mapping.get("type").and_then(Node::text), Some("enum" | "object")) && mapping.get("like").is_none()
}

/// The default of an enum is one of its values.
fn check_default(context: &mut Context<'_>, mapping: &Mapping<'_>, field: &Field) {
    let (Type::Enum(id), Some(default), Some(node)) = (&field.ty, &field.default, mapping.get("default")) else { return };
    let known = context.api.enums[id.0].values.iter().map(|value| value.value.as_str());
    if default != "null" {
        names::index(default, &node.at, known, (Code::UnknownValue, "value"), context.sink);
    }
}

/// Field names in base names of inline types.
pub(crate) fn snake(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect()
}

/// `min` above `max` is a slip.
pub(crate) fn check_range(context: &mut Context<'_>, mapping: &Mapping<'_>, min: Option<i64>, max: Option<i64>) {
    if let (Some(min), Some(max), Some(node)) = (min, max, mapping.get("min"))
        && min > max
    {
        context.sink.push(
            Diagnostic::error(Code::BadRange, node.at.clone(), format!("the least, {min}, is above the most, {max}")).label("too great"),
        );
    }
}

fn write(context: &mut Context<'_>, mapping: &Mapping<'_>) -> (Writable, Writable) {
    let (mut add, mut edit) = (Writable::No, Writable::No);
    for (word, at) in mapping.texts("write", context.sink) {
        let (name, how) = match word.strip_suffix('!') {
            Some(name) => (name, Writable::Required),
            None => (word.as_str(), Writable::Optional),
        };
        match name {
            "add" => add = how,
            "edit" => edit = how,
            _ => {
                names::index(name, &at, ["add", "edit"].into_iter(), (Code::UnknownValue, "way to write"), context.sink);
            }
        }
    }
    (add, edit)
}

fn shown(context: &mut Context<'_>, mapping: &Mapping<'_>) -> Shown {
    let Some(node) = mapping.get("shown") else { return Shown::Always };
    match &node.data {
        Data::Scalar { text, .. } => match text.as_str() {
            "always" => Shown::Always,
            "sometimes" => Shown::Sometimes,
            "never" => Shown::Never,
            other => {
                let known = ["always", "sometimes", "never"].into_iter();
                names::index(other, &node.at, known, (Code::UnknownValue, "way to be shown"), context.sink);
                Shown::Sometimes
            }
        },
        Data::Map(entries) => match &entries[..] {
            [entry] if entry.value.text().is_some() => {
                Shown::Asked { option: entry.key.clone(), value: entry.value.text().unwrap_or_default().to_owned() }
            }
            _ => {
                context.sink.push(wrong(node, "`shown` is `sometimes`, `never` or one `{ option: value }`"));
                Shown::Sometimes
            }
        },
        Data::List(_) => {
            context.sink.push(wrong(node, "`shown` is `sometimes`, `never` or one `{ option: value }`"));
            Shown::Sometimes
        }
    }
}

fn sets(context: &mut Context<'_>, mapping: &Mapping<'_>) -> Option<(String, String)> {
    let node = mapping.get("sets")?;
    if let Data::Map(entries) = &node.data
        && let [entry] = &entries[..]
        && let Some(value) = entry.value.text()
    {
        return Some((entry.key.clone(), value.to_owned()));
    }
    context.sink.push(wrong(node, "`sets` is one `{ option: value }`"));
    None
}

/// `encoded: json`.
fn encoded(context: &mut Context<'_>, mapping: &Mapping<'_>) -> bool {
    let Some(node) = mapping.get("encoded") else { return false };
    names::look_up(node, ["json"].into_iter(), (Code::UnknownValue, "encoding"), context.sink).is_some()
}

/// What is spread or takes the rest must have keys of its own.
fn check_special(context: &mut Context<'_>, mapping: &Mapping<'_>, field: &Field) {
    let written = field.input.as_ref().unwrap_or(&field.ty);
    if let Some(node) = mapping.get("spread").filter(|_| field.spread && !matches!(written, Type::Shape(_))) {
        context.sink.push(wrong(node, "only a shape can be spread: its type must be one"));
    }
    if let Some(node) = mapping.get("rest").filter(|_| field.rest && !matches!(field.ty, Type::Map(_))) {
        context.sink.push(wrong(node, "the keys without a name are held by a map: its type must be `map`"));
    }
    if let Some(node) = mapping.get("secret").filter(|_| field.secret && *written != Type::String) {
        context.sink.push(wrong(node, "only text is kept secret: its type must be `string`"));
    }
}

fn variants(context: &mut Context<'_>, home: Home, node: &Node, shape: &str) -> Vec<Variant> {
    forms(context, home, (node, &vocabulary::VARIANT), shape)
}

fn tagged(context: &mut Context<'_>, home: Home, mapping: &Mapping<'_>, node: &Node, shape: &str) -> Tagged {
    let (tag, content) = (mapping.need_text("tag", context.sink), mapping.text("content", context.sink));
    let variants = forms(context, home, (node, &vocabulary::FORM), shape);
    if content.is_none() {
        for entry in Mapping::open(node, "`variants`", context.sink).map_or(&[][..], |found| found.entries()) {
            let flat = variants.iter().find(|form| form.name == entry.key).and_then(|form| form.ty.as_ref());
            if flat.is_some_and(|ty| !matches!(ty, Type::Shape(_))) {
                context.sink.push(wrong(&entry.value, "without `content` the fields stand beside the tag, so the type is a shape"));
            }
        }
    }
    Tagged { tag, content, variants }
}

fn forms(context: &mut Context<'_>, home: Home, (node, kind): (&Node, &'static Kind), shape: &str) -> Vec<Variant> {
    let Some(mapping) = Mapping::open(node, "`variants`", context.sink) else { return Vec::new() };
    if mapping.entries().is_empty() {
        context.sink.push(Diagnostic::error(Code::EmptyEnum, node.at.clone(), "no variants").label("empty"));
    }
    mapping.entries().iter().filter_map(|entry| form(context, home, entry, kind, shape)).collect()
}

fn form(context: &mut Context<'_>, home: Home, entry: &Entry, kind: &'static Kind, shape: &str) -> Option<Variant> {
    names::check_wire(&entry.key, &entry.key_at, false, context.sink);
    let mapping = Mapping::of(&entry.value, kind, context.sink)?;
    let typed = mapping.get("type").is_some() || mapping.get("like").is_some();
    let ty = if typed { Some(types::of_mapping(context, home, &mapping, &format!("{shape}_{}", snake(&entry.key)))?) } else { None };
    let with = with(context, &mapping);
    if ty.is_none() && with.is_empty() && !std::ptr::eq(kind, &vocabulary::FORM) {
        mapping.need("type", context.sink);
    }
    if let Some(node) = mapping.get("prefix").or(mapping.get("suffix")).filter(|_| ty != Some(Type::String)) {
        context.sink.push(wrong(node, "`prefix` and `suffix` are for variants of type `string`"));
    }
    Some(Variant {
        name: entry.key.clone(),
        doc: mapping.text("doc", context.sink),
        bare: mapping.flag("bare", context.sink),
        key: mapping.text("key", context.sink).unwrap_or_else(|| entry.key.clone()),
        with,
        prefix: mapping.text("prefix", context.sink),
        suffix: mapping.text("suffix", context.sink),
        sets: sets(context, &mapping),
        ty,
    })
}

/// `with: { action: addTag }`: entries written beside the value.
fn with(context: &mut Context<'_>, mapping: &Mapping<'_>) -> Vec<(String, String)> {
    let Some(found) = mapping.get("with").and_then(|node| Mapping::open(node, "`with`", context.sink)) else { return Vec::new() };
    let pair =
        |entry: &Entry, sink: &mut Vec<Diagnostic>| text(&entry.value, "with", sink).map(|value| (entry.key.clone(), value.to_owned()));
    found.entries().iter().filter_map(|entry| pair(entry, context.sink)).collect()
}
