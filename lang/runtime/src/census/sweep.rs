//! Visiting every process once, between two of its turns, while everything runs.
//!
//! A process that waits is visited by the thread that makes the sweep, which borrows it for that; one that runs
//! or is in a queue, by the scheduler that gives it its next turn. Whoever does, notes so in the process and in
//! the table.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use crate::process::Process;
use crate::term::Term;
use crate::{table, world};

/// What is done with each process.
pub type Visit = Arc<dyn Fn(&mut Process) + Send + Sync>;

/// The number of the newest sweep. Written under the lock of [`SWEEPS`].
static NEWEST: AtomicU32 = AtomicU32::new(0);
/// Those that go on, oldest first.
static SWEEPS: RwLock<Vec<(u32, Visit)>> = RwLock::new(Vec::new());

/// How long to wait for processes that run, before it is seen whether they have been visited. A turn takes
/// some tens of microseconds.
const PATIENCE: Duration = Duration::from_micros(200);

/// The number of the newest sweep, which a process made now has no part in.
pub fn newest() -> u32 {
    NEWEST.load(Ordering::Acquire)
}

/// Whether a process that has been visited by the sweeps up to `swept` is to be visited.
#[inline]
pub fn is_behind(swept: u32) -> bool {
    swept != NEWEST.load(Ordering::Relaxed)
}

/// Visits a process for all sweeps that it has not been visited for. It is the caller's, and between two turns.
#[cold]
pub fn catch_up(process: &mut Process) {
    let sweeps = SWEEPS.read().unwrap_or_else(PoisonError::into_inner);
    let newest = NEWEST.load(Ordering::Relaxed);
    let due: Vec<Visit> =
        sweeps.iter().filter(|(number, _)| *number > process.swept).map(|(_, visit)| visit.clone()).collect();
    drop(sweeps);
    for visit in due {
        visit(process);
    }
    process.swept = newest;
    table::set_swept(process.pid, newest);
}

/// A sweep that goes on. Dropped, it visits nobody any more.
pub struct Sweep {
    number: u32,
    /// Those that are still to be visited; `None`: nobody has looked who there is.
    left: Option<Vec<Term>>,
}

/// Begins a sweep over all processes that there are. Whoever runs is visited at the start of its next turn; begun
/// while no process runs ([`world::pause`]), every process is visited before it goes on. Those that wait are
/// visited by [`Sweep::advance`].
pub fn begin(visit: Visit) -> Sweep {
    let mut sweeps = SWEEPS.write().unwrap_or_else(PoisonError::into_inner);
    let number = NEWEST.load(Ordering::Relaxed) + 1;
    sweeps.push((number, visit));
    NEWEST.store(number, Ordering::SeqCst);
    Sweep { number, left: None }
}

impl Sweep {
    /// Visits those that wait and have not been visited; says whether nobody is left. Not to be called by a thread
    /// that runs a process. A sweep begun while processes ran needs a [`world::settle`] before.
    pub fn advance(&mut self) -> bool {
        let left = self.left.take().unwrap_or_else(table::pids);
        let left = visit_waiting(left, self.number);
        let done = left.is_empty();
        self.left = Some(left);
        done
    }
}

impl Drop for Sweep {
    fn drop(&mut self) {
        SWEEPS.write().unwrap_or_else(PoisonError::into_inner).retain(|(other, _)| *other != self.number);
    }
}

/// Visits every process that there is now; returns when all have been visited or have ended. Not to be called
/// by a thread that runs a process.
pub fn visit_all(visit: Visit) {
    visit_within(visit, Duration::MAX);
}

/// As [`visit_all`], but gives up after some time: a process that is in a long built-in function is not waited for.
/// Says whether all have been visited. A visit that is under way may still go on afterwards.
pub fn visit_within(visit: Visit, patience: Duration) -> bool {
    let start = Instant::now();
    let mut sweep = begin(visit);
    // Processes made by turns that have not seen the number yet are in the table afterwards.
    if !world::settle_within(patience) {
        return false;
    }
    loop {
        if sweep.advance() {
            return true;
        }
        if start.elapsed() >= patience {
            return false;
        }
        std::thread::sleep(PATIENCE);
    }
}

/// Visits those of the processes that wait; gives those that are still to be visited.
///
/// This goes on while the world is stopped: who waits is nobody else's as long as it is borrowed, and a stop must not
/// wait for a thread that the system may let sleep.
fn visit_waiting(mut pids: Vec<Term>, number: u32) -> Vec<Term> {
    pids.retain(|&pid| match table::borrow(pid, number) {
        table::Borrowed::Process(process) => {
            // SAFETY: it is ours until it is given back, and it waits: it is between two turns.
            catch_up(unsafe { &mut *process });
            table::give_back(process);
            false
        }
        table::Borrowed::Busy => true,
        table::Borrowed::Done => false,
    });
    pids
}
