//! What a resource is written out as, and all that is said of one that is wrong.

use super::*;

/// The implementations, as a file.
fn written(text: &str) -> String {
    let input = syn::parse_str(text).unwrap();
    prettyplease::unparse(&syn::parse2(derive(&input)).unwrap())
}

/// The messages, one a mistake.
fn faults(text: &str) -> Vec<String> {
    let written = derive(&syn::parse_str(text).unwrap()).to_string();
    let told = written.split("compile_error ! {").skip(1);
    told.filter_map(|after| syn::parse_str::<LitStr>(after.split_once('}')?.0).ok()).map(|text| text.value()).collect()
}

#[test]
fn each_operation_is_a_trait() {
    insta::assert_snapshot!(written(
        r#"
        #[ghost(path = "/things/", key = "things", operations(browse, add, edit), access = User, new = NewThing, patch = a::Patch)]
        pub struct Thing<T: Slot> {
            id: ThingId,
            #[ghost(name = "type")]
            kind: Option<T>,
        }
        "#
    ));
}

#[test]
fn a_resource_of_the_content_api_under_another_name_of_the_client() {
    insta::assert_snapshot!(written(
        r#"
        #[ghost(crate = "crate::renamed", path = "/moods/", key = "moods", operations(read), access = Content, api = content)]
        struct Mood {
            id: String,
        }
        "#
    ));
}

#[test]
fn all_mistakes_are_told_and_its_calls_stay_right() {
    let wrong = r#"
        #[ghost(path = "things", key = "things", operations(brows, read, read, add), access = User, patch = Patch, api = members)]
        struct Thing {
            name: String,
        }
    "#;
    insta::assert_snapshot!(faults(wrong).join("\n"));
    for operation in ["Browse", "Read", "Add", "Edit", "Destroy"] {
        assert!(written(wrong).contains(&format!("impl ::ghost_client::resource::{operation} for Thing")), "{operation}");
    }
}

#[test]
fn what_is_missing_is_told_at_once() {
    let told = faults("#[ghost(key = \"things\")] struct Thing { id: String }");
    assert_eq!(told, [r#"a resource needs `#[ghost(path = "/things/", operations(browse, read), access = User)]`"#]);
}
