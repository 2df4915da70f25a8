//! What a credential may not call does not compile, and the compiler says why on the method's name.

#[test]
fn gating() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/pass/*.rs");
    cases.compile_fail("ui/fail/*.rs");
}
