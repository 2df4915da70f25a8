//! A small writer of pictures that can be read on light and on dark ground.

use std::fmt::Write as _;

const STYLE: &str = "
  .ground { fill: #ffffff } text { font: 13px system-ui, sans-serif; fill: #1f2328 } .soft { fill: #59636e; font-size: 12px }
  .head { font-weight: 600; font-size: 14px } .end { text-anchor: end } .middle { text-anchor: middle }
  line, polyline { fill: none; stroke-width: 2 } .grid { stroke: #d1d9e0; stroke-width: 1 } .same { stroke: #59636e; stroke-width: 1 }
  .c0 { --c: #0969da } .c1 { --c: #bc4c00 } .c2 { --c: #8250df } .c3 { --c: #1a7f37 } .c4 { --c: #9a6700 } .c5 { --c: #bf3989 }
  .holds { --c: #1a7f37 } .misses { --c: #cf222e } .plain { --c: #59636e }
  .stroke { stroke: var(--c) } .fill { fill: var(--c) } .dashed { stroke-dasharray: 3 4; stroke-width: 1 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117 } text { fill: #e6edf3 } .soft { fill: #9198a1 } .grid { stroke: #2f353d } .same { stroke: #9198a1 }
    .c0 { --c: #58a6ff } .c1 { --c: #f0883e } .c2 { --c: #bc8cff } .c3 { --c: #3fb950 } .c4 { --c: #d29922 } .c5 { --c: #f778ba }
    .holds { --c: #3fb950 } .misses { --c: #ff7b72 } .plain { --c: #9198a1 }
  }";

pub(super) struct Picture {
    width: f64,
    height: f64,
    body: String,
}

impl Picture {
    /// In pixels.
    pub(super) fn new(width: f64, height: f64) -> Self {
        Picture { width, height, body: String::new() }
    }

    pub(super) fn text(&mut self, x: f64, y: f64, class: &str, text: &str) {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let _ = writeln!(self.body, "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>");
    }

    pub(super) fn line(&mut self, class: &str, [x1, y1]: [f64; 2], [x2, y2]: [f64; 2]) {
        let _ = writeln!(self.body, "<line class=\"{class}\" x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\"/>");
    }

    pub(super) fn lines(&mut self, class: &str, points: &[[f64; 2]]) {
        let points: Vec<String> = points.iter().map(|[x, y]| format!("{x:.1},{y:.1}")).collect();
        let _ = writeln!(self.body, "<polyline class=\"{class}\" points=\"{}\"/>", points.join(" "));
    }

    pub(super) fn dot(&mut self, class: &str, [x, y]: [f64; 2]) {
        let _ = writeln!(self.body, "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.5\"/>");
    }

    pub(super) fn finish(self) -> String {
        let Picture { width, height, body } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\">\n\
             <style>{STYLE}\n</style>\n<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n{body}</svg>\n"
        )
    }
}

/// A logarithmic axis: equal factors are equal distances.
pub(super) struct Axis {
    from: f64,
    to: f64,
    begin: f64,
    end: f64,
}

impl Axis {
    /// Values from the least to the most of them, from `begin` to `end` in pixels. Values that are not positive have no place on it.
    pub(super) fn over(values: impl IntoIterator<Item = f64>, begin: f64, end: f64) -> Self {
        let (mut from, mut to) = (f64::INFINITY, 0.0_f64);
        for value in values.into_iter().filter(|value| *value > 0.0) {
            (from, to) = (from.min(value), to.max(value));
        }
        if from > to {
            (from, to) = (1.0, 1.0);
        }
        Axis { from: from / 1.25, to: to * 1.25, begin, end }
    }

    pub(super) fn at(&self, value: f64) -> f64 {
        let share = (value.max(self.from) / self.from).ln() / (self.to / self.from).ln();
        self.begin + share.min(1.0) * (self.end - self.begin)
    }

    /// 1, 2 and 5 times powers of ten that lie on it; powers alone where those would be too many.
    pub(super) fn ticks(&self) -> Vec<f64> {
        let powers = self.from.log10().floor() as i32..=self.to.log10().ceil() as i32;
        let steps: &[f64] = if powers.clone().count() > 5 { &[1.0] } else { &[1.0, 2.0, 5.0] };
        let all = powers.flat_map(|power| steps.iter().map(move |step| step * 10_f64.powi(power)));
        all.filter(|tick| (self.from..=self.to).contains(tick)).collect()
    }
}
