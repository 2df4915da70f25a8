//! Moments and days as servers write them.
//!
//! Ghost answers ISO text in UTC (Admin API) or with the site's offset (Content API), and in a few
//! places what its database holds: `2027-10-31 03:43:24`, or milliseconds since 1970.

use std::fmt;
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
use std::time::Instant;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Unit};
use serde_core::de::{Error, Visitor};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
use web_time::Instant;

/// What the clock says: the one place where it is read.
pub(crate) fn now() -> SystemTime {
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    return SystemTime::now();
    // The standard library has no clock there: asking it panics.
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    return web_time::web::SystemTimeExt::to_std(web_time::SystemTime::now());
}

/// The same, as the API tells moments. A clock beyond the years that can be written counts as one that was never set.
pub(crate) fn this_moment() -> Timestamp {
    let since = now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i128::try_from(since.as_nanos()).ok().and_then(|since| Timestamp::from_nanosecond(since).ok()).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// When something began, by a clock that is never set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Started(Instant);

impl Started {
    pub(crate) fn now() -> Self {
        Started(Instant::now())
    }

    pub(crate) fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

/// A moment on the wire.
#[derive(Clone, Copy, Debug)]
pub struct At(pub Timestamp);

/// A day on the wire.
#[derive(Clone, Copy, Debug)]
pub struct Day(pub Date);

/// `2026-01-02T03:04:05.000Z`: nearly every time is written so, and a page of posts has a thousand of them. The general
/// reader takes several times as long.
fn usual(text: &str) -> Option<Timestamp> {
    let &[a, b, c, d, b'-', e, f, b'-', g, h, b'T', i, j, b':', k, l, b':', m, n, b'.', x, y, z, b'Z'] = text.as_bytes() else {
        return None;
    };
    let [year, thousandths] = [number(&[a, b, c, d])?, number(&[x, y, z])?];
    let small = |tens: u8, ones: u8| number(&[tens, ones]).and_then(|number| i8::try_from(number).ok());
    let nanoseconds = i32::from(thousandths) * 1_000_000;
    let civil = DateTime::new(year, small(e, f)?, small(g, h)?, small(i, j)?, small(k, l)?, small(m, n)?, nanoseconds).ok()?;
    Offset::UTC.to_timestamp(civil).ok()
}

/// A number of up to four digits.
fn number(digits: &[u8]) -> Option<i16> {
    digits.iter().try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + i16::from(digit - b'0')))
}

fn moment(text: &str) -> Option<Timestamp> {
    if let Some(timestamp) = usual(text) {
        return Some(timestamp);
    }
    if let Ok(timestamp) = text.parse::<Timestamp>() {
        return Some(timestamp);
    }
    // Database text says no zone; the database's is UTC.
    let civil: DateTime = text.parse().ok()?;
    TimeZone::UTC.to_timestamp(civil).ok()
}

impl<'de> Deserialize<'de> for At {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Moment;

        impl Visitor<'_> for Moment {
            type Value = At;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a time: ISO 8601 text or milliseconds since 1970")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<At, E> {
                moment(text).map(At).ok_or_else(|| E::custom(format_args!("`{text}` is not a time")))
            }

            fn visit_i64<E: Error>(self, milliseconds: i64) -> Result<At, E> {
                Timestamp::from_millisecond(milliseconds).map(At).map_err(E::custom)
            }

            fn visit_u64<E: Error>(self, milliseconds: u64) -> Result<At, E> {
                i64::try_from(milliseconds).map_err(E::custom).and_then(|milliseconds| self.visit_i64(milliseconds))
            }

            fn visit_f64<E: Error>(self, milliseconds: f64) -> Result<At, E> {
                // Beyond the range of times, `as` saturates and the conversion refuses it.
                self.visit_i64(milliseconds as i64)
            }
        }

        deserializer.deserialize_any(Moment)
    }
}

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Three digits, as Ghost itself writes; it compares `updated_at` as a moment.
        let rounded = self.0.round(Unit::Millisecond).unwrap_or(self.0);
        serializer.collect_str(&format_args!("{rounded:.3}"))
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let day = text.get(..10).unwrap_or(&text);
        day.parse().map(Day).map_err(D::Error::custom)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> String {
        serde_json::from_str::<At>(json).unwrap().0.to_string()
    }

    #[test]
    fn every_form_of_a_time_is_read() {
        assert_eq!(read(r#""2026-01-02T03:04:05.000Z""#), "2026-01-02T03:04:05Z");
        assert_eq!(read(r#""2026-01-02T03:04:05.000+02:00""#), "2026-01-02T01:04:05Z");
        assert_eq!(read(r#""2027-10-31 03:43:24""#), "2027-10-31T03:43:24Z");
        assert_eq!(read("4070908800000"), "2099-01-01T00:00:00Z");
        assert!(serde_json::from_str::<At>(r#""soon""#).is_err());
    }

    #[test]
    fn the_usual_form_means_what_the_general_reader_says() {
        for text in ["2026-01-02T03:04:05.678Z", "0001-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z", "2024-02-29T23:59:59.001Z"] {
            assert_eq!(usual(text), text.parse().ok(), "{text}");
            assert!(usual(text).is_some(), "{text}");
        }
        for text in ["2023-02-29T00:00:00.000Z", "2026-13-01T00:00:00.000Z", "2026-01-01T24:00:00.000Z", "2026-01-0aT00:00:00.000Z"] {
            assert_eq!((usual(text), text.parse::<Timestamp>().ok()), (None, None), "{text}");
        }
        for text in ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.678+02:00", "2026-01-02 03:04:05.678Z", "2016-12-31T23:59:60.000Z"] {
            assert_eq!(usual(text), None, "{text}");
        }
    }

    #[test]
    fn times_are_written_as_ghost_writes_them() {
        let at = At("2026-01-02T03:04:05.123456Z".parse().unwrap());
        assert_eq!(serde_json::to_string(&at).unwrap(), r#""2026-01-02T03:04:05.123Z""#);
        let whole = At("2026-01-02T03:04:05Z".parse().unwrap());
        assert_eq!(serde_json::to_string(&whole).unwrap(), r#""2026-01-02T03:04:05.000Z""#);
    }
}
