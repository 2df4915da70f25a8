//! Random things to say, as filters and as the trees they should be read as.

use ghost_client::nql::{self, BoolField, DateField, Filter, NumberField, RelationField, TextField};
use ghost_client::rt;
use serde_json::{Map, Value, json};

/// What the random filters are about.
pub(super) enum Thing {}

/// Numbers that look random and are the same in every run (xorshift).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Dice(seed)
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound).unwrap()).unwrap()
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// Text of what gives parsers trouble, never empty.
    fn text(&mut self) -> String {
        const WHOLE: &[&str] =
            &["null", "true", "now-30d", "1.5", "007", "-1", "a:b", "2026-01-02T03:04:05.000Z", "'", "\"", "\\", "\\'", "~'x'"];
        const PARTS: &[&str] = &[
            "a", "B", "1", " ", "'", "\"", "\\", "+", ",", "(", ")", "[", "]", "~", "^", "$", ":", "<", ">", "=", "-", ".", "\n", "é", "😀",
        ];
        if self.below(6) == 0 {
            return self.pick(WHOLE).to_owned();
        }
        (0..=self.below(6)).map(|_| self.pick(PARTS)).collect()
    }

    fn texts(&mut self) -> Vec<String> {
        (0..=self.below(3)).map(|_| self.text()).collect()
    }
}

/// A filter with the tree that it should be read as.
pub(super) fn anything(dice: &mut Dice, depth: usize) -> (Filter<Thing>, Value) {
    if depth == 0 {
        return condition(dice);
    }
    match dice.below(5) {
        0 => condition(dice),
        1 => {
            let (filter, tree) = anything(dice, depth - 1);
            (!filter, opposite(tree))
        }
        sort => {
            let (left, right) = (anything(dice, depth - 1), anything(dice, depth - 1));
            match sort {
                2 | 3 => (left.0 & right.0, json!({ "$and": [left.1, right.1] })),
                _ => (left.0 | right.0, json!({ "$or": [left.1, right.1] })),
            }
        }
    }
}

fn condition(dice: &mut Dice) -> (Filter<Thing>, Value) {
    let name = dice.pick(&["title", "slug", "tags.slug", "_a.b_1"]);
    let (filter, said) = match dice.below(12) {
        0 => (TextField::named(name).is_null(), Value::Null),
        1 => (TextField::named(name).is_not_null(), json!({ "$ne": null })),
        2 | 3 => part(name, dice),
        4 | 5 => list(name, dice),
        6 => number(name, dice),
        7 => moment(name, dice),
        8 => {
            let is = dice.below(2) == 0;
            (BoolField::named(name).is(is), json!(is))
        }
        _ => text(name, dice),
    };
    (filter, json!({ name: said }))
}

fn text(name: &str, dice: &mut Dice) -> (Filter<Thing>, Value) {
    let (field, value) = (TextField::named(name), dice.text());
    let said = json!(value);
    match dice.below(7) {
        0 => (field.ne(value), json!({ "$ne": said })),
        1 => (field.gt(value), json!({ "$gt": said })),
        2 => (field.gte(value), json!({ "$gte": said })),
        3 => (field.lt(value), json!({ "$lt": said })),
        4 => (field.lte(value), json!({ "$lte": said })),
        5 => (RelationField::named(name).ne(value), json!({ "$ne": said })),
        _ => (field.eq(value), said),
    }
}

fn part(name: &str, dice: &mut Dice) -> (Filter<Thing>, Value) {
    let (field, value) = (TextField::named(name), dice.text());
    let said = value.clone();
    match dice.below(3) {
        0 => (field.contains(value), json!({ "$regex": { "$part": [said, ""] } })),
        1 => (field.starts_with(value), json!({ "$regex": { "$part": [said, "^"] } })),
        _ => (field.ends_with(value), json!({ "$regex": { "$part": [said, "$"] } })),
    }
}

fn list(name: &str, dice: &mut Dice) -> (Filter<Thing>, Value) {
    match dice.below(4) {
        0 => (NumberField::named(name).is_in([0, 7]), json!({ "$in": [0, 7] })),
        1 => {
            let values = dice.texts();
            (RelationField::named(name).not_in(values.clone()), json!({ "$nin": values }))
        }
        _ => {
            let values = dice.texts();
            (TextField::named(name).is_in(values.clone()), json!({ "$in": values }))
        }
    }
}

fn number(name: &str, dice: &mut Dice) -> (Filter<Thing>, Value) {
    let (field, value) = (NumberField::named(name), dice.pick(&[0_u64, 1, 42, 1_893_456_000_000, 9_007_199_254_740_991]));
    match dice.below(3) {
        0 => (field.gte(value), json!({ "$gte": value })),
        1 => (field.ne(value), json!({ "$ne": value })),
        _ => (field.eq(value), json!(value)),
    }
}

fn moment(name: &str, dice: &mut Dice) -> (Filter<Thing>, Value) {
    let field = DateField::named(name);
    match dice.below(3) {
        0 => (field.gt(nql::days(30).ago()), json!({ "$gt": { "$relative": ["sub", 30, "d"] } })),
        1 => (field.lt(nql::months(2).ahead()), json!({ "$lt": { "$relative": ["add", 2, "M"] } })),
        _ => {
            let at: rt::Timestamp = "2026-01-02T03:04:05Z".parse().unwrap();
            (field.gte(at), json!({ "$gte": "2026-01-02 03:04:05" }))
        }
    }
}

/// The opposite of a tree.
fn opposite(tree: Value) -> Value {
    let Value::Object(entries) = tree else { panic!("not a condition: {tree}") };
    let (key, value) = entries.into_iter().next().unwrap();
    let parts = |value: Value| match value {
        Value::Array(parts) => parts.into_iter().map(opposite).collect::<Vec<_>>(),
        other => panic!("not a list: {other}"),
    };
    match key.as_str() {
        "$and" => json!({ "$or": parts(value) }),
        "$or" => json!({ "$and": parts(value) }),
        _ => json!({ key: opposite_of_test(value) }),
    }
}

fn opposite_of_test(test: Value) -> Value {
    const PAIRS: &[(&str, &str)] = &[("$gt", "$lte"), ("$gte", "$lt"), ("$in", "$nin"), ("$regex", "$not")];
    match test {
        Value::Object(entries) => {
            let (sign, value) = entries.into_iter().next().unwrap();
            if sign == "$ne" {
                return value;
            }
            let found = PAIRS.iter().find_map(|(a, b)| if sign == *a { Some(*b) } else { (sign == *b).then_some(*a) });
            json!({ found.unwrap(): value })
        }
        value => json!({ "$ne": value }),
    }
}

/// A tree in the one form of all that say the same: alike parts joined and in order, none twice; lists in order; "none of
/// one" as "not that one".
pub(super) fn canonical(tree: &Value) -> Value {
    let Value::Object(entries) = tree else { return tree.clone() };
    let mut out = Map::new();
    for (key, value) in entries {
        let (key, value) = match (key.as_str(), value) {
            ("$and" | "$or", Value::Array(parts)) => {
                let mut joined: Vec<Value> = Vec::new();
                for part in parts.iter().map(canonical) {
                    match part.get(key) {
                        Some(Value::Array(inner)) => joined.extend(inner.iter().cloned()),
                        _ => joined.push(part),
                    }
                }
                let mut joined = in_order(joined);
                if joined.len() == 1 {
                    return joined.remove(0);
                }
                (key.clone(), Value::Array(joined))
            }
            ("$nin", Value::Array(values)) if values.len() == 1 => ("$ne".to_owned(), values[0].clone()),
            ("$in" | "$nin", Value::Array(values)) => (key.clone(), Value::Array(in_order(values.clone()))),
            _ => (key.clone(), canonical(value)),
        };
        out.insert(key, value);
    }
    Value::Object(out)
}

fn in_order(mut values: Vec<Value>) -> Vec<Value> {
    values.sort_by_key(Value::to_string);
    values.dedup();
    values
}
