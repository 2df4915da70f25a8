//! Numbers as a person reads them.

/// A value of a measure, with its unit.
pub(super) fn amount(measure: &str, value: f64) -> String {
    match measure {
        "wall" | "user" | "cpu" => seconds(value),
        "bytes" if value >= 1e6 => format!("{} MB", digits(value / 1e6)),
        "bytes" => format!("{} kB", digits(value / 1e3)),
        _ => thousands(value),
    }
}

/// What a measure is, in words.
pub(super) fn name(measure: &str) -> &str {
    match measure {
        "wall" => "time on the clock",
        "user" => "user CPU",
        "cpu" => "CPU",
        "bytes" => "size",
        other => other,
    }
}

/// A ratio, or a number without unit, with as many digits as mean something.
pub(super) fn digits(value: f64) -> String {
    match value.abs() {
        0.0 => "0".to_owned(),
        size if size >= 100.0 => format!("{value:.0}"),
        size if size >= 10.0 => format!("{value:.1}"),
        size if size >= 0.1 => format!("{value:.2}"),
        size if size >= 0.01 => format!("{value:.3}"),
        _ => format!("{value:.4}"),
    }
}

fn seconds(value: f64) -> String {
    match value.abs() {
        size if size >= 1.0 => format!("{} s", digits(value)),
        size if size >= 1e-3 => format!("{} ms", digits(value * 1e3)),
        _ => format!("{} µs", digits(value * 1e6)),
    }
}

/// A count with thousands set apart; counts under ten may be means.
fn thousands(value: f64) -> String {
    if value < 10.0 && value.fract() != 0.0 {
        return digits(value);
    }
    let plain = format!("{value:.0}");
    let groups: Vec<&[u8]> = plain.as_bytes().rchunks(3).rev().collect();
    groups.into_iter().map(String::from_utf8_lossy).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn amounts_have_the_unit_and_the_digits_that_mean_something() {
        let shown =
            [("user", 12.345), ("cpu", 0.0613), ("wall", 0.000_004_2), ("bytes", 3_456_789.0), ("crates", 1234.0), ("allocations", 6.5)]
                .map(|(measure, value)| amount(measure, value));
        assert_eq!(shown, ["12.3 s", "61.3 ms", "4.20 µs", "3.46 MB", "1,234", "6.50"]);
    }
}
