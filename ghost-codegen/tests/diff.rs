//! What `diff` says of each kind of change of a description, and that it says enough.
//!
//! Cases are edits of the small spec, which uses every construct of the language. What is said of them is in
//! `snapshots/`; `INSTA_UPDATE=always cargo test -p ghost-codegen --test diff` writes it anew.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use ghost_codegen::Generator;
use ghost_spec::diff::{Class, Diff};
use ghost_spec::{Checked, Faults, Spec};

#[path = "diff/cases.rs"]
mod cases;

use cases::{CASES, Case};

fn workspace(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// The small spec: names and texts of its files.
fn small() -> Vec<(String, String)> {
    let read = |name: &str| (name.to_owned(), fs::read_to_string(workspace("tests/specs/small").join(name)).unwrap());
    vec![read("api.yaml"), read("notes.yaml")]
}

fn checked(files: &[(String, String)]) -> Result<Spec<Checked>, Faults> {
    Spec::from_sources(files.iter().cloned()).check()
}

fn edited(case: &Case) -> Result<Spec<Checked>, String> {
    let mut files = small();
    for (from, to) in case.edits {
        let file = files.iter_mut().find(|(_, text)| text.contains(from)).unwrap_or_else(|| panic!("{}: no `{from}` to edit", case.name));
        assert!(from != to, "{}: `{from}` stays as it is", case.name);
        file.1 = file.1.replace(from, to);
    }
    checked(&files).map_err(|faults| format!("{}: {faults}", case.name))
}

/// One line a change, and one for its reason.
fn said(diff: &Diff) -> String {
    let one = |change: &ghost_spec::diff::Change| {
        let hint = change.hint.as_ref().map(|hint| format!("\n      renamed? {hint}")).unwrap_or_default();
        format!(
            "  {} | {} | {} | {}\n      {}{hint}\n",
            change.class,
            change.subject.as_str(),
            change.at.join(", "),
            change.what,
            change.why
        )
    };
    diff.changes().iter().map(one).collect()
}

#[test]
fn every_kind_of_change_is_classed_with_its_reason() {
    let before = checked(&small()).unwrap();
    let mut by_concern: BTreeMap<&str, String> = BTreeMap::new();
    let mut wrong = String::new();
    for case in CASES {
        let after = match edited(case) {
            Ok(after) => after,
            Err(faults) => {
                wrong.push_str(&faults);
                continue;
            }
        };
        let diff = ghost_codegen::compare(&before, &after);
        let classes: Vec<Class> = Class::ALL.into_iter().filter(|class| diff.of(*class).next().is_some()).collect();
        if classes != case.classes {
            wrong.push_str(&format!("{}: {classes:?} instead of {:?}\n{}\n", case.name, case.classes, said(&diff)));
        }
        by_concern.entry(case.concern).or_default().push_str(&format!("{}\n{}\n", case.name, said(&diff)));
    }
    assert!(wrong.is_empty(), "{wrong}");
    for (concern, text) in by_concern {
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!(concern, text) });
    }
}

#[test]
fn a_description_does_not_differ_from_itself() {
    for folder in ["ghost-spec/api", "tests/specs/small", "tests/specs/names"] {
        let read = || Spec::load(workspace(folder)).check().unwrap();
        let diff = ghost_codegen::compare(&read(), &read());
        assert!(diff.is_empty(), "{folder}:\n{}", said(&diff));
    }
}

/// What compiles all the same is the worst of all.
#[test]
fn arguments_that_change_places_break_callers() {
    let with = |from: &str, to: &str| {
        let mut files = small();
        assert!(files[1].1.contains(from), "no `{from}` to edit");
        files[1].1 = files[1].1.replace(from, to);
        checked(&files).unwrap()
    };
    let (title, author) = ("  title:      {", "  author:     { type: string, write: [add!] }\n");
    let after_title = "doc: Headline. }\n";
    let diff = ghost_codegen::compare(&with(title, &format!("{author}{title}")), &with(after_title, &format!("{after_title}{author}")));
    let change = diff.changes().first().unwrap();
    assert_eq!((diff.changes().len(), change.class, change.what.as_str()), (1, Class::Callers, "`NewNote::new` takes `title`, `author`"));

    let query = "query: [filter, search, all], one_of: [filter, search, all]";
    let swapped = |first: &str| with(query, &format!("query: [{first}]"));
    let diff = ghost_codegen::compare(&swapped("search!, all!"), &swapped("all!, search!"));
    let change = diff.changes().first().unwrap();
    assert_eq!((diff.changes().len(), change.class, change.what.as_str()), (1, Class::Callers, "takes `all`, `search`, the body"));
}

/// Every text that the pieces between commas, and the lines, of the small spec make when one of them is left out.
fn mutilations() -> Vec<Vec<(String, String)>> {
    let files = small();
    let mut all = Vec::new();
    for (index, (_, text)) in files.iter().enumerate() {
        let mut with = |text: String| {
            let mut files = files.clone();
            files[index].1 = text;
            all.push(files);
        };
        let commas: Vec<usize> = text.match_indices(", ").map(|(at, _)| at).collect();
        for at in commas {
            let end = text[at + 2..].find([',', '}', ']', '\n']).map_or(text.len(), |length| at + 2 + length);
            with(format!("{}{}", &text[..at], &text[end..]));
        }
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for skipped in 0..lines.len() {
            with(lines.iter().enumerate().filter(|(line, _)| *line != skipped).map(|(_, line)| *line).collect());
        }
        for (from, to) in [
            ("nullable: true, ", ""),
            ("shown: sometimes", "shown: always"),
            (": string", ": integer"),
            ("add!", "add"),
            ("[add, edit]", "[edit]"),
            ("anyone", "person"),
        ] {
            for (at, _) in text.match_indices(from) {
                with(format!("{}{to}{}", &text[..at], &text[at + from.len()..]));
            }
        }
    }
    all
}

/// What is generated, without the line that says which text of the description it was made from.
fn generated(spec: &Spec<Checked>) -> Vec<(String, String)> {
    let files = Generator::new().features(true).generate_from(spec).unwrap().files().to_vec();
    let unstamped = |text: String| text.lines().filter(|line| !line.starts_with("// Format ")).collect::<Vec<_>>().join("\n");
    files.into_iter().map(|(name, text)| (name, unstamped(text))).collect()
}

/// Lines of generated code that others can name, with how often each is there.
fn public_lines(files: &[(String, String)]) -> BTreeMap<(&str, &str), usize> {
    let mut lines = BTreeMap::new();
    for (name, text) in files.iter().filter(|(name, _)| !name.ends_with("wire.rs") && !name.ends_with("permissions.rs")) {
        for line in text.lines().map(str::trim).filter(|line| line.starts_with("pub ") || line.starts_with("#[derive")) {
            *lines.entry((name.as_str(), line)).or_default() += 1;
        }
    }
    lines
}

/// The generator is the judge: what changes its output is a change, and what is called harmless leaves every line
/// that others can name where it was.
#[test]
fn the_generated_code_agrees() {
    let before = checked(&small()).unwrap();
    let code = generated(&before);
    let had = public_lines(&code);
    let (mut compared, mut harmless) = (0, 0);
    for files in mutilations() {
        let Ok(after) = checked(&files) else { continue };
        compared += 1;
        let diff = ghost_codegen::compare(&before, &after);
        let edit = || similar_lines(&small(), &files);
        if diff.is_empty() {
            assert!(generated(&after) == code, "the code changes and no change is told:\n{}", edit());
        }
        if diff.changes().iter().all(|change| !change.class.is_breaking()) {
            harmless += 1;
            let code = generated(&after);
            let has = public_lines(&code);
            let lost: Vec<_> = had.iter().filter(|(line, count)| has.get(*line).copied().unwrap_or_default() < **count).collect();
            assert!(lost.is_empty(), "called harmless:\n{}\nedit:\n{}\nlost: {lost:#?}", said(&diff), edit());
        }
    }
    assert!(compared > 200 && harmless > 50, "too few of the edits make a spec: {compared}, harmless {harmless}");
}

/// Lines that differ between two states of files.
fn similar_lines(old: &[(String, String)], new: &[(String, String)]) -> String {
    let mut out = String::new();
    for ((_, before), (_, after)) in old.iter().zip(new) {
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let (before, after) = (lines(before), lines(after));
        out.extend(before.iter().filter(|line| !after.contains(line)).map(|line| format!("- {line}\n")));
        out.extend(after.iter().filter(|line| !before.contains(line)).map(|line| format!("+ {line}\n")));
    }
    out
}

#[test]
fn a_slash_that_all_paths_lose_is_told_once() {
    let mut files = small();
    for (name, text) in &mut files {
        let without = |line: &str| {
            let is_call = line.contains("call: ");
            if is_call { line.trim_end_matches('/').replace("/,", ",").replace("/\"", "\"") } else { line.to_owned() }
        };
        *text = text.lines().map(|line| without(line) + "\n").collect();
        if name == "api.yaml" {
            *text += "slash: false\n";
        }
    }
    let diff = ghost_codegen::compare(&checked(&small()).unwrap(), &checked(&files).unwrap_or_else(|faults| panic!("{faults}")));
    let [change] = diff.changes() else { panic!("{}", said(&diff)) };
    assert_eq!((change.class, change.what.as_str()), (Class::Callers, "paths do not end in a slash any more"));
}

/// The shipped description: texts by name.
fn shipped() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for api in ["admin", "content"] {
        for entry in fs::read_dir(workspace("ghost-spec/api").join(api)).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{api}/{}", path.file_name().unwrap().to_string_lossy());
            files.push((name, fs::read_to_string(path).unwrap()));
        }
    }
    files.sort();
    files
}

#[test]
fn each_field_taken_from_the_real_description_breaks_who_uses_it() {
    let files = shipped();
    let before = checked(&files).unwrap();
    let mut compared = 0;
    for (index, (name, text)) in files.iter().enumerate() {
        let Some(entity) = text.lines().find_map(|line| line.strip_prefix("entity: ")) else { continue };
        let start = text.find("\nfields:\n").map_or(text.len(), |at| at + "\nfields:\n".len());
        let fields = text[start..].lines().take_while(|line| line.starts_with("  ") || line.is_empty());
        // One of twenty: each costs a check of all files.
        let each = fields.filter(|line| line.starts_with("  ") && line.as_bytes()[2].is_ascii_lowercase() && line.ends_with('}'));
        for line in each.skip(index % 20).step_by(20) {
            let mut files = files.clone();
            files[index].1 = text.replacen(&format!("{line}\n"), "", 1);
            let Ok(after) = checked(&files) else { continue };
            compared += 1;
            let diff = ghost_codegen::compare(&before, &after);
            let field = line.trim().split(':').next().unwrap();
            let place = format!("{entity}.{field}");
            let api = name.split('/').next().unwrap();
            let told = diff.changes().iter().any(|change| change.class.is_breaking() && change.api == api && change.at.contains(&place));
            assert!(told, "{name}, `{line}` removed:\n{}", said(&diff));
        }
    }
    assert!(compared > 15, "too few fields could be taken away: {compared}");
}

#[test]
fn the_real_description_tells_a_shared_change_once() {
    let files = shipped();
    let before = checked(&files).unwrap();
    let api = files.iter().position(|(name, _)| name == "admin/api.yaml").unwrap();
    let limit = files[api].1.lines().find(|line| line.trim_start().starts_with("limit:")).unwrap().to_owned();
    let mut after = files.clone();
    after[api].1 = files[api].1.replace(&limit, &limit.replace("max: 100", "max: 50"));
    assert_ne!(after[api].1, files[api].1);
    let diff = ghost_codegen::compare(&before, &checked(&after).unwrap());
    assert_eq!(diff.changes().len(), 1, "{}", said(&diff));
    let change = &diff.changes()[0];
    assert_eq!((change.class, change.what.as_str()), (Class::Callers, "1 to 50 instead of 1 to 100"));
    assert!(change.at.len() > 10 && change.at.contains(&"posts.browse?limit".to_owned()), "{:?}", change.at);
}

#[test]
fn the_real_description_without_a_credential_breaks_its_callers() {
    let files = shipped();
    let api = files.iter().position(|(name, _)| name == "admin/api.yaml").unwrap();
    let class = files[api].1.lines().find(|line| line.trim_start().starts_with("anyone:")).unwrap().to_owned();
    let mut after = files.clone();
    after[api].1 = files[api].1.replace(&class, &class.replace("integration, ", ""));
    assert_ne!(after[api].1, files[api].1);
    let diff = ghost_codegen::compare(&checked(&files).unwrap(), &checked(&after).unwrap());
    let change = diff.of(Class::Callers).next().unwrap();
    assert_eq!((change.at.join(""), change.what.as_str()), ("access anyone".to_owned(), "narrowed: no longer for `integration`"));
    assert!(change.why.contains("`MayCall<access::Anyone>`"), "{}", change.why);
}
