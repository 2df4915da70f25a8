//! Ghost's own parser reads the tree that a filter stands for.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use ghost_client::nql::{Fault, TextField};
use ghost_tests::server::version_under_test;
use serde_json::{Value, json};

use super::said::{Dice, Thing, anything, canonical};

/// How many random filters are tried.
const FILTERS: usize = 3000;

/// What the parser of the Ghost that is tested makes of filters.
fn parsed(filters: &[String]) -> Vec<Value> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("ghost-server/ghost-server.sh");
    let mut child = Command::new("bash")
        .arg(script)
        .args(["parse", &version_under_test()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let list = serde_json::to_vec(filters).unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(&list));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success(), "the parser does not run");
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn random_filters_are_read_as_the_tree_they_were_built_as() {
    let mut dice = Dice::new(0x5EED_CAFE);
    let (mut texts, mut expected, mut refused) = (Vec::new(), Vec::new(), 0);
    while texts.len() < FILTERS {
        let depth = texts.len() % 5;
        let (filter, tree) = anything(&mut dice, depth);
        match filter.text() {
            Ok(text) => {
                texts.push(text);
                expected.push(tree);
            }
            // Two texts that end in a backslash cannot be said; nothing else may be refused.
            Err(fault) => {
                assert_eq!(fault, Fault::Backslash);
                refused += 1;
            }
        }
    }
    assert!(refused * 10 < FILTERS, "{refused} refused");
    for ((text, expected), tree) in texts.iter().zip(&expected).zip(parsed(&texts)) {
        assert_eq!(canonical(&tree), canonical(expected), "{text}\nread as {tree}");
    }
}

#[test]
fn what_was_recorded_of_the_parser_is_true_of_this_one() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("recorded/nql/quote_cases.json");
    let recorded: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let cases = recorded["round_trip"].as_array().unwrap();
    let values: Vec<&str> = cases.iter().map(|case| case["value"].as_str().unwrap()).collect();
    let filters: Vec<String> = values.iter().map(|value| TextField::<Thing>::named("t").eq(*value).text().unwrap()).collect();
    let expected: Vec<Value> = values.iter().map(|value| json!({ "t": value })).collect();
    assert_eq!(parsed(&filters), expected);
    let errors: Vec<String> = recorded["errors"].as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect();
    for (text, tree) in errors.iter().zip(parsed(&errors)) {
        assert!(tree.get("error").is_some(), "{text} is read as {tree}");
    }
}
