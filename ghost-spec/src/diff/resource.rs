//! Resources: modules with their endpoints.

use super::{Class, Comparison, Described, Subject, rename};
use crate::model::Resource;

impl Comparison<'_> {
    pub(super) fn resources(&mut self) {
        let both = self.both_resources();
        let went: Vec<usize> = (0..self.old.api.resources.len()).filter(|index| both.iter().all(|(old, _)| old != index)).collect();
        let came: Vec<usize> = (0..self.new.api.resources.len()).filter(|index| both.iter().all(|(_, new)| new != index)).collect();
        let renamed = rename::pairs(&went, &came, |before, after| routes(self.old, before) == routes(self.new, after));
        for before in went {
            let resource = &self.old.api.resources[before];
            let why =
                format!("the module `{}` is gone with its types: code that uses it no longer compiles", self.old.names.modules[before]);
            let what = format!("removed, with {}", count(resource.endpoints.len()));
            let hint = renamed.iter().find(|(old, _)| *old == before).map(|(_, after)| {
                format!("`{}` has the same routes: another name of the same resource?", self.new.api.resources[*after].name)
            });
            self.note(Class::Callers, Subject::Resource, &resource.name, what, why).hint = hint;
        }
        for after in came {
            let resource = &self.new.api.resources[after];
            let what = format!("added, with {}", count(resource.endpoints.len()));
            let why = format!("the module `{}` is new", self.new.names.modules[after]);
            self.note(Class::Additive, Subject::Resource, &resource.name, what, why);
        }
        for (before, after) in both {
            self.resource(before, after);
        }
    }

    fn resource(&mut self, before: usize, after: usize) {
        let (old, new) = (&self.old.api.resources[before], &self.new.api.resources[after]);
        // Shapes and enums are compared by themselves; the name of the file is nobody's business.
        let Resource { name, entity: _, doc, docs, traps, file: _, shapes: _, enums: _, endpoints: _ } = old;
        self.text(Subject::Resource, name, "description", doc, &new.doc);
        self.text(Subject::Resource, name, "link", docs, &new.docs);
        self.texts(Subject::Resource, name, "trap", traps, &new.traps);
        let (had, has) = (&self.old.names.modules[before], &self.new.names.modules[after]);
        if had != has {
            let why = format!("the module `{had}` and the method that leads to it are gone: code that names them no longer compiles");
            self.note(Class::Callers, Subject::Resource, name, format!("called `{has}` in Rust"), why);
        }
        self.endpoints(before, after);
    }
}

fn routes(described: &Described<'_>, resource: usize) -> Vec<String> {
    let resource = &described.api.resources[resource];
    // Without endpoints there is nothing by which to know it.
    if resource.endpoints.is_empty() {
        return vec![resource.name.clone()];
    }
    resource.endpoints.iter().map(|endpoint| endpoint.route()).collect()
}

fn count(endpoints: usize) -> String {
    if endpoints == 1 { "1 endpoint".to_owned() } else { format!("{endpoints} endpoints") }
}
