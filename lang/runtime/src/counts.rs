//! What schedulers count: turns, reductions, collections, processes, bytes in and out.
//!
//! Each thread that runs processes has a lane of its own, which only it writes, so that counting costs no traffic
//! between cores; who asks adds the lanes up.

use std::cell::Cell;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crossbeam_utils::CachePadded;

/// A thread's counts. Written by that thread, read by all.
#[derive(Default)]
struct Lane {
    turns: AtomicU64,
    reductions: AtomicU64,
    collections: AtomicU64,
    words_freed: AtomicU64,
    processes_made: AtomicU64,
    processes_ended: AtomicU64,
}

/// The lanes of all threads that have run processes, for ever.
static LANES: Mutex<Vec<&'static CachePadded<Lane>>> = Mutex::new(Vec::new());
/// Bytes that were read from standard input, and written for the person at the terminal.
static INPUT: AtomicU64 = AtomicU64::new(0);
static OUTPUT: AtomicU64 = AtomicU64::new(0);

thread_local! {
    static LANE: Cell<Option<&'static CachePadded<Lane>>> = const { Cell::new(None) };
}

fn lanes() -> MutexGuard<'static, Vec<&'static CachePadded<Lane>>> {
    LANES.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cold]
fn new_lane() -> &'static CachePadded<Lane> {
    let lane = &*Box::leak(Box::<CachePadded<Lane>>::default());
    lanes().push(lane);
    LANE.set(Some(lane));
    lane
}

/// The calling thread has begun so many turns, and a process has used so many reductions.
#[inline]
pub(crate) fn count(turns: u64, reductions: u64) {
    let lane = LANE.get().unwrap_or_else(new_lane);
    add(&lane.turns, turns);
    add(&lane.reductions, reductions);
}

/// The calling thread has collected a process, and found so many words dead.
pub(crate) fn collected(words: u64) {
    let lane = LANE.get().unwrap_or_else(new_lane);
    add(&lane.collections, 1);
    add(&lane.words_freed, words);
}

/// The calling thread has put a process into the table.
#[inline]
pub(crate) fn process_made() {
    let lane = LANE.get().unwrap_or_else(new_lane);
    add(&lane.processes_made, 1);
}

/// The calling thread has taken a process out of the table.
#[inline]
pub(crate) fn process_ended() {
    let lane = LANE.get().unwrap_or_else(new_lane);
    let ended = lane.processes_ended.load(Ordering::Relaxed) + 1;
    // Whoever sees it sees that the process was made, too.
    lane.processes_ended.store(ended, Ordering::Release);
}

/// Nobody else writes to the counts of the calling thread.
#[inline]
fn add(count: &AtomicU64, more: u64) {
    count.store(count.load(Ordering::Relaxed) + more, Ordering::Relaxed);
}

fn sum(count: impl Fn(&Lane) -> &AtomicU64) -> u64 {
    lanes().iter().map(|lane| count(lane).load(Ordering::Relaxed)).sum()
}

/// Reductions of all turns that are over.
pub fn reductions() -> u64 {
    sum(|lane| &lane.reductions)
}

/// Turns of all processes.
pub fn turns() -> u64 {
    sum(|lane| &lane.turns)
}

/// Collections of all processes.
pub fn collections() -> u64 {
    sum(|lane| &lane.collections)
}

/// Words that collections have found dead.
pub fn words_freed() -> u64 {
    sum(|lane| &lane.words_freed)
}

/// How many processes there are. One that is made or ends meanwhile may count or not.
pub fn processes() -> usize {
    let lanes = lanes();
    let ended: u64 = lanes.iter().map(|lane| lane.processes_ended.load(Ordering::Acquire)).sum();
    let made: u64 = lanes.iter().map(|lane| lane.processes_made.load(Ordering::Relaxed)).sum();
    made.saturating_sub(ended) as usize
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
