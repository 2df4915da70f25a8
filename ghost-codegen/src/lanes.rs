//! Work on many things with all processors.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Results of `work` for all items, in their order. Each thread makes a state of its own, and takes the next item when it is free.
pub(crate) fn map<T: Sync, S, R: Send>(items: &[T], state: impl Fn() -> S + Sync, work: impl Fn(&mut S, &T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let lane = || {
        let mut state = state();
        let mut results = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else { return results };
            results.push((index, work(&mut state, item)));
        }
    };
    let others = thread::available_parallelism().map_or(1, usize::from).min(items.len()).saturating_sub(1);
    let mut results = thread::scope(|scope| {
        let threads: Vec<_> = (0..others).map(|_| scope.spawn(lane)).collect();
        let mut results = lane();
        for thread in threads {
            results.extend(thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        results
    });
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..1000).collect();
        assert_eq!(map(&items, || 1, |one, item| item + *one), (1..=1000).collect::<Vec<_>>());
        assert!(map(&[] as &[usize], || (), |(), item| *item).is_empty());
    }
}
