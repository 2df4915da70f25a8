//! What is asked of an endpoint: a query, and what the description promises for it.

use ghost_spec::model::{Api, Endpoint, EnumId, OptionKind, QueryOption};

use super::version::Server;

/// Query pairs in the order they are sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pairs: Vec<(String, String)>,
}

impl Query {
    /// Sets an option.
    #[must_use]
    pub fn with(mut self, option: &str, value: impl Into<String>) -> Self {
        self.pairs.retain(|(name, _)| name != option);
        self.pairs.push((option.to_owned(), value.into()));
        self
    }

    /// The pairs.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The value of an option.
    #[must_use]
    pub fn get(&self, option: &str) -> Option<&str> {
        self.pairs.iter().find(|(name, _)| name == option).map(|(_, value)| value.as_str())
    }

    /// As it is shown after a path.
    #[must_use]
    pub fn shown(&self) -> String {
        let shown: Vec<String> = self.pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        if shown.is_empty() { String::new() } else { format!("?{}", shown.join("&")) }
    }
}

/// What an endpoint will show for a query: given values, and the server's defaults for the rest.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    endpoint: &'a Endpoint,
    query: &'a Query,
}

impl<'a> Asked<'a> {
    /// For an endpoint with a query.
    #[must_use]
    pub fn new(endpoint: &'a Endpoint, query: &'a Query) -> Self {
        Asked { endpoint, query }
    }

    /// Whether the option holds the value; a value may end in `*`.
    #[must_use]
    pub fn holds(&self, option: &str, value: &str) -> bool {
        let given = self.query.get(option).or_else(|| self.default(option));
        given.is_some_and(|given| given.split(',').any(|item| fits(item.trim(), value)))
    }

    fn default(&self, option: &str) -> Option<&str> {
        self.endpoint.query.iter().find(|known| known.name == option).and_then(|known| known.default.as_deref())
    }
}

fn fits(item: &str, value: &str) -> bool {
    match value.strip_suffix('*') {
        Some(start) => item.starts_with(start),
        None => item == value,
    }
}

/// A path of segments, with the slash at the end that Ghost wants.
#[must_use]
pub fn path<S: AsRef<str>>(segments: &[S]) -> String {
    segments.iter().fold("/".to_owned(), |path, segment| format!("{path}{}/", segment.as_ref()))
}

/// The queries that bring everything out of an endpoint, beginning with the plain one.
#[must_use]
pub fn queries(api: &Api, endpoint: &Endpoint, server: Server, required: &Query) -> Vec<Query> {
    let values = |option: &str| all_values(api, endpoint, server, option);
    let mut queries = vec![required.clone()];
    let mut everything = required.clone();
    for option in ["include", "formats"] {
        if let Some(values) = values(option) {
            queries.push(required.clone().with(option, values.clone()));
            everything = everything.with(option, values);
        }
    }
    if endpoint.query.iter().any(|option| option.name == "limit") {
        everything = everything.with("limit", "100");
    }
    queries.push(everything);
    queries.dedup();
    queries
}

/// Every value an option with a closed set takes on this server, joined.
fn all_values(api: &Api, endpoint: &Endpoint, server: Server, name: &str) -> Option<String> {
    let option = endpoint.query.iter().find(|option| option.name == name && server.has(&option.versions))?;
    let id = closed(option)?;
    let values = api.enums.get(id.0)?.values.iter().filter(|value| server.has(&value.versions));
    let joined = values.map(|value| value.value.as_str()).collect::<Vec<_>>().join(",");
    (!joined.is_empty()).then_some(joined)
}

fn closed(option: &QueryOption) -> Option<EnumId> {
    match option.kind {
        OptionKind::Choices(id) => Some(id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_end() {
        assert!(fits("count.clicks", "count.*") && !fits("counts", "count.*"));
        assert!(fits("tags", "tags") && !fits("tags.x", "tags"));
    }

    #[test]
    fn an_option_is_set_once() {
        let query = Query::default().with("limit", "1").with("limit", "2");
        assert_eq!(query.shown(), "?limit=2");
    }
}
