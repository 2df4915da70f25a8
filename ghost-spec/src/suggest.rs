//! "Did you mean": the nearest known name.

/// Longest name that is compared: the distance costs the product of both lengths.
const MAX_NAME: usize = 64;

/// Longest list of known names that is told whole.
const MAX_LISTED: usize = 24;

/// Most known names that one is compared with: more than any API has.
const MAX_KNOWN: usize = 2000;

/// Most faults of an API that get help: each unknown name is compared with each known one, and a hostile spec has
/// many of both.
const MAX_HELPED: usize = 250;

/// The candidate most like `name`, if any is near enough to be a slip of the finger; `told` is how many faults were
/// found so far.
pub(crate) fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>, told: usize) -> Option<&'a str> {
    if name.len() > MAX_NAME || told > MAX_HELPED {
        return None;
    }
    let length = name.chars().count();
    let most = length.max(3) / 3;
    candidates
        .into_iter()
        .take(MAX_KNOWN)
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= most)
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Help for an unknown name: the nearest one, or all of a short list.
pub(crate) fn help<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str> + Clone, told: usize) -> Option<String> {
    if let Some(near) = nearest(name, candidates.clone(), told) {
        return Some(format!("did you mean `{near}`?"));
    }
    let all: Vec<&str> = candidates.into_iter().take(MAX_LISTED + 1).collect();
    (!all.is_empty() && all.len() <= MAX_LISTED).then(|| format!("known are: {}", all.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        assert_eq!(nearest("strin", ["string", "boolean"], 0), Some("string"));
        assert_eq!(nearest("permision", ["permission", "access"], 0), Some("permission"));
        assert_eq!(nearest("zebra", ["string", "boolean"], 0), None);
    }

    #[test]
    fn nobody_is_helped_for_ever() {
        assert_eq!(nearest("strin", ["string"], MAX_HELPED), Some("string"));
        assert_eq!(nearest("strin", ["string"], MAX_HELPED + 1), None);
    }
}
