//! Rust that calls an endpoint, with just what it needs. It compiles: a test asks the compiler.

use std::collections::{BTreeMap, BTreeSet};

use ghost_spec::model::{
    Content, Endpoint, EnumId, EnvelopeKind, Field, OptionKind, QueryOption, Segment, Sends, ShapeBody, ShapeId, Type, Upload, Variant,
    Writable,
};

use super::Site;
use super::example::{self, ID, best, chosen, filter, text};
use crate::emit::endpoint::optional;
use crate::emit::shape::{fields, is_plain, readable};
use crate::names::value_name;
use crate::plan::{EndpointNames, Module, field_names};

/// How deep values within values go before the snippet gives up: then there is none.
const DEPTH: usize = 9;

/// The snippet of an endpoint.
pub(super) fn of(site: &Site<'_>, module: &Module<'_>, (endpoint, names): (&Endpoint, &EndpointNames)) -> Option<String> {
    let mut snippet = Snippet { site, imports: BTreeSet::new() };
    let call = snippet.call(module, endpoint, names)?;
    let bound = binding(site, endpoint).map(|name| format!("let {name} = ")).unwrap_or_default();
    let body = format!("{bound}{call}.await?;");
    let (imports, body) = (grouped(&snippet.imports), formatted(&body)?);
    Some(if imports.is_empty() { body } else { format!("{imports}\n{body}") })
}

/// A line a module.
fn grouped(imports: &BTreeSet<String>) -> String {
    let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (module, name) in imports.iter().filter_map(|path| path.rsplit_once("::")) {
        modules.entry(module).or_default().push(name);
    }
    let line = |(module, names): (&str, Vec<&str>)| match names[..] {
        [name] => format!("use {module}::{name};\n"),
        _ => format!("use {module}::{{{}}};\n", names.join(", ")),
    };
    modules.into_iter().map(line).collect()
}

/// Statements as rustfmt would lay them out.
fn formatted(body: &str) -> Option<String> {
    let file = syn::parse_file(&format!("fn main() {{ {body} }}")).ok()?;
    let text = prettyplease::unparse(&file);
    let lines: Vec<&str> = text.lines().collect();
    let inner = lines.get(1..lines.len().saturating_sub(1))?;
    Some(inner.iter().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect::<Vec<_>>().join("\n") + "\n")
}

/// What an answer is called, if there is any.
fn binding(site: &Site<'_>, endpoint: &Endpoint) -> Option<String> {
    let returns = &endpoint.returns;
    let of = |ty: &Type| match ty {
        Type::Shape(id) => value_name(&site.api.shapes[id.0].name),
        _ => "value".to_owned(),
    };
    let name = match (returns.envelope.kind, &returns.ty) {
        (EnvelopeKind::Empty, _) if endpoint.deferred.is_none() => return None,
        (EnvelopeKind::File, _) => "download".to_owned(),
        (EnvelopeKind::Text, _) => "text".to_owned(),
        (EnvelopeKind::Page, _) => "page".to_owned(),
        (EnvelopeKind::List, Some(ty)) => format!("{}s", of(ty)),
        (_, Some(ty)) => of(ty),
        _ => "answer".to_owned(),
    };
    Some(crate::names::ident(&name).to_string())
}

struct Snippet<'s> {
    site: &'s Site<'s>,
    imports: BTreeSet<String>,
}

impl Snippet<'_> {
    fn call(&mut self, module: &Module<'_>, endpoint: &Endpoint, names: &EndpointNames) -> Option<String> {
        let mut arguments: Vec<String> = Vec::new();
        for segment in &endpoint.path {
            if let Segment::Parameter { name, ty, .. } = segment {
                arguments.push(self.parameter(name, ty)?);
            }
        }
        for option in endpoint.query.iter().filter(|option| option.required) {
            arguments.push(self.option(option)?);
        }
        if let Some(selection) = &names.selection {
            let (option, variant) = endpoint.one_of.iter().map(|index| &endpoint.query[*index]).zip(&selection.variants).next()?;
            let ty = self.import(module, &selection.ty.to_string());
            arguments.push(match &option.kind {
                OptionKind::Boolean => format!("{ty}::{variant}"),
                OptionKind::Filter => format!("{ty}::{variant}(\"{}\".try_into()?)", filter(self.site.api, option)),
                OptionKind::Integer => format!("{ty}::{variant}(1)"),
                OptionKind::Choice(id) => format!("{ty}::{variant}({})", self.enumeration(*id)?),
                OptionKind::Id(id) => format!("{ty}::{variant}({})", self.id(*id)),
                _ => format!("{ty}::{variant}({:?}.into())", text(&option.name, None)),
            });
        }
        arguments.extend(self.body(module, endpoint, names)?);
        let mut call = format!("ghost.{}().{}({})", module.name, names.method, arguments.join(", "));
        if let Some(option) = optional(endpoint).find(|option| option.name == "limit" && option.kind == OptionKind::Integer) {
            call.push_str(&format!(".{}(5)", crate::names::ident(option.rust.as_deref().unwrap_or("limit"))));
        }
        Some(call)
    }

    fn parameter(&mut self, name: &str, ty: &Type) -> Option<String> {
        Some(match ty {
            Type::Id(id) => format!("&{}", self.id(*id)),
            Type::Enum(id) => format!("&{}", self.enumeration(*id)?),
            Type::String => format!("{:?}", text(name, None)),
            other => self.owned(other, name, DEPTH)?,
        })
    }

    fn option(&mut self, option: &QueryOption) -> Option<String> {
        Some(match &option.kind {
            OptionKind::Boolean => "true".to_owned(),
            OptionKind::Integer => "1".to_owned(),
            OptionKind::String => format!("{:?}", text(&option.name, None)),
            OptionKind::Timestamp => self.owned(&Type::Timestamp, "", DEPTH)?,
            OptionKind::Date => self.owned(&Type::Date, "", DEPTH)?,
            OptionKind::Id(id) => format!("&{}", self.id(*id)),
            OptionKind::Choice(id) => self.enumeration(*id)?,
            OptionKind::Choices(id) => format!("[{}]", self.enumeration(*id)?),
            OptionKind::Strings => format!("[{:?}]", text(&option.name, None)),
            OptionKind::Fields(id) => {
                let names = self.site.plan.shape(*id);
                let ty = self.import(&self.site.plan.modules[names.module], &names.field.to_string());
                format!("[{ty}::{}]", names.variants.first()?)
            }
            OptionKind::Filter => {
                let ty = self.import_path("BulkFilter");
                format!("{ty}::new(\"{}\")?", filter(self.site.api, option))
            }
            OptionKind::Order => "\"created_at desc\"".to_owned(),
        })
    }

    fn body(&mut self, module: &Module<'_>, endpoint: &Endpoint, names: &EndpointNames) -> Option<Vec<String>> {
        Some(match &endpoint.sends {
            None => Vec::new(),
            Some(Sends::Upload(upload)) => vec![self.form(module, upload, names)?],
            Some(Sends::Body { content, envelope }) => {
                let value = match content {
                    Content::New(id) => self.request(*id, |field| field.add, false)?,
                    Content::Patch(id) => self.request(*id, |field| field.edit, true)?,
                    Content::Type(ty) => self.owned(ty, "value", DEPTH)?,
                };
                vec![if matches!(envelope.kind, EnvelopeKind::List | EnvelopeKind::Page) { format!("[{value}]") } else { value }]
            }
        })
    }

    fn form(&mut self, module: &Module<'_>, upload: &Upload, names: &EndpointNames) -> Option<String> {
        let ty = self.import(module, &names.form.to_string());
        let mut arguments: Vec<String> = Vec::new();
        for file in upload.files.iter().filter(|file| file.required) {
            let kind = self.import_path("File");
            let resource = module.resource.map_or("", |resource| resource.name.as_str());
            arguments.push(format!("{kind}::open(\"{}\")?", example::file(resource, &file.part)));
        }
        for (field, _) in upload.fields.iter().zip(field_names(&upload.fields)) {
            if is_plain(field) && !matches!(field.ty, Type::List(_) | Type::Map(_)) {
                arguments.push(self.argument(&field.ty, &field.name, DEPTH)?);
            }
        }
        Some(format!("{ty}::new({})", arguments.join(", ")))
    }

    /// `NewPost::new("…").content(…)`.
    fn request(&mut self, id: ShapeId, takes: impl Fn(&Field) -> Writable + Copy, patch: bool) -> Option<String> {
        let names = self.site.plan.shape(id);
        let ty = self.import(&self.site.plan.modules[names.module], &if patch { &names.patch } else { &names.new }.to_string());
        let all = fields(&self.site.api.shapes[id.0]);
        let picked = chosen(all, takes);
        let (mut required, mut setters) = (Vec::new(), String::new());
        for (field, name) in all.iter().zip(&names.fields) {
            let ty = field.input.as_ref().unwrap_or(&field.ty);
            if takes(field) == Writable::Required {
                required.push(self.argument(ty, &field.name, DEPTH)?);
            } else if picked.iter().any(|other| other.name == field.name) && !field.rest {
                let method = if name == "new" { "new_".to_owned() } else { name.to_string() };
                setters.push_str(&format!(".{method}({})", self.argument(ty, &field.name, DEPTH)?));
            }
        }
        Some(format!("{ty}::new({}){setters}", required.join(", ")))
    }

    /// What a constructor or setter takes, which converts where it can.
    fn argument(&mut self, ty: &Type, name: &str, depth: usize) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        Some(match ty {
            Type::String => format!("{:?}", text(name, None)),
            Type::JsonString => "\"{}\"".to_owned(),
            Type::Json => format!("{:?}", text(name, None)),
            Type::List(of) if matches!(**of, Type::String) => format!("[{:?}]", text(name, None)),
            Type::List(of) => format!("[{}]", self.owned(of, name, depth)?),
            other => self.owned(other, name, depth)?,
        })
    }

    /// A value of just this type.
    fn owned(&mut self, ty: &Type, name: &str, depth: usize) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        Some(match ty {
            Type::Boolean => "true".to_owned(),
            Type::Integer => "1".to_owned(),
            Type::Number => "1.5".to_owned(),
            Type::String => format!("{:?}.into()", text(name, None)),
            Type::JsonString => "\"{}\".into()".to_owned(),
            Type::Timestamp => "\"2026-03-04T09:30:00Z\".parse()?".to_owned(),
            Type::Date => "\"2026-03-04\".parse()?".to_owned(),
            Type::Json => format!("{:?}.into()", text(name, None)),
            Type::Rust(_) => return None,
            Type::Id(id) => self.id(*id),
            Type::Enum(id) => self.enumeration(*id)?,
            Type::Shape(id) => self.shape(*id, depth)?,
            Type::List(of) => format!("vec![{}]", self.owned(of, name, depth)?),
            Type::Map(of) => format!("[(\"key\".to_owned(), {})].into()", self.owned(of, name, depth)?),
        })
    }

    fn shape(&mut self, id: ShapeId, depth: usize) -> Option<String> {
        let shape = &self.site.api.shapes[id.0];
        let names = self.site.plan.shape(id);
        let ty = self.import(&self.site.plan.modules[names.module], &names.read.to_string());
        match &shape.body {
            ShapeBody::Variants(variants) => {
                let variant = best(variants)?;
                let index = variants.iter().position(|other| std::ptr::eq(other, variant))?;
                self.variant(&ty, variant, &names.variants[index].to_string(), false, depth)
            }
            ShapeBody::Tagged(tagged) => {
                let variant = tagged.variants.first()?;
                self.variant(&ty, variant, &names.variants[0].to_string(), matches!(variant.ty, Some(Type::Shape(_))), depth)
            }
            ShapeBody::Fields(all) => {
                let mut arguments: Vec<String> = Vec::new();
                for (field, _) in all.iter().zip(&names.fields) {
                    let is_there = readable(shape).any(|(_, other)| std::ptr::eq(other, field));
                    if is_there && is_plain(field) && !field.rest {
                        arguments.push(self.argument(&field.ty, &field.name, depth)?);
                    }
                }
                Some(format!("{ty}::new({})", arguments.join(", ")))
            }
        }
    }

    fn variant(&mut self, ty: &str, variant: &Variant, name: &str, boxed: bool, depth: usize) -> Option<String> {
        let Some(of) = &variant.ty else { return Some(format!("{ty}::{name}")) };
        let value = self.owned(of, variant.key.rsplit('.').next().unwrap_or_default(), depth)?;
        Some(if boxed { format!("{ty}::{name}(Box::new({value}))") } else { format!("{ty}::{name}({value})") })
    }

    /// An id.
    fn id(&mut self, id: ShapeId) -> String {
        let names = self.site.plan.shape(id);
        let ty = self.import(&self.site.plan.modules[names.module], &names.id.to_string());
        format!("{ty}::new({ID:?})?")
    }

    fn enumeration(&mut self, id: EnumId) -> Option<String> {
        let names = self.site.plan.enumeration(id);
        let ty = self.import(&self.site.plan.modules[names.module], &names.ty.to_string());
        Some(format!("{ty}::{}", names.variants.first()?))
    }

    /// A type of a module, brought into scope; under its path where its name is taken.
    fn import(&mut self, module: &Module<'_>, ty: &str) -> String {
        self.bring(format!("{}::{}::{}", self.site.api.name, module.name, ty))
    }

    /// A type of the runtime.
    fn import_path(&mut self, ty: &str) -> String {
        self.bring(ty.to_owned())
    }

    fn bring(&mut self, path: String) -> String {
        let path = format!("{}::{path}", self.site.package);
        let last = |path: &str| path.rsplit("::").next().unwrap_or_default().to_owned();
        let name = last(&path);
        let is_taken = self.imports.iter().any(|other| *other != path && last(other) == name);
        if is_taken || ["Box", "String", "Vec", "Option", "Result"].contains(&name.as_str()) {
            return path;
        }
        self.imports.insert(path);
        name
    }
}
