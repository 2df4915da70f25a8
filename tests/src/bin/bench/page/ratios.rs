//! What ours takes of what each other contender takes, as a picture: a dot at the median, a line over the spread, a mark at the target.

use super::amount::digits;
use super::svg::{Axis, Picture};
use crate::results::{Row, Spread};

const WIDTH: f64 = 880.0;
/// Where names end and the axis begins.
const LEFT: f64 = 330.0;
const RIGHT: f64 = WIDTH - 24.0;
const STEP: f64 = 24.0;

struct Bar<'a> {
    name: &'a str,
    ratio: Spread,
    at_most: Option<f64>,
}

/// Nothing where nothing is compared.
pub(super) fn picture(rows: &[Row]) -> Option<String> {
    let groups: Vec<(&str, Vec<Bar<'_>>)> =
        rows.iter().map(|row| (row.title.as_str(), bars(row))).filter(|(_, bars)| !bars.is_empty()).collect();
    let all: Vec<&Bar<'_>> = groups.iter().flat_map(|(_, bars)| bars).collect();
    if all.is_empty() {
        return None;
    }
    let values = all.iter().flat_map(|bar| [bar.ratio.least, bar.ratio.most, bar.at_most.unwrap_or(1.0), 1.0]);
    let axis = Axis::over(values, LEFT, RIGHT);
    let height = 62.0 + STEP * (all.len() as f64 + 1.2 * groups.len() as f64);
    let mut picture = Picture::new(WIDTH, height);
    grid(&mut picture, &axis, height);
    let mut y = 40.0;
    for (title, bars) in &groups {
        y += 0.2 * STEP;
        picture.text(12.0, y + 4.0, "head", title);
        y += STEP;
        for bar in bars {
            draw(&mut picture, &axis, bar, y);
            y += STEP;
        }
    }
    Some(picture.finish())
}

fn bars(row: &Row) -> Vec<Bar<'_>> {
    let Some((ours, peers)) = row.contenders.split_first() else { return Vec::new() };
    let bar = |(name, ratio, at_most)| Bar { name, ratio, at_most };
    peers.iter().filter_map(|peer| Some((peer.name.as_str(), peer.ratio(ours, &row.measure)?, peer.at_most))).map(bar).collect()
}

fn grid(picture: &mut Picture, axis: &Axis, height: f64) {
    picture.text(12.0, 20.0, "soft", "ours / theirs: left is better; | is the target");
    for tick in axis.ticks() {
        let (x, class) = (axis.at(tick), if tick == 1.0 { "same" } else { "grid" });
        picture.line(class, [x, 28.0], [x, height - 12.0]);
        picture.text(x, 20.0, "soft middle", &short(tick));
    }
}

/// A tick without zeros at its end.
fn short(tick: f64) -> String {
    let text = digits(tick);
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    format!("{text}×")
}

fn draw(picture: &mut Picture, axis: &Axis, bar: &Bar<'_>, y: f64) {
    let class = match bar.at_most {
        Some(at_most) if bar.ratio.median <= at_most => "holds",
        Some(_) => "misses",
        None => "plain",
    };
    picture.text(LEFT - 12.0, y + 4.0, "end", bar.name);
    if let Some(at_most) = bar.at_most {
        let x = axis.at(at_most);
        picture.line(&format!("{class} stroke"), [x, y - 8.0], [x, y + 8.0]);
    }
    let [least, median, most] = [bar.ratio.least, bar.ratio.median, bar.ratio.most].map(|value| axis.at(value));
    picture.line(&format!("{class} stroke"), [least, y], [most, y]);
    picture.dot(&format!("{class} fill"), [median, y]);
    picture.text(most.max(median) + 9.0, y + 4.0, "soft", &digits(bar.ratio.median));
}
