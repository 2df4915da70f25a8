//! Filters, as far as the fake understands NQL: comparisons, lists, text matches, relative dates, `+`, `,` and brackets.

use jiff::tz::Offset;
use jiff::{Span, Timestamp};
use serde_json::Value;

use super::store::written;

/// A condition on a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Filter {
    /// All hold.
    All(Vec<Filter>),
    /// At least one holds.
    Any(Vec<Filter>),
    /// A property compares with one of the values so.
    Is { property: String, negated: bool, comparison: Comparison, values: Vec<Value> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Contains,
    StartsWith,
    EndsWith,
}

/// Ghost says no more than that it does not understand.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

impl Filter {
    /// Reads a filter; relative dates count from `now`.
    pub(super) fn parse(text: &str, now: Timestamp) -> Result<Self, Unreadable> {
        let mut reader = Reader { rest: text, now };
        let filter = reader.any()?;
        reader.skip();
        if reader.rest.is_empty() { Ok(filter) } else { Err(Unreadable) }
    }

    /// Whether it holds; `values` tells what a property holds, which for relations can be any number of values.
    pub(super) fn holds(&self, values: &impl Fn(&str) -> Vec<Value>) -> bool {
        match self {
            Filter::All(parts) => parts.iter().all(|part| part.holds(values)),
            Filter::Any(parts) => parts.iter().any(|part| part.holds(values)),
            Filter::Is { property, negated, comparison, values: wanted } => {
                let found = values(property);
                let nothing = [Value::Null];
                // As in SQL: a column that is null meets neither a condition nor its opposite. No relation is none that differs.
                if *negated && found == nothing && !wanted.contains(&Value::Null) {
                    return false;
                }
                let found = if found.is_empty() { &nothing[..] } else { &found[..] };
                found.iter().any(|found| wanted.iter().any(|wanted| comparison.holds(found, wanted))) != *negated
            }
        }
    }

    /// Every property it names.
    pub(super) fn properties(&self) -> Vec<&str> {
        match self {
            Filter::All(parts) | Filter::Any(parts) => parts.iter().flat_map(Filter::properties).collect(),
            Filter::Is { property, .. } => vec![property],
        }
    }
}

impl Comparison {
    fn holds(self, found: &Value, wanted: &Value) -> bool {
        let (have, want) = (plain(found), plain(wanted));
        let (low_have, low_want) = (have.to_lowercase(), want.to_lowercase());
        let order = || if found.is_null() { None } else { Some(compare(found, wanted)) };
        match self {
            Comparison::Equal => found.is_null() == wanted.is_null() && compare(found, wanted).is_eq(),
            Comparison::Greater => order().is_some_and(std::cmp::Ordering::is_gt),
            Comparison::GreaterOrEqual => order().is_some_and(std::cmp::Ordering::is_ge),
            Comparison::Less => order().is_some_and(std::cmp::Ordering::is_lt),
            Comparison::LessOrEqual => order().is_some_and(std::cmp::Ordering::is_le),
            Comparison::Contains => low_have.contains(&low_want),
            Comparison::StartsWith => low_have.starts_with(&low_want),
            Comparison::EndsWith => low_have.ends_with(&low_want),
        }
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Moments as moments, numbers as numbers, `null` first, anything else as text.
pub(super) fn compare(left: &Value, right: &Value) -> std::cmp::Ordering {
    let moments = left.as_str().and_then(moment).zip(right.as_str().and_then(moment));
    let numbers = left.as_f64().zip(right.as_f64());
    match (moments, numbers) {
        _ if left.is_null() || right.is_null() => right.is_null().cmp(&left.is_null()),
        (Some((left, right)), _) => left.cmp(&right),
        (None, Some((left, right))) => left.total_cmp(&right),
        (None, None) => plain(left).cmp(&plain(right)),
    }
}

/// A moment in the forms that filters and clients write: with a `T` or a space, or only a day.
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    if !text.get(..5).is_some_and(|start| start.ends_with('-') && start[..4].bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    text.parse().ok().or_else(|| {
        let local: jiff::civil::DateTime = text.parse().ok()?;
        Offset::UTC.to_timestamp(local).ok()
    })
}

struct Reader<'t> {
    rest: &'t str,
    now: Timestamp,
}

impl<'t> Reader<'t> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, mark: &str) -> bool {
        self.skip();
        match self.rest.strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn any(&mut self) -> Result<Filter, Unreadable> {
        let mut parts = vec![self.all()?];
        while self.take(",") {
            parts.push(self.all()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Filter::Any(parts) })
    }

    fn all(&mut self) -> Result<Filter, Unreadable> {
        let mut parts = vec![self.one()?];
        while self.take("+") {
            parts.push(self.one()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Filter::All(parts) })
    }

    fn one(&mut self) -> Result<Filter, Unreadable> {
        if self.take("(") {
            let inner = self.any()?;
            return if self.take(")") { Ok(inner) } else { Err(Unreadable) };
        }
        let property = self.while_some(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '.'))?.to_owned();
        if !self.take(":") {
            return Err(Unreadable);
        }
        let negated = self.take("-");
        let comparison = self.comparison();
        let values = if self.take("[") { self.list()? } else { vec![self.value()?] };
        Ok(Filter::Is { property, negated, comparison, values })
    }

    fn comparison(&mut self) -> Comparison {
        const MARKS: [(&str, Comparison); 7] = [
            (">=", Comparison::GreaterOrEqual),
            ("<=", Comparison::LessOrEqual),
            (">", Comparison::Greater),
            ("<", Comparison::Less),
            ("~^", Comparison::StartsWith),
            ("~$", Comparison::EndsWith),
            ("~", Comparison::Contains),
        ];
        MARKS.iter().find(|(mark, _)| self.take(mark)).map_or(Comparison::Equal, |(_, comparison)| *comparison)
    }

    fn list(&mut self) -> Result<Vec<Value>, Unreadable> {
        let mut values = vec![self.value()?];
        while self.take(",") {
            values.push(self.value()?);
        }
        if self.take("]") { Ok(values) } else { Err(Unreadable) }
    }

    fn value(&mut self) -> Result<Value, Unreadable> {
        self.skip();
        if let Some(quoted) = self.rest.strip_prefix('\'') {
            return self.quoted(quoted).map(Value::String);
        }
        if let Some(moment) = self.relative() {
            return Ok(Value::String(moment));
        }
        let word = self.while_some(|letter| !letter.is_whitespace() && !"+,()><=[]~'\"".contains(letter))?;
        Ok(match word {
            "null" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            // As Ghost does: decimals are cut off.
            _ if word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && word.as_bytes()[0] != b'.' => {
                word.split('.').next().and_then(|digits| digits.parse::<i64>().ok()).map_or_else(|| word.into(), Value::from)
            }
            _ => word.into(),
        })
    }

    /// `now-30d`, `now+2h`, up to the end of a condition.
    fn relative(&mut self) -> Option<String> {
        let distance = self.rest.strip_prefix("now")?;
        let digits = distance.get(1..)?.find(|letter: char| !letter.is_ascii_digit())? + 1;
        let (amount, unit) = (distance[..digits].parse::<i64>().ok()?, distance.get(digits..=digits)?);
        let rest = &distance[digits + 1..];
        if !rest.is_empty() && !rest.starts_with(['+', ',', '(', ')', '[', ']']) {
            return None;
        }
        let none = Span::new();
        let span = match unit {
            "s" => none.try_seconds(amount),
            "m" => none.try_minutes(amount),
            "h" => none.try_hours(amount),
            "d" => none.try_days(amount),
            "w" => none.try_weeks(amount),
            "M" => none.try_months(amount),
            "y" => none.try_years(amount),
            _ => return None,
        };
        let then = Offset::UTC.to_datetime(self.now).checked_add(span.ok()?).ok()?;
        self.rest = rest;
        Some(written(Offset::UTC.to_timestamp(then).ok()?))
    }

    /// A text after its opening quote. A backslash stands for itself but before quotes; one before the last quote there is does
    /// not keep that quote from being the end.
    fn quoted(&mut self, text: &'t str) -> Result<String, Unreadable> {
        let mut end = None;
        let mut letters = text.char_indices();
        while let Some((index, letter)) = letters.next() {
            match letter {
                '\'' => {
                    end = Some(index);
                    break;
                }
                '"' => break,
                '\\' if text[index + 1..].starts_with(['\'', '"']) => {
                    end = if letters.next() == Some((index + 1, '\'')) { Some(index + 1) } else { end };
                }
                _ => {}
            }
        }
        let end = end.filter(|end| *end > 0).ok_or(Unreadable)?;
        self.rest = &text[end + 1..];
        Ok(text[..end].replace("\\'", "'").replace("\\\"", "\""))
    }

    fn while_some(&mut self, belongs: impl Fn(char) -> bool) -> Result<&'t str, Unreadable> {
        self.skip();
        let end = self.rest.find(|letter| !belongs(letter)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        if word.is_empty() { Err(Unreadable) } else { Ok(word) }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn holds(filter: &str, row: &Value) -> bool {
        let now = "2026-03-31T12:00:00Z".parse().unwrap();
        let values = |property: &str| match &row[property] {
            Value::Array(all) => all.clone(),
            one => vec![one.clone()],
        };
        Filter::parse(filter, now).unwrap().holds(&values)
    }

    #[test]
    fn conditions_are_compared_and_joined_as_nql_does() {
        let row = json!({ "title": "O'Brien's Day", "n": 5, "on": true, "none": null, "path": "a\\b\\", "tags": ["a", "b"], "at": "2026-03-30T12:00:00.000Z" });
        for filter in [
            "n:5",
            "n:>4+n:<=5",
            "n:-4",
            "n:[1,5]",
            "n:-[1,2]",
            "on:true",
            "none:null",
            "title:-null",
            "title:~'brien'",
            "title:~^'o\\''",
            "title:-~'x'",
            "title:~$'DAY'",
            "tags:a",
            "tags:-c",
            "tags:[x,b]",
            "n:1,n:5",
            "n:1+n:1,on:true",
            "(n:1,n:5)+on:true",
            "at:>now-2d",
            "at:<'2026-03-31'",
            "at:>'2026-03-30 11:59:59'",
            "n:5.9",
            "at:<now+2h",
            "(at:<now+2h+n:5)+on:true",
            r"path:'a\b\'",
            r"title:'O\'Brien\'s Day'",
            r"path:-'a\'b\'+n:5",
        ] {
            assert!(holds(filter, &row), "{filter}");
        }
        for filter in [
            "n:4",
            "none:>0",
            "tags:-a",
            "title:null",
            "n:5+on:false",
            "n:1+(n:5,on:true)",
            "at:>now-1h",
            "title:~'xyz'",
            "none:-1",
            "none:-~'x'",
            "none:-[1,2]",
        ] {
            assert!(!holds(filter, &row), "{filter}");
        }
    }

    #[test]
    fn what_is_no_nql_is_unreadable() {
        for filter in
            ["", "a", "a:", "a:'b", "a:b+", "(a:b", "a:[b", "title:'O'Brien'", "a:b c:d", ":b", "a:[]", "a:''", "a:'b\"c'", "a:\"b\""]
        {
            assert_eq!(Filter::parse(filter, Timestamp::UNIX_EPOCH), Err(Unreadable), "{filter}");
        }
    }
}
