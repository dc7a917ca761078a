//! Stopping all processes for a moment, between their turns.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::places::{Place, places};
use crate::process::Process;
use crate::table;
use crate::term::Term;

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
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut state = lock();
    SETTLED.fetch_add(1, Ordering::Relaxed);
    state.behind = state.running;
    while state.behind > 0 {
        state = CHANGED.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
}

/// Between two turns: stops if somebody wants it.
#[inline]
pub fn checkpoint() {
    if WANTED.load(Ordering::Relaxed) || SETTLED.load(Ordering::Relaxed) != KNOWN.get() {
        leave();
        enter();
    }
}

/// All processes, none of which runs.
pub struct World {
    processes: Vec<(*mut Process, usize)>,
}

impl World {
    /// Calls `look` with every process and the number of signals in its inbox. A process that is just
    /// calling [`pause`] is among them; its `resume` is where it last was between two turns.
    pub fn for_each(&mut self, mut look: impl FnMut(&mut Process, usize)) {
        for &(process, signals) in &self.processes {
            // SAFETY: no scheduler runs a process or ends one while the world is stopped.
            look(unsafe { &mut *process }, signals);
        }
    }
}

impl World {
    /// Calls `choose` with every process's pid and the places where it is, innermost first, and tells
    /// the observer from now on of those for which it says so.
    pub fn watch(&mut self, mut choose: impl FnMut(Term, &mut dyn Iterator<Item = Place>) -> bool) {
        self.for_each(|process, _| {
            // SAFETY: the world is stopped: the process is between two turns, or in the built-in function
            // that stopped it.
            if choose(process.pid, &mut unsafe { places(process) }) {
                process.watched = true;
            }
        });
    }
}

/// Stops all schedulers between turns, runs `act`, lets them go on. May be called from any thread, also
/// from a built-in function; then the calling process counts as stopped where it is. Waits for other
/// pauses to end, and for the turns that run, however long a built-in function takes.
pub fn pause<T>(act: impl FnOnce(&mut World) -> T) -> T {
    let counted = COUNTED.get();
    if counted {
        leave();
    }
    let mut state = lock();
    while state.paused {
        state = CHANGED.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
    state.paused = true;
    WANTED.store(true, Ordering::Relaxed);
    while state.running > 0 {
        state = CHANGED.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
    drop(state);
    let resumed = Resume { counted };
    // SAFETY: nothing runs until `resumed` is dropped.
    let mut world = World { processes: unsafe { table::processes() } };
    let result = act(&mut world);
    drop(resumed);
    result
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
    use std::time::Duration;

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
            let (before, after) = pause(|_| {
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
