//! The earliest of times that are kept in several places, for those who look at it often.

use crate::sync::atomic::{AtomicBool, AtomicU64, Ordering, fence};
use crate::sync::const_fn;

/// See the module.
pub struct Earliest {
    /// The earliest time of all places, or one before it: a time that goes up is not noted at once.
    time: AtomicU64,
    /// Somebody looks at all places.
    renewing: AtomicBool,
}

impl Earliest {
    const_fn! {
        /// There are no times.
        pub fn new() -> Earliest {
            Earliest { time: AtomicU64::new(u64::MAX), renewing: AtomicBool::new(false) }
        }
    }

    /// Whoever comes while somebody renews it, and only then, may see a later time.
    #[inline]
    pub fn get(&self) -> u64 {
        self.time.load(Ordering::Relaxed)
    }

    /// A place has this time from now on, which is before the one that it had. Most often another one has an earlier one,
    /// and nothing is written: threads that add and take away times over and over do not disturb each other.
    pub fn lower(&self, time: u64) {
        // Who renews writes here before it looks at the places: it finds this time there, or this finds what it wrote.
        fence(Ordering::SeqCst);
        if time < self.time.load(Ordering::Relaxed) {
            self.time.fetch_min(time, Ordering::Relaxed);
        }
    }

    /// Looks at all places again, unless somebody does.
    pub fn renew(&self, earliest: impl Fn() -> u64) {
        if self.renewing.swap(true, Ordering::Acquire) {
            return;
        }
        self.time.store(u64::MAX, Ordering::Relaxed);
        fence(Ordering::SeqCst);
        self.time.fetch_min(earliest(), Ordering::Relaxed);
        self.renewing.store(false, Ordering::Release);
    }
}
