//! Where schedulers without work sleep.
//!
//! One of the sleepers is the *poller*: it wakes for the next timer and, while others run, every few
//! milliseconds to see whether there is something to take from them. The others sleep until somebody
//! wakes them. So a process that waits behind a long built-in function waits a few milliseconds at
//! most as long as a core is free, and an idle program does nothing at all.

use crossbeam_utils::CachePadded;

use crate::sleepers::{Sleepers, Times};
use crate::{clock, timers};

static SLEEPERS: CachePadded<Sleepers> = CachePadded::new(Sleepers::new());

/// The runtime's own.
struct Runtime;

impl Times for Runtime {
    fn now(&self) -> u64 {
        clock::monotonic()
    }

    fn next_timer(&self) -> u64 {
        timers::next()
    }
}

/// Says how many schedulers there are.
pub fn start(schedulers: usize) {
    SLEEPERS.start(schedulers);
}

/// Calls a sleeper, if there is one, because there is work to share; says whether there was.
pub fn call_one() -> bool {
    SLEEPERS.call_one()
}

/// Whether a scheduler sleeps: one of them sees to the next timer.
pub fn has_sleepers() -> bool {
    SLEEPERS.are_there()
}

/// A timer was added: the poller may have to wake earlier.
pub fn timer_added(time: u64) {
    SLEEPERS.timer_added(time);
}

/// Ends the sleep of all schedulers for ever.
pub fn stop() {
    SLEEPERS.stop();
}

/// Sleeps until there may be work. `has_work` looks at the queues.
pub fn sleep(has_work: impl Fn() -> bool) {
    SLEEPERS.sleep(&Runtime, has_work);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    #[test]
    fn a_sleeper_with_work_does_not_sleep() {
        let start = std::time::Instant::now();
        sleep(|| true);
        assert!(start.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_call_wakes_a_sleeper() {
        let work = Arc::new(AtomicBool::new(false));
        let seen = work.clone();
        let thread = std::thread::spawn(move || {
            while !seen.load(Ordering::SeqCst) {
                sleep(|| seen.load(Ordering::SeqCst));
            }
        });
        std::thread::sleep(Duration::from_millis(20));
        work.store(true, Ordering::SeqCst);
        // Schedulers of other tests may sleep as well and take a call.
        while !thread.is_finished() {
            call_one();
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}
