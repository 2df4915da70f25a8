//! What went and what came may be one thing under another name.

/// Pairs of what went and what came that are alike, where there is no second candidate on either side.
pub(super) fn pairs<T: Copy>(went: &[T], came: &[T], alike: impl Fn(T, T) -> bool) -> Vec<(T, T)> {
    let candidates = |item: T| -> Vec<T> { came.iter().copied().filter(|other| alike(item, *other)).collect() };
    went.iter()
        .filter_map(|item| match candidates(*item)[..] {
            [only] if went.iter().filter(|other| alike(**other, only)).count() == 1 => Some((*item, only)),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_told_only_if_nothing_else_fits() {
        let same_length = |a: &str, b: &str| a.len() == b.len();
        assert_eq!(pairs(&["mail", "x"], &["post", "of"], same_length), [("mail", "post")]);
        assert_eq!(pairs(&["mail"], &["post", "text"], same_length), []);
        assert_eq!(pairs(&["mail", "text"], &["post"], same_length), []);
    }
}
