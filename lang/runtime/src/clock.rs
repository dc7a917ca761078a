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

/// Nanoseconds of processor time that the program has taken.
pub fn processor() -> u64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the struct is ours; the call only fills it.
    unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &raw mut time) };
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}
