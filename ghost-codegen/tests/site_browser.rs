//! The reference site in a real browser: search finds, anchors arrive, keys work, colours can be read, and the matrix says what the
//! description says.
//!
//! Needs Chromium or Chrome (`CHROMIUM` names one that is not on the path). Without it nothing is tested, which is said, and fails
//! where `REQUIRE_BROWSER` is set.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ghost_codegen::site;
use ghost_spec::Spec;
use ghost_spec::model::{Api, Check, Role};
use serde_json::{Value, json};

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

fn browser() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Some(PathBuf::from(named));
    }
    let path = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&path).flat_map(|folder| NAMES.map(|name| folder.join(name))).find(|file| file.is_file());
    if found.is_none() {
        eprintln!("\n!! SKIPPED: no Chromium here, so NOTHING tested the reference site in a browser (apt-get install chromium)\n");
        assert!(std::env::var_os("REQUIRE_BROWSER").is_none(), "REQUIRE_BROWSER is set, and there is no Chromium");
    }
    found
}

/// The site of the real description.
struct Site {
    folder: PathBuf,
    browser: PathBuf,
}

/// A script that runs in a page, behind the page's own, and what must hold of its result.
struct Case<'s> {
    page: String,
    /// What stands behind the page's name: a query, or an anchor.
    address: String,
    script: &'static str,
    holds: Box<dyn Fn(Value) + 's>,
}

impl<'s> Case<'s> {
    fn new(page: &str, address: &str, script: &'static str, holds: impl Fn(Value) + 's) -> Self {
        Case { page: page.to_owned(), address: address.to_owned(), script, holds: Box::new(holds) }
    }

    /// Of the page of the Admin API.
    fn equal(address: &str, script: &'static str, expected: Value) -> Self {
        let place = address.to_owned();
        Case::new("admin.html", address, script, move |answer| assert_eq!(answer, expected, "{place}"))
    }
}

/// Puts the result of `ask` into an element, from which it is read.
const TELL: &str = "let answer; try { answer = ask(); } catch (error) { answer = String(error); }
    document.getElementById('probe').textContent = 'PROBE' + encodeURIComponent(JSON.stringify(answer)) + 'END';";

impl Site {
    fn written(name: &str, browser: PathBuf) -> (Site, Spec<ghost_spec::Checked>) {
        let spec = Spec::load(Path::new(env!("CARGO_MANIFEST_DIR")).join("../ghost-spec/api")).check().unwrap();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        site::write(&folder, &site::files(spec.apis(), "ghost_client")).unwrap();
        (Site { folder, browser }, spec)
    }

    /// Opens a page as a person does, with our script behind its own.
    fn ask(&self, page: &str, address: &str, script: &str) -> Value {
        let text = fs::read_to_string(self.folder.join(page)).unwrap();
        let probe = format!(
            "<pre id=\"probe\"></pre><script>addEventListener('load', () => {{ const ask = () => {{ {script} }}; {TELL} }});</script></body>"
        );
        self.opened(&format!("probe-{page}"), address, &text.replace("</body>", &probe), &[])
    }

    /// Opens the pages of all cases in one document, a frame each, and runs the scripts in them.
    fn ask_all(&self, cases: &[Case<'_>]) -> Vec<Value> {
        let frame = |case: &Case<'_>| {
            format!("<iframe width=\"1440\" height=\"1000\" src=\"{}{}\"></iframe>\n", case.page, case.address.replace('&', "&amp;"))
        };
        let frames: String = cases.iter().map(frame).collect();
        let scripts: Vec<&str> = cases.iter().map(|case| case.script).collect();
        let text = format!(
            "<!doctype html><meta charset=\"utf-8\"><body>\n{frames}<pre id=\"probe\"></pre><script>addEventListener('load', () => {{
            const scripts = {}; const frames = [...document.querySelectorAll('iframe')];
            const run = (frame, script) => {{
                const element = frame.contentDocument.createElement('script');
                element.textContent = 'try {{ window.probe = (() => {{ ' + script + ' }})(); }} catch (error) {{ window.probe = String(error); }}';
                frame.contentDocument.body.append(element);
                return frame.contentWindow.probe;
            }};
            const ask = () => frames.map((frame, index) => run(frame, scripts[index])); {TELL} }});</script></body>",
            serde_json::to_string(&scripts).unwrap()
        );
        // A page may look into another from the same folder only if it is let.
        let answers = self.opened("probe.html", "", &text, &["--allow-file-access-from-files"]);
        serde_json::from_value(answers).unwrap()
    }

    /// Writes a page, opens it, and reads what its script told.
    fn opened(&self, name: &str, address: &str, text: &str, more: &[&str]) -> Value {
        fs::write(self.folder.join(name), text).unwrap();
        let profile = self.folder.join("profile");
        let output = Command::new(&self.browser)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"])
            .args(["--disable-component-update", "--disable-sync", "--window-size=1440,1000", "--dump-dom"])
            .args(more)
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(format!("file://{}{address}", self.folder.join(name).display()))
            .output()
            .unwrap();
        let _ = fs::remove_dir_all(profile);
        let dom = String::from_utf8_lossy(&output.stdout);
        let found = dom.split("PROBE").nth(1).and_then(|rest| rest.split("END").next()).unwrap_or_default();
        let bytes = decoded(found);
        serde_json::from_slice(&bytes)
            .unwrap_or_else(|error| panic!("{name}{address}: {error}: {}", String::from_utf8_lossy(&output.stderr)))
    }
}

/// Percent signs undone.
fn decoded(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let hex = (byte == b'%').then(|| [bytes.next().unwrap(), bytes.next().unwrap()]);
        out.push(hex.map_or(byte, |pair| u8::from_str_radix(std::str::from_utf8(&pair).unwrap(), 16).unwrap()));
    }
    out
}

const HITS: &str = "return [...document.querySelectorAll('#hits a')].map((a) => a.hash.slice(1));";

#[test]
fn the_site_works_in_a_browser() {
    let Some(browser) = browser() else { return };
    let (site, spec) = Site::written("site-browser", browser);
    // As a person opens it: a file, with nothing that the browser does not do by itself.
    assert_eq!(site.ask("admin.html", "?q=posts.edit", HITS)[0], "posts.edit");
    let mut cases: Vec<Case<'_>> = [search_finds(), anchors_arrive(), keys_work(), colours_can_be_read()].into_iter().flatten().collect();
    cases.extend(spec.apis().iter().map(the_matrix_agrees));
    let answers = site.ask_all(&cases);
    assert_eq!(answers.len(), cases.len());
    for (case, answer) in cases.iter().zip(answers) {
        (case.holds)(answer);
    }
}

fn search_finds() -> Vec<Case<'static>> {
    let hits = |query: &str, holds: fn(&[String])| {
        Case::new("admin.html", query, HITS, move |answer| holds(&serde_json::from_value::<Vec<String>>(answer).unwrap()))
    };
    let told = "return document.getElementById('count').textContent;";
    // While it is typed, and cleared.
    let typed = "const q = document.getElementById('q'); const told = [];
        for (const text of ['posts.ed', '']) { q.value = text; q.dispatchEvent(new Event('input'));
            told.push([document.querySelectorAll('#hits a').length > 0, document.getElementById('reference').hidden]); }
        return told;";
    vec![
        hits("?q=posts.edit", |found| assert_eq!(found[0], "posts.edit")),
        hits("?q=delete%20members", |found| {
            let has = |id: &str| found.iter().any(|hit| hit == id);
            assert!(has("members.bulk_destroy") && has("members.destroy"), "{found:?}");
        }),
        hits("?q=MEMBER.ADD", |found| assert!(found.iter().any(|hit| hit == "members.add"), "by permission, in capitals: {found:?}")),
        hits("?q=qqqqqq", |found| assert!(found.is_empty(), "{found:?}")),
        Case::equal("?q=%3Cimg%20src=x%3E", told, json!("Nothing found for “<img src=x>”")),
        Case::equal("", typed, json!([[true, true], [false, false]])),
    ]
}

fn anchors_arrive() -> Vec<Case<'static>> {
    let script = "const target = document.querySelector(':target'); const box = target.getBoundingClientRect();
        const current = document.querySelector('#side [aria-current]');
        return [target.id, box.top >= 0 && box.top < innerHeight / 2, current && current.hash, current && current.closest('details').open];";
    let unfolds = "return document.querySelector(':target').open;";
    let lost = "return [...document.querySelectorAll('a[href^=\"#\"]')].map((a) => a.hash.slice(1)).filter((id) => !document.getElementById(decodeURIComponent(id)));";
    vec![
        Case::equal("#posts.edit", script, json!(["posts.edit", true, "#posts.edit", true])),
        Case::equal("#shape-post", unfolds, json!(true)),
        Case::equal("", lost, json!([])),
    ]
}

fn keys_work() -> Vec<Case<'static>> {
    let script = "const key = (on, name) => on.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
        const told = []; const at = () => document.activeElement.id || document.activeElement.hash || document.activeElement.tagName;
        key(document.body, '/'); told.push(at());
        const q = document.getElementById('q'); q.value = 'posts.'; q.dispatchEvent(new Event('input'));
        const hits = [...document.querySelectorAll('#hits a')];
        key(q, 'ArrowDown'); told.push(document.activeElement === hits[0]);
        key(hits[0], 'ArrowDown'); told.push(document.activeElement === hits[1]);
        key(hits[1], 'ArrowUp'); told.push(document.activeElement === hits[0]);
        key(hits[0], 'ArrowUp'); told.push(at());
        key(q, 'Escape'); told.push(q.value, document.getElementById('reference').hidden);
        return told;";
    let landmarks =
        "return ['header', 'main', 'nav[aria-label]', 'h1', 'search', 'a.skip'].filter((name) => !document.querySelector(name));";
    let unnamed = "return [...document.querySelectorAll('button, input')].filter((one) => !one.textContent.trim() && !one.getAttribute('aria-label') && !(one.labels && one.labels.length)).length;";
    vec![
        Case::equal("", script, json!(["q", true, true, true, "q", "", false])),
        Case::equal("", landmarks, json!([])),
        Case::equal("", unnamed, json!(0)),
    ]
}

/// As WCAG asks of text: 4.5 to 1.
fn colours_can_be_read() -> Vec<Case<'static>> {
    let script = "const parse = (text) => text.match(/[0-9.]+/g).map(Number);
        const light = (c) => { const [r, g, b] = c.map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
        const behind = (one) => { for (let at = one; at; at = at.parentElement) { const c = parse(getComputedStyle(at).backgroundColor); if (c.length < 4 || c[3] > 0) return c.slice(0, 3); } return [255, 255, 255]; };
        const bad = new Set();
        const kinds = ['p', 'h1', 'h2', 'h4', 'a', 'code', 'td.yes', 'td.part', 'td.check', 'td.no', 'td.never', '.method', '.badge', '.traps li', '.s', '.n', '.k', '.p', 'summary', '.base', 'var', '.fields th', '.who th', '.legend li', '.bite'];
        for (const kind of kinds) for (const one of [...document.querySelectorAll('#content ' + kind)].slice(0, 40)) {
            const [a, b] = [light(parse(getComputedStyle(one).color).slice(0, 3)), light(behind(one))];
            const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (ratio < 4.5) bad.add(kind + ' ' + getComputedStyle(one).color + ' on ' + behind(one) + ': ' + ratio.toFixed(2)); }
        return [...bad];";
    ["?theme=light", "?theme=dark"].map(|theme| Case::equal(theme, script, json!([]))).into()
}

/// Every cell against `list --json` and the roles of the description.
fn the_matrix_agrees(api: &Api) -> Case<'_> {
    let script = "return Object.fromEntries([...document.querySelectorAll('section.endpoint')].map((section) => [section.id,
        [...section.querySelectorAll('.who tbody tr')].map((row) => [row.dataset.credential, [...row.querySelectorAll('td')].map((cell) => cell.className)])]));";
    Case::new(&format!("{}.html", api.name), "", script, |answer| agrees(api, &serde_json::from_value(answer).unwrap()))
}

fn agrees(api: &Api, shown: &BTreeMap<String, Vec<(String, Vec<String>)>>) {
    let output = Command::new(env!("CARGO_BIN_EXE_ghost-codegen"))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .args(["list", "--json"])
        .output()
        .unwrap();
    let rows: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let rows: Vec<&Value> = rows.iter().filter(|row| row["api"] == json!(api.name)).collect();
    assert_eq!(rows.len(), shown.len());
    let mut cells = 0;
    for row in rows {
        let id = format!("{}.{}", row["resource"].as_str().unwrap(), row["operation"].as_str().unwrap());
        let is_public = row["access"] == json!(["public"]);
        let table = &shown[&id];
        assert_eq!(table.iter().any(|(credential, _)| credential.is_empty()), is_public, "{id}");
        for (credential, found) in table.iter().filter(|(credential, _)| !credential.is_empty()) {
            let may = is_public || row["access"].as_array().unwrap().iter().any(|name| name == credential);
            if api.roles.is_empty() {
                assert_eq!(found[..], [if may { "yes" } else { "no" }], "{id} {credential}");
                continue;
            }
            for (place, role) in api.roles.iter().enumerate() {
                let expected = expected(api, (place, role), credential, may, row["permission"].as_str().unwrap());
                assert_eq!(found[place], expected, "{id}: {credential} as {}", role.name);
                cells += 1;
            }
        }
    }
    assert!(api.roles.is_empty() || cells > 10_000, "only {cells} cells");
    assert!(api.resources.iter().any(|resource| resource.endpoints.iter().any(|one| matches!(one.permission, Check::Permission(_)))));
}

fn expected(api: &Api, (place, role): (usize, &Role), credential: &str, may: bool, permission: &str) -> &'static str {
    let index = api.credentials.iter().position(|known| known.name == credential).unwrap();
    let of_its_own = api.roles.iter().any(|other| other.credential == Some(index));
    if role.credential != of_its_own.then_some(index) {
        return "never";
    }
    match (may, permission) {
        (false, _) => return "no",
        (true, "none") => return "yes",
        (true, "function") => return "check",
        _ => {}
    }
    let wanted = api.permissions.iter().position(|known| format!("{}.{}", known.object, known.action) == permission).unwrap();
    let Some(grant) = role.grants.iter().find(|grant| grant.permission == wanted) else { return "no" };
    let limited = api.rules.iter().any(|rule| rule.permission == wanted && rule.roles.contains(&place));
    if limited || !grant.versions.is_always() { "part" } else { "yes" }
}
