//! Where schedulers without work sleep.
//!
//! One of the sleepers is the *poller*: it wakes for the next timer and, while others run, every few
//! milliseconds to see whether there is something to take from them. The others sleep until somebody
//! wakes them. So a process that waits behind a long built-in function waits a few milliseconds at
//! most as long as a core is free, and an idle program does nothing at all.

use std::sync::atomic::{AtomicUsize, Ordering, fence};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::{clock, timers};

/// How often the poller looks for work while others run, in nanoseconds. Short enough not to be felt,
/// long enough to cost nothing (200 looks a second on a core that is free).
const POLL: u64 = 5_000_000;

#[derive(Default)]
struct State {
    /// Schedulers that sleep and have not been called.
    sleepers: usize,
    /// Of these, those that wait on [`CALLED`] rather than as the poller.
    waiting: usize,
    /// Calls not yet answered by a sleeper that wakes.
    calls: usize,
    /// There is a poller.
    poller: bool,
    /// How long the poller sleeps, in nanoseconds of the monotonic clock.
    until: u64,
    schedulers: usize,
    stopping: bool,
}

static STATE: Mutex<State> = Mutex::new(State {
    sleepers: 0,
    waiting: 0,
    calls: 0,
    poller: false,
    until: 0,
    schedulers: 0,
    stopping: false,
});
/// [`State::sleepers`], for a look without the lock. Written under the lock.
static SLEEPERS: AtomicUsize = AtomicUsize::new(0);
static CALLED: Condvar = Condvar::new();
static POLLER: Condvar = Condvar::new();

fn lock() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

impl State {
    fn set_sleepers(&mut self, sleepers: usize) {
        self.sleepers = sleepers;
        SLEEPERS.store(sleepers, Ordering::SeqCst);
    }

    /// Wakes one sleeper: one that is not the poller if there is one.
    fn notify(&self) {
        if self.waiting > 0 { CALLED.notify_one() } else { POLLER.notify_one() }
    }
}

/// Says how many schedulers there are.
pub fn start(schedulers: usize) {
    lock().schedulers = schedulers;
}

/// Calls a sleeper, if there is one, because there is work to share; says whether there was.
pub fn call_one() -> bool {
    // The work was put into a queue before; a scheduler that is about to sleep has said so before it
    // looks at the queues once more. The fences order the two against each other.
    fence(Ordering::SeqCst);
    if SLEEPERS.load(Ordering::SeqCst) == 0 {
        return false;
    }
    let mut state = lock();
    let there = state.sleepers > 0;
    if there {
        let sleepers = state.sleepers - 1;
        state.set_sleepers(sleepers);
        state.calls += 1;
        state.notify();
    }
    there
}

/// A timer was added: the poller may have to wake earlier.
pub fn timer_added(time: u64) {
    if SLEEPERS.load(Ordering::SeqCst) == 0 {
        return;
    }
    let state = lock();
    if state.poller && time < state.until {
        POLLER.notify_one();
    }
}

/// Ends the sleep of all schedulers for ever.
pub fn stop() {
    lock().stopping = true;
    CALLED.notify_all();
    POLLER.notify_all();
}

/// Sleeps until there may be work. `has_work` looks at the queues.
pub fn sleep(has_work: impl Fn() -> bool) {
    let mut state = lock();
    let sleepers = state.sleepers + 1;
    state.set_sleepers(sleepers);
    drop(state);
    fence(Ordering::SeqCst);
    let found = has_work();
    let mut state = lock();
    while !found && state.calls == 0 && !state.stopping {
        let polled;
        (state, polled) = sleep_once(state);
        if polled && (clock::monotonic() >= timers::next() || has_work()) {
            break;
        }
    }
    leave(state);
}

/// Sleeps once, as the poller if there is none; says whether it was.
fn sleep_once(mut state: MutexGuard<'static, State>) -> (MutexGuard<'static, State>, bool) {
    if state.poller {
        state.waiting += 1;
        state = CALLED.wait(state).unwrap_or_else(PoisonError::into_inner);
        state.waiting -= 1;
        return (state, false);
    }
    let now = clock::monotonic();
    let others_run = state.sleepers < state.schedulers;
    state.until = timers::next().min(if others_run { now + POLL } else { u64::MAX });
    state.poller = true;
    let time = Duration::from_nanos(state.until.saturating_sub(now));
    state = if state.until == u64::MAX {
        POLLER.wait(state).unwrap_or_else(PoisonError::into_inner)
    } else {
        POLLER.wait_timeout(state, time).unwrap_or_else(PoisonError::into_inner).0
    };
    state.poller = false;
    (state, true)
}

/// Stops being a sleeper. Makes sure that one of those left, if any, looks after timers and work.
fn leave(mut state: MutexGuard<'static, State>) {
    if state.calls > 0 {
        // Whoever called has taken one sleeper off.
        state.calls -= 1;
    } else {
        let sleepers = state.sleepers.saturating_sub(1);
        state.set_sleepers(sleepers);
    }
    if state.sleepers > 0 {
        if !state.poller {
            state.notify();
        } else if state.until > clock::monotonic() + POLL {
            POLLER.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

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
