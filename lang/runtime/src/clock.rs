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

/// Nanoseconds of processor time that the program has taken.
pub fn processor() -> u64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the struct is ours; the call only fills it.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &raw mut time) };
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}
