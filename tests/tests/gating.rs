//! What a credential may not call does not compile, and the compiler says why on the method's name.

#[test]
fn gating() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/*.rs");
    cases.compile_fail("ui/fail/*.rs");
}

/// The README's first example is the one that compiles above, but for the line that must not.
#[test]
fn the_readme_shows_what_compiles() {
    let compiled = include_str!("../ui/pass/the_readme_compiles.rs");
    let example = include_str!("../../README.md").split("```").nth(1).unwrap_or_default();
    assert!(example.lines().count() > 3, "the README has an example");
    let shown = example.lines().skip(1).map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("ghost.themes()"));
    for line in shown {
        assert!(compiled.contains(line), "the README shows what does not compile in ui/pass/the_readme_compiles.rs: {line}");
    }
}
