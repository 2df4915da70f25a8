//! What a change of a description means for the bindings: the comparison of `ghost-spec`, with the names that are generated.

use ghost_spec::diff::{self, Described, Diff, EndpointNames, EnumNames, Names, SelectionNames, ShapeNames};
use ghost_spec::model::{Api, Endpoint, EnumId, QueryOption, Resource, ShapeId};
use ghost_spec::{Checked, Spec};
use proc_macro2::Ident;

use crate::emit::{class_ty, credential_ty};
use crate::features::Features;
use crate::names::value_name;
use crate::plan::{self, Plan};

/// Compares two descriptions: each difference with whom it breaks, and why, in the names of the generated code.
///
/// ```
/// # let api = "api: demo\ntitle: Demo\ndoc: Demo.\nbase: /api\nclient: Demo\nversions: { oldest: 1.0, newest: 1.0 }
/// # credentials: { key: { doc: A key. } }\naccess: { anyone: { doc: Any key., credentials: [key] } }\nenvelopes: { one: { kind: one, key: '{resource}' } }\n";
/// # let notes = |mail: &str| format!("resource: notes\nentity: note\ndoc: Notes.\nfields: {{ id: {{ type: id }}, mail: {mail} }}
/// # endpoints:\n  read: {{ doc: Reads., call: 'GET /notes/{{id}}/', returns: one, access: anyone, permission: none }}\n");
/// # let spec = |mail: &str| ghost_spec::Spec::from_sources([("api.yaml".to_owned(), api.to_owned()), ("notes.yaml".to_owned(), notes(mail))]).check();
/// let old = spec("{ type: string }")?;
/// let new = spec("{ type: string, nullable: true }")?;
/// let diff = ghost_codegen::compare(&old, &new);
/// assert_eq!(diff.bump(), ghost_spec::diff::Bump::Major);
/// assert!(diff.changes()[0].why.starts_with("`Note::mail` becomes `Option<String>`"));
/// # Ok::<(), ghost_spec::Faults>(())
/// ```
#[must_use]
pub fn compare(old: &Spec<Checked>, new: &Spec<Checked>) -> Diff {
    diff::compare(&described(old), &described(new))
}

fn described(spec: &Spec<Checked>) -> Vec<Described<'_>> {
    spec.apis().iter().map(|api| Described { api, names: names(api) }).collect()
}

/// What the generator calls everything of an API.
fn names(api: &Api) -> Names {
    let plan = Plan::new(api);
    let features = Features::new(&plan, true);
    let module = |index: usize| plain(&plan.modules[index].name);
    Names {
        credentials: api.credentials.iter().map(|credential| plain(&credential_ty(&credential.name))).collect(),
        access: api.access.iter().map(|class| plain(&class_ty(&class.name))).collect(),
        modules: (0..api.resources.len()).map(module).collect(),
        features: (0..api.resources.len()).map(|index| features.of(index).to_vec()).collect(),
        endpoints: api.resources.iter().zip(&plan.modules).map(|(resource, module)| endpoints(resource, module)).collect(),
        shapes: (0..api.shapes.len()).map(|index| shape(&plan, ShapeId(index))).collect(),
        enums: (0..api.enums.len()).map(|index| enumeration(&plan, EnumId(index))).collect(),
    }
}

fn endpoints(resource: &Resource, module: &plan::Module<'_>) -> Vec<EndpointNames> {
    let one = |(endpoint, names): (&Endpoint, &plan::EndpointNames)| EndpointNames {
        method: plain(&names.method),
        call: plain(&names.call),
        form: plain(&names.form),
        options: endpoint.query.iter().map(option).collect(),
        selection: names
            .selection
            .as_ref()
            .map(|selection| SelectionNames { ty: plain(&selection.ty), variants: selection.variants.iter().map(plain).collect() }),
    };
    resource.endpoints.iter().zip(&module.endpoints).map(one).collect()
}

fn option(option: &QueryOption) -> String {
    option.rust.clone().unwrap_or_else(|| value_name(&option.name))
}

fn shape(plan: &Plan<'_>, id: ShapeId) -> ShapeNames {
    let names = plan.shape(id);
    ShapeNames {
        module: plain(&plan.modules[names.module].name),
        read: plain(&names.read),
        partial: plain(&names.partial),
        new: plain(&names.new),
        patch: plain(&names.patch),
        id: plain(&names.id),
        field: plain(&names.field),
        fields: names.fields.iter().map(plain).collect(),
        variants: names.variants.iter().map(plain).collect(),
        filter: plain(&names.filter),
        filters: names.filters.iter().map(plain).collect(),
        boxed: (0..names.fields.len()).map(|index| plan.is_boxed(id, index)).collect(),
    }
}

fn enumeration(plan: &Plan<'_>, id: EnumId) -> EnumNames {
    let names = plan.enumeration(id);
    EnumNames {
        module: plain(&plan.modules[names.module].name),
        ty: plain(&names.ty),
        variants: names.variants.iter().map(plain).collect(),
    }
}

fn plain(name: &Ident) -> String {
    name.to_string()
}
