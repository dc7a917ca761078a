//! Time.

use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// When the program started, by both clocks.
fn start() -> &'static (Instant, u64) {
    static START: OnceLock<(Instant, u64)> = OnceLock::new();
    START.get_or_init(|| (Instant::now(), system()))
}

/// Nanoseconds since the program started; never 0, never goes back.
pub fn monotonic() -> u64 {
    if crate::drill::is_seeded() {
        return crate::drill::time();
    }
    start().0.elapsed().as_nanos() as u64 + 1
}

/// Nanoseconds since 1970.
pub fn system() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_nanos() as u64
}

/// What [`system`] minus [`monotonic`] was at the start.
pub fn offset() -> u64 {
    start().1
}

/// Year, month, day, hour, minute and second of a time in seconds since 1970, in local time or in UTC;
/// `None` for times that no calendar reaches.
pub fn calendar(seconds: i64, local: bool) -> Option<[i64; 6]> {
    // SAFETY: a struct of integers and a pointer, for which zeros are fine; the calls only fill it.
    let (filled, time) = unsafe {
        let mut time: libc::tm = std::mem::zeroed();
        let filled = match local {
            true => libc::localtime_r(&raw const seconds, &raw mut time),
            false => libc::gmtime_r(&raw const seconds, &raw mut time),
        };
        (!filled.is_null(), time)
    };
    let fields = [time.tm_year + 1900, time.tm_mon + 1, time.tm_mday, time.tm_hour, time.tm_min, time.tm_sec];
    filled.then(|| fields.map(i64::from))
}

/// Whether a local time is in summer time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Summer {
    Yes,
    No,
    /// As the calendar of the place says.
    Unknown,
}

/// Seconds since 1970 of a year, month, day, hour, minute and second in UTC (`local` is `None`) or in local
/// time; `None` for what is no time, or beyond what the system counts.
pub fn seconds(fields: [i64; 6], local: Option<Summer>) -> Option<i64> {
    let [year, month, day, hour, minute, second] = fields.map(|field| i32::try_from(field).ok());
    // SAFETY: a struct of integers and a pointer, for which zeros are fine.
    let mut time: libc::tm = unsafe { std::mem::zeroed() };
    time.tm_year = year?.checked_sub(1900)?;
    time.tm_mon = month?.checked_sub(1)?;
    time.tm_mday = day?;
    time.tm_hour = hour?;
    time.tm_min = minute?;
    time.tm_sec = second?;
    time.tm_isdst = match local {
        Some(Summer::Yes) => 1,
        Some(Summer::No) | None => 0,
        Some(Summer::Unknown) => -1,
    };
    // SAFETY: the struct is ours; the calls normalize it and give a number.
    let seconds = unsafe {
        match local {
            Some(_) => libc::mktime(&raw mut time),
            None => libc::timegm(&raw mut time),
        }
    };
    Some(seconds)
}

/// Nanoseconds of processor time that the program has taken.
pub fn processor() -> u64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the struct is ours; the call only fills it.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &raw mut time) };
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}
