//! The timers of processes that have ended: nobody takes them away, and what they would send takes memory until their
//! time, which may be far away.
//!
//! After processes have ended the watchman goes through all timers, a few at a time, and drops what is for nobody.

use std::sync::atomic::{AtomicBool, Ordering};

use super::{PARTS, is_in_vain, remove};

/// Places looked at with the lock of a part taken.
const AT_ONCE: usize = 64;

/// Nanoseconds from one time to the next.
const REST: u64 = 100_000_000;

/// Processes have ended since the timers began to be gone through. Set when they have left the table: whoever still finds one
/// alive there, under its lock, has taken the mark away before it was set.
static ENDED: AtomicBool = AtomicBool::new(false);

/// A process has ended.
#[inline]
pub fn process_ended() {
    if !ENDED.load(Ordering::Relaxed) {
        ENDED.store(true, Ordering::Relaxed);
    }
}

/// Where the watchman is.
#[derive(Default)]
pub struct Sweep {
    /// It goes through the timers: the next part and place.
    at: Option<(usize, usize)>,
    /// Not before this time once more.
    rested: u64,
}

impl Sweep {
    /// When there is something to do; `None`: no process has ended since.
    pub fn next(&self) -> Option<u64> {
        match self.at {
            Some(_) => Some(0),
            None => ENDED.load(Ordering::Relaxed).then_some(self.rested),
        }
    }

    /// Looks at so many more places, about, if it is time; says whether all have been looked at, or need not be.
    pub fn step(&mut self, now: u64, most: usize) -> bool {
        let (mut part, mut place) = match self.at {
            Some(at) => at,
            None if now >= self.rested && ENDED.swap(false, Ordering::AcqRel) => (0, 0),
            None => return true,
        };
        let mut looked = 0;
        while looked < most && part < PARTS.len() {
            let some = PARTS[part].lock().some(place, AT_ONCE);
            looked += AT_ONCE;
            let Some(some) = some else {
                (part, place) = (part + 1, 0);
                continue;
            };
            for (id, to) in some {
                if is_in_vain(to) {
                    remove(id);
                }
            }
            place += AT_ONCE;
        }
        let ends = part == PARTS.len();
        self.at = (!ends).then_some((part, place));
        if ends {
            self.rested = now + REST;
        }
        ends
    }

    /// [`Sweep::step`] without a rest.
    pub fn hurry(&mut self, most: usize) -> bool {
        self.rested = 0;
        self.step(0, most)
    }
}
