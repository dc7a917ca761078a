//! How schedulers are stopped between two turns, or waited for; see [`crate::world`].

use std::cell::Cell;
use std::sync::PoisonError;
use std::time::Duration;

use crate::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use crate::sync::time::Instant;
use crate::sync::{Condvar, Mutex, MutexGuard, const_fn};

struct State {
    /// Schedulers that run processes or may start to.
    running: usize,
    /// Of these, those that have not been here since [`World::settle`] was called last.
    behind: usize,
    paused: bool,
    /// Somebody who wants to stop all waits for those that are behind, and so do they when they come. 0: nobody; else
    /// a number that tells one such wait from the next.
    gathering: u64,
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
/// in a built-in function, or its thread has no core, and nobody is to feel that.
const PATIENCE: Duration = Duration::from_millis(2);

/// After so many attempts the others wait longer: there are always long built-in functions.
const ATTEMPTS: u32 = 100;
const LONG_PATIENCE: Duration = Duration::from_millis(20);

/// How long who comes late from a long built-in function waits for others who do.
const GATHERING: Duration = Duration::from_millis(20);

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
                state: Mutex::new(State { running: 0, behind: 0, paused: false, gathering: 0 }),
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
        self.discount(&mut self.lock(), member);
        self.changed.notify_all();
    }

    fn discount(&self, state: &mut State, member: &Member) {
        state.running -= 1;
        member.counted.set(false);
        if self.is_behind(member) {
            state.behind -= 1;
        }
    }

    fn is_behind(&self, member: &Member) -> bool {
        member.known.get() != self.settled.load(Ordering::Relaxed)
    }

    /// Between two turns: stops if somebody wants it.
    #[inline]
    pub fn checkpoint(&self, member: &Member) {
        if self.is_wanted(member) {
            self.stand(member);
        }
    }

    /// Whether somebody wants this scheduler to stop between two turns.
    #[inline]
    pub fn is_wanted(&self, member: &Member) -> bool {
        self.wanted.load(Ordering::Relaxed) || self.is_behind(member)
    }

    /// Is between two turns, as long as somebody wants that.
    #[cold]
    fn stand(&self, member: &Member) {
        let mut state = self.lock();
        let gathering = if self.is_behind(member) { state.gathering } else { 0 };
        self.discount(&mut state, member);
        self.changed.notify_all();
        while state.paused || (gathering != 0 && state.gathering == gathering) {
            state = self.wait(state);
        }
        self.count(&mut state, member);
    }

    /// Waits until every scheduler has been between two turns, for some time at most; says whether every one has.
    pub fn settle_within(&self, patience: Duration) -> bool {
        let _one = self.settling.lock().unwrap_or_else(PoisonError::into_inner);
        let state = self.count_all();
        self.wait_until(state, patience, |state| state.behind == 0).behind == 0
    }

    /// All that run are behind now.
    fn count_all(&self) -> MutexGuard<'_, State> {
        let mut state = self.lock();
        self.settled.fetch_add(1, Ordering::Relaxed);
        state.behind = state.running;
        state
    }

    /// Waits for something, but for some time at most.
    fn wait_until<'a>(
        &'a self,
        mut state: MutexGuard<'a, State>,
        patience: Duration,
        done: impl Fn(&State) -> bool,
    ) -> MutexGuard<'a, State> {
        let deadline = Instant::now().checked_add(patience);
        while !done(&state) {
            state = match deadline {
                None => self.wait(state),
                Some(deadline) => {
                    let left = deadline.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        break;
                    }
                    self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
        state
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

    /// Stops all schedulers. Those in long built-in functions are waited for while the others run.
    fn stop(&self) {
        let mut state = self.lock();
        for attempt in 1.. {
            while state.paused {
                state = self.wait(state);
            }
            state.paused = true;
            state.gathering = 0;
            self.wanted.store(true, Ordering::Relaxed);
            let patience = if attempt < ATTEMPTS { PATIENCE } else { LONG_PATIENCE };
            state = self.wait_until(state, patience, |state| state.running == 0);
            if state.running == 0 {
                return;
            }
            state.paused = false;
            self.wanted.store(false, Ordering::Relaxed);
            drop(state);
            self.changed.notify_all();
            state = self.gather();
        }
    }

    /// Waits until every scheduler has been between two turns. Those that come late, from long built-in functions, wait
    /// for each other, as the next one may be as long; until they are told otherwise, if all have come.
    fn gather(&self) -> MutexGuard<'_, State> {
        let _one = self.settling.lock().unwrap_or_else(PoisonError::into_inner);
        let state = self.count_all();
        let mut state = self.wait_until(state, PATIENCE, |state| state.behind == 0);
        while state.behind > 0 {
            // Those who have come in the round before go on.
            state.gathering = self.settled.load(Ordering::Relaxed) << 32 | state.behind as u64;
            self.changed.notify_all();
            let behind = state.behind;
            state = self.wait_until(state, Duration::MAX, |state| state.behind < behind);
            state = self.wait_until(state, GATHERING, |state| state.behind == 0);
        }
        state
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
