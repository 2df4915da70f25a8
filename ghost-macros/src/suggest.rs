//! "Did you mean": the nearest known name, or all of them.

/// The candidate most like `name`, if any is near enough to be a slip of the finger.
fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = name.chars().count().max(3) / 3;
    let distances = candidates.into_iter().map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate));
    distances.filter(|(distance, _)| *distance <= most).min().map(|(_, candidate)| candidate)
}

/// The end of a sentence about an unknown name: `; did you mean …?`, or what is known.
pub(crate) fn suggestion<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(near) = nearest(name, candidates.clone()) {
        return format!("; did you mean `{near}`?");
    }
    let all: Vec<String> = candidates.into_iter().map(|candidate| format!("`{candidate}`")).collect();
    if all.is_empty() { String::new() } else { format!("; known are {}", all.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found_and_strangers_get_the_list() {
        assert_eq!(suggestion("nmae", ["name", "skip"]), "; did you mean `name`?");
        assert_eq!(suggestion("zebra", ["name", "skip"]), "; known are `name`, `skip`");
        assert_eq!(suggestion("zebra", []), "");
    }
}
