//! From the fields of a projection to query options.

use std::collections::BTreeMap;

use super::{Fact, Part, fact};

/// What a request asks for: options with their values, in order.
#[inline]
pub(crate) fn select(facts: &'static [Fact], includes: &[&str], parts: &[Part]) -> Vec<(&'static str, String)> {
    let mut wanted = Wanted::default();
    for part in parts {
        wanted.take(&part.fact, part.parts, includes);
        for need in part.fact.needs {
            wanted.take(&fact(facts, need), &[], includes);
        }
    }
    let mut options: Vec<(&'static str, String)> = Vec::new();
    if !wanted.whole && !wanted.fields.is_empty() {
        options.push(("fields", wanted.fields.join(",")));
    }
    options.extend(wanted.asked.into_iter().map(|(option, values)| (option, values.join(","))));
    options
}

#[derive(Default)]
struct Wanted {
    fields: Vec<&'static str>,
    /// Values an option.
    asked: BTreeMap<&'static str, Vec<String>>,
    whole: bool,
}

impl Wanted {
    #[inline]
    fn take(&mut self, fact: &Fact, parts: &[Part], includes: &[&str]) {
        self.whole |= fact.whole;
        if fact.named && !self.fields.contains(&fact.name) {
            self.fields.push(fact.name);
        }
        let Some((option, value)) = fact.asked else { return };
        match value.strip_suffix('*') {
            // `count.*`: those that are wanted, or all that there are.
            Some(start) if parts.is_empty() => {
                for value in includes.iter().filter(|value| value.starts_with(start)) {
                    self.ask(option, (*value).to_owned());
                }
            }
            Some(start) => {
                for part in parts {
                    self.ask(option, format!("{start}{}", part.fact.name));
                }
            }
            None => {
                self.ask(option, value.to_owned());
                for (_, below) in parts.iter().filter_map(|part| part.fact.asked) {
                    self.ask(option, format!("{value}.{below}"));
                }
            }
        }
    }

    #[inline]
    fn ask(&mut self, option: &'static str, value: String) {
        let values = self.asked.entry(option).or_default();
        if !values.contains(&value) {
            values.push(value);
        }
    }
}
