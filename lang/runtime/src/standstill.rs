//! How schedulers are stopped between two turns, or waited for; see [`crate::world`].

use std::cell::Cell;
use std::sync::PoisonError;
use std::time::Duration;

use crate::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use crate::sync::time::Instant;
use crate::sync::{Condvar, Mutex, MutexGuard, const_fn, thread};

struct State {
    /// Schedulers that run processes or may start to.
    running: usize,
    /// Of these, those that have not been here since [`World::settle`] was called last.
    behind: usize,
    paused: bool,
}

/// What the world knows a scheduler's thread by; only that thread has it.
pub struct Member {
    /// It is counted in [`State::running`].
    counted: Cell<bool>,
    /// [`World::settled`] when it was last counted.
    known: Cell<u64>,
}

/// See the module.
pub struct World {
    state: Mutex<State>,
    changed: Condvar,
    /// Somebody wants all schedulers to stop. Written under the lock; read by schedulers between turns, late at
    /// worst by one turn.
    wanted: AtomicBool,
    /// How often [`World::settle`] has been called. Written under the lock, read like `wanted`.
    settled: AtomicU64,
    /// One waits for all at a time.
    settling: Mutex<()>,
}

/// How long those who have stopped wait for the others. A turn takes some tens of microseconds; who takes longer is
/// in a built-in function, and nobody is to feel that.
const PATIENCE: Duration = Duration::from_millis(4);

/// So long everybody runs on before the next attempt to stop.
const RUN_ON: Duration = Duration::from_millis(1);

/// After so many attempts the stop is not given up any more: somebody is always in a long built-in function.
const ATTEMPTS: u32 = 1000;

impl Member {
    /// A thread that runs no processes.
    pub const fn new() -> Member {
        Member { counted: Cell::new(false), known: Cell::new(0) }
    }

    /// Whether the thread runs processes now.
    pub fn is_counted(&self) -> bool {
        self.counted.get()
    }
}

impl World {
    const_fn! {
        /// Nobody runs.
        pub fn new() -> World {
            World {
                state: Mutex::new(State { running: 0, behind: 0, paused: false }),
                changed: Condvar::new(),
                wanted: AtomicBool::new(false),
                settled: AtomicU64::new(0),
                settling: Mutex::new(()),
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    fn count(&self, state: &mut State, member: &Member) {
        state.running += 1;
        member.counted.set(true);
        member.known.set(self.settled.load(Ordering::Relaxed));
    }

    /// This scheduler is about to run processes. Waits while the world is stopped.
    pub fn enter(&self, member: &Member) {
        let mut state = self.lock();
        while state.paused {
            state = self.wait(state);
        }
        self.count(&mut state, member);
    }

    /// This scheduler runs no processes until it enters again.
    pub fn leave(&self, member: &Member) {
        let mut state = self.lock();
        state.running -= 1;
        member.counted.set(false);
        if member.known.get() != self.settled.load(Ordering::Relaxed) {
            state.behind -= 1;
        }
        drop(state);
        self.changed.notify_all();
    }

    /// Between two turns: stops if somebody wants it.
    #[inline]
    pub fn checkpoint(&self, member: &Member) {
        if self.wanted.load(Ordering::Relaxed) || self.settled.load(Ordering::Relaxed) != member.known.get() {
            self.leave(member);
            self.enter(member);
        }
    }

    /// Waits until every scheduler has been between two turns, for some time at most; says whether every one has.
    pub fn settle_within(&self, patience: Duration) -> bool {
        let deadline = Instant::now().checked_add(patience);
        let _one = self.settling.lock().unwrap_or_else(PoisonError::into_inner);
        let mut state = self.lock();
        self.settled.fetch_add(1, Ordering::Relaxed);
        state.behind = state.running;
        while state.behind > 0 {
            state = match deadline {
                None => self.wait(state),
                Some(deadline) => {
                    let left = deadline.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        return false;
                    }
                    self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
        true
    }

    /// Stops all schedulers between turns, runs `act`, lets them go on. A scheduler that calls this counts as stopped
    /// where it is.
    pub fn pause<T>(&self, member: &Member, act: impl FnOnce() -> T) -> T {
        let counted = member.is_counted();
        if counted {
            self.leave(member);
        }
        self.stop();
        let resumed = Resume { world: self, member: counted.then_some(member) };
        let result = act();
        drop(resumed);
        result
    }

    /// Stops all schedulers.
    fn stop(&self) {
        for attempt in 1.. {
            let mut state = self.lock();
            while state.paused {
                state = self.wait(state);
            }
            state.paused = true;
            self.wanted.store(true, Ordering::Relaxed);
            let deadline = Instant::now() + PATIENCE;
            while state.running > 0 {
                let left = deadline.saturating_duration_since(Instant::now());
                if left.is_zero() && attempt < ATTEMPTS {
                    break;
                }
                let left = left.max(Duration::from_micros(100));
                state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
            }
            if state.running == 0 {
                return;
            }
            state.paused = false;
            self.wanted.store(false, Ordering::Relaxed);
            drop(state);
            self.changed.notify_all();
            thread::sleep(RUN_ON);
        }
    }
}

/// Lets the world go on when dropped, also when what was done meanwhile panics.
struct Resume<'a> {
    world: &'a World,
    /// Who has stopped it, if it is counted otherwise.
    member: Option<&'a Member>,
}

impl Drop for Resume<'_> {
    fn drop(&mut self) {
        let mut state = self.world.lock();
        state.paused = false;
        self.world.wanted.store(false, Ordering::Relaxed);
        if let Some(member) = self.member {
            self.world.count(&mut state, member);
        }
        drop(state);
        self.world.changed.notify_all();
    }
}
