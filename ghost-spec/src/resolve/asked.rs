//! What fields say of query options: shown when one asks for them, setting one when written.
//!
//! Checked when all endpoints are known, since options are theirs.

use super::Context;
use super::shape::Home;
use crate::code::Code;
use crate::diagnostic::{At, Diagnostic};
use crate::mapping::Sink;
use crate::model::{Api, Content, Endpoint, Field, OptionKind, QueryOption, Sends, ShapeBody, ShapeId, Shown, Type, Writable};
use crate::suggest;

/// A claim of a field about an option.
pub(crate) struct Claim {
    home: Home,
    option: String,
    value: String,
    at: At,
    /// For `sets`: whether the field is added and edited.
    sets: Option<(bool, bool)>,
    /// The union whose forms say what is claimed.
    union: Option<ShapeId>,
}

/// Notes what a field says.
pub(crate) fn note(context: &mut Context<'_>, home: Home, (field, at): (&Field, &At), shown: Option<&At>, sets: Option<&At>) {
    if let (Shown::Asked { option, value }, Some(at)) = (&field.shown, shown) {
        context.claims.push(Claim { home, option: option.clone(), value: value.clone(), at: at.clone(), sets: None, union: None });
    }
    // Only fields of an entity are sent by `new` and `patch`.
    if let (Some((option, value)), Some(at)) = (&field.sets, sets.filter(|_| home.root.is_some() && home.root == home.entity)) {
        let (option, value) = (option.clone(), value.clone());
        context.claims.push(Claim { home, option, value, at: at.clone(), sets: Some(written(field)), union: None });
    }
    if let (true, Type::Shape(id)) = (field.spread, field.input.as_ref().unwrap_or(&field.ty)) {
        let (option, value) = (String::new(), String::new());
        context.claims.push(Claim { home, option, value, at: at.clone(), sets: Some(written(field)), union: Some(*id) });
    }
}

fn written(field: &Field) -> (bool, bool) {
    (field.add != Writable::No, field.edit != Writable::No)
}

/// The claims of a union's forms, which are known only now.
fn of_forms(api: &Api, claims: Vec<Claim>, sink: &mut Sink) -> Vec<Claim> {
    let mut all = Vec::new();
    for claim in claims {
        let Some(id) = claim.union else {
            all.push(claim);
            continue;
        };
        let shape = &api.shapes[id.0];
        let ShapeBody::Variants(variants) = &shape.body else {
            let text = format!("`{}` cannot be spread: it is not a union that is only written", shape.name);
            sink.push(Diagnostic::error(Code::WrongKind, claim.at, text).label("this field"));
            continue;
        };
        if let Some(bare) = variants.iter().find(|variant| variant.bare) {
            let text = format!("`{}` cannot be spread: its form `{}` is bare and has no key", shape.name, bare.name);
            sink.push(Diagnostic::error(Code::WrongKind, claim.at, text).label("this field"));
            continue;
        }
        for (option, value) in variants.iter().filter_map(|variant| variant.sets.clone()) {
            all.push(Claim { home: claim.home, option, value, at: claim.at.clone(), sets: claim.sets, union: None });
        }
    }
    all
}

/// Checks all claims.
pub(crate) fn check(context: &mut Context<'_>) {
    let claims = of_forms(&context.api, std::mem::take(&mut context.claims), context.sink);
    for claim in &claims {
        let told = context.sink.len();
        let fault = match claim.sets {
            None => shown(&context.api, claim, told),
            Some(written) => sets(&context.api, claim, written, told),
        };
        context.sink.extend(fault);
    }
}

/// Endpoints whose answers may hold what the claim is about.
fn endpoints<'a>(api: &'a Api, home: &Home) -> Vec<&'a Endpoint> {
    let own = home.root.is_none() || home.root == home.entity;
    if let Some(index) = home.resource.filter(|index| own && !api.resources[*index].endpoints.is_empty()) {
        return api.resources[index].endpoints.iter().collect();
    }
    api.resources.iter().flat_map(|resource| &resource.endpoints).collect()
}

fn shown(api: &Api, claim: &Claim, told: usize) -> Option<Diagnostic> {
    let endpoints = endpoints(api, &claim.home);
    if endpoints.is_empty() {
        return None;
    }
    let options: Vec<&QueryOption> = endpoints.iter().flat_map(|endpoint| &endpoint.query).collect();
    let named: Vec<&QueryOption> = options.iter().copied().filter(|known| known.name == claim.option).collect();
    if named.is_empty() {
        let known = options.iter().map(|known| known.name.as_str());
        let text = format!("no endpoint of the resource takes the option `{}`", claim.option);
        let near = suggest::nearest(&claim.option, known, told).map(|near| format!("did you mean `{near}`?"));
        return Some(Diagnostic::error(Code::UnknownAsked, claim.at.clone(), text).label("not taken").help(near));
    }
    unknown_value(api, &named, claim, told)
}

/// A fault if all of `named` list their values and the claim's is not among them.
fn unknown_value(api: &Api, named: &[&QueryOption], claim: &Claim, told: usize) -> Option<Diagnostic> {
    let value = claim.value.as_str();
    let mut values: Vec<&str> = Vec::new();
    for option in named {
        match option.kind {
            OptionKind::Choice(id) | OptionKind::Choices(id) => {
                values.extend(api.enums[id.0].values.iter().map(|known| known.value.as_str()))
            }
            OptionKind::Boolean => values.extend(["true", "false"]),
            _ => return None,
        }
    }
    let fits = |known: &&str| value.strip_suffix('*').map_or(**known == *value, |start| known.starts_with(start));
    if values.iter().any(fits) {
        return None;
    }
    values.sort_unstable();
    values.dedup();
    let fault = Diagnostic::error(Code::UnknownAsked, claim.at.clone(), format!("`{}` has no value `{value}`", claim.option));
    Some(fault.label("unknown value").help(suggest::help(value, values.iter().copied(), told)))
}

fn sets(api: &Api, claim: &Claim, (added, edited): (bool, bool), told: usize) -> Option<Diagnostic> {
    let resource = &api.resources[claim.home.resource?];
    let sends = |endpoint: &&Endpoint| match &endpoint.sends {
        Some(Sends::Body { content: Content::New(id), .. }) => added && is(*id, claim),
        Some(Sends::Body { content: Content::Patch(id), .. }) => edited && is(*id, claim),
        _ => false,
    };
    let (mut named, mut without) = (Vec::new(), Vec::new());
    for endpoint in resource.endpoints.iter().filter(sends) {
        match endpoint.query.iter().find(|known| known.name == claim.option) {
            Some(option) => named.push(option),
            None => without.push(format!("`{}`", endpoint.name)),
        }
    }
    if without.is_empty() {
        return if named.is_empty() { None } else { unknown_value(api, &named, claim, told) };
    }
    let verb = if without.len() == 1 { "does not take" } else { "do not take" };
    let text = format!("{} {verb} the option `{}`, which this field sets", without.join(", "), claim.option);
    let known = resource.endpoints.iter().flat_map(|endpoint| &endpoint.query).map(|known| known.name.as_str());
    let near = suggest::nearest(&claim.option, known, told).filter(|near| *near != claim.option);
    let help = near.map_or_else(|| format!("add it: `query: [{}]`", claim.option), |near| format!("did you mean `{near}`?"));
    Some(Diagnostic::error(Code::UnusedSets, claim.at.clone(), text).label("not taken").help(help))
}

fn is(id: ShapeId, claim: &Claim) -> bool {
    claim.home.entity == Some(id)
}
