//! The clocks of a connection: ours, and the server's as far as it is known to differ.
//!
//! Ghost takes a token that was signed within five minutes by its own clock. A machine whose clock is behind learns by how
//! much from the answer that refuses its first token, and signs by the server's clock from then on.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::fmt::rfc2822::DateTimeParser;

/// Clocks that differ by less are the same: a request is under way for some time.
const ALIKE: i64 = 2;
/// More than any time zone. Whoever answers must not be able to have a token signed for the far future.
const MOST: i64 = 24 * 60 * 60;

/// By how many seconds the server's clock is ahead of ours.
#[derive(Debug, Default)]
pub(crate) struct Clock(AtomicI64);

impl Clock {
    /// The server's time at a moment of ours.
    pub(crate) fn at(&self, ours: SystemTime) -> SystemTime {
        let ahead = self.0.load(Ordering::Relaxed);
        let by = Duration::from_secs(ahead.unsigned_abs());
        let theirs = if ahead < 0 { ours.checked_sub(by) } else { ours.checked_add(by) };
        theirs.unwrap_or(ours)
    }

    /// Takes over the server's time at a moment of ours; says whether that is news.
    pub(crate) fn learn(&self, theirs: SystemTime, ours: SystemTime) -> bool {
        let Some(ahead) = seconds(theirs).zip(seconds(ours)).and_then(|(theirs, ours)| theirs.checked_sub(ours)) else { return false };
        let known = self.0.load(Ordering::Relaxed);
        if ahead.unsigned_abs() > MOST.unsigned_abs() || ahead.abs_diff(known) < ALIKE.unsigned_abs() {
            return false;
        }
        self.0.store(ahead, Ordering::Relaxed);
        true
    }
}

fn seconds(time: SystemTime) -> Option<i64> {
    i64::try_from(time.duration_since(UNIX_EPOCH).ok()?.as_secs()).ok()
}

/// The moment of a header: `Wed, 25 Nov 2026 04:25:45 GMT`.
pub(crate) fn http_date(text: &str) -> Option<SystemTime> {
    let seconds = DateTimeParser::new().parse_timestamp(text.trim()).ok()?.as_second();
    UNIX_EPOCH.checked_add(Duration::from_secs(u64::try_from(seconds).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn the_servers_clock_is_learned_in_both_directions() {
        let clock = Clock::default();
        assert_eq!(clock.at(at(1000)), at(1000));
        assert!(clock.learn(at(5000), at(1000)));
        assert_eq!(clock.at(at(2000)), at(6000));
        assert!(clock.learn(at(1000), at(1600)));
        assert_eq!(clock.at(at(2000)), at(1400));
    }

    #[test]
    fn what_is_known_is_no_news() {
        let clock = Clock::default();
        assert!(!clock.learn(at(1001), at(1000)), "a second is not worth another attempt");
        assert!(clock.learn(at(5000), at(1000)) && !clock.learn(at(6001), at(2000)));
    }

    #[test]
    fn nobody_can_have_a_token_signed_for_the_far_future() {
        let clock = Clock::default();
        assert!(!clock.learn(at(4_000_000_000), at(1000)));
        assert_eq!(clock.at(at(1000)), at(1000));
    }

    #[test]
    fn dates_of_headers_are_read() {
        assert_eq!(http_date("Wed, 25 Nov 2026 04:25:45 GMT"), Some(at(1_795_580_745)));
        for text in ["", "soon", "120", "Wed, 99 Nov 2026 04:25:45 GMT"] {
            assert_eq!(http_date(text), None, "{text}");
        }
    }
}
