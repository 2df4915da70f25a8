//! A description as a reference for people: what can be called, who may, what travels, what bites.

use std::fmt::Write;

use ghost_spec::model::{
    AccessClass, Api, Check, Content, Endpoint, Enum, EnumId, Envelope, EnvelopeKind, Field, Filterable, OptionKind, QueryOption, Resource,
    Segment, Sends, Shape, ShapeBody, ShapeId, Shown, Tagged, Type, Variant, Versions, Writable,
};

use crate::emit::docs::{self, sentence};
use crate::names::words;

/// The reference of some APIs as one Markdown document.
#[must_use]
pub fn markdown(apis: &[Api]) -> String {
    let mut out = String::new();
    for api in apis {
        Reference { api, out: &mut out }.api();
    }
    // Sections part themselves by empty lines; the last of them needs none.
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

struct Reference<'r> {
    api: &'r Api,
    out: &'r mut String,
}

impl Reference<'_> {
    /// Writes lines and an empty one behind them.
    fn paragraph(&mut self, text: impl AsRef<str>) {
        let text = text.as_ref().trim();
        if !text.is_empty() {
            self.out.push_str(text);
            self.out.push_str("\n\n");
        }
    }

    fn table(&mut self, head: &[&str], rows: &[Vec<String>]) {
        if rows.is_empty() {
            return;
        }
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut text = line(head.iter().map(|cell| (*cell).to_owned()).collect());
        text.push_str(&line(head.iter().map(|_| "---".to_owned()).collect()));
        // A stroke would end the cell, a line break the row.
        let cell = |text: &String| text.replace('|', "\\|").replace('\n', " ");
        rows.iter().for_each(|row| text.push_str(&line(row.iter().map(cell).collect())));
        self.paragraph(text);
    }

    fn list(&mut self, head: &str, items: &[String]) {
        if !items.is_empty() {
            let lines: Vec<String> = items.iter().map(|item| format!("- {item}")).collect();
            self.paragraph(format!("{head}\n\n{}", lines.join("\n")));
        }
    }

    fn api(&mut self) {
        let api = self.api;
        self.paragraph(format!("# {}", api.title));
        self.paragraph(sentence(&api.doc));
        self.paragraph(format!(
            "Base path `{}`. Described for versions {} to {}.{}",
            api.base,
            api.versions.oldest.text,
            api.versions.newest.text,
            api.docs.as_ref().map(|docs| format!(" See <{docs}>.")).unwrap_or_default(),
        ));
        self.who();
        let lines: Vec<String> = api
            .resources
            .iter()
            .map(|resource| format!("[{}]({}): {}", title(&resource.name), self.anchor(&resource.name), sentence(&resource.doc)))
            .collect();
        self.list("## Resources", &lines);
        for resource in &api.resources {
            self.resource(resource);
        }
        let shared: Vec<ShapeId> = (0..api.shapes.len()).map(ShapeId).filter(|id| api.shapes[id.0].resource.is_none()).collect();
        if !shared.is_empty() {
            self.paragraph(format!("<a id=\"{}-shared-shapes\"></a>\n\n## Shared shapes", api.name));
            self.shapes(&shared);
        }
    }

    /// Credentials, classes and roles.
    fn who(&mut self) {
        let api = self.api;
        self.paragraph("## Who may call");
        let credentials: Vec<Vec<String>> = api
            .credentials
            .iter()
            .map(|credential| {
                let connect = credential.connect.as_ref().map(|connect| format!("`{connect}`")).unwrap_or_default();
                vec![format!("`{}`", credential.name), sentence(&credential.doc), connect]
            })
            .collect();
        self.table(&["Credential", "What it is", "Connect with"], &credentials);
        let roles: Vec<Vec<String>> = api
            .roles
            .iter()
            .map(|role| {
                let granted = if role.grants.len() == api.permissions.len() { "everything".to_owned() } else { granted(api, role) };
                let behind = role.credential.map(|index| format!(" Behind `{}`.", api.credentials[index].name)).unwrap_or_default();
                vec![role.name.clone(), format!("{}{behind}{}", sentence(&role.doc), bounds(&role.versions)), granted]
            })
            .collect();
        self.table(&["Role", "Who has it", "Granted"], &roles);
    }

    fn resource(&mut self, resource: &Resource) {
        self.paragraph(format!("<a id=\"{}\"></a>\n\n## {}", self.anchor(&resource.name).trim_start_matches('#'), title(&resource.name)));
        self.paragraph(sentence(&resource.doc));
        self.paragraph(resource.docs.as_ref().map(|docs| format!("See <{docs}>.")).unwrap_or_default());
        let traps: Vec<String> = resource.traps.iter().map(|trap| sentence(trap)).collect();
        self.list("**Traps**", &traps);
        for endpoint in &resource.endpoints {
            self.endpoint(resource, endpoint);
        }
        self.shapes(&resource.shapes);
        for id in &resource.enums {
            self.enumeration(*id);
        }
    }

    fn endpoint(&mut self, resource: &Resource, endpoint: &Endpoint) {
        let api = self.api;
        self.paragraph(format!("### {}.{}", resource.name, endpoint.name));
        self.paragraph(format!("`{} {}{}`", endpoint.method.as_str(), api.base, endpoint.written_path()));
        self.paragraph(sentence(&endpoint.doc));
        self.paragraph(docs::versions(&endpoint.versions).unwrap_or_default());
        self.paragraph(endpoint.flag.as_ref().map(|flag| format!("Only while the flag `{flag}` is on.")).unwrap_or_default());
        self.paragraph(format!("**Who**: {}", who(api, endpoint)));
        self.paragraph(docs::rules(api, endpoint).unwrap_or_default().replace("Limits:\n", "Limits:\n\n"));
        let mut rows: Vec<Vec<String>> = endpoint.path.iter().filter_map(|segment| self.parameter(segment)).collect();
        rows.extend(endpoint.query.iter().enumerate().map(|(index, option)| self.option(option, endpoint.one_of.contains(&index))));
        self.table(&["Parameter", "In", "Type", "Needed", "What it does"], &rows);
        self.paragraph(self.request(endpoint).map(|body| format!("**Sends**: {body}")).unwrap_or_default());
        if let Some(Sends::Upload(upload)) = &endpoint.sends {
            let files = upload.files.iter().map(|file| {
                let doc = file.doc.as_deref().map(sentence).unwrap_or_default();
                vec![format!("`{}`", file.part), "file".to_owned(), yes(file.required), doc]
            });
            let fields = upload.fields.iter().map(|field| {
                vec![
                    format!("`{}`", field.name),
                    self.ty(&field.ty),
                    yes(field.shown == Shown::Always && !field.nullable),
                    self.about(field),
                ]
            });
            let parts: Vec<Vec<String>> = files.chain(fields).collect();
            self.table(&["Part", "Type", "Needed", "What it is"], &parts);
        }
        self.paragraph(format!("**Answers**: {}", self.answer(endpoint)));
        let mut traps: Vec<String> = endpoint.traps.iter().map(|trap| sentence(trap)).collect();
        traps.extend(endpoint.bugs.iter().map(|bug| docs::bug_text(api, bug)));
        self.list("**Traps**", &traps);
        self.paragraph(endpoint.docs.as_ref().map(|docs| format!("See <{docs}>.")).unwrap_or_default());
    }

    fn parameter(&self, segment: &Segment) -> Option<Vec<String>> {
        let Segment::Parameter { name, ty, doc } = segment else { return None };
        Some(vec![format!("`{name}`"), "path".to_owned(), self.ty(ty), yes(true), doc.as_deref().map(sentence).unwrap_or_default()])
    }

    fn option(&self, option: &QueryOption, is_one_of: bool) -> Vec<String> {
        let needed = if is_one_of { "one of these".to_owned() } else { yes(option.required) };
        let mut about: Vec<String> = docs::option(option);
        about.extend(range(option.min, option.max));
        vec![format!("`{}`", option.name), "query".to_owned(), self.option_ty(&option.kind), needed, about.join(" ")]
    }

    fn option_ty(&self, kind: &OptionKind) -> String {
        match kind {
            OptionKind::Boolean => "boolean".to_owned(),
            OptionKind::Integer => "integer".to_owned(),
            OptionKind::String => "string".to_owned(),
            OptionKind::Timestamp => "timestamp".to_owned(),
            OptionKind::Date => "date".to_owned(),
            OptionKind::Id(id) => self.ty(&Type::Id(*id)),
            OptionKind::Choice(id) => format!("one of {}", values(&self.api.enums[id.0])),
            OptionKind::Choices(id) => format!("any of {}, with commas", values(&self.api.enums[id.0])),
            OptionKind::Strings => "strings, with commas".to_owned(),
            OptionKind::Fields(id) => format!("names of fields of {}, with commas", self.ty(&Type::Shape(*id))),
            OptionKind::Filter => "filter".to_owned(),
            OptionKind::Order => "order".to_owned(),
        }
    }

    fn request(&self, endpoint: &Endpoint) -> Option<String> {
        match endpoint.sends.as_ref()? {
            Sends::Upload(_) => Some("a form with these parts.".to_owned()),
            Sends::Body { content, envelope } => {
                let (what, ty) = match content {
                    Content::New(id) => ("what can be added of ", self.ty(&Type::Shape(*id))),
                    Content::Patch(id) => ("what can be changed of ", self.ty(&Type::Shape(*id))),
                    Content::Type(ty) => ("", self.ty(ty)),
                };
                Some(format!("{}.", wrapped(envelope, &format!("{what}{ty}"))))
            }
        }
    }

    fn answer(&self, endpoint: &Endpoint) -> String {
        let returns = &endpoint.returns;
        let content = returns.ty.as_ref().map(|ty| self.ty(ty)).unwrap_or_default();
        let mut text = wrapped(&returns.envelope, &content);
        if let Some(meta) = returns.meta {
            let _ = write!(text, ", with {} beside it under `meta`", self.ty(&Type::Shape(meta)));
        }
        let status: Vec<String> = endpoint.status.iter().map(u16::to_string).collect();
        let _ = write!(text, ". Status {}", status.join(" or "));
        if let Some(status) = endpoint.deferred {
            let _ = write!(text, "; {status} if the server does it later, without content");
        }
        text.push('.');
        if let Some(cursor) = &endpoint.cursor {
            let _ = write!(text, " It counts no pages: older items are asked for by a filter on `{}`.", cursor.moment);
        }
        text
    }

    fn shapes(&mut self, ids: &[ShapeId]) {
        for id in ids {
            let shape = &self.api.shapes[id.0];
            self.paragraph(format!("<a id=\"{}\"></a>\n\n### Shape `{}`", self.anchor_of_shape(shape).trim_start_matches('#'), shape.name));
            self.paragraph(sentence(&shape.doc));
            match &shape.body {
                ShapeBody::Fields(fields) => self.fields(shape, fields),
                ShapeBody::Variants(variants) => {
                    self.paragraph("Written as one of these forms:");
                    let rows: Vec<Vec<String>> = variants.iter().map(|variant| self.form(variant)).collect();
                    self.table(&["Form", "Travels as", "What it means"], &rows);
                }
                ShapeBody::Tagged(tagged) => self.tagged(tagged),
            }
            let rows: Vec<Vec<String>> = shape.filters.iter().map(|found| self.filterable(found)).collect();
            self.table(&["Filtered by", "Compared as", "What it is"], &rows);
        }
    }

    fn filterable(&self, found: &Filterable) -> Vec<String> {
        let ty = if found.relation { "string, of each related thing".to_owned() } else { self.ty(&found.ty) };
        let mut about: Vec<String> = found.doc.as_deref().map(sentence).into_iter().collect();
        about.extend(docs::versions(&found.versions));
        about.extend(found.trap.as_deref().map(|trap| format!("**Trap:** {}", sentence(trap))));
        vec![format!("`{}`", found.name), ty, about.join(" ")]
    }

    fn tagged(&mut self, tagged: &Tagged) {
        let place = match &tagged.content {
            Some(content) => format!("its content stands under `{content}`"),
            None => "its fields stand beside it".to_owned(),
        };
        self.paragraph(format!("`{}` tells the form; {place}. Other forms may come.", tagged.tag));
        let rows: Vec<Vec<String>> = tagged
            .variants
            .iter()
            .map(|form| {
                let ty = form.ty.as_ref().map_or_else(|| "nothing".to_owned(), |ty| self.ty(ty));
                vec![format!("`{}`", form.key), ty, form.doc.as_deref().map(sentence).unwrap_or_default()]
            })
            .collect();
        self.table(&["Tag", "Content", "What it means"], &rows);
    }

    fn form(&self, form: &Variant) -> Vec<String> {
        let mut parts: Vec<String> = form.with.iter().map(|(key, value)| format!("`{key}: {value}`")).collect();
        if let Some(ty) = &form.ty {
            let around = match (&form.prefix, &form.suffix) {
                (None, None) => String::new(),
                (before, after) => {
                    format!(" between `{}` and `{}`", before.as_deref().unwrap_or_default(), after.as_deref().unwrap_or_default())
                }
            };
            parts.push(if form.bare { self.ty(ty) } else { format!("`{}`: {}{around}", form.key, self.ty(ty)) });
        }
        let mut about = form.doc.as_deref().map(sentence).unwrap_or_default();
        if let Some((option, value)) = &form.sets {
            let _ = write!(about, " Goes with `{option}={value}`.");
        }
        vec![format!("`{}`", form.name), parts.join(", "), about.trim().to_owned()]
    }

    fn fields(&mut self, shape: &Shape, fields: &[Field]) {
        let sent = shape.is_added || shape.is_edited;
        let rows: Vec<Vec<String>> = fields
            .iter()
            .map(|field| {
                let mut ty = self.ty(&field.ty);
                if field.nullable {
                    ty.push_str(" or null");
                }
                if let Some(input) = &field.input {
                    let _ = write!(ty, "; written as {}", self.ty(input));
                }
                let mut row = vec![format!("`{}`", field.name), ty, read(field)];
                if sent {
                    row.extend([writable(field.add), writable(field.edit)]);
                }
                row.push(self.about(field));
                row
            })
            .collect();
        let head: &[&str] =
            if sent { &["Field", "Type", "Read", "Add", "Edit", "What it is"] } else { &["Field", "Type", "There", "What it is"] };
        self.table(head, &rows);
    }

    fn about(&self, field: &Field) -> String {
        let mut about: Vec<String> = vec![field.doc.as_deref().map(sentence).unwrap_or_default()];
        about.extend(field.format.as_ref().map(|format| format!("Format `{format}`.")));
        about.extend(range(field.min, field.max));
        about.extend(field.default.as_ref().map(|default| format!("`{default}` unless given.")));
        about.extend(field.sets.as_ref().map(|(option, value)| format!("Written with `{option}={value}`.")));
        about.extend(field.spread.then(|| "Its entries stand in the object itself.".to_owned()));
        about.extend(field.rest.then(|| "Holds all keys that are not named.".to_owned()));
        about.extend(field.encoded.then(|| "Travels as JSON in a string.".to_owned()));
        about.extend(field.secret.then(|| "Secret.".to_owned()));
        about.extend((field.nullable && !field.clearable).then(|| "`null` cannot be written.".to_owned()));
        about.extend(docs::versions(&field.versions));
        about.extend(field.trap.as_deref().map(|trap| format!("**Trap:** {}", sentence(trap))));
        about.retain(|text| !text.is_empty());
        about.join(" ")
    }

    fn enumeration(&mut self, id: EnumId) {
        let described = &self.api.enums[id.0];
        // Where nothing is to be said of the values, the field or option that takes them lists them.
        if described.values.iter().all(|value| value.doc.is_none() && value.versions.is_always()) {
            return;
        }
        self.paragraph(format!("### Values of `{}`", described.name));
        let rows: Vec<Vec<String>> = described
            .values
            .iter()
            .map(|value| {
                vec![
                    format!("`{}`", value.value),
                    format!("{}{}", value.doc.as_deref().map(sentence).unwrap_or_default(), bounds(&value.versions)),
                ]
            })
            .collect();
        self.table(&["Value", "What it means"], &rows);
    }

    /// A type in the language's words; shapes lead to their section.
    fn ty(&self, ty: &Type) -> String {
        match ty {
            Type::Boolean => "boolean".to_owned(),
            Type::Integer => "integer".to_owned(),
            Type::Number => "number".to_owned(),
            Type::String => "string".to_owned(),
            Type::JsonString => "JSON in a string".to_owned(),
            Type::Timestamp => "timestamp".to_owned(),
            Type::Date => "date".to_owned(),
            Type::Json => "any JSON".to_owned(),
            Type::Id(id) => format!("id of {}", crate::names::one_of(&self.api.shapes[id.0].name)),
            Type::Enum(id) => format!("one of {}", values(&self.api.enums[id.0])),
            Type::Shape(id) => {
                let shape = &self.api.shapes[id.0];
                format!("[{}]({})", shape.name, self.anchor_of_shape(shape))
            }
            Type::Rust(path) => format!("`{path}`"),
            Type::List(of) => format!("list of {}", self.ty(of)),
            Type::Map(of) => format!("map of {}", self.ty(of)),
        }
    }

    /// Names are unique within an API, and a document may hold several.
    fn anchor(&self, resource: &str) -> String {
        format!("#{}-{resource}", self.api.name)
    }

    fn anchor_of_shape(&self, shape: &Shape) -> String {
        format!("#{}-shape-{}", self.api.name, shape.name)
    }
}

fn title(name: &str) -> String {
    let text = words(name);
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn granted(api: &Api, role: &ghost_spec::model::Role) -> String {
    let grants = role.grants.iter().map(|grant| {
        let permission = &api.permissions[grant.permission];
        let bounds =
            docs::versions(&grant.versions).map(|text| format!(" ({})", text.trim_end_matches('.').to_lowercase())).unwrap_or_default();
        format!("`{}.{}`{bounds}", permission.object, permission.action)
    });
    grants.collect::<Vec<_>>().join(", ")
}

/// Who may call an endpoint, and what the server checks.
fn who(api: &Api, endpoint: &Endpoint) -> String {
    let AccessClass { anonymous, credentials, .. } = &api.access[endpoint.access];
    let names: Vec<String> = credentials.iter().map(|index| format!("`{}`", api.credentials[*index].name)).collect();
    let who = if *anonymous { "anybody, without a credential too".to_owned() } else { names.join(", ") };
    match &endpoint.permission {
        Check::None => format!("{who}; no permission needed."),
        Check::Function(text) => format!("{who}; the server checks: {}", sentence(text)),
        Check::Permission(index) => {
            let permission = &api.permissions[*index];
            let holders: Vec<String> =
                api.roles.iter().enumerate().filter_map(|(place, role)| docs::holder(api, (place, role), *index)).collect();
            let holders = if holders.is_empty() { "no role".to_owned() } else { holders.join(", ") };
            format!("{who}; permission `{}.{}`: {holders}.", permission.object, permission.action)
        }
    }
}

/// Content in its wrapper.
fn wrapped(envelope: &Envelope, content: &str) -> String {
    let key = envelope.key.as_deref().unwrap_or_default();
    let media = envelope.media.as_ref().map(|media| format!(" (`{media}`)")).unwrap_or_default();
    let text = match envelope.kind {
        EnvelopeKind::Page => format!("a page of {content} under `{key}`"),
        EnvelopeKind::List => format!("a list of {content} under `{key}`"),
        EnvelopeKind::One => format!("{content}, as the only item of a list under `{key}`"),
        EnvelopeKind::Object => format!("{content} under `{key}`"),
        EnvelopeKind::Pairs => format!("the fields of {content} as pairs of `key` and `value` under `{key}`"),
        EnvelopeKind::Flat => content.to_owned(),
        EnvelopeKind::Empty => "nothing".to_owned(),
        EnvelopeKind::Text => format!("plain text{media}"),
        EnvelopeKind::File => format!("a file{media}"),
    };
    if envelope.nullable { format!("{text}, or nothing") } else { text }
}

fn values(described: &Enum) -> String {
    described.values.iter().map(|value| format!("`{}`", value.value)).collect::<Vec<_>>().join(", ")
}

fn range(min: Option<i64>, max: Option<i64>) -> Option<String> {
    match (min, max) {
        (None, None) => None,
        (Some(min), None) => Some(format!("At least {min}.")),
        (None, Some(max)) => Some(format!("At most {max}.")),
        (Some(min), Some(max)) => Some(format!("{min} to {max}.")),
    }
}

fn read(field: &Field) -> String {
    match &field.shown {
        Shown::Always => "always".to_owned(),
        Shown::Sometimes => "sometimes".to_owned(),
        Shown::Never => "never".to_owned(),
        Shown::Asked { option, value } => format!("with `{option}={value}`"),
    }
}

fn writable(how: Writable) -> String {
    match how {
        Writable::No => "".to_owned(),
        Writable::Optional => "yes".to_owned(),
        Writable::Required => "must".to_owned(),
    }
}

fn yes(needed: bool) -> String {
    if needed { "yes".to_owned() } else { String::new() }
}

fn bounds(versions: &Versions) -> String {
    docs::versions(versions).map(|text| format!(" {text}")).unwrap_or_default()
}
