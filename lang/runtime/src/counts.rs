//! What schedulers count: turns, reductions, time without work, bytes in and out.
//!
//! Each thread that runs processes has a lane of its own, which only it writes, so that counting costs no traffic
//! between cores; who asks adds the lanes up.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A thread's counts. Written by that thread, read by all.
#[repr(align(64))]
struct Lane {
    turns: AtomicU64,
    reductions: AtomicU64,
}

/// The lanes of all threads that have run processes, for ever.
static LANES: Mutex<Vec<&'static Lane>> = Mutex::new(Vec::new());
/// Bytes that were read from standard input, and written for the person at the terminal.
static INPUT: AtomicU64 = AtomicU64::new(0);
static OUTPUT: AtomicU64 = AtomicU64::new(0);

thread_local! {
    static LANE: Cell<Option<&'static Lane>> = const { Cell::new(None) };
}

fn lanes() -> MutexGuard<'static, Vec<&'static Lane>> {
    LANES.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cold]
fn new_lane() -> &'static Lane {
    let lane = &*Box::leak(Box::new(Lane { turns: AtomicU64::new(0), reductions: AtomicU64::new(0) }));
    lanes().push(lane);
    LANE.set(Some(lane));
    lane
}

/// The calling thread has begun so many turns, and a process has used so many reductions.
#[inline]
pub(crate) fn count(turns: u64, reductions: u64) {
    let lane = LANE.get().unwrap_or_else(new_lane);
    // Nobody else writes here.
    lane.turns.store(lane.turns.load(Ordering::Relaxed) + turns, Ordering::Relaxed);
    lane.reductions.store(lane.reductions.load(Ordering::Relaxed) + reductions, Ordering::Relaxed);
}

/// Reductions of all turns that are over.
pub fn reductions() -> u64 {
    lanes().iter().map(|lane| lane.reductions.load(Ordering::Relaxed)).sum()
}

/// Turns of all processes.
pub fn turns() -> u64 {
    lanes().iter().map(|lane| lane.turns.load(Ordering::Relaxed)).sum()
}

/// So many bytes have been read.
pub fn read(bytes: usize) {
    INPUT.fetch_add(bytes as u64, Ordering::Relaxed);
}

/// So many bytes have been written.
pub fn written(bytes: usize) {
    OUTPUT.fetch_add(bytes as u64, Ordering::Relaxed);
}

/// Bytes read and written.
pub fn bytes() -> (u64, u64) {
    (INPUT.load(Ordering::Relaxed), OUTPUT.load(Ordering::Relaxed))
}
