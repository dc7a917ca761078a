//! Stopping all processes for a moment, between their turns.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

struct State {
    /// Schedulers that run processes or may start to.
    running: usize,
    /// Of these, those that have not been here since [`settle`] was called last.
    behind: usize,
    paused: bool,
}

static STATE: Mutex<State> = Mutex::new(State { running: 0, behind: 0, paused: false });
static CHANGED: Condvar = Condvar::new();
/// Somebody wants all schedulers to stop. Written under the lock; read by schedulers between turns, late at
/// worst by one turn.
static WANTED: AtomicBool = AtomicBool::new(false);

/// How often [`settle`] has been called. Written under the lock, read like [`WANTED`].
static SETTLED: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// This thread is counted in [`State::running`].
    static COUNTED: Cell<bool> = const { Cell::new(false) };
    /// [`SETTLED`] when this thread was last counted.
    static KNOWN: Cell<u64> = const { Cell::new(0) };
}

/// Whether this thread runs processes now.
pub fn is_counted() -> bool {
    COUNTED.get()
}

fn lock() -> MutexGuard<'static, State> {
    STATE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// This scheduler is about to run processes. Waits while the world is stopped.
pub fn enter() {
    let mut state = lock();
    while state.paused {
        state = CHANGED.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
    state.count();
}

/// This scheduler runs no processes until it enters again.
pub fn leave() {
    lock().discount();
    CHANGED.notify_all();
}

impl State {
    fn count(&mut self) {
        self.running += 1;
        COUNTED.set(true);
        KNOWN.set(SETTLED.load(Ordering::Relaxed));
    }

    fn discount(&mut self) {
        self.running -= 1;
        COUNTED.set(false);
        if KNOWN.get() != SETTLED.load(Ordering::Relaxed) {
            self.behind -= 1;
        }
    }
}

/// Waits until every scheduler has been between two turns. Stops none of them. What was written before is seen
/// by all turns from then on. Not to be called by a thread that runs a process.
pub fn settle() {
    settle_within(Duration::MAX);
}

/// As [`settle`], but waits for some time at most; says whether every scheduler has been there.
pub fn settle_within(patience: Duration) -> bool {
    static ONE: Mutex<()> = Mutex::new(());
    let deadline = Instant::now().checked_add(patience);
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut state = lock();
    SETTLED.fetch_add(1, Ordering::Relaxed);
    state.behind = state.running;
    while state.behind > 0 {
        state = match deadline {
            None => CHANGED.wait(state).unwrap_or_else(PoisonError::into_inner),
            Some(deadline) => {
                let left = deadline.saturating_duration_since(Instant::now());
                if left.is_zero() {
                    return false;
                }
                CHANGED.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0
            }
        };
    }
    true
}

/// Between two turns: stops if somebody wants it.
#[inline]
pub fn checkpoint() {
    if WANTED.load(Ordering::Relaxed) || SETTLED.load(Ordering::Relaxed) != KNOWN.get() {
        leave();
        enter();
    }
}

/// Stops all schedulers between turns, runs `act`, lets them go on. `act` is to be short: it takes no walk over
/// processes, however few (see [`crate::census::begin`]). May be called from any thread, also
/// from a built-in function; then the calling process counts as stopped where it is. Waits for other
/// pauses to end, and for the turns that run, however long a built-in function takes.
pub fn pause<T>(act: impl FnOnce() -> T) -> T {
    let counted = COUNTED.get();
    if counted {
        leave();
    }
    stop();
    let resumed = Resume { counted };
    let result = act();
    drop(resumed);
    result
}

/// How long those who have stopped wait for the others. A turn takes some tens of microseconds; who takes longer is
/// in a built-in function, and nobody is to feel that.
const PATIENCE: Duration = Duration::from_millis(4);

/// So long everybody runs on before the next attempt to stop.
const RUN_ON: Duration = Duration::from_millis(1);

/// After so many attempts the stop is not given up any more: somebody is always in a long built-in function.
const ATTEMPTS: u32 = 1000;

/// Stops all schedulers.
fn stop() {
    for attempt in 1.. {
        let mut state = lock();
        while state.paused {
            state = CHANGED.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.paused = true;
        WANTED.store(true, Ordering::Relaxed);
        let deadline = Instant::now() + PATIENCE;
        while state.running > 0 {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() && attempt < ATTEMPTS {
                break;
            }
            let left = left.max(Duration::from_micros(100));
            state = CHANGED.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        if state.running == 0 {
            return;
        }
        state.paused = false;
        WANTED.store(false, Ordering::Relaxed);
        drop(state);
        CHANGED.notify_all();
        std::thread::sleep(RUN_ON);
    }
}

/// Lets the world go on when dropped, also when `act` panics.
struct Resume {
    counted: bool,
}

impl Drop for Resume {
    fn drop(&mut self) {
        let mut state = lock();
        state.paused = false;
        WANTED.store(false, Ordering::Relaxed);
        if self.counted {
            state.count();
        }
        drop(state);
        CHANGED.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_moves_during_a_pause() {
        static TURNS: AtomicU64 = AtomicU64::new(0);
        static STOP: AtomicBool = AtomicBool::new(false);
        let threads: Vec<_> = (0..3)
            .map(|_| {
                std::thread::spawn(|| {
                    enter();
                    while !STOP.load(Ordering::Relaxed) {
                        TURNS.fetch_add(1, Ordering::Relaxed);
                        checkpoint();
                    }
                    leave();
                })
            })
            .collect();
        for _ in 0..20 {
            let (before, after) = pause(|| {
                let before = TURNS.load(Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(1));
                (before, TURNS.load(Ordering::Relaxed))
            });
            assert_eq!(before, after);
        }
        STOP.store(true, Ordering::Relaxed);
        threads.into_iter().for_each(|thread| thread.join().unwrap());
    }
}
