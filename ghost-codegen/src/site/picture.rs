//! The permission matrix as one picture: every permission of every role, side by side.

use std::fmt::Write;

use ghost_spec::model::Api;

use super::html::escape;
use super::matrix::{Verdict, of_role};

const ROW: usize = 20;
const COLUMN: usize = 22;
const OBJECT: usize = 176;
const LABEL: usize = OBJECT + 128;
const HEAD: usize = 190;
const GAP: usize = 44;
const PANELS: usize = 2;

const STYLE: &str = "\
svg.picture{--ink:#1c2128;--dim:#57606a;--line:#d8dee4;--bg:#ffffff;--yes:#1a7f4b;--part:#b7791f;--no:#eceff2;--no-ink:#8b949e}\
svg.picture text{font:12px ui-sans-serif,system-ui,sans-serif;fill:var(--ink)}svg.picture .object{font-weight:600}\
svg.picture .action,svg.picture .role{fill:var(--dim)}svg.picture .back{fill:var(--bg)}svg.picture .line{stroke:var(--line)}\
svg.picture .yes{fill:var(--yes)}svg.picture .part{fill:var(--part)}svg.picture .no{fill:var(--no)}\
svg.picture .sign{font-size:11px;text-anchor:middle;fill:#fff}svg.picture .sign.no{fill:var(--no-ink)}";
const DARK: &str = "--ink:#e6edf3;--dim:#9da7b3;--line:#30363d;--bg:#0f141a;--yes:#2a8f5c;--part:#b7791f;--no:#1d242c;--no-ink:#6e7781";

/// The picture as a file of its own.
pub(super) fn standalone(api: &Api) -> Option<String> {
    let style = format!("{STYLE}@media (prefers-color-scheme:dark){{svg.picture{{{DARK}}}}}");
    draw(api).map(|body| body.replacen("<title>", &format!("<style>{style}</style><title>"), 1) + "\n")
}

/// The style that a page needs for the picture, in the theme the page has.
pub(super) fn style() -> String {
    format!(
        "{STYLE}:root[data-theme=dark] svg.picture{{{DARK}}}@media (prefers-color-scheme:dark){{:root:not([data-theme=light]) svg.picture{{{DARK}}}}}"
    )
}

/// The picture; nothing without roles or permissions.
pub(super) fn draw(api: &Api) -> Option<String> {
    if api.roles.is_empty() || api.permissions.is_empty() {
        return None;
    }
    let panels = PANELS.min(api.permissions.len().div_ceil(12));
    let rows = api.permissions.len().div_ceil(panels);
    let panel = LABEL + COLUMN * api.roles.len();
    let (width, height) = (panels * panel + (panels - 1) * GAP + 48, HEAD + rows * ROW + 40);
    let mut out = format!(
        "<svg class=\"picture\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" \
         aria-labelledby=\"picture-title picture-desc\"><title id=\"picture-title\">Permissions of {title} by role</title>\
         <desc id=\"picture-desc\">{count} permissions in rows, {roles} roles in columns.</desc><rect class=\"back\" width=\"{width}\" height=\"{height}\" rx=\"10\"/>\n",
        title = escape(&api.title),
        count = api.permissions.len(),
        roles = api.roles.len(),
    );
    for index in 0..panels {
        let first = index * rows;
        let last = (first + rows).min(api.permissions.len());
        draw_panel(&mut out, api, first..last, 24 + index * (panel + GAP));
    }
    out.push_str("</svg>");
    Some(out)
}

fn draw_panel(out: &mut String, api: &Api, permissions: std::ops::Range<usize>, left: usize) {
    for (index, role) in api.roles.iter().enumerate() {
        let x = left + LABEL + index * COLUMN + COLUMN / 2 + 3;
        let _ = writeln!(out, "<text class=\"role\" transform=\"translate({x} {}) rotate(-52)\">{}</text>", HEAD - 6, escape(&role.name));
    }
    let mut object = "";
    for (line, permission) in permissions.enumerate() {
        let described = &api.permissions[permission];
        let top = HEAD + line * ROW;
        let base = top + 14;
        if described.object != object {
            object = &described.object;
            let right = left + LABEL + COLUMN * api.roles.len();
            let _ = writeln!(
                out,
                "<path class=\"line\" d=\"M{left} {top}H{right}\"/><text class=\"object\" x=\"{left}\" y=\"{base}\">{}</text>",
                escape(object)
            );
        }
        let _ = writeln!(out, "<text class=\"action\" x=\"{}\" y=\"{base}\">{}</text>", left + OBJECT, escape(&described.action));
        for (index, role) in api.roles.iter().enumerate() {
            let verdict = of_role(api, (index, role), permission);
            let x = left + LABEL + index * COLUMN;
            let (class, sign) = match &verdict {
                Verdict::No => ("no", ""),
                other => (other.class(), other.sign()),
            };
            let words = match &verdict {
                Verdict::Part(limits) => format!("allowed, but {limits}"),
                Verdict::No => "refused".to_owned(),
                _ => "allowed".to_owned(),
            };
            let _ = write!(
                out,
                "<g><title>{}, {}.{}: {}</title><rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\"/>",
                escape(&role.name),
                escape(&described.object),
                escape(&described.action),
                escape(&words),
                x + 1,
                top + 1,
                COLUMN - 2,
                ROW - 2,
            );
            if !sign.is_empty() {
                let _ = write!(out, "<text class=\"sign\" x=\"{}\" y=\"{base}\">{sign}</text>", x + COLUMN / 2);
            }
            out.push_str("</g>\n");
        }
    }
}
