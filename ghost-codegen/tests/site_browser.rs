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

/// The site of the real description, and a page of it with a script of ours, whose result is an element of the page.
struct Site {
    folder: PathBuf,
    browser: PathBuf,
}

impl Site {
    fn written(name: &str, browser: PathBuf) -> (Site, Spec<ghost_spec::Checked>) {
        let spec = Spec::load(Path::new(env!("CARGO_MANIFEST_DIR")).join("../ghost-spec/api")).check().unwrap();
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = fs::remove_dir_all(&folder);
        site::write(&folder, &site::files(spec.apis(), "ghost_client")).unwrap();
        (Site { folder, browser }, spec)
    }

    /// Opens a page and runs a script behind the page's own.
    fn ask(&self, page: &str, address: &str, script: &str) -> Value {
        let text = fs::read_to_string(self.folder.join(page)).unwrap();
        let probe = format!(
            "<pre id=\"probe\"></pre><script>addEventListener('load', () => {{ const ask = () => {{ {script} }}; let answer; \
             try {{ answer = ask(); }} catch (error) {{ answer = String(error); }} \
             document.getElementById('probe').textContent = 'PROBE' + encodeURIComponent(JSON.stringify(answer)) + 'END'; }});</script></body>"
        );
        let name = format!("probe-{page}");
        fs::write(self.folder.join(&name), text.replace("</body>", &probe)).unwrap();
        let profile = self.folder.join("profile");
        let output = Command::new(&self.browser)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"])
            .args(["--disable-component-update", "--disable-sync", "--window-size=1440,1000", "--dump-dom"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(format!("file://{}{address}", self.folder.join(name).display()))
            .output()
            .unwrap();
        let _ = fs::remove_dir_all(profile);
        let dom = String::from_utf8_lossy(&output.stdout);
        let found = dom.split("PROBE").nth(1).and_then(|rest| rest.split("END").next()).unwrap_or_default();
        let bytes = decoded(found);
        serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{address}: {error}: {}", String::from_utf8_lossy(&output.stderr)))
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
    search_finds(&site);
    anchors_arrive(&site);
    keys_work(&site);
    colours_can_be_read(&site);
    for api in spec.apis() {
        the_matrix_agrees(&site, api);
    }
}

fn search_finds(site: &Site) {
    let hits = |query: &str| -> Vec<String> { serde_json::from_value(site.ask("admin.html", query, HITS)).unwrap() };
    assert_eq!(hits("?q=posts.edit").first().map(String::as_str), Some("posts.edit"));
    let found = hits("?q=delete%20members");
    assert!(found.contains(&"members.bulk_destroy".to_owned()) && found.contains(&"members.destroy".to_owned()), "{found:?}");
    assert!(hits("?q=MEMBER.ADD").contains(&"members.add".to_owned()), "by permission, in capitals");
    assert_eq!(hits("?q=qqqqqq"), Vec::<String>::new());
    let script =
        "return [document.getElementById('count').textContent, document.getElementById('reference').hidden, location.href.length > 0];";
    assert_eq!(site.ask("admin.html", "?q=%3Cimg%20src=x%3E", script)[0], "Nothing found for “<img src=x>”");
    // While it is typed, and cleared.
    let typed = "const q = document.getElementById('q'); const told = [];
        for (const text of ['posts.ed', '']) { q.value = text; q.dispatchEvent(new Event('input'));
            told.push([document.querySelectorAll('#hits a').length > 0, document.getElementById('reference').hidden]); }
        return told;";
    assert_eq!(site.ask("admin.html", "", typed), json!([[true, true], [false, false]]));
}

fn anchors_arrive(site: &Site) {
    let script = "const target = document.querySelector(':target'); const box = target.getBoundingClientRect();
        const current = document.querySelector('#side [aria-current]');
        return [target.id, box.top >= 0 && box.top < innerHeight / 2, current && current.hash, current && current.closest('details').open];";
    assert_eq!(site.ask("admin.html", "#posts.edit", script), json!(["posts.edit", true, "#posts.edit", true]));
    let shape = "return [document.querySelector(':target').open];";
    assert_eq!(site.ask("admin.html", "#shape-post", shape), json!([true]), "a shape that is led to unfolds");
    let lost = "return [...document.querySelectorAll('a[href^=\"#\"]')].map((a) => a.hash.slice(1)).filter((id) => !document.getElementById(decodeURIComponent(id)));";
    assert_eq!(site.ask("admin.html", "", lost), json!([]));
}

fn keys_work(site: &Site) {
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
    assert_eq!(site.ask("admin.html", "", script), json!(["q", true, true, true, "q", "", false]));
    let landmarks =
        "return ['header', 'main', 'nav[aria-label]', 'h1', 'search', 'a.skip'].filter((name) => !document.querySelector(name));";
    assert_eq!(site.ask("admin.html", "", landmarks), json!([]));
    let unnamed = "return [...document.querySelectorAll('button, input')].filter((one) => !one.textContent.trim() && !one.getAttribute('aria-label') && !(one.labels && one.labels.length)).length;";
    assert_eq!(site.ask("admin.html", "", unnamed), json!(0));
}

/// As WCAG asks of text: 4.5 to 1.
fn colours_can_be_read(site: &Site) {
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
    for theme in ["light", "dark"] {
        assert_eq!(site.ask("admin.html", &format!("?theme={theme}"), script), json!([]), "{theme}");
    }
}

/// Every cell against `list --json` and the roles of the description.
fn the_matrix_agrees(site: &Site, api: &Api) {
    let script = "return Object.fromEntries([...document.querySelectorAll('section.endpoint')].map((section) => [section.id,
        [...section.querySelectorAll('.who tbody tr')].map((row) => [row.dataset.credential, [...row.querySelectorAll('td')].map((cell) => cell.className)])]));";
    let shown: BTreeMap<String, Vec<(String, Vec<String>)>> =
        serde_json::from_value(site.ask(&format!("{}.html", api.name), "", script)).unwrap();
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
