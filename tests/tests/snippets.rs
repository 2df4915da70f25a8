//! The Rust snippets of the reference site compile, each with a credential that may call the endpoint.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fmt::Write;
use std::fs;
use std::path::Path;

use ghost_codegen::site;
use ghost_spec::Spec;
use ghost_spec::model::Api;

/// The first block of code of a kind in a section, as a reader copies it.
fn code(section: &str, kind: &str) -> Option<String> {
    let (_, rest) = section.split_once(&format!("data-code=\"{kind}\""))?;
    let (block, _) = rest.split_once("<code>")?.1.split_once("</code>")?;
    let mut text = String::new();
    let mut is_markup = false;
    for c in block.chars() {
        match c {
            '<' => is_markup = true,
            '>' => is_markup = false,
            c if !is_markup => text.push(c),
            _ => {}
        }
    }
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    Some(signs.iter().fold(text, |text, (escaped, plain)| text.replace(escaped, plain)))
}

/// `staff_token` → `StaffToken`.
fn marker(credential: &str) -> String {
    credential.split('_').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

/// A function for each endpoint of an API, and how many there are.
fn functions(api: &Api, page: &str, out: &mut String) -> usize {
    let mut count = 0;
    for resource in &api.resources {
        for endpoint in &resource.endpoints {
            let name = format!("{}.{}", resource.name, endpoint.name);
            let section = page.split_once(&format!("id=\"{name}\"")).unwrap_or_else(|| panic!("no section {name}")).1;
            let section = section.split("</section>").next().unwrap();
            let snippet = code(section, "rust").unwrap_or_else(|| panic!("no snippet for {name}"));
            let credential = marker(&api.credentials[api.access[endpoint.access].credentials[0]].name);
            let function = format!("{}_{}_{}", api.name, resource.name, endpoint.name);
            writeln!(
                out,
                "async fn {function}(ghost: &ghost_client::Ghost<ghost_client::{credential}>) -> Result<(), Box<dyn std::error::Error>> {{\n{snippet}Ok(())\n}}\n"
            )
            .unwrap();
            count += 1;
        }
    }
    count
}

#[test]
fn the_snippet_of_every_endpoint_compiles() {
    let spec = Spec::load(Path::new(env!("CARGO_MANIFEST_DIR")).join("../ghost-spec/api")).check().unwrap();
    let files = site::files(spec.apis(), "ghost_client");
    let mut text = "#![allow(dead_code, unused_variables)]\n\nfn main() {}\n\n".to_owned();
    let mut count = 0;
    for api in spec.apis() {
        let page = &files.iter().find(|(name, _)| *name == format!("{}.html", api.name)).unwrap().1;
        count += functions(api, page, &mut text);
    }
    assert!(count >= 262, "only {count} endpoints");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("snippets.rs");
    fs::write(&file, text).unwrap();
    trybuild::TestCases::new().pass(file);
}
