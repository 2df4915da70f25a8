//! What was measured as tables of Markdown.

use std::fmt::Write as _;

use super::amount::{amount, digits, name};
use crate::results::{Contender, Growth, Results, Row, Section, Spread};

/// All targets, one line each.
pub(super) fn summary(results: &Results) -> String {
    let mut text = "| what | ours | beside | ours takes of it | target | holds |\n|---|---:|---|---:|---:|---|\n".to_owned();
    let rows = results.parts.values().flat_map(|section| &section.rows);
    for (row, ours, peer, ratio, at_most) in rows.flat_map(judged) {
        let (what, holds) = (&row.title, holds(ratio, at_most));
        let mine = ours.median(&row.measure).map_or_else(String::new, |value| amount(&row.measure, value));
        let _ = writeln!(text, "| {what} | {mine} | {} | {} | ≤ {} | {holds} |", peer.name, spread(ratio), digits(at_most));
    }
    text
}

/// Each contender that ours has a target beside.
fn judged(row: &Row) -> impl Iterator<Item = (&Row, &Contender, &Contender, Spread, f64)> {
    let ours = row.contenders.first();
    row.contenders.iter().skip(1).filter_map(move |peer| Some((row, ours?, peer, peer.ratio(ours?, &row.measure)?, peer.at_most?)))
}

fn holds(ratio: Spread, at_most: f64) -> &'static str {
    if ratio.median <= at_most { "yes" } else { "**no**" }
}

/// `0.16 (0.15–0.17)`, or the one number there is.
fn spread(ratio: Spread) -> String {
    let [least, median, most] = [ratio.least, ratio.median, ratio.most].map(digits);
    if least == most { median } else { format!("{median} ({least}–{most})") }
}

/// Where and how one part was measured, and all of its contenders.
pub(super) fn of(section: &Section) -> String {
    let machine = &section.machine;
    let load = section.load.map_or_else(String::new, |load| format!("; load when it began {load:.2}"));
    let mut text = format!(
        "On {}, {} cores, {} GiB, {}, {}{load}.\n",
        machine.processor, machine.cores, machine.memory, machine.system, machine.rustc
    );
    for note in &section.notes {
        let _ = write!(text, "\n- {note}");
    }
    for skipped in &section.skipped {
        let _ = write!(text, "\n- **Not measured: {}.** {}", skipped.peer, first_line(&skipped.reason));
    }
    for row in &section.rows {
        text += &of_row(row);
    }
    text
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

fn of_row(row: &Row) -> String {
    let Some(ours) = row.contenders.first() else { return String::new() };
    let runs = ours.samples.len();
    let what = name(&row.measure);
    let mut text =
        format!("\n\n| {} | {what}, median of {runs} | ours takes of it | target | holds |\n|---|---:|---:|---:|---|\n", row.title);
    for (place, contender) in row.contenders.iter().enumerate() {
        let median = contender.median(&row.measure).map_or_else(String::new, |value| amount(&row.measure, value));
        let ratio = contender.ratio(ours, &row.measure).filter(|_| place > 0);
        let shown = ratio.map_or_else(String::new, spread);
        let target = contender.at_most.map_or_else(String::new, |at_most| format!("≤ {}", digits(at_most)));
        let verdict = ratio.zip(contender.at_most).map_or("", |(ratio, at_most)| holds(ratio, at_most));
        let name = if place == 0 { format!("**{}**", contender.name) } else { contender.name.clone() };
        let _ = writeln!(text, "| {name} | {median} | {shown} | {target} | {verdict} |");
    }
    text
}

/// A line for each contender: what each size costs, and what it costs by size beside the smallest.
pub(super) fn growth(growth: &Growth) -> String {
    let sizes: Vec<f64> = growth.lines.first().map_or_else(Vec::new, |line| line.points.iter().map(|point| point.size).collect());
    let heads: String = sizes.iter().map(|size| format!(" ×{} |", digits_of_size(*size))).collect();
    let mut text =
        format!("| {}, {}, by {} |{heads}\n|---|{}\n", growth.title, name(&growth.measure), growth.of, "---:|".repeat(sizes.len()));
    for line in &growth.lines {
        let first = line.points.first().and_then(|point| Some(point.median(&growth.measure)? / point.size));
        let cells: String = line
            .points
            .iter()
            .map(|point| {
                let Some(median) = point.median(&growth.measure) else { return " |".to_owned() };
                let each = first.map_or(1.0, |first| median / point.size / first);
                format!(" {} ({} each) |", amount(&growth.measure, median), digits(each))
            })
            .collect();
        let _ = writeln!(text, "| {} |{cells}", line.name);
    }
    text
}

fn digits_of_size(size: f64) -> String {
    if size.fract() == 0.0 { format!("{size:.0}") } else { digits(size) }
}

#[cfg(test)]
mod tests {
    use super::{growth, of_row, summary};
    use crate::measure::count;
    use crate::results::{Contender, Growth, Line, Point, Results, Row};

    fn contender(name: &str, at_most: Option<f64>, values: &[f64]) -> Contender {
        Contender { name: name.to_owned(), at_most, per: 1.0, samples: values.iter().map(|value| count("user", *value)).collect() }
    }

    fn row() -> Row {
        let contenders = vec![
            contender("ours", None, &[1.0, 1.2, 1.1]),
            contender("slow 1.0", Some(0.5), &[4.0, 4.0, 4.0]),
            contender("quick 2.0", Some(0.5), &[2.0, 1.2, 2.0]),
            contender("no rival", None, &[1.0, 1.0, 1.0]),
        ];
        Row { title: "Work".to_owned(), measure: "user".to_owned(), contenders }
    }

    #[test]
    fn a_row_shows_medians_ratios_with_their_spread_and_whether_targets_hold() {
        let lines = [
            "| Work | user CPU, median of 3 | ours takes of it | target | holds |",
            "|---|---:|---:|---:|---|",
            "| **ours** | 1.10 s |  |  |  |",
            "| slow 1.0 | 4.00 s | 0.28 (0.25–0.30) | ≤ 0.50 | yes |",
            "| quick 2.0 | 2.00 s | 0.55 (0.50–1.00) | ≤ 0.50 | **no** |",
            "| no rival | 1.00 s | 1.10 (1.00–1.20) |  |  |",
        ];
        assert_eq!(of_row(&row()).trim().lines().collect::<Vec<_>>(), lines);
    }

    #[test]
    fn the_summary_has_a_line_for_each_target() {
        let mut results = Results::default();
        let mut section = crate::results::Section::begin();
        section.rows.push(row());
        results.parts.insert("work".to_owned(), section);
        assert_eq!(summary(&results).lines().count(), 2 + 2);
    }

    #[test]
    fn growth_says_what_each_costs_beside_the_smallest() {
        let point = |size, value| Point { size, samples: vec![count("user", value)] };
        let lines = vec![Line { name: "ours".to_owned(), points: vec![point(1.0, 0.5), point(10.0, 6.0)] }];
        let text = growth(&Growth { title: "Work".to_owned(), measure: "user".to_owned(), of: "things".to_owned(), lines });
        assert!(text.contains("| ours | 500 ms (1.00 each) | 6.00 s (1.20 each) |"), "{text}");
    }
}
