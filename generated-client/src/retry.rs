//! When a request is sent again: the settings, and the budget that all calls of a connection share.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// When and how often a request is sent again.
///
/// A read is repeated where the connection failed or timed out, and after 429, 502, 503 and 504. A write is repeated only
/// where it surely did not reach the server. Between attempts is a wait that doubles; where the server says how long to
/// wait, it is that, unless the budget is smaller.
///
/// ```
/// use std::time::Duration;
/// use ghost_client::{Ghost, Retry};
///
/// # fn example() -> Result<(), ghost_client::ConnectError> {
/// let patient = Ghost::builder("https://blog.example.com")?.retry(Retry::new().max_attempts(10).budget(Duration::from_secs(300)));
/// let once = Ghost::builder("https://blog.example.com")?.no_retries();
/// # let _ = (patient, once); Ok(()) }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retry {
    max_attempts: u32,
    backoff: Duration,
    max_backoff: Duration,
    jitter: u8,
    budget: Duration,
    tokens: u32,
}

impl Default for Retry {
    fn default() -> Self {
        Retry {
            max_attempts: 4,
            backoff: Duration::from_millis(250),
            max_backoff: Duration::from_secs(8),
            jitter: 50,
            budget: Duration::from_secs(60),
            tokens: 100,
        }
    }
}

impl Retry {
    /// Four attempts within a minute.
    #[must_use]
    pub fn new() -> Self {
        Retry::default()
    }

    /// No second attempt of anything.
    #[must_use]
    pub fn never() -> Self {
        Retry::default().max_attempts(1)
    }

    /// Most attempts of a call, the first one counted; 4 unless set.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// Longest wait before the second attempt; 250 ms unless set. It doubles from attempt to attempt.
    #[must_use]
    pub fn backoff(mut self, wait: Duration) -> Self {
        self.backoff = wait;
        self
    }

    /// Longest wait before any attempt, unless the server names one; 8 seconds unless set.
    #[must_use]
    pub fn max_backoff(mut self, wait: Duration) -> Self {
        self.max_backoff = wait;
        self
    }

    /// How much of a wait is left to chance, in percent, so that clients that failed together do not come back together;
    /// 50 unless set: a wait of 8 seconds is one of 4 to 8.
    #[must_use]
    pub fn jitter(mut self, percent: u8) -> Self {
        self.jitter = percent.min(100);
        self
    }

    /// Most time of a call with all its attempts and waits; one minute unless set. A call whose timeout is longer has that.
    #[must_use]
    pub fn budget(mut self, time: Duration) -> Self {
        self.budget = time;
        self
    }

    /// How many attempts beyond the first all calls of a connection may make in a row; 100 unless set. Ten calls that
    /// succeed at once win one back. It keeps a server that is down from being asked several times as much.
    #[must_use]
    pub fn tokens(mut self, tokens: u32) -> Self {
        self.tokens = tokens;
        self
    }

    pub(crate) fn attempts(&self) -> u32 {
        self.max_attempts
    }

    pub(crate) fn total(&self) -> Duration {
        self.budget
    }

    /// The wait after so many repeated attempts, with a throw of [`dice`].
    pub(crate) fn wait(&self, repeated: u32, dice: u16) -> Duration {
        let longest = self.backoff.saturating_mul(2_u32.saturating_pow(repeated)).min(self.max_backoff);
        let chance = u128::from(self.jitter) * u128::from(dice);
        let whole = 100 * u128::from(u16::MAX);
        let milliseconds = longest.as_millis().saturating_mul(whole - chance) / whole;
        Duration::from_millis(u64::try_from(milliseconds).unwrap_or(u64::MAX))
    }
}

/// A random number.
pub(crate) fn dice() -> u16 {
    // The seed of a hash map is random, which is all that is needed to spread waits.
    let [first, second, ..] = RandomState::new().build_hasher().finish().to_ne_bytes();
    u16::from_ne_bytes([first, second])
}

/// What is left of a connection's attempts, in tenths.
#[derive(Debug)]
pub(crate) struct Tokens {
    left: AtomicU32,
    most: u32,
}

impl Tokens {
    pub(crate) fn new(retry: &Retry) -> Self {
        let most = retry.tokens.saturating_mul(10);
        Tokens { left: AtomicU32::new(most), most }
    }

    /// Takes one, if there is one.
    pub(crate) fn take(&self) -> bool {
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(10)).is_ok()
    }

    /// Gives a tenth back.
    pub(crate) fn earn(&self) {
        // Full is no failure.
        let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| (left < self.most).then(|| left + 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_longest_and_half_is_left_to_chance() {
        let retry = Retry::new().max_backoff(Duration::from_millis(1500));
        let longest: Vec<_> = (0..5).map(|repeated| retry.wait(repeated, 0).as_millis()).collect();
        assert_eq!(longest, [250, 500, 1000, 1500, 1500]);
        assert_eq!(retry.wait(1, u16::MAX), Duration::from_millis(250));
        assert_eq!(retry.clone().jitter(0).wait(1, u16::MAX), Duration::from_millis(500));
        assert_eq!(retry.jitter(200).wait(1, u16::MAX), Duration::ZERO);
        let endless = Retry::new().backoff(Duration::MAX).max_backoff(Duration::MAX);
        assert!(endless.wait(u32::MAX, 1) > Duration::from_secs(1_000_000));
    }

    #[test]
    fn dice_differ() {
        let thrown: std::collections::BTreeSet<u16> = (0..50).map(|_| dice()).collect();
        assert!(thrown.len() > 10, "{thrown:?}");
    }

    #[test]
    fn ten_good_calls_win_an_attempt_back() {
        let tokens = Tokens::new(&Retry::new().tokens(2));
        assert!(tokens.take() && tokens.take() && !tokens.take());
        (0..9).for_each(|_| tokens.earn());
        assert!(!tokens.take());
        tokens.earn();
        assert!(tokens.take() && !tokens.take());
        (0..100).for_each(|_| tokens.earn());
        assert!(tokens.take() && tokens.take() && !tokens.take());
    }
}
