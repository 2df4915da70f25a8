//! The tables of routes and shapes, for whoever must know them at run time: recordings, proxies and fakes.

use std::collections::BTreeMap;

use ghost_spec::model::{Api, Endpoint, EnvelopeKind, Field, OptionKind, QueryOption, Sends, ShapeBody, ShapeId, Shown, Type, Writable};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::endpoint::{answer_ty, decoder, each, replaceable};
use super::layout::{Draft, Kind};
use super::permissions::{versions, within};
use super::rows::{self, Row};
use super::types::Site;
use crate::features::Features;
use crate::plan::{EndpointNames, Module, Plan};

/// `routes.rs` of an API.
pub(super) fn draft(plan: &Plan<'_>, features: &Features) -> Draft {
    // The table stands beside the modules, as a `wire` file of none of them does: `super::posts::Post`.
    let site = Site { plan, module: usize::MAX, wire: false };
    let places = Places::new(plan.api);
    let (site, places) = (&site, &places);
    let routes = plan.modules.iter().enumerate().flat_map(|(index, module)| {
        let attributes = features.cfg(index);
        each(module).map(move |described| Row { attributes: attributes.clone(), value: route(site, places, module, described) })
    });
    let shapes = places.shapes.keys().map(|id| Row { attributes: TokenStream::new(), value: shape(plan.api, places, *id) });
    let about =
        "Every endpoint with what it takes and answers, and with functions that decode its answer: whole, and with only some fields.";
    let tables = vec![
        rows::table(about, "pub static ROUTES: &[rt::Route]", routes),
        rows::table("Every object that an answer can hold.", "pub static SHAPES: &[rt::Shape]", shapes),
    ];
    Draft {
        path: format!("{}/routes.rs", plan.api.name),
        origin: vec![plan.api.file.clone()],
        docs: vec!["Every route and every shape as a table: for recordings, proxies and fakes.".to_owned()],
        kind: Kind::Plain,
        items: Vec::new(),
        tables,
    }
}

/// Places in the table of shapes: of objects that are read.
struct Places {
    shapes: BTreeMap<ShapeId, usize>,
}

impl Places {
    fn new(api: &Api) -> Self {
        let listed = api.shapes.iter().enumerate().filter(|(_, shape)| shape.is_read && matches!(shape.body, ShapeBody::Fields(_)));
        Places { shapes: listed.enumerate().map(|(place, (index, _))| (ShapeId(index), place)).collect() }
    }

    /// Place of the shape that a type holds, alone or in a list.
    fn of(&self, ty: &Type) -> Option<usize> {
        match ty {
            Type::Shape(id) => self.shapes.get(id).copied(),
            Type::List(item) => self.of(item),
            _ => None,
        }
    }
}

/// One line of the table of routes.
fn route(site: &Site<'_>, places: &Places, module: &Module<'_>, (endpoint, names): (&Endpoint, &EndpointNames)) -> TokenStream {
    let api = site.plan.api;
    let (file, fact) = (&module.name, &names.fact);
    let class = &api.access[endpoint.access];
    let credentials = class.credentials.iter().map(|index| &api.credentials[*index].name);
    let credentials = if class.anonymous { quote!(None) } else { quote!(Some(&[#(#credentials),*])) };
    let versions = versions(&endpoint.versions);
    let query = endpoint.query.iter().map(|option| parameter(api, option));
    let sends = match &endpoint.sends {
        Some(Sends::Body { envelope, .. }) => some(self::envelope(envelope)),
        Some(Sends::Upload(_)) | None => quote!(None),
    };
    let returns = envelope(&endpoint.returns.envelope);
    let content = optional(endpoint.returns.ty.as_ref().and_then(|ty| places.of(ty)).map(place));
    let (check, partial) = checks(site, endpoint);
    quote! {
        rt::Route {
            endpoint: &super::#file::wire::#fact,
            credentials: #credentials,
            versions: #versions,
            query: &[#(#query,)*],
            sends: #sends,
            returns: #returns,
            content: #content,
            check: #check,
            partial: #partial,
        }
    }
}

/// What decodes an answer: whole, and with only some fields.
fn checks(site: &Site<'_>, endpoint: &Endpoint) -> (TokenStream, TokenStream) {
    let decode = decoder(endpoint);
    let check = |answer: TokenStream| quote!(|answer| rt::checked::<#answer>(answer, #decode));
    let partial = replaceable(endpoint).map(|shape| {
        let names = site.plan.shape(shape);
        let item = site.local(names.module, &names.partial);
        check(answer_ty(site, endpoint, Some(&item)))
    });
    (check(answer_ty(site, endpoint, None)), optional(partial))
}

fn envelope(envelope: &ghost_spec::model::Envelope) -> TokenStream {
    let kind = match envelope.kind {
        EnvelopeKind::Page => quote!(Page),
        EnvelopeKind::List => quote!(List),
        EnvelopeKind::One => quote!(One),
        EnvelopeKind::Object => quote!(Object),
        EnvelopeKind::Pairs => quote!(Pairs),
        EnvelopeKind::Flat => quote!(Flat),
        EnvelopeKind::Empty => quote!(Empty),
        EnvelopeKind::Text => quote!(Text),
        EnvelopeKind::File => quote!(File),
    };
    let key = envelope.key.as_deref().unwrap_or_default();
    quote!(rt::Envelope::new(rt::Wrapper::#kind, #key))
}

fn parameter(api: &Api, option: &QueryOption) -> TokenStream {
    let (name, required) = (&option.name, option.required);
    let required = required.then(|| quote!(.required()));
    let default = option.default.as_ref().map(|value| quote!(.default(#value)));
    let values = match option.kind {
        OptionKind::Choice(id) | OptionKind::Choices(id) => Some(values(api, id)),
        _ => None,
    };
    let values = values.map(|values| quote!(.values(#values)));
    quote!(rt::Parameter::new(#name) #required #default #values)
}

fn shape(api: &Api, places: &Places, id: ShapeId) -> TokenStream {
    let described = &api.shapes[id.0];
    let name = &described.name;
    let fields = match &described.body {
        ShapeBody::Fields(fields) => fields.iter().filter(|field| !field.rest).map(|field| self::field(api, places, field)).collect(),
        ShapeBody::Variants(_) | ShapeBody::Tagged(_) => Vec::new(),
    };
    quote!(rt::Shape { name: #name, fields: &[#(#fields,)*] })
}

fn field(api: &Api, places: &Places, field: &Field) -> TokenStream {
    let name = &field.name;
    let kind = match (&field.ty, field.encoded) {
        (_, true) => quote!(rt::Kind::JsonString),
        (Type::Shape(id), false) if field.spread => keys(api, *id),
        (ty, false) => kind(api, places, ty),
    };
    let nullable = field.nullable.then(|| quote!(.nullable()));
    let shown = match &field.shown {
        Shown::Always => None,
        Shown::Sometimes => Some(quote!(.shown(rt::Shown::Sometimes))),
        Shown::Asked { option, value } => Some(quote!(.shown(rt::Shown::Asked(#option, #value)))),
        Shown::Never => Some(quote!(.shown(rt::Shown::Never))),
    };
    let written = (field.add != Writable::No || field.edit != Writable::No).then(|| {
        let (add, edit) = (taken(field.add), taken(field.edit));
        quote!(.written(#add, #edit))
    });
    let bounds = (field.min.is_some() || field.max.is_some()).then(|| {
        let bound = |bound: Option<i64>| optional(bound.map(|bound| Literal::i64_unsuffixed(bound).into_token_stream()));
        let (min, max) = (bound(field.min), bound(field.max));
        quote!(.bounds(#min, #max))
    });
    let default = field.default.as_ref().map(|value| quote!(.default(#value)));
    let within = within(&field.versions);
    quote!(rt::Field::new(#name, #kind) #nullable #shown #written #bounds #default #within)
}

fn kind(api: &Api, places: &Places, ty: &Type) -> TokenStream {
    match ty {
        Type::Boolean => quote!(rt::Kind::Boolean),
        Type::Integer => quote!(rt::Kind::Integer),
        Type::Number => quote!(rt::Kind::Number),
        Type::String => quote!(rt::Kind::String),
        Type::JsonString => quote!(rt::Kind::JsonString),
        Type::Timestamp => quote!(rt::Kind::Timestamp),
        Type::Date => quote!(rt::Kind::Date),
        Type::Json | Type::Rust(_) => quote!(rt::Kind::Json),
        Type::Id(_) => quote!(rt::Kind::Id),
        Type::Enum(id) => {
            let values = values(api, *id);
            quote!(rt::Kind::Enum(#values))
        }
        // What a union reads differs from form to form.
        Type::Shape(id) => match places.shapes.get(id) {
            Some(index) => {
                let place = place(*index);
                quote!(rt::Kind::Shape(#place))
            }
            None => quote!(rt::Kind::Json),
        },
        Type::List(item) => {
            let item = kind(api, places, item);
            quote!(rt::Kind::List(&#item))
        }
        Type::Map(_) => quote!(rt::Kind::Map),
    }
}

/// The keys that the forms of a union write into the object around it.
fn keys(api: &Api, id: ShapeId) -> TokenStream {
    let mut keys: Vec<&str> = match &api.shapes[id.0].body {
        ShapeBody::Variants(variants) => variants
            .iter()
            .flat_map(|variant| variant.ty.iter().map(|_| variant.key.as_str()).chain(variant.with.iter().map(|(key, _)| key.as_str())))
            .collect(),
        ShapeBody::Fields(fields) => fields.iter().map(|field| field.name.as_str()).collect(),
        ShapeBody::Tagged(_) => Vec::new(),
    };
    keys.sort_unstable();
    keys.dedup();
    quote!(rt::Kind::Keys(&[#(#keys),*]))
}

fn values(api: &Api, id: ghost_spec::model::EnumId) -> TokenStream {
    let values = api.enums[id.0].values.iter().map(|value| &value.value);
    quote!(&[#(#values),*])
}

fn place(index: usize) -> TokenStream {
    Literal::usize_unsuffixed(index).into_token_stream()
}

fn taken(writable: Writable) -> TokenStream {
    match writable {
        Writable::No => quote!(rt::Taken::No),
        Writable::Optional => quote!(rt::Taken::Optional),
        Writable::Required => quote!(rt::Taken::Required),
    }
}

fn some(tokens: TokenStream) -> TokenStream {
    quote!(Some(#tokens))
}

fn optional(tokens: Option<TokenStream>) -> TokenStream {
    tokens.map_or_else(|| quote!(None), some)
}
