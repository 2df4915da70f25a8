//! How a cost grows, as a picture with two logarithmic axes: what grows linearly runs along its dashed line.

use super::amount::{amount, name};
use super::svg::{Axis, Picture};
use crate::results::{Growth, Line};

const WIDTH: f64 = 880.0;
const HEIGHT: f64 = 360.0;
const LEFT: f64 = 90.0;
/// The names of lines stand at their right ends.
const RIGHT: f64 = WIDTH - 250.0;
const TOP: f64 = 48.0;
const BOTTOM: f64 = HEIGHT - 46.0;

pub(super) fn picture(growth: &Growth) -> String {
    let points = || growth.lines.iter().flat_map(|line| &line.points);
    let across = Axis::over(points().map(|point| point.size), LEFT, RIGHT);
    let costs = |line: &Line| [linear(line, &growth.measure).map_or_else(Vec::new, Vec::from), medians(line, &growth.measure)].concat();
    let up = Axis::over(growth.lines.iter().flat_map(costs).map(|(_, cost)| cost), BOTTOM, TOP);
    let mut picture = Picture::new(WIDTH, HEIGHT);
    picture.text(12.0, 24.0, "head", &growth.title);
    picture.text(RIGHT, HEIGHT - 10.0, "soft end", &format!("{}; up: {}; dashed: linear", growth.of, name(&growth.measure)));
    for tick in up.ticks() {
        let y = up.at(tick);
        picture.line("grid", [LEFT, y], [RIGHT, y]);
        picture.text(LEFT - 8.0, y + 4.0, "soft end", &amount(&growth.measure, tick));
    }
    for point in growth.lines.first().map_or(&[][..], |line| &line.points) {
        let x = across.at(point.size);
        picture.line("grid", [x, TOP], [x, BOTTOM]);
        picture.text(x, BOTTOM + 18.0, "soft middle", &format!("×{}", point.size));
    }
    for (number, line) in growth.lines.iter().enumerate() {
        let place = |(size, cost): (f64, f64)| [across.at(size), up.at(cost)];
        let color = format!("c{}", number % 6);
        picture.lines(
            &format!("{color} stroke dashed"),
            &linear(line, &growth.measure).map_or_else(Vec::new, |ends| ends.map(place).to_vec()),
        );
        let met: Vec<[f64; 2]> = medians(line, &growth.measure).into_iter().map(place).collect();
        picture.lines(&format!("{color} stroke"), &met);
        for point in &met {
            picture.dot(&format!("{color} fill"), *point);
        }
        if let Some([x, y]) = met.last() {
            picture.text(x + 12.0, y + 4.0, &format!("{color} fill"), &line.name);
        }
    }
    picture.finish()
}

fn medians(line: &Line, measure: &str) -> Vec<(f64, f64)> {
    line.points.iter().filter_map(|point| Some((point.size, point.median(measure)?))).collect()
}

/// From the first point to where the last would be if each cost the same.
fn linear(line: &Line, measure: &str) -> Option<[(f64, f64); 2]> {
    let (points, end) = (medians(line, measure), line.points.last()?.size);
    let &(size, cost) = points.first()?;
    Some([(size, cost), (end, cost * end / size)])
}
