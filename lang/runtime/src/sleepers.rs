//! How schedulers without work sleep and are called, see [`crate::parking`].

use std::sync::PoisonError;
use std::time::Duration;

use crate::sync::atomic::{AtomicU64, AtomicUsize, Ordering, fence};
use crate::sync::{Condvar, Mutex, MutexGuard, const_fn};

/// How often the poller looks for work while others run, in nanoseconds. Short enough not to be felt,
/// long enough to cost nothing (200 looks a second on a core that is free).
const POLL: u64 = 5_000_000;

/// The clock and the timers.
pub trait Times {
    /// In nanoseconds.
    fn now(&self) -> u64;
    /// When the next timer is due; `u64::MAX`: there is none.
    fn next_timer(&self) -> u64;
}

struct State {
    /// Schedulers that sleep and have not been called.
    sleepers: usize,
    /// Of these, those that wait on [`Sleepers::called`] rather than as the poller.
    waiting: usize,
    /// Calls not yet answered by a sleeper that wakes.
    calls: usize,
    /// There is a poller.
    poller: bool,
    /// How long the poller sleeps, in nanoseconds of the clock.
    until: u64,
    schedulers: usize,
    stopping: bool,
}

/// See the module.
pub struct Sleepers {
    state: Mutex<State>,
    /// [`State::sleepers`], for a look without the lock. Written under the lock.
    count: AtomicUsize,
    /// [`State::until`] while the poller sleeps, else `u64::MAX`: whoever adds timers over and over is not to take the
    /// lock for each, which the poller needs to wake. Written under the lock, before the poller asks for the next
    /// timer and after.
    until: AtomicU64,
    called: Condvar,
    poller: Condvar,
}

impl Sleepers {
    const_fn! {
        /// Nobody sleeps yet.
        pub fn new() -> Sleepers {
            Sleepers {
                state: Mutex::new(State {
                    sleepers: 0,
                    waiting: 0,
                    calls: 0,
                    poller: false,
                    until: 0,
                    schedulers: 0,
                    stopping: false,
                }),
                count: AtomicUsize::new(0),
                until: AtomicU64::new(u64::MAX),
                called: Condvar::new(),
                poller: Condvar::new(),
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, state: &mut State, sleepers: usize) {
        state.sleepers = sleepers;
        self.count.store(sleepers, Ordering::SeqCst);
    }

    /// Whether anybody sleeps, for one who has just changed what sleepers look at before they sleep. A scheduler
    /// that is about to sleep says so before it looks: the fences order the two against each other, so that it sees
    /// the change or is seen here.
    pub fn are_there(&self) -> bool {
        fence(Ordering::SeqCst);
        self.count.load(Ordering::SeqCst) != 0
    }

    /// Wakes one sleeper: one that is not the poller if there is one.
    fn notify(&self, state: &State) {
        if state.waiting > 0 { self.called.notify_one() } else { self.poller.notify_one() }
    }

    /// Says how many schedulers there are.
    pub fn start(&self, schedulers: usize) {
        self.lock().schedulers = schedulers;
    }

    /// Calls a sleeper, if there is one, because there is work to share, which has been put into a queue before; says
    /// whether there was.
    pub fn call_one(&self) -> bool {
        if !self.are_there() {
            return false;
        }
        let mut state = self.lock();
        let there = state.sleepers > 0;
        if there {
            let sleepers = state.sleepers - 1;
            self.set(&mut state, sleepers);
            state.calls += 1;
            self.notify(&state);
        }
        there
    }

    /// A timer was added: the poller may have to wake earlier.
    pub fn timer_added(&self, time: u64) {
        if !self.are_there() || time >= self.until.load(Ordering::SeqCst) {
            return;
        }
        let state = self.lock();
        if state.poller && time < state.until {
            self.poller.notify_one();
        }
    }

    /// Ends the sleep of all schedulers for ever.
    pub fn stop(&self) {
        self.lock().stopping = true;
        self.called.notify_all();
        self.poller.notify_all();
    }

    /// Sleeps until there may be work. `has_work` looks at the queues.
    pub fn sleep(&self, times: &impl Times, has_work: impl Fn() -> bool) {
        let mut state = self.lock();
        let sleepers = state.sleepers + 1;
        self.set(&mut state, sleepers);
        drop(state);
        fence(Ordering::SeqCst);
        let found = has_work();
        let mut state = self.lock();
        while !found && state.calls == 0 && !state.stopping {
            let polled;
            (state, polled) = self.sleep_once(state, times);
            if polled && (times.now() >= times.next_timer() || has_work()) {
                break;
            }
        }
        self.leave(state, times);
    }

    /// Sleeps once, as the poller if there is none; says whether it was.
    fn sleep_once<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        times: &impl Times,
    ) -> (MutexGuard<'a, State>, bool) {
        if state.poller {
            state.waiting += 1;
            state = self.called.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.waiting -= 1;
            return (state, false);
        }
        let now = times.now();
        let others_run = state.sleepers < state.schedulers;
        // Before this there was no poller: whoever adds a timer that is not seen here takes the lock.
        fence(Ordering::SeqCst);
        state.until = times.next_timer().min(if others_run { now + POLL } else { u64::MAX });
        self.until.store(state.until, Ordering::SeqCst);
        state.poller = true;
        let time = Duration::from_nanos(state.until.saturating_sub(now));
        state = if state.until == u64::MAX {
            self.poller.wait(state).unwrap_or_else(PoisonError::into_inner)
        } else {
            self.poller.wait_timeout(state, time).unwrap_or_else(PoisonError::into_inner).0
        };
        state.poller = false;
        self.until.store(u64::MAX, Ordering::SeqCst);
        (state, true)
    }

    /// Stops being a sleeper. Makes sure that one of those left, if any, looks after timers and work.
    fn leave(&self, mut state: MutexGuard<'_, State>, times: &impl Times) {
        if state.calls > 0 {
            // Whoever called has taken one sleeper off.
            state.calls -= 1;
        } else {
            let sleepers = state.sleepers.saturating_sub(1);
            self.set(&mut state, sleepers);
        }
        if state.sleepers > 0 {
            if !state.poller {
                self.notify(&state);
            } else if state.until > times.now() + POLL {
                self.poller.notify_one();
            }
        }
    }
}
