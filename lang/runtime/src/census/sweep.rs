//! Visiting every process once, between two of its turns, while everything runs.
//!
//! A process that waits is visited by the thread that makes the sweep, which borrows it for that; one that runs
//! or is in a queue, by the scheduler that gives it its next turn. Whoever does, notes so in the process and in
//! the table.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use crate::process::Process;
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

/// Processes visited between two looks at whether the world is to stop: a process that waits takes about a
/// microsecond.
const BATCH: usize = 64;

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

/// Visits every process that there is now; returns when all have been visited or have ended. Not to be called
/// by a thread that runs a process.
pub fn visit_all(visit: Visit) {
    let mut sweeps = SWEEPS.write().unwrap_or_else(PoisonError::into_inner);
    let number = NEWEST.load(Ordering::Relaxed) + 1;
    sweeps.push((number, visit));
    NEWEST.store(number, Ordering::SeqCst);
    drop(sweeps);
    // Processes made by turns that have not seen the number yet are in the table afterwards.
    world::settle();
    let mut left = table::pids();
    loop {
        left = visit_waiting(left, number);
        if left.is_empty() {
            break;
        }
        std::thread::sleep(PATIENCE);
    }
    SWEEPS.write().unwrap_or_else(PoisonError::into_inner).retain(|(other, _)| *other != number);
}

/// Visits those of the processes that wait; gives those that are still to be visited.
fn visit_waiting(pids: Vec<crate::term::Term>, number: u32) -> Vec<crate::term::Term> {
    let mut left = Vec::new();
    for batch in pids.chunks(BATCH) {
        world::enter();
        for &pid in batch {
            match table::borrow(pid, number) {
                table::Borrowed::Process(process) => {
                    // SAFETY: it is ours until it is given back, and it waits: it is between two turns.
                    catch_up(unsafe { &mut *process });
                    table::give_back(process);
                }
                table::Borrowed::Busy => left.push(pid),
                table::Borrowed::Done => {}
            }
        }
        world::leave();
    }
    left
}
