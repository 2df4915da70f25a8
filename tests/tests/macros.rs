//! What macros say of mistakes: one error each, on the word that is wrong.

#[test]
fn macros() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui/macros/pass/*.rs");
    cases.compile_fail("ui/macros/fail/*.rs");
}
