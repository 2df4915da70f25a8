//! The route that a recorded request belongs to.

use ghost_client::rt::Route;
use ghost_client::{admin, content};
use ghost_tests::recordings::Exchange;

/// The route that fits a path: one with more fixed segments wins.
pub(crate) fn route(exchange: &Exchange) -> Option<&'static Route> {
    let routes = if exchange.api == Some("content") { content::routes::ROUTES } else { admin::routes::ROUTES };
    let path: Vec<&str> = exchange.path.trim_matches('/').split('/').collect();
    routes
        .iter()
        .filter(|route| route.endpoint.method.as_str() == exchange.method)
        .filter_map(|route| {
            let described: Vec<&str> = route.endpoint.path.trim_matches('/').split('/').collect();
            let fits = described.len() == path.len()
                && described.iter().zip(&path).all(|(described, part)| described.starts_with('{') || described == part);
            fits.then(|| (described.iter().filter(|part| !part.starts_with('{')).count(), route))
        })
        .max_by_key(|(fixed, _)| *fixed)
        .map(|(_, route)| route)
}
